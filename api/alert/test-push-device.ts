import type { Actor } from '../../shared/access/roles.ts'
import type { PushPayload } from '../../shared/alert/payload.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps, PushOutcome } from '../deps.ts'
import { say } from '../text.ts'
import { findDevice, noteDevice, removeDevice, type DeviceRow } from './device-store.ts'
import { recordDeviceEvent } from './record-device-event.ts'

/** Sends a test to this device now and tells what the push service answered; a device that is gone is removed. Refuses: push.notFound. */
export async function testPushDevice(deps: Deps, actors: readonly [Actor, ...Actor[]], { id }: { id: string }): Promise<PushOutcome> {
  allow(actors[0], 'push.manageOwn')
  const device = await deps.db.outside((sql) => findDevice(sql, actors[0].identityId, id))
  if (!device) throw new Problem('push.notFound')
  const tested = await deps.push.send(device, testPayload(deps, device), { ttlSeconds: 60, topic: id.replaceAll('-', '').slice(0, 32) })
  await deps.db.outside(async (sql) => {
    if (tested.outcome === 'gone') await removeDevice(sql, id)
    else await noteDevice(sql, id, tested.outcome === 'sent', tested.answer, deps.clock.now())
    await recordDeviceEvent(deps, sql, actors, { type: 'push.tested', subjectId: id, facts: { outcome: tested.outcome, answer: tested.answer } })
  })
  return tested
}

const testPayload = (deps: Deps, { id, lang }: DeviceRow): PushPayload => ({
  web_push: 8030,
  notification: { title: say(lang, 'push.test.title'), body: say(lang, 'push.test.body'), navigate: `${deps.env.publicUrl}/ik`, tag: `test-${id}`, lang },
})
