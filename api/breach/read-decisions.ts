import { actorIn, type TeamRole } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { advisedOn, changedFacts } from '../../shared/breach/advised.ts'
import type { DecisionView, DecisionsView, VoteView } from '../../shared/breach/decision-views.ts'
import type { Facts } from '../../shared/breach/facts.ts'
import { votingSeats, type Choice, type ChoiceGround, type Counted } from '../../shared/breach/votes.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { adviceOf } from '../incident/advice-of.ts'
import { decidedOn } from './decided-on.ts'
import { unsealDecision, unsealSnapshot } from './decision-seals.ts'
import { decisionsOfIncident, findFgVotes, findIncident, findTermNow, votesOf, type DecisionRow, type IncidentRow } from './decision-store.ts'
import { isNear } from './may-take.ts'
import { countOf, findSeat, lastVotes, openVotes, seatedVotes, type OpenedVote } from './who-votes.ts'

/** All that was ever put to the team, with who voted what and why, what the engine said and what holds. Refuses: incident.notFound, access.denied, incident.erased. */
export async function readDecisions(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<DecisionsView> {
  return inOneOf(deps, actors, async (tx, reader) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allow(reader, 'decision.vote')
    if (incident.erasedAt) throw new Problem('incident.erased')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const made = await viewOf(deps, tx, reader, { key, incident })
    await append(deps, tx, reader, { type: 'incident.read', subjectId: incidentId, incidentId, facts: { part: 'decisions' } })
    return made
  })
}

type On = { key: DataKey; incident: IncidentRow }

async function viewOf(deps: Deps, tx: BoardTx, reader: Actor, { key, incident }: On): Promise<DecisionsView> {
  const now = await decidedOn(deps, tx, key, incident)
  const rows = (await decisionsOfIncident(tx, incident.id)).toReversed()
  const votes = await openVotes(
    tx,
    key,
    await votesOf(
      tx,
      incident.id,
      rows.map(({ id }) => id),
    ),
  )
  const people = await peopleById(deps, tx, [...rows.flatMap((row) => [row.openedBy, row.endedBy]), ...votes.map(({ row }) => row.personId)])
  const around = { key, incident, facts: now.facts, votes, nameOf: (id: string | null) => people.get(id ?? '')?.name ?? null }
  const decisions: DecisionView[] = []
  for (const row of rows) {
    const holds = row.status === 'taken' && row.ofTermNow && rows.find((one) => one.question === row.question && one.status === 'taken')?.id === row.id
    decisions.push(await decisionView(deps, tx, reader, row, { ...around, holds }))
  }
  const advice = (await adviceOf(deps, tx, key, incident.id)).filter(({ role }) => role === 'dpo')
  return {
    assessment: now.assessment,
    facts: { ...now.facts } as Record<string, string>,
    decisions,
    advice: advice.map(({ id, about, text, by, at }) => ({ id, about, text, by, at })),
    fgVotes: await findFgVotes(tx),
    near: isNear(await findTermNow(tx, incident.id), deps.clock.now()),
    may: { open: incident.state !== 'closed' && can(actorIn(reader, incident), 'decision.open') },
  }
}

type Around = On & { facts: Facts; votes: readonly OpenedVote[]; holds: boolean; nameOf: (id: string | null) => string | null }

async function decisionView(deps: Deps, tx: BoardTx, reader: Actor, row: DecisionRow & { ofTermNow: boolean }, around: Around): Promise<DecisionView> {
  const { key, incident, nameOf } = around
  const [was, said] = [await unsealSnapshot(tx, key, row), await unsealDecision(tx, key, row)]
  const votes = around.votes.filter((one) => one.row.decisionId === row.id)
  const counting = row.status === 'open' ? await seatedVotes(deps, tx, incident, votes) : votes
  const counted = countOf(counting, row, was.fgVotes, incident.recused)
  const lapsed = row.status === 'open' && !row.ofTermNow
  const live = row.status === 'open' && !lapsed && incident.state !== 'closed'
  const actor = actorIn(reader, incident)
  const mayVote = live && can(actor, 'decision.vote') && (await findSeat(deps, tx, reader, incident, { path: row.path, fgVotes: was.fgVotes })) !== null
  const { id, question, path, advised, incomplete, rulesVersion, openedAt, endedAt } = row
  return {
    ...{ id, question, path, advised, incomplete, rulesVersion, openedAt, endedAt },
    status: lapsed ? 'lapsed' : row.status,
    inForce: around.holds,
    advisedGround: advisedOn(question, was.assessment).ground,
    outcome: row.outcome as Choice | null,
    ground: row.ground as ChoiceGround | null,
    deviates: row.deviates === true,
    openedBy: nameOf(row.openedBy),
    endedBy: nameOf(row.endedBy),
    reason: said?.reason ?? null,
    deviation: said?.deviation ?? null,
    againstAdvice: said?.againstAdvice ?? null,
    plannedAt: said?.plannedAt ?? null,
    askedBy: said?.askedBy ?? null,
    votes: votes.map((vote) => voteView(vote, votes, counted, nameOf)),
    counted: 'outcome' in counted ? { outcome: counted.outcome, ground: counted.ground, why: counted.why, missing: [] } : noneYet(counted.missing),
    seats: [...votingSeats(path, was.fgVotes)],
    facts: { ...was.facts } as Record<string, string>,
    changed: row.status === 'withdrawn' || lapsed ? [] : changedFacts(was.facts, around.facts),
    may: {
      vote: mayVote,
      take: live && can(actor, 'decision.take') && 'outcome' in counted,
      withdraw: live && can(actor, 'decision.open'),
    },
  }
}

const noneYet = (missing: readonly TeamRole[]) => ({ outcome: null, ground: null, why: null, missing: [...missing] })

function voteView(vote: OpenedVote, all: readonly OpenedVote[], counted: Counted, nameOf: Around['nameOf']): VoteView {
  const { id, personId, role, at } = vote.row
  const { outcome, ground, reason, deputy } = vote.said
  const counts = counted.counting.includes(personId) && lastVotes(all).includes(vote)
  return { id, personId, name: nameOf(personId), seat: role as TeamRole, deputy, outcome, ground, reason, at, counts }
}
