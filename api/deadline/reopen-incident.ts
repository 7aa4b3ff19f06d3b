import type { Actor } from '../../shared/access/roles.ts'
import { isDecided } from '../../shared/deadline/kinds.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import { mayBecome, type IncidentState } from '../../shared/incident/status.ts'
import { hours, plus, readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { deadlinesOf, findTerm, lockIncident, saveDeadline, updateTerm, type IncidentRow } from './deadline-store.ts'
import { settleNeedsAt } from './needs-at.ts'
import { sealAt } from './sealed-words.ts'
import { openSecondTerm } from './term.ts'

/** How long a supplement may take: the law says "without undue further delay" (GDPR 33(4)) and no number; this one is our goal, and is shown as one. */
export const supplementGoal = hours(24)

export type ReopenAnswer = { deadlineId: string; kind: 'authority' | 'supplement'; dueAt: Instant }

/**
 * A new fact (clock.md "A fact that re-opens"). Where the clock was stopped by a decision (not required, no breach, outside scope), a second term runs
 * from when the fact was noticed and all is decided anew; where it was notified, the clock stays stopped and a supplement is due. What was closed is in hand again.
 * Refuses: incident.notFound, access.denied, incident.erased, join.already, reopen.running, reopen.inFuture, reopen.beforeAware.
 */
export async function reopenIncident(
  deps: Deps,
  actors: readonly Actor[],
  input: { incidentId: string; noticedAt: string; reason: string },
): Promise<ReopenAnswer> {
  const noticedAt = readInstant(input.noticedAt)
  if (!noticedAt) throw new Problem('request.invalid', { field: 'noticedAt' })
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.reopen', incident)
    if (incident.erasedAt) throw new Problem('incident.erased')
    if (incident.joinedTo) throw new Problem('join.already')
    if (!(await findTerm(tx, incident.id))?.endedAt) throw new Problem('reopen.running')
    if (noticedAt > deps.clock.now()) throw new Problem('reopen.inFuture', { field: 'noticedAt' })
    if (noticedAt < incident.awareAt) throw new Problem('reopen.beforeAware', { field: 'noticedAt' })
    // Sent twice: the same fact asks for one supplement.
    const twin = (await deadlinesOf(tx, incident.id)).find(
      (row) => row.kind === 'supplement' && row.setBy === null && row.anchorAt === noticedAt && !row.endedAt,
    )
    if (twin && !isDecided(incident.termOutcome)) return { deadlineId: twin.id, kind: 'supplement', dueAt: twin.dueAt }
    const opened = await saveTerm(deps, tx, incident, { noticedAt, reason: input.reason })
    if (incident.state === 'closed' && mayBecome(incident.state as IncidentState, 'acknowledged'))
      await updateTerm(tx, incident.id, { state: 'acknowledged', closedAt: null })
    await settleNeedsAt(tx, incident.id)
    const facts = { deadlineId: opened.deadlineId, kind: opened.kind, noticedAt, wasClosed: incident.state === 'closed' }
    await append(deps, tx, actor, { type: 'incident.reopened', subjectId: incident.id, incidentId: incident.id, facts, sealed: { reason: input.reason } })
    return opened
  })
}

/** Who opened it stands in the log: the term itself follows from what happened. */
async function saveTerm(deps: Deps, tx: BoardTx, incident: IncidentRow, { noticedAt, reason }: { noticedAt: Instant; reason: string }): Promise<ReopenAnswer> {
  const [deadlineId, now, incidentId] = [deps.newId(), deps.clock.now(), incident.id]
  const key = await incidentKey(deps.keys, tx, incidentId)
  const noteSealed = await sealAt(tx, key, { table: 'deadline', incidentId, id: deadlineId, field: 'note' }, reason)
  if (isDecided(incident.termOutcome)) {
    const dueAt = await openSecondTerm(tx, incidentId, { id: deadlineId, noticedAt, now, noteSealed })
    return { deadlineId, kind: 'authority', dueAt }
  }
  const dueAt = plus(noticedAt, supplementGoal)
  await saveDeadline(tx, {
    ...{ organisationId: tx.organisationId, incidentId, id: deadlineId, kind: 'supplement', anchorAt: noticedAt, dueAt },
    ...{ rulesVersion: rulesAt(noticedAt).version, openedAt: now, noteSealed },
  })
  return { deadlineId, kind: 'supplement', dueAt }
}
