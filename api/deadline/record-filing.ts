import type { Actor } from '../../shared/access/roles.ts'
import { readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { markProposalsOvertaken, outcomesOf, saveOutcome, type IncidentRow } from './deadline-store.ts'
import { endTerm, needRunningTerm } from './term.ts'
import { sealAt, unsealDecision } from './sealed-words.ts'

export type FiledAnswer = { outcomeId: string; inTime: 'onTime' | 'withinLegalEnd' | 'late' }
type Filing = {
  filedAt: string
  number: string
  reason?: string | undefined
  /** the version that was filed; left out, one is made of what is known (jobs.ts) */ noticeId?: string
}

/**
 * What stops the 72 hours because something was filed, for the verbs that ask first: they hold the incident's row. Refuses: incident.closed,
 * deadline.stopped, request.invalid, filed.inFuture, filed.beforeAware, filed.reasonsNeeded, outcome.secondPerson.
 */
export async function recordFiling(deps: Deps, tx: BoardTx, actor: Actor, incident: IncidentRow, input: Filing): Promise<FiledAnswer> {
  const now = deps.clock.now()
  const term = await needRunningTerm(tx, incident)
  const filedAt = needFiledAt(input.filedAt, now)
  // Of a second term that is when the new fact was noticed: what was filed before does not tell of it.
  if (filedAt < term.anchorAt) throw new Problem('filed.beforeAware', { field: 'filedAt' })
  const inTime = inTimeOf(filedAt, { dueAt: term.dueAt, legalEndAt: incident.legalEndAt })
  if (inTime !== 'onTime' && !input.reason) throw new Problem('filed.reasonsNeeded', { field: 'reason' })
  const key = await incidentKey(deps.keys, tx, incident.id)
  await needAnother(tx, actor, { incidentId: incident.id, deadlineId: term.id, inTime, key })
  const late = inTime === 'late'
  await markProposalsOvertaken(tx, incident.id, now)
  const outcomeId = await saveFiling(deps, tx, actor, { key, incident, input, deadlineId: term.id, filedAt, inTime })
  await endTerm(tx, incident.id, term.id, { outcome: late ? 'filedLate' : 'filed', at: now, stoppedAt: filedAt, by: actor.personId })
  const facts = { late, inTime, filedAt, deadlineId: term.id, outcomeId, noticeId: input.noticeId ?? null }
  const sealed = { number: input.number, reason: input.reason ?? null }
  await append(deps, tx, actor, { type: 'incident.filed', subjectId: incident.id, incidentId: incident.id, facts, sealed })
  return { outcomeId, inTime }
}

/** The moment of the receipt as it is stored. Refuses: request.invalid, filed.inFuture. */
export function needFiledAt(given: string, now: Instant): Instant {
  const filedAt = readInstant(given)
  if (!filedAt) throw new Problem('request.invalid', { field: 'filedAt' })
  if (filedAt > now) throw new Problem('filed.inFuture', { field: 'filedAt' })
  return filedAt
}

/** Up to the deadline in time; up to the full hour after it still so, with a reason; then late. */
export const inTimeOf = (filedAt: Instant, { dueAt, legalEndAt }: { dueAt: Instant; legalEndAt: Instant }): FiledAnswer['inTime'] =>
  filedAt <= dueAt ? 'onTime' : filedAt <= legalEndAt ? 'withinLegalEnd' : 'late'

const fromBest = ['onTime', 'withinLegalEnd', 'late'] as const
type Better = { incidentId: string; deadlineId: string; inTime: FiledAnswer['inTime']; key: DataKey }

/** Late, taken back, and recorded anew as in time: never by whoever recorded or took back the one that was worse. */
async function needAnother(tx: BoardTx, actor: Actor, { incidentId, deadlineId, inTime, key }: Better): Promise<void> {
  for (const was of await outcomesOf(tx, incidentId)) {
    if (was.deadlineId !== deadlineId || was.status !== 'retracted' || !was.inTime || fromBest.indexOf(was.inTime) <= fromBest.indexOf(inTime)) continue
    const { retracted } = await unsealDecision(tx, key, incidentId, was.id, was.decisionSealed)
    if (was.setBy === actor.personId || retracted?.by === actor.personId) throw new Problem('outcome.secondPerson')
  }
}

type Saved = { key: DataKey; incident: IncidentRow; input: Filing; deadlineId: string; filedAt: string; inTime: FiledAnswer['inTime'] }

async function saveFiling(deps: Deps, tx: BoardTx, actor: Actor, { key, incident, input, deadlineId, filedAt, inTime }: Saved): Promise<string> {
  const [id, setAt] = [deps.newId(), deps.clock.now()]
  const place = { table: 'authority_outcome', incidentId: incident.id, id } as const
  await saveOutcome(tx, {
    ...{ organisationId: tx.organisationId, incidentId: incident.id, id, deadlineId, kind: 'filed', status: 'inForce', filedAt, inTime },
    ...{ setBy: actor.personId, setAt },
    numberSealed: await sealAt(tx, key, { ...place, field: 'number' }, input.number),
    reasonSealed: await sealAt(tx, key, { ...place, field: 'reason' }, input.reason),
  })
  return id
}
