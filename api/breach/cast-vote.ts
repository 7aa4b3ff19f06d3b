import type { InferOutput } from 'valibot'
import type { Actor } from '../../shared/access/roles.ts'
import type { CastVote } from '../../shared/breach/decision-views.ts'
import { groundsFor, isChoice } from '../../shared/breach/votes.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { sealVote, unsealSnapshot } from './decision-seals.ts'
import { lockIncident, saveVote } from './decision-store.ts'
import { needOpenDecision } from './needed.ts'
import { needSeat } from './who-votes.ts'

type Input = { incidentId: string; decisionId: string } & InferOutput<typeof CastVote>

/**
 * One person's vote with his reason, in the one seat he has here; who votes again changes it, and both stay to be read.
 * Refuses: incident.notFound, access.denied, incident.closed, decision.notFound, decision.over, decision.noSeat, decision.seatHeld,
 * decision.choice, decision.ground.
 */
export async function castVote(deps: Deps, actors: readonly Actor[], input: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'decision.vote', incident)
    const row = await needOpenDecision(tx, incident, input.decisionId)
    const key = await incidentKey(deps.keys, tx, incident.id)
    const { fgVotes } = await unsealSnapshot(tx, key, row)
    const { seat, deputy } = await needSeat(deps, tx, actor, incident, { path: row.path, fgVotes })
    const { outcome, ground = null, reason } = input
    if (!isChoice(row.question, outcome)) throw new Problem('decision.choice', { field: 'outcome' })
    const given = groundsFor(row.question, outcome)
    if (given.length === 0 ? ground !== null : ground === null || !given.includes(ground)) throw new Problem('decision.ground', { field: 'ground' })
    const [id, incidentId, said] = [deps.newId(), incident.id, { outcome, ground, reason, deputy }]
    await saveVote(tx, {
      ...{ organisationId: tx.organisationId, incidentId, id, decisionId: row.id, personId: actor.personId, role: seat, at: deps.clock.now() },
      voteSealed: await sealVote(tx, key, incidentId, id, said),
    })
    const facts = { question: row.question, role: seat, deputy }
    await append(deps, tx, actor, { type: 'decision.voted', subjectId: row.id, incidentId, facts, sealed: said }, key)
    return true
  })
}
