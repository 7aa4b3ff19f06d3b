import type { Actor } from '../../shared/access/roles.ts'
import { readInstant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { addresseeOf, lockIncident, markProposalsOvertaken, outcomesOf, saveOutcome, type IncidentRow } from './deadline-store.ts'
import { endTerm, needRunningTerm } from './term.ts'
import { sealAt, unsealDecision } from './sealed-words.ts'

export type FiledAnswer = { outcomeId: string; inTime: 'onTime' | 'withinLegalEnd' | 'late' }
type Input = { incidentId: string; filedAt: string; number: string; reason?: string | undefined }

/**
 * Stops the 72 hours: the form was sent to the authority, and this is its receipt (GDPR 33(1)). Up to the deadline it is in time; up to
 * `legalEnd` too, with a reason; after that it is late, with a reason. Other terms run on. A proposal not to notify is overtaken.
 * One that was taken back is put better by another person only.
 * Refuses: incident.notFound, access.denied, incident.closed, deadline.stopped, filed.inFuture, filed.beforeAware, filed.reasonsNeeded,
 * outcome.secondPerson.
 */
export async function fileNotification(deps: Deps, actors: readonly Actor[], input: Input): Promise<FiledAnswer> {
  const filedAt = readInstant(input.filedAt)
  if (!filedAt) throw new Problem('request.invalid', { field: 'filedAt' })
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.file', incident, { addressee: await addresseeOf(tx, incident.id) })
    const term = await needRunningTerm(tx, incident)
    const now = deps.clock.now()
    if (filedAt > now) throw new Problem('filed.inFuture', { field: 'filedAt' })
    // Of a second term that is when the new fact was noticed: what was filed before does not tell of it.
    if (filedAt < term.anchorAt) throw new Problem('filed.beforeAware', { field: 'filedAt' })
    const inTime = filedAt <= term.dueAt ? 'onTime' : filedAt <= incident.legalEndAt ? 'withinLegalEnd' : 'late'
    if (inTime !== 'onTime' && !input.reason) throw new Problem('filed.reasonsNeeded', { field: 'reason' })
    await needAnother(tx, actor, { incidentId: incident.id, deadlineId: term.id, inTime, key: await incidentKey(deps.keys, tx, incident.id) })
    const late = inTime === 'late'
    await markProposalsOvertaken(tx, incident.id, now)
    const outcomeId = await saveFiling(deps, tx, actor, { incident, input, deadlineId: term.id, filedAt, inTime })
    await endTerm(tx, incident.id, term.id, { outcome: late ? 'filedLate' : 'filed', at: now, stoppedAt: filedAt, by: actor.personId })
    const facts = { late, inTime, filedAt, deadlineId: term.id }
    const sealed = { number: input.number, reason: input.reason ?? null }
    await append(deps, tx, actor, { type: 'incident.filed', subjectId: incident.id, incidentId: incident.id, facts, sealed })
    return { outcomeId, inTime }
  })
}

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

type Filing = { incident: IncidentRow; input: Input; deadlineId: string; filedAt: string; inTime: FiledAnswer['inTime'] }

async function saveFiling(deps: Deps, tx: BoardTx, actor: Actor, { incident, input, deadlineId, filedAt, inTime }: Filing): Promise<string> {
  const [id, setAt] = [deps.newId(), deps.clock.now()]
  const key = await incidentKey(deps.keys, tx, incident.id)
  const place = { table: 'authority_outcome', incidentId: incident.id, id } as const
  await saveOutcome(tx, {
    ...{ organisationId: tx.organisationId, incidentId: incident.id, id, deadlineId, kind: 'filed', status: 'inForce', filedAt, inTime },
    ...{ setBy: actor.personId, setAt },
    numberSealed: await sealAt(tx, key, { ...place, field: 'number' }, input.number),
    reasonSealed: await sealAt(tx, key, { ...place, field: 'reason' }, input.reason),
  })
  return id
}
