import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { needKey } from '../access/need-key.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { findDevice, removeDevice } from './device-store.ts'
import { recordDeviceEvent } from './record-device-event.ts'

/** Stops ringing on this device. Whoever came in by a mailbox, of somebody who has a passkey, takes none off. Refuses: push.notFound (not there, or another person's), session.keyNeeded. */
export async function removePushDevice(
  deps: Deps,
  actors: readonly [Actor, ...Actor[]],
  { id, session }: { id: string; session: CurrentSession },
): Promise<void> {
  allow(actors[0], 'push.manageOwn')
  await deps.db.outside(async (sql) => {
    const device = await findDevice(sql, actors[0].identityId, id)
    if (!device) throw new Problem('push.notFound')
    await needKey(deps, sql, session)
    await removeDevice(sql, id)
    await recordDeviceEvent(deps, sql, actors, { type: 'push.removed', subjectId: id, facts: { answer: 'byOwner' } })
  })
}
