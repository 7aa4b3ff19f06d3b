import type { PushPayload } from '../../shared/alert/payload.ts'
import { isTestHour } from '../../shared/alert/test-hours.ts'
import { days, hours, plus } from '../../shared/instant.ts'
import type { Deps, PushOutcome } from '../deps.ts'
import { append, system } from '../events/append.ts'
import { say } from '../text.ts'
import { findBoardsOf, findQuietDevices, noteDevice, removeDevice, type DeviceRow } from './device-store.ts'

/** Devices tested in one round; the rest comes with the next. */
const perRound = 20

/**
 * A device that nothing reached for a week gets a test, in school hours, and again each day it fails: one that went silent is
 * found before it matters. Two processes may both send it; its tag makes one of it.
 */
export async function testQuietDevices(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  if (!isTestHour(now)) return
  const quiet = { reachedBefore: plus(now, -days(7)), failedBefore: plus(now, -days(1)) }
  const devices = await deps.db.outside((sql) => findQuietDevices(sql, quiet, perRound))
  await Promise.all(devices.map((device) => testOne(deps, device)))
}

async function testOne(deps: Deps, device: DeviceRow): Promise<void> {
  const topic = device.id.replaceAll('-', '')
  const tested = await deps.push.send(device, weeklyPayload(deps, device), { ttlSeconds: hours(8) / 1000, topic })
  await recordTest(deps, device, tested)
}

/** In the log of each board its owner works for, as a test he asked for himself. */
async function recordTest(deps: Deps, { id, identityId }: DeviceRow, { outcome, answer }: PushOutcome): Promise<void> {
  await deps.db.outside(async (sql) => {
    if (outcome === 'gone') await removeDevice(sql, id)
    else await noteDevice(sql, id, outcome === 'sent', answer, deps.clock.now())
    for (const board of await findBoardsOf(sql, identityId))
      await append(deps, await deps.db.enterBoard(sql, board), system, { type: 'push.tested', subjectId: id, facts: { outcome, answer } })
  })
}

const weeklyPayload = (deps: Deps, { id, lang }: DeviceRow): PushPayload => ({
  web_push: 8030,
  notification: { title: say(lang, 'push.weekly.title'), body: say(lang, 'push.weekly.body'), navigate: `${deps.env.publicUrl}/ik`, tag: `test-${id}`, lang },
})
