import type { InferOutput } from 'valibot'
import type { Actor } from '../../shared/access/roles.ts'
import { isOtherwise } from '../../shared/breach/advised.ts'
import type { TakeDecision } from '../../shared/breach/decision-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { decidedOn } from './decided-on.ts'
import { sealDecision, unsealSnapshot } from './decision-seals.ts'
import { findTermNow, lockIncident, updateDecision, votesOf } from './decision-store.ts'
import { needAdvice, needCompatible, needFacts, needReasons } from './may-take.ts'
import { needOpenDecision } from './needed.ts'
import { plannedFor } from './planned-for.ts'
import { countOf, openVotes, seatedVotes, signsAsChair } from './who-votes.ts'

export type TakeInput = InferOutput<typeof TakeDecision>
type Input = { incidentId: string; decisionId: string } & TakeInput

/**
 * Closes a question with what the votes came to; from then on it never changes. What it does to the clock follows from the event (jobs.ts).
 * Refuses: incident.notFound, access.denied, incident.closed, decision.notFound, decision.over, decision.votesMissing, decision.chairSigns,
 * decision.ordered, decision.peopleAreTold, decision.notifyFirst, decision.factsChanged, decision.incomplete, decision.whyOtherwise,
 * decision.adviceNeeded, decision.postponement, deadline.inPast, deadline.tooFar.
 */
export async function takeDecision(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ outcome: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'decision.take', incident)
    const row = await needOpenDecision(tx, incident, input.decisionId)
    const [incidentId, at] = [incident.id, deps.clock.now()]
    const key = await incidentKey(deps.keys, tx, incidentId)
    const was = await unsealSnapshot(tx, key, row)
    const votes = await seatedVotes(deps, tx, incident, await openVotes(tx, key, await votesOf(tx, incidentId, [row.id])))
    const counted = countOf(votes, row, was.fgVotes, incident.recused)
    if (!('outcome' in counted)) throw new Problem('decision.votesMissing', { field: counted.missing.join() })
    if (counted.ground === 'overriding' && !(await signsAsChair(deps, tx, actor, incident))) throw new Problem('decision.chairSigns')
    const now = await decidedOn(deps, tx, key, incident)
    await needCompatible(deps, tx, { key, incidentId, question: row.question, outcome: counted.outcome, facts: now.facts })
    needFacts(row, { was, now, input, at, term: await findTermNow(tx, incidentId) })
    const deviates = isOtherwise(row.question, was.assessment, counted)
    needReasons(input, deviates)
    await needAdvice(deps, tx, { key, incidentId, row, fgVotes: was.fgVotes, input })
    const planned = plannedFor(counted.outcome, now.facts, input, at)
    const said = { reason: input.reason, deviation: deviates ? (input.deviation ?? null) : null, againstAdvice: input.againstAdvice ?? null }
    const reasonSealed = await sealDecision(tx, key, incidentId, row.id, { ...said, ...planned })
    const { outcome, ground, why } = counted
    await updateDecision(tx, incidentId, row.id, { status: 'taken', outcome, ground, deviates, reasonSealed, endedBy: actor.personId, endedAt: at })
    const { question, deadlineId, advised, incomplete, rulesVersion } = row
    const facts = { question, outcome, ground, why, advised, deviates, incomplete, deadlineId, rulesVersion, plannedAt: planned.plannedAt }
    await append(deps, tx, actor, { type: 'decision.taken', subjectId: row.id, incidentId, facts, sealed: { ...said, ...planned } }, key)
    return { outcome }
  })
}
