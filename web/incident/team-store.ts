import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { InferInput } from 'valibot'
import type { AnswerConvening, Convene, GiveAdvice, LetInAdviser, TeamView } from '../../shared/incident/team-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'
import { useDossier } from './dossier-store.ts'

/** The team of the dossier that lies open. After each deed the dossier is read again, and the team with it: the server has the last word. */
export const useTeam = defineStore('team', () => {
  const dossier = useDossier()
  const view = shallowRef<TeamView | null>(null)
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  let turn = 0

  /** Without an answer what stood there stands. */
  async function load(incidentId: string): Promise<void> {
    const mine = ++turn
    const answer = await outcomeOf<TeamView>(of.team.$get({ param: { incidentId } }))
    if (mine !== turn) return
    if (answer.is === 'ok') view.value = answer.value
    state.value = view.value ? 'ready' : 'failed'
  }

  function forget(): void {
    turn += 1
    view.value = null
    state.value = 'loading'
  }

  async function then<T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await withStepUp(act)
    if (answer.is === 'ok') await dossier.refresh()
    return answer
  }

  const of = api.incidents[':incidentId']
  const param = () => ({ incidentId: dossier.id ?? '' })
  const convene = (json: InferInput<typeof Convene>) => then(() => outcomeOf(of.convenings.$post({ param: param(), json })))
  const answer = (conveningId: string, json: InferInput<typeof AnswerConvening>) =>
    then(() => outcomeOf(of.convenings[':conveningId'].answer.$post({ param: { ...param(), conveningId }, json })))
  const end = (conveningId: string) => then(() => outcomeOf(of.convenings[':conveningId'].end.$post({ param: { ...param(), conveningId } })))
  const letIn = (json: InferInput<typeof LetInAdviser>) => then(() => outcomeOf(of.advisers.$post({ param: param(), json })))
  const endAdviser = (personId: string) => then(() => outcomeOf(of.advisers[':personId'].$delete({ param: { ...param(), personId } })))
  const advise = (json: InferInput<typeof GiveAdvice>) => then(() => outcomeOf(of.advice.$post({ param: param(), json })))
  const recordCall = (json: { role: 'chair' | 'headOfIct'; reached: boolean; note?: string }) => then(() => outcomeOf(of.calls.$post({ param: param(), json })))
  const join = (from: string, reason: string) => then(() => outcomeOf(of.join.$post({ param: param(), json: { from, reason } })))
  const unjoin = (from: string, reason: string) => then(() => outcomeOf(of.unjoin.$post({ param: param(), json: { from, reason } })))

  return { view, state, load, forget, convene, answer, end, letIn, endAdviser, advise, recordCall, join, unjoin }
})

/** The browser fetches this one itself; the session's cookie goes along. */
export const meetingFileOf = (incidentId: string, conveningId: string) => `/api/v1/incidents/${incidentId}/convenings/${conveningId}/calendar.ics`
