import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { TeamRole } from '../../shared/access/fence.ts'
import type { ClosedIncident } from '../../shared/incident/fence-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'
import { useDossier } from './dossier-store.ts'

/** Who sees an incident and who does not, and what is not for this reader. After each deed the dossier is read again. */
export const useFence = defineStore('fence', () => {
  const dossier = useDossier()
  const closed = shallowRef<readonly ClosedIncident[]>([])
  /** the number of what this reader stepped out of a moment ago */
  const left = ref('')
  let turn = 0

  /** That there are incidents which are not for this reader. Without an answer what stood there stands. */
  async function loadClosed(): Promise<void> {
    const mine = ++turn
    const answer = await outcomeOf<ClosedIncident[]>(api.incidents.closed.$get())
    if (mine === turn && answer.is !== 'offline') closed.value = answer.is === 'ok' ? answer.value : []
  }

  function forget(): void {
    turn += 1
    closed.value = []
    left.value = ''
  }

  async function then<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await request
    if (answer.is === 'ok') await dossier.refresh()
    return answer
  }

  const of = api.incidents[':incidentId']
  const param = () => ({ incidentId: dossier.id ?? '' })
  const recuse = (personId: string, reason: string) => then(outcomeOf(of.recusals.$post({ param: param(), json: { personId, reason } })))
  /** Of oneself: then there is nothing here to read again. */
  const stepAside = (personId: string, reason: string) => outcomeOf(of.recusals.$post({ param: param(), json: { personId, reason } }))
  /** What the reporter asked wants the key. */
  const lift = (personId: string, reason: string) =>
    then(withStepUp(() => outcomeOf(of.recusals[':personId'].$delete({ param: { ...param(), personId }, json: { reason } }))))
  const openTo = (role: TeamRole, opened: boolean, reason: string) => then(outcomeOf(of.audience.$put({ param: param(), json: { role, opened, reason } })))
  const tellReporter = (reason: string) => then(outcomeOf(of['tell-reporter'].$post({ param: param(), json: { reason } })))
  const revoke = (breakGlassId: string) => then(outcomeOf(of['break-glass'][':breakGlassId'].$delete({ param: { ...param(), breakGlassId } })))
  const breakGlass = (incidentId: string, reason: string) =>
    outcomeOf<{ untilAt: string }>(of['break-glass'].$post({ param: { incidentId }, json: { reason } }))

  return { closed, left, loadClosed, forget, recuse, stepAside, lift, openTo, tellReporter, revoke, breakGlass }
})
