import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AlarmView } from '../../shared/incident/views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { countOnBadge } from '../shell/badge.ts'

/** What rings for this person: which report and how long, never what is in it. Keeps the number on the app's icon. */
export const useAlarms = defineStore('alarms', () => {
  const items = shallowRef<readonly AlarmView[]>([])
  const state = ref<'loading' | 'ready' | 'offline' | 'signedOut' | 'denied' | 'error'>('loading')
  const waiting = computed(() => items.value.filter(({ acknowledgedAt }) => acknowledgedAt === null))

  let asked = 0
  let answered = 0
  async function load(): Promise<void> {
    const turn = ++asked
    const answer = await outcomeOf(api.alarms.$get())
    // An answer that comes after a younger one tells how things were.
    if (turn < answered) return
    answered = turn
    if (answer.is === 'ok') {
      items.value = answer.value.items
      state.value = 'ready'
      await countOnBadge({ alarms: waiting.value.length })
    } else {
      state.value = answer.is === 'offline' ? 'offline' : answer.status === 401 ? 'signedOut' : answer.status === 403 ? 'denied' : 'error'
    }
  }

  async function acknowledge(incidentId: string): Promise<Outcome<unknown>> {
    const answer = await outcomeOf(api.incidents[':incidentId'].acknowledge.$post({ param: { incidentId } }))
    if (answer.is === 'ok') await load()
    return answer
  }

  /** The desk sees that the alert was seen. Nobody waits for it, and where it fails nothing is lost. */
  const opened = (incidentId: string): void => void outcomeOf(api.alarms[':incidentId'].opened.$post({ param: { incidentId } }))

  /** A call to the chair or the head of ICT that was made, or tried. */
  async function recordCall(incidentId: string, role: 'chair' | 'headOfIct', reached: boolean): Promise<Outcome<unknown>> {
    const answer = await outcomeOf(api.incidents[':incidentId'].calls.$post({ param: { incidentId }, json: { role, reached } }))
    if (answer.is === 'ok') await load()
    return answer
  }

  return { items, state, waiting, load, acknowledge, recordCall, opened }
})
