import { audienceFor, deputySeats, seatsIn } from '../../shared/access/fence.ts'
import type { Seat } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { ReadReport } from './read-report.ts'
import { grantsDuring, type TeamGrant } from './fence-store.ts'

/** What stands around a new incident. `nobodyLeft`: everybody it could be for is recused, and nobody sits for them. */
export type NewFence = { audience: Seat[]; recused: string[]; nobodyLeft: boolean }
type Asked = { read: Pick<ReadReport, 'addressee' | 'notTo'>; reportedAt: Instant }

/**
 * Reports that came in together, each with its fence. Only where one of them says whom it is not for is anybody looked up, and then once
 * for all of them: everyone who held such a role himself between reporting and receiving, so that handing it over in between
 * opens nothing.
 */
export async function withFences<T extends Asked>(tx: BoardTx, asked: readonly T[], receivedAt: Instant): Promise<(T & { fence: NewFence })[]> {
  const since = asked.filter(({ read }) => read.notTo.length > 0).map(({ reportedAt }) => reportedAt)
  const grants = since.length > 0 ? await grantsDuring(tx, since.toSorted()[0] ?? receivedAt, receivedAt) : []
  const plain = ({ read }: Asked): NewFence => ({ audience: audienceFor(read.addressee), recused: [], nobodyLeft: false })
  return asked.map((one) => ({ ...one, fence: one.read.notTo.length > 0 ? fenceOf(one, grants, receivedAt) : plain(one) }))
}

function fenceOf({ read, reportedAt }: Asked, grants: readonly TeamGrant[], receivedAt: Instant): NewFence {
  const held = grants.filter(({ deputy, untilAt }) => !deputy && (untilAt === null || untilAt > reportedAt))
  const recused = [...new Set(held.filter(({ role }) => (read.notTo as readonly string[]).includes(role)).map(({ personId }) => personId))]
  const his = held.filter(({ personId }) => recused.includes(personId)).map(({ role }) => role)
  const open = audienceFor(read.addressee)
  const audience = [...open, ...deputySeats(open, his)]
  const left = grants.some(({ role, deputy, personId, untilAt, leftAt }) => {
    const holds = leftAt === null && (untilAt === null || untilAt > receivedAt)
    return holds && seatsIn({ personId, seats: [deputy ? `${role}:deputy` : role] }, { audience, recused }).length > 0
  })
  return { audience, recused, nobodyLeft: !left }
}
