import { saveAnswer } from '../../api/breach/fact-store.ts'
import { sealAnswer } from '../../api/breach/sealed-facts.ts'
import { incidentKey } from '../../api/db/keys.ts'
import type { DecisionsView } from '../../shared/breach/decision-views.ts'
import type { Facts } from '../../shared/breach/facts.ts'
import type { Choice, DecisionPath, Question } from '../../shared/breach/votes.ts'
import { noNeed } from '../../shared/deadline/kinds.ts'
import { board, fenceHouse, personOf, type Anybody } from './fence-house.ts'

export type TermHouse = Awaited<ReturnType<typeof termHouse>>
type Answer = { status: number; body: Record<string, unknown> }

/** The office with what stops the clock at hand. */
export async function termHouse(options: Parameters<typeof fenceHouse>[0] = {}) {
  const h = await fenceHouse(options)
  const reason = 'Zo is het gegaan.'
  const post = (who: Anybody, id: string, path: string, body: unknown): Promise<Answer> => h.send(who, 'POST', `/incidents/${id}/${path}`, body)
  const row = async (id: string) => {
    const [found] = await h.sql<Record<'needs_at' | 'deadline_at' | 'legal_end_at' | 'aware_at' | 'term_ended_at', Date | string | null> & { state: string }>(
      'select * from incident where id = $1',
      [id],
    )
    const at = (value: Date | string | null) => (value === null ? null : new Date(value).toISOString())
    const { needs_at: needsAt, deadline_at: deadlineAt, legal_end_at: legalEndAt, aware_at: awareAt, term_ended_at: termEndedAt, state } = found!
    const needs = at(needsAt) === noNeed ? null : at(needsAt)
    return { needsAt: needs, deadlineAt: at(deadlineAt), legalEndAt: at(legalEndAt), awareAt: at(awareAt), termEndedAt: at(termEndedAt), state }
  }
  const decided = async (id: string, question: Question, outcome: Choice, more: Record<string, unknown> = {}) => {
    const { ground, ...rest } = more
    const made = await post('dpo', id, 'decisions', { question })
    const decisionId = made.body['decisionId'] as string
    for (const who of ['dpo', 'chair'] as const) await post(who, id, `decisions/${decisionId}/votes`, { outcome, reason, ...(ground ? { ground } : {}) })
    const taken = await post('chair', id, `decisions/${decisionId}/take`, { reason, incomplete: true, deviation: reason, ...rest })
    if (taken.status !== 200) throw new Error(JSON.stringify([made.body, taken.body]))
    return decisionId
  }
  /** answers to the engine's questions, as they stand once they were saved */
  const know = (incidentId: string, facts: Facts) =>
    h.deps.db.inBoard(board, async (tx) => {
      const key = await incidentKey(h.deps.keys, tx, incidentId)
      for (const [fact, choice] of Object.entries(facts)) {
        const [id, field] = [h.deps.newId(), `fact.${fact}`]
        const answerSealed = await sealAnswer(tx, key, { incidentId, id, field }, { choice })
        await saveAnswer(tx, { ...board, incidentId, id, field, answerSealed, basedOn: null, setBy: personOf('dpo'), setAt: h.now() })
      }
    })
  return {
    ...h,
    reason,
    know,
    person: personOf,
    organisationId: board.organisationId,
    decisions: async (who: Anybody, id: string) => (await (await h.as(who)).get(`/incidents/${id}/decisions`)).json() as Promise<DecisionsView>,
    post,
    row,
    file: (who: Anybody, id: string, body: Record<string, unknown> = {}) => post(who, id, 'filed', { filedAt: h.now(), number: 'AP-2026-0001', ...body }),
    /** puts a question forward, by the officer unless another is named */
    ask: async (id: string, question: Question, { by = 'dpo', path }: { by?: Anybody; path?: DecisionPath } = {}) =>
      (await post(by, id, 'decisions', { question, ...(path && { path }) })).body['decisionId'] as string,
    vote: (who: Anybody, id: string, decisionId: string, outcome: Choice, more: Record<string, unknown> = {}) =>
      post(who, id, `decisions/${decisionId}/votes`, { outcome, reason, ...more }),
    take: (who: Anybody, id: string, decisionId: string, more: Record<string, unknown> = {}) =>
      post(who, id, `decisions/${decisionId}/take`, { reason, incomplete: true, ...more }),
    /** the team decides: officer and chair vote the same, and the chair takes it */
    decided,
    retract: (who: Anybody, id: string, outcomeId: string) => post(who, id, `outcomes/${outcomeId}/retraction`, { reason }),
    reopen: (who: Anybody, id: string, noticedAt: string) => post(who, id, 'reopening', { noticedAt, reason }),
    plan: (who: Anybody, id: string, body: Record<string, unknown>) => post(who, id, 'deadlines', { note: reason, ...body }),
    authority: async (id: string) => (await h.incident('dpo', id)).deadlines!.filter(({ kind }) => kind === 'authority'),
  }
}
