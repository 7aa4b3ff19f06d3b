import type { Actor } from '../../shared/access/roles.ts'
import type { PushDeviceView } from '../../shared/alert/payload.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { deviceView, listDevices } from './device-store.ts'

/** The devices this person is rung on, with how the last one went. */
export async function listPushDevices(deps: Deps, actor: Actor): Promise<PushDeviceView[]> {
  allow(actor, 'push.manageOwn')
  return (await deps.db.outside((sql) => listDevices(sql, actor.identityId))).map(deviceView)
}
