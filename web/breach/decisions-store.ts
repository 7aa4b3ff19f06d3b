import type { InferInput } from 'valibot'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CastVote, DecisionsView, PutForward, TakeDecision } from '../../shared/breach/decision-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'

const of = api.incidents[':incidentId'].decisions
const one = of[':decisionId']

/** What the team decides on the incident that lies open, as the server has it; each act asks for the key where the server wants to see it, and reads anew. */
export const useDecisions = defineStore('decisions', () => {
  const incidentId = ref('')
  const view = shallowRef<DecisionsView | null>(null)
  const problem = ref<'' | 'offline' | 'refused'>('')

  async function refresh(): Promise<void> {
    const id = incidentId.value
    if (id === '') return
    const answer = await outcomeOf<DecisionsView>(of.$get({ param: { incidentId: id } }))
    if (incidentId.value !== id) return
    problem.value = answer.is === 'ok' ? '' : answer.is
    if (answer.is === 'ok') view.value = answer.value
  }

  function open(id: string): Promise<void> {
    if (incidentId.value !== id) view.value = null
    incidentId.value = id
    return refresh()
  }

  async function act<T>(request: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await withStepUp(request)
    await refresh()
    return answer
  }
  const param = (decisionId: string) => ({ incidentId: incidentId.value, decisionId })

  return {
    ...{ incidentId, view, problem, open, refresh },
    putForward: (json: InferInput<typeof PutForward>) => act(() => outcomeOf<unknown>(of.$post({ param: { incidentId: incidentId.value }, json }))),
    vote: (decisionId: string, json: InferInput<typeof CastVote>) => act(() => outcomeOf<unknown>(one.votes.$post({ param: param(decisionId), json }))),
    take: (decisionId: string, json: InferInput<typeof TakeDecision>) => act(() => outcomeOf<unknown>(one.take.$post({ param: param(decisionId), json }))),
    withdraw: (decisionId: string, reason: string) => act(() => outcomeOf<unknown>(one.withdrawal.$post({ param: param(decisionId), json: { reason } }))),
  }
})
