import type { Reach } from '../../shared/alert/alerting-views.ts'
import { days, plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findDevicesOf, findRung } from './alerting-store.ts'
import { smsNumberOf } from './sms-number.ts'

/** A device that took nothing for longer than this may be off for good; each is tried once a week (test-quiet-devices.ts). */
const heardWithin = days(14)

/** What rings somebody now. `push`: a device took its last message not long ago; `sms`: switched on, to a number, through a gateway that is there. */
export type Means = { devices: number; lastOkAt: Instant | null; push: boolean; mail: boolean; sms: boolean }

export const reachOf = ({ push, mail, sms }: Means): Reach => (push || sms ? 'yes' : mail ? 'mailOnly' : 'no')

/** Of these people who work here, by id. In the demo everyone has a device, its screen. */
export async function meansOf(deps: Deps, tx: BoardTx, personIds: readonly string[]): Promise<Map<string, Means>> {
  const people = await findRung(tx, personIds)
  const identityIds = people.map(({ identityId }) => identityId)
  const [devices, since] = [await findDevicesOf(tx, identityIds, deps.push.keyId), plus(deps.clock.now(), -heardWithin)]
  const means = new Map<string, Means>()
  for (const row of people) {
    const his = devices.filter(({ identityId }) => identityId === row.identityId)
    const heard = his.flatMap(({ lastOkAt }) => lastOkAt ?? []).toSorted()
    const rings = his.some(({ lastOkAt, lastFailedAt }) => lastOkAt !== null && lastOkAt >= since && (lastFailedAt === null || lastFailedAt < lastOkAt))
    const sms = deps.sms !== undefined && row.alerts.sms !== false && (await smsNumberOf(deps, tx, row.personId, row)) !== null
    const push = rings || deps.demoMessages !== undefined
    // Switched off for text messages that can no longer go: then it is all that is left.
    const mail = row.alerts.mail !== false || !sms
    means.set(row.personId, { devices: his.length, lastOkAt: heard.at(-1) ?? null, push, mail, sms })
  }
  return means
}
