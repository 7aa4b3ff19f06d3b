import type { Actor } from '../../shared/access/roles.ts'
import type { FieldView, SaveFact } from '../../shared/breach/facts-views.ts'
import { newestFirst } from '../../shared/breach/newest.ts'
import { answers, isField } from '../../shared/breach/worksheet.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { DataKey } from '../db/seal.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { answersOf, findAnswer, lockIncident, saveAnswer, type AnswerRow } from './fact-store.ts'
import { sealAnswer, unsealAnswer } from './sealed-facts.ts'

type Input = SaveFact & { incidentId: string; field: string }

/**
 * One answer to one field, after the one its writer saw; what was said before stays. The same id and answer again gives the same answer, also
 * when somebody else answered since. Refuses: request.notFound (no such field), request.invalid (no answer to it), incident.notFound,
 * access.denied, incident.closed, facts.changed (somebody was first), facts.idTaken.
 */
export async function saveFact(deps: Deps, actors: readonly Actor[], input: Input): Promise<FieldView> {
  const { incidentId, field, id, basedOn, answer } = input
  if (!isField(field)) throw new Problem('request.notFound')
  if (answer !== null && !answers(field, answer)) throw new Problem('request.invalid', { field: 'answer' })
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'facts.answer', incident)
    const key = await incidentKey(deps.keys, tx, incidentId)
    const earlier = await findAnswer(tx, incidentId, id)
    if (!earlier) {
      if (incident.state === 'closed') throw new Problem('incident.closed')
      const newest = newestFirst(await answersOf(tx, incidentId, field)).get(field)?.[0]
      if ((newest?.id ?? null) !== basedOn) throw new Problem('facts.changed')
      const answerSealed = await sealAnswer(tx, key, { incidentId, id, field }, answer)
      const row = { organisationId: tx.organisationId, incidentId, id, field, answerSealed, basedOn, setBy: actor.personId, setAt: deps.clock.now() }
      await saveAnswer(tx, row)
    } else if (!(await isSame(tx, key, earlier, actor, input))) throw new Problem('facts.idTaken')
    const view = await newestView(deps, tx, key, incidentId, field)
    await append(deps, tx, actor, { type: 'facts.answered', subjectId: id, incidentId, facts: { field, first: !earlier, cleared: answer === null } }, key)
    return view
  })
}

async function isSame(tx: BoardTx, key: DataKey, row: AnswerRow, actor: Actor, { incidentId, field, id, answer }: Input): Promise<boolean> {
  if (row.field !== field || row.setBy !== actor.personId) return false
  return JSON.stringify(await unsealAnswer(tx, key, { incidentId, id, field }, row.answerSealed)) === JSON.stringify(answer)
}

/** The newest answer to a field as the desk sees it. */
async function newestView(deps: Deps, tx: BoardTx, key: DataKey, incidentId: string, field: string): Promise<FieldView> {
  const [newest, ...before] = newestFirst(await answersOf(tx, incidentId, field)).get(field) ?? []
  if (!newest) throw new Error('an answer that was just saved is not there')
  const answer = await unsealAnswer(tx, key, { incidentId, id: newest.id, field }, newest.answerSealed)
  const name = (await peopleById(deps, tx, [newest.setBy])).get(newest.setBy)?.name ?? ''
  return { id: newest.id, answer, by: name, at: newest.setAt, before: before.length }
}
