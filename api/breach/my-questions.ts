import type { Actor } from '../../shared/access/roles.ts'
import type { QuestionView } from '../../shared/breach/facts-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append, appendAll } from '../events/append.ts'
import { findQuestionTo, findRequest, lockIncident, questionsTo, updateRequest, type IncidentRow } from './fact-store.ts'
import { sealAt, unsealAt } from './sealed-facts.ts'

/** What the team wants to know of this person, at each of his boards; of the incident itself nothing. Gone once it is closed, discreet or kept from him. */
export async function listMyQuestions(deps: Deps, actors: readonly Actor[]): Promise<QuestionView[]> {
  const all: QuestionView[] = []
  for (const actor of actors)
    await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      allow(actor, 'question.answer', { reporterId: actor.personId })
      const rows = await questionsTo(tx, actor.personId)
      for (const { request, boardName } of rows) {
        const { id, incidentId, setAt: askedAt, answeredAt } = request
        const key = await incidentKey(deps.keys, tx, incidentId)
        const question = await unsealAt(tx, key, { table: 'fact_request', incidentId, id, field: 'question' }, request.questionSealed)
        all.push({ id, boardName, question, askedAt, answeredAt })
      }
      const read = rows.map(({ request: { id, incidentId } }) => ({ type: 'facts.read' as const, subjectId: id, incidentId, facts: { side: 'asked' } }))
      await appendAll(
        deps,
        tx,
        read.map((event) => ({ actor, event })),
      )
    })
  return all
}

/** What he knows, filed with the incident. The same answer again is the same answer. Refuses: ask.notFound (taken back, or not his to know any more), ask.over (answered otherwise). */
export async function answerQuestion(deps: Deps, actors: readonly Actor[], { id, answer }: { id: string; answer: string }): Promise<{ answeredAt: string }> {
  return inOneOf(
    deps,
    actors,
    async (tx, actor) => {
      const found = await findQuestionTo(tx, actor.personId, id)
      const incident = found && (await lockIncident(tx, found.incidentId))
      if (!found || !incident) return undefined
      allow(actor, 'question.answer', { reporterId: actor.personId })
      // Once more, now that nobody else changes it.
      const request = await findRequest(tx, incident.id, id)
      if (!request || request.withdrawnAt || !mayKnow(incident, actor.personId)) throw new Problem('ask.notFound')
      const [key, place] = [await incidentKey(deps.keys, tx, incident.id), { table: 'fact_request', incidentId: incident.id, id, field: 'answer' } as const]
      if (request.answerSealed && (await unsealAt(tx, key, place, request.answerSealed)) !== answer) throw new Problem('ask.over')
      const answeredAt = request.answeredAt ?? deps.clock.now()
      if (!request.answeredAt)
        await updateRequest(tx, incident.id, id, { answerSealed: await sealAt(tx, key, place, answer), answeredBy: actor.personId, answeredAt })
      const facts = { byLink: false, first: !request.answeredAt }
      await append(deps, tx, actor, { type: 'facts.requestAnswered', subjectId: id, incidentId: incident.id, facts })
      return { answeredAt }
    },
    { missing: 'ask.notFound', as: wholeBoard },
  )
}

const mayKnow = ({ state, discreet, recused, erasedAt }: IncidentRow, personId: string) =>
  state !== 'closed' && !discreet && erasedAt === null && !recused.includes(personId)
