import { nobodyLeft, rolesOf, seatsIn } from '../../shared/access/fence.ts'
import { joinedFence, seatsBack } from '../../shared/access/joined-fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { earliest, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { teamOf, type TeamMember } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { sealText, unsealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { endBreakGlass, markRecusalLifted, recusalsOf, saveRecusals } from './fence-store.ts'
import { updateIncident } from './incident-store.ts'
import { findLost, type RecusalRow } from './join-store.ts'
import { recusalContext } from './recuse-person.ts'
import type { IncidentRow } from './report-store.ts'
import { markAdvisersEnded } from './team-store.ts'

type Pair = { to: IncidentRow; from: IncidentRow }

/**
 * The fence around two incidents that become one, the tighter of both. Who had it in hand and may not see the whole lets go of it. Gives the seats
 * that were lost. Refuses: join.nobodyLeft.
 */
export async function tightenFence(deps: Deps, tx: BoardTx, actor: Actor, { to, from }: Pair): Promise<string[]> {
  const team = await teamOf(deps, tx)
  const recused = [...to.recused, ...from.recused]
  const fence = joinedFence(to, from, ownRoles(team, recused))
  const copied = (await recusalsOf(tx, from.id)).filter(({ personId }) => !to.recused.includes(personId))
  needSomebody(team, fence, [...(await recusalsOf(tx, to.id)), ...copied])
  await copyRecusals(deps, tx, from.id, to.id, copied)
  await markAdvisersEnded(
    tx,
    to.id,
    to.advisers.filter((id) => !fence.advisers.includes(id)),
    actor.personId,
    deps.clock.now(),
  )
  const opened: Record<string, Instant> = {}
  for (const [personId, until] of Object.entries(to.opened)) {
    const other = from.opened[personId]
    if (other && !fence.recused.includes(personId)) opened[personId] = earliest(until, other)
    else await endBreakGlass(tx, to.id, personId, actor.personId, deps.clock.now())
  }
  await updateIncident(tx, to.id, { ...fence, opened, ...waitsAgain(team, to, fence) })
  return to.audience.filter((seat) => !fence.audience.includes(seat))
}

/** The fence as it was before: what only the joined one kept away comes back, as far as what is still joined allows. */
export async function loosenFence(deps: Deps, tx: BoardTx, actor: Actor, { to, from }: Pair, stillJoined: readonly IncidentRow[]): Promise<void> {
  const [own, its] = [await recusalsOf(tx, to.id), await recusalsOf(tx, from.id)]
  const keptBy = new Set(stillJoined.flatMap(({ recused }) => recused))
  const back = own.filter((row) => its.some((one) => isCopy(row, one)) && !keptBy.has(row.personId)).map(({ personId }) => personId)
  for (const personId of back) await markRecusalLifted(tx, to.id, personId, actor.personId, deps.clock.now())
  const recused = to.recused.filter((id) => !back.includes(id))
  await updateIncident(tx, to.id, { recused, audience: seatsBack(to.audience, await findLost(tx, to.id, from.id), stillJoined) })
}

/** Whom somebody kept away from the whole while they were one may not know of this part of it either. Refuses: join.nobodyLeft. */
export async function keepAway(deps: Deps, tx: BoardTx, { to, from }: Pair): Promise<void> {
  const since = from.closedAt ?? deps.clock.now()
  const its = await recusalsOf(tx, from.id)
  const later = (await recusalsOf(tx, to.id)).filter((row) => row.setAt >= since && !its.some((one) => one.personId === row.personId))
  const team = await teamOf(deps, tx)
  const recused = [...new Set([...from.recused, ...later.map(({ personId }) => personId)])]
  const fence = joinedFence({ ...from, recused }, from, ownRoles(team, recused))
  needSomebody(team, fence, [...its, ...later])
  await copyRecusals(deps, tx, to.id, from.id, later)
  await updateIncident(tx, from.id, fence)
}

const isCopy = (row: RecusalRow, of: RecusalRow) => row.personId === of.personId && row.why === of.why && row.setAt === of.setAt && row.setBy === of.setBy

/** What these people are themselves: their deputies step in. */
const ownRoles = (team: readonly TeamMember[], personIds: readonly string[]) =>
  rolesOf(team.filter(({ personId }) => personIds.includes(personId)).flatMap(({ seats }) => seats.filter((seat) => !seat.includes(':'))))

type Around = { audience: readonly string[]; recused: readonly string[] }

function needSomebody(team: readonly TeamMember[], fence: Around, recusals: readonly RecusalRow[]): void {
  const seeing = team.filter((one) => seatsIn(one, fence).length > 0).map(({ personId }) => personId)
  const byHand = recusals.filter(({ why, setBy, personId }) => why === 'byHand' && setBy !== personId)
  if (
    nobodyLeft(
      seeing,
      byHand.flatMap(({ setBy }) => setBy ?? []),
    )
  )
    throw new Problem('join.nobodyLeft')
}

function waitsAgain(team: readonly TeamMember[], before: IncidentRow, fence: Around): Partial<IncidentRow> {
  const { acknowledgedBy, state } = before
  const his = team.find(({ personId }) => personId === acknowledgedBy)
  const again = state === 'acknowledged' && his !== undefined && seatsIn(his, before).length > 0 && seatsIn(his, fence).length === 0
  return again ? { state: 'new', acknowledgedAt: null, acknowledgedBy: null } : {}
}

/** Why somebody is kept away is sealed under the one incident, and again under the other. */
async function copyRecusals(deps: Deps, tx: BoardTx, from: string, to: string, rows: readonly RecusalRow[]): Promise<void> {
  if (rows.length === 0) return
  const [theirs, ours] = [await incidentKey(deps.keys, tx, from), await incidentKey(deps.keys, tx, to)]
  const copies: RecusalRow[] = []
  for (const row of rows) {
    const why = row.reasonSealed && (await unsealText(theirs, recusalContext(tx.organisationId, from, row.personId), row.reasonSealed))
    const reasonSealed = why === null ? null : await sealText(ours, recusalContext(tx.organisationId, to, row.personId), why)
    copies.push({ ...row, incidentId: to, reasonSealed })
  }
  await saveRecusals(tx, copies)
}
