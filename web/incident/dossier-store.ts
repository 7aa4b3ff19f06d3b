import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { IncidentForHandler } from '../../shared/incident/views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { isDirty } from '../offline/dirty.ts'
import { newId } from '../offline/uuid.ts'
import { withStepUp } from '../step-up.ts'
import { deskStateOf, type DeskState } from './desk-state.ts'

/** The dossier that lies open, and what the desk may do with it. After each deed it is read again: the server has the last word. */
export const useDossier = defineStore('dossier', () => {
  const id = ref<string | null>(null)
  const incident = shallowRef<IncidentForHandler | null>(null)
  const state = ref<DeskState>('loading')

  /** This session has no desk (any more). */
  const shut = computed(() => state.value === 'needsDesk' || state.value === 'signedOut')

  async function refresh(): Promise<void> {
    const incidentId = id.value
    if (incidentId === null) return
    const answer = await outcomeOf<IncidentForHandler>(api.incidents[':incidentId'].$get({ param: { incidentId } }))
    if (id.value !== incidentId) return
    state.value = deskStateOf(answer)
    if (answer.is === 'ok') incident.value = answer.value
    // Without a network what lies open stays open, and half-written words wait out of sight for the desk to open again; else it closes.
    else if (answer.is !== 'offline' && !(shut.value && isDirty.value)) incident.value = null
  }

  function open(incidentId: string): Promise<void> {
    if (id.value !== incidentId) {
      incident.value = null
      state.value = 'loading'
    }
    id.value = incidentId
    return refresh()
  }

  function close() {
    id.value = null
    incident.value = null
    state.value = 'loading'
  }

  async function then<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await request
    if (answer.is === 'ok') await refresh()
    return answer
  }

  const param = () => ({ incidentId: id.value ?? '' })
  const of = api.incidents[':incidentId']

  const acknowledge = () => then(outcomeOf(of.acknowledge.$post({ param: param() })))
  const setAware = (awareAt: string, reason: string) =>
    then(
      withStepUp(() =>
        outcomeOf<{ status: 'inForce' | 'proposed'; awareAt: string; deadlineAt: string }>(of['aware-at'].$put({ param: param(), json: { awareAt, reason } })),
      ),
    )
  const decideAware = (awareAt: string, accept: boolean, reason: string) =>
    then(withStepUp(() => outcomeOf(of['aware-at'].decision.$post({ param: param(), json: { awareAt, accept, reason } }))))
  const setDiscreet = (discreet: boolean, reason: string) => then(withStepUp(() => outcomeOf(of.discreet.$put({ param: param(), json: { discreet, reason } }))))

  /** The id is made here, so that a second try after a lost answer is the same message. */
  const messageId = () => newId(Date.now())
  const sendMessage = (reportId: string, message: { id: string; text: string }) =>
    then(withStepUp(() => outcomeOf(api.reports[':reportId'].messages.$post({ param: { reportId }, json: message }))))

  return { id, incident, state, shut, open, refresh, close, acknowledge, setAware, decideAware, setDiscreet, messageId, sendMessage }
})
