import { actorIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { assess } from '../../shared/breach/assess.ts'
import type { FactsOfIncident, FieldAnswer, FieldView } from '../../shared/breach/facts-views.ts'
import { newestFirst } from '../../shared/breach/newest.ts'
import { isField } from '../../shared/breach/worksheet.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { hiddenReporters } from '../incident/hidden-reporters.ts'
import { answersOf, filesOf, findIncident, requestsOf, type AnswerRow, type IncidentRow } from './fact-store.ts'
import { factsOf } from './facts-of.ts'
import { fileViews, requestViews, type Opened } from './fact-parts.ts'
import { unsealAnswer } from './sealed-facts.ts'

/** All that is known of an incident, with who said so, and what the engine makes of it. Refuses: incident.notFound, incident.erased. */
export async function readFacts(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<FactsOfIncident> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allow(actor, 'facts.read')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const [chains, requests, files] = [newestFirst(await answersOf(tx, incidentId)), await requestsOf(tx, incidentId), await filesOf(tx, incidentId)]
    const newest = [...chains.values()].flatMap(([one]) => (one ? [one] : []))
    const people = await peopleById(deps, tx, [
      ...[...newest, ...requests, ...files].map(({ setBy }) => setBy),
      ...requests.flatMap(({ personId, answeredBy }) => [personId, answeredBy]),
    ])
    const opened: Opened = { key, incidentId, nameOf: (id) => people.get(id ?? '')?.name ?? '' }
    const fields: Record<string, FieldView> = {}
    for (const row of newest) fields[row.field] = { ...(await answerView(tx, opened, row)), before: (chains.get(row.field)?.length ?? 1) - 1 }
    const { facts } = await factsOf(deps, tx, key, incidentId)
    const hidden = await hiddenReporters(tx, actor, incident)
    const view = {
      ...{ fields, assessment: assess(facts, deps.clock.now()), requests: await requestViews(tx, { ...opened, hidden }, requests, deps.clock.now()) },
      ...{ files: await fileViews(tx, opened, files), may: mayDo(actor, incident), discreet: incident.discreet },
    }
    await append(deps, tx, actor, { type: 'facts.read', subjectId: incidentId, incidentId })
    return view
  })
}

/** Every answer that was given to one field, newest first. Refuses: request.notFound (no such field), incident.notFound, incident.erased. */
export async function readFieldHistory(deps: Deps, actors: readonly Actor[], incidentId: string, field: string): Promise<FieldAnswer[]> {
  if (!isField(field)) throw new Problem('request.notFound')
  return inOneOf(deps, actors, async (tx, actor) => {
    if (!(await findIncident(tx, incidentId))) return undefined
    allow(actor, 'facts.read')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const rows = newestFirst(await answersOf(tx, incidentId, field)).get(field) ?? []
    const people = await peopleById(
      deps,
      tx,
      rows.map(({ setBy }) => setBy),
    )
    const opened: Opened = { key, incidentId, nameOf: (id) => people.get(id ?? '')?.name ?? '' }
    const views = await Promise.all(rows.map((row) => answerView(tx, opened, row)))
    await append(deps, tx, actor, { type: 'facts.read', subjectId: incidentId, incidentId, facts: { field } })
    return views
  })
}

const answerView = async (tx: BoardTx, { key, incidentId, nameOf }: Opened & { key: DataKey }, row: AnswerRow): Promise<FieldAnswer> => ({
  id: row.id,
  answer: await unsealAnswer(tx, key, { incidentId, id: row.id, field: row.field }, row.answerSealed),
  by: nameOf(row.setBy),
  at: row.setAt,
})

/** By the seats that show it to him, and not once it is closed. */
function mayDo(reader: Actor, incident: IncidentRow) {
  const [actor, open] = [actorIn(reader, incident), incident.state !== 'closed']
  return { answer: open && can(actor, 'facts.answer'), ask: open && can(actor, 'facts.ask'), addFile: open && can(actor, 'file.add') }
}
