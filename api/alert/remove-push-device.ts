import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { findDevice, removeDevice } from './device-store.ts'
import { recordDeviceEvent } from './record-device-event.ts'

/** Stops ringing on this device. Refuses: push.notFound (not there, or another person's). */
export async function removePushDevice(deps: Deps, actors: readonly [Actor, ...Actor[]], { id }: { id: string }): Promise<void> {
  allow(actors[0], 'push.manageOwn')
  await deps.db.outside(async (sql) => {
    if (!(await findDevice(sql, actors[0].identityId, id))) throw new Problem('push.notFound')
    await removeDevice(sql, id)
    await recordDeviceEvent(deps, sql, actors, { type: 'push.removed', subjectId: id, facts: { answer: 'byOwner' } })
  })
}
