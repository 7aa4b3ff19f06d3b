import type { PushPayload } from '../../shared/alert/payload.ts'
import { isTestHour } from '../../shared/alert/test-hours.ts'
import { days, hours, plus } from '../../shared/instant.ts'
import type { Deps, PushOutcome } from '../deps.ts'
import { openMail } from '../access/secrets.ts'
import { append, system } from '../events/append.ts'
import { say } from '../text.ts'
import { plainMailOf } from './compose.ts'
import { describeError } from './dispatch.ts'
import { findBoardsOf, findOwner, findQuietDevices, noteDevice, removeDevice, type DeviceRow } from './device-store.ts'

/** Devices tested in one round; the rest comes with the next. */
const perRound = 20

/**
 * A device that nothing reached for a week gets a test, in school hours, and again each day it fails: one that went silent is
 * found before it matters. One that is gone is taken off the list once its owner was told by mail. Two processes may both send it; its tag makes one of it.
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
  await recordTest(deps, device, tested, tested.outcome === 'gone' ? await tellOwner(deps, device) : null)
}

/** What the mail server said, or nothing where the mail did not get out: then the device stays and is tested again tomorrow. */
async function tellOwner(deps: Deps, { id, identityId }: DeviceRow): Promise<string | null> {
  const owner = await deps.db.outside((sql) => findOwner(sql, identityId))
  if (!owner) return 'nobody'
  try {
    const to = await openMail(deps.keys, identityId, owner.emailSealed)
    return (await deps.mail.send(plainMailOf('device', { to, lang: owner.lang, publicUrl: deps.env.publicUrl, messageId: `device-${id}` }))).answer
  } catch (error) {
    deps.log.error(describeError(error), 'the owner of a device that is gone could not be told')
    return null
  }
}

/** In the log of each board its owner works for, as a test he asked for himself. */
async function recordTest(deps: Deps, { id, identityId }: DeviceRow, { outcome, answer }: PushOutcome, told: string | null): Promise<void> {
  await deps.db.outside(async (sql) => {
    const removed = told !== null && (await removeDevice(sql, id))
    if (!removed) await noteDevice(sql, id, outcome === 'sent', answer, deps.clock.now())
    for (const board of await findBoardsOf(sql, identityId)) {
      const tx = await deps.db.enterBoard(sql, board)
      await append(deps, tx, system, { type: 'push.tested', subjectId: id, facts: { outcome, answer } })
      if (removed) await append(deps, tx, system, { type: 'push.removed', subjectId: id, facts: { answer, mail: told } })
    }
  })
}

const weeklyPayload = (deps: Deps, { id, lang }: DeviceRow): PushPayload => ({
  web_push: 8030,
  notification: { title: say(lang, 'push.weekly.title'), body: say(lang, 'push.weekly.body'), navigate: `${deps.env.publicUrl}/ik`, tag: `test-${id}`, lang },
})
