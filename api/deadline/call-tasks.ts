import { seatsIn, type Fence } from '../../shared/access/fence.ts'
import type { CallTask } from '../../shared/deadline/deadline-views.ts'
import { callKinds } from '../../shared/deadline/kinds.ts'
import { peopleById, teamOf } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { openCallsOf } from './deadline-store.ts'

/** The calls that still have to be made about these incidents, with the numbers; nobody who may not know of it, deputies last. By incident. */
export async function callTasks(deps: Deps, tx: BoardTx, incidents: readonly (Fence & { id: string })[]): Promise<ReadonlyMap<string, CallTask[]>> {
  const found = new Map<string, CallTask[]>()
  const open = await openCallsOf(
    tx,
    incidents.map(({ id }) => id),
  )
  if (open.length === 0) return found
  const team = await teamOf(deps, tx)
  const phones = await peopleById(
    deps,
    tx,
    team.map(({ personId }) => personId),
  )
  const fences = new Map(incidents.map((one) => [one.id, one]))
  for (const { id: deadlineId, incidentId, kind, dueAt } of open) {
    const [fence, role] = [fences.get(incidentId), callKinds[kind as keyof typeof callKinds]]
    const held = ({ personId, seats }: (typeof team)[number]) => (fence ? seatsIn({ personId, seats }, fence) : [])
    const himself = team.filter((one) => held(one).includes(role))
    const deputies = team.filter((one) => held(one).includes(`${role}:deputy`) && !himself.includes(one))
    const people = [...himself, ...deputies].map(({ personId, name }) => ({ name, phone: phones.get(personId)?.phone ?? null }))
    found.set(incidentId, [...(found.get(incidentId) ?? []), { deadlineId, role, dueAt, people }])
  }
  return found
}
