import { seatsIn, type TeamRole } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { countVotes, votingSeats, type Choice, type Counted, type DecisionPath, type Vote } from '../../shared/breach/votes.ts'
import { Problem } from '../../shared/problem.ts'
import { teamOf } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { unsealVote, type SealedVote } from './decision-seals.ts'
import { findAway, type DecisionRow, type IncidentRow, type VoteRow } from './decision-store.ts'

export type SeatHeld = { seat: TeamRole; deputy: boolean }
type How = { path: DecisionPath; fgVotes: boolean }

/**
 * The one seat somebody votes in: his own before one he sits in for another. A deputy votes only where whoever holds the seat is recused,
 * away, not let in, or nobody. Refuses: decision.noSeat, decision.seatHeld.
 */
export async function needSeat(deps: Deps, tx: BoardTx, actor: Actor, incident: IncidentRow, { path, fgVotes }: How): Promise<SeatHeld> {
  const [seats, held] = [votingSeats(path, fgVotes), seatsIn(actor, incident)]
  const own = seats.find((seat) => held.includes(seat))
  if (own) return { seat: own, deputy: false }
  const sits = seats.filter((seat) => held.includes(`${seat}:deputy`))
  if (sits.length === 0) throw new Problem('decision.noSeat')
  const free = await findFree(deps, tx, incident, sits)
  if (!free) throw new Problem('decision.seatHeld')
  return { seat: free, deputy: true }
}

/** The first of these seats that nobody who holds it can take here. */
async function findFree(deps: Deps, tx: BoardTx, incident: IncidentRow, seats: readonly TeamRole[]): Promise<TeamRole | undefined> {
  const [team, away] = [await teamOf(deps, tx), await findAway(tx, deps.clock.now())]
  const there = team.filter(({ personId }) => !incident.recused.includes(personId) && !away.includes(personId))
  return seats.find((seat) => !incident.audience.includes(seat) || !there.some((one) => one.seats.includes(seat)))
}

/** Whether he signs as the chair: who sits for him does so only where he cannot. */
export async function signsAsChair(deps: Deps, tx: BoardTx, actor: Actor, incident: IncidentRow): Promise<boolean> {
  const held = seatsIn(actor, incident)
  return held.includes('chair') || (held.includes('chair:deputy') && (await findFree(deps, tx, incident, ['chair'])) !== undefined)
}

/** The same as a question: the screen offers no vote that is refused. */
export const findSeat = (deps: Deps, tx: BoardTx, actor: Actor, incident: IncidentRow, how: How): Promise<SeatHeld | null> =>
  needSeat(deps, tx, actor, incident, how).catch((error: unknown) => {
    if (error instanceof Problem) return null
    throw error
  })

export type OpenedVote = { row: VoteRow; said: SealedVote }

export async function openVotes(tx: BoardTx, key: DataKey, rows: readonly VoteRow[]): Promise<OpenedVote[]> {
  const opened: OpenedVote[] = []
  for (const row of rows) opened.push({ row, said: await unsealVote(tx, key, row) })
  return opened
}

/** Who votes again is counted by his last. */
export const lastVotes = (votes: readonly OpenedVote[]): OpenedVote[] => [...new Map(votes.map((vote) => [vote.row.personId, vote])).values()]

/** The votes of those who still sit where they voted: a seat is given up with all that was voted from it and not yet taken. Everybody's last one. */
export async function seatedVotes(deps: Deps, tx: BoardTx, incident: IncidentRow, votes: readonly OpenedVote[]): Promise<OpenedVote[]> {
  const seats = new Map((await teamOf(deps, tx)).map((one) => [one.personId, seatsIn(one, incident)]))
  return lastVotes(votes).filter(({ row, said }) => {
    const held = seats.get(row.personId) ?? []
    return held.includes(row.role as TeamRole) || (said.deputy && held.includes(`${row.role as TeamRole}:deputy`))
  })
}

/** What these votes come to now; oldest first. */
export function countOf(votes: readonly OpenedVote[], { question, path }: DecisionRow, fgVotes: boolean, recused: readonly string[]): Counted {
  const cast = lastVotes(votes).map(({ row, said }): Vote => {
    const { outcome, ground, deputy } = said
    return { personId: row.personId, seat: row.role as TeamRole, deputy, outcome: outcome as Choice, ground }
  })
  return countVotes(cast, { question, path, fgVotes, recused })
}
