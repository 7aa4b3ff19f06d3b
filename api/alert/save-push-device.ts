import { worksAtDesk, type Actor } from '../../shared/access/roles.ts'
import type { PushDeviceView, PushSubscriptionInput } from '../../shared/alert/payload.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { needKey } from '../access/need-key.ts'
import type { Deps } from '../deps.ts'
import { badKeyOf } from './channels/device-keys.ts'
import type { CurrentSession } from '../http/context.ts'
import { deviceView, findDevice, saveDevice } from './device-store.ts'
import { recordDeviceEvent } from './record-device-event.ts'
import { tellOwner } from './tell-owner.ts'

/**
 * Rings on this device from now on. It belongs to the person, not to one of his boards; each board's log says it.
 * Refuses: push.endpointNotAllowed (no known push service), request.invalid (keys that are no keys, or made for another
 * server key: the app subscribes again), push.notFound (another person's id), session.keyNeeded (one that was not there yet, by whoever came in
 * by a mailbox: he would hear what is discreet, and stand for somebody who can be reached). Its owner hears of each that was not there yet;
 * the look at each start of the app is none.
 */
export async function savePushDevice(
  deps: Deps,
  actors: readonly [Actor, ...Actor[]],
  { id, input, session }: { id: string; input: PushSubscriptionInput; session: CurrentSession },
): Promise<PushDeviceView> {
  const [{ identityId }] = actors
  allow(actors[0], 'push.manageOwn')
  if (!deps.push.allows(input.endpoint)) throw new Problem('push.endpointNotAllowed', { field: 'endpoint' })
  if (input.keyId !== deps.push.keyId) throw new Problem('request.invalid', { field: 'keyId' })
  // With keys that are none every later sending would fail.
  const bad = await badKeyOf(input)
  if (bad) throw new Problem('request.invalid', { field: bad })
  const { view, isNew } = await deps.db.outside(async (sql) => {
    const isNew = (await findDevice(sql, identityId, id))?.endpoint !== input.endpoint
    if (isNew) await needKey(deps, sql, session)
    const saved = await saveDevice(sql, { ...input, id, identityId, label: input.label ?? null, createdAt: deps.clock.now() })
    if (!saved) throw new Problem('push.notFound')
    await recordDeviceEvent(deps, sql, actors, { type: 'push.subscribed', subjectId: id })
    return { view: deviceView(saved), isNew }
  })
  // In the demo everybody is everybody.
  if (isNew && deps.env.mode !== 'demo' && actors.some(({ roles }) => worksAtDesk(roles))) void tellOwner(deps, identityId, 'deviceAdded', id)
  return view
}
