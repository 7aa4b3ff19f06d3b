import { actorIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import type { CallView, DeadlineView, OutcomeView } from '../../shared/deadline/deadline-views.ts'
import { peopleById } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { callsOf, deadlinesOf, findNextReminders, outcomesOf, type CallRow, type DeadlineRow, type IncidentRow, type OutcomeRow } from './deadline-store.ts'
import { unsealAt, unsealDecision, type Decision } from './sealed-words.ts'

type About = { key: DataKey; incident: IncidentRow; addressee: 'dpo' | 'chair' }
type Names = (id: string | null) => string | null

/** The terms on an incident, what stopped the clock or would, and the calls; and what this reader may do with them, by the seats that show it to him. */
export async function termsForHandler(deps: Deps, tx: BoardTx, reader: Actor, { key, incident, addressee }: About) {
  const [terms, outcomes, calls] = [await deadlinesOf(tx, incident.id), await outcomesOf(tx, incident.id), await callsOf(tx, incident.id)]
  const decided: [OutcomeRow, Decision][] = []
  for (const row of outcomes) decided.push([row, await unsealDecision(tx, key, incident.id, row.id, row.decisionSealed)])
  const ids = [...terms.flatMap((row) => [row.setBy, row.endedBy]), ...outcomes.flatMap((row) => [row.setBy, row.decidedBy]), ...calls.map((row) => row.setBy)]
  const people = await peopleById(deps, tx, [...ids, ...decided.map(([, { retracted }]) => retracted?.by ?? null)])
  const nameOf: Names = (id) => people.get(id ?? '')?.name ?? null
  const nextAt = await findNextReminders(tx, incident.id)
  const actor = actorIn(reader, incident)
  const deadlines: DeadlineView[] = []
  // That nothing was done yet is the engine's to watch, and nobody's to finish.
  for (const row of terms.filter(({ kind }) => kind !== 'progress'))
    deadlines.push({ ...(await deadlineView(tx, key, row, nameOf)), nextAt: row.endedAt ? null : (nextAt.get(row.id) ?? null) })
  const outcomeViews: OutcomeView[] = []
  for (const [row, decision] of decided) outcomeViews.push(await outcomeView(tx, key, row, decision, nameOf))
  const callViews: CallView[] = []
  for (const row of calls) callViews.push(await callView(tx, key, row, nameOf))
  return { view: { deadlines, outcomes: outcomeViews, calls: callViews }, may: mayDo(actor, { incident, addressee, terms, outcomes }) }
}

async function deadlineView(tx: BoardTx, key: DataKey, row: DeadlineRow, nameOf: Names): Promise<Omit<DeadlineView, 'nextAt'>> {
  const { incidentId, id, kind, anchorAt, dueAt, openedAt, endedAt, outcome } = row
  const note = await unsealAt(tx, key, { table: 'deadline', incidentId, id, field: 'note' }, row.noteSealed)
  return { id, kind, anchorAt, dueAt, openedAt, note, setBy: nameOf(row.setBy), endedAt, endedBy: nameOf(row.endedBy), outcome }
}

async function outcomeView(tx: BoardTx, key: DataKey, row: OutcomeRow, { reason: decision, retracted }: Decision, nameOf: Names): Promise<OutcomeView> {
  const { incidentId, id, deadlineId, kind, status, filedAt, inTime, setAt, decidedAt } = row
  const place = { table: 'authority_outcome', incidentId, id } as const
  return {
    ...{ id, deadlineId, kind, status, filedAt, inTime, setAt, decidedAt, decision },
    number: await unsealAt(tx, key, { ...place, field: 'number' }, row.numberSealed),
    reason: await unsealAt(tx, key, { ...place, field: 'reason' }, row.reasonSealed),
    setBy: nameOf(row.setBy),
    decidedBy: nameOf(row.decidedBy),
    retracted: retracted ? { ...retracted, by: nameOf(retracted.by) } : null,
  }
}

async function callView(tx: BoardTx, key: DataKey, row: CallRow, nameOf: Names): Promise<CallView> {
  const { incidentId, id, role, reached, at } = row
  return { id, role, reached, at, by: nameOf(row.setBy), note: await unsealAt(tx, key, { table: 'phone_call', incidentId, id, field: 'note' }, row.noteSealed) }
}

type Stand = { incident: IncidentRow; addressee: 'dpo' | 'chair'; terms: readonly DeadlineRow[]; outcomes: readonly OutcomeRow[] }

/** `actor` as he stands in this incident: through broken glass one reads, and does nothing. */
function mayDo(actor: Actor, { incident, addressee, terms, outcomes }: Stand) {
  const open = incident.state !== 'closed'
  const term = terms.findLast(({ kind }) => kind === 'authority')
  const runs = open && term !== undefined && term.endedAt === null
  return {
    file: runs && can(actor, 'incident.file', { addressee }),
    retractOutcome: open && can(actor, 'incident.retractOutcome') && outcomes.some(({ status, deadlineId }) => status === 'inForce' && deadlineId === term?.id),
    reopen: !incident.erasedAt && !incident.joinedTo && term !== undefined && term.endedAt !== null && can(actor, 'incident.reopen'),
    planDeadline: open && can(actor, 'deadline.plan'),
    recordCall: open && can(actor, 'incident.recordCall'),
  }
}
