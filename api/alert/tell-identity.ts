import type { PushPayload } from '../../shared/alert/payload.ts'
import { days } from '../../shared/instant.ts'
import { openMail } from '../access/secrets.ts'
import type { Deps } from '../deps.ts'
import { say, type Lang } from '../text.ts'
import { plainMailOf } from './compose.ts'
import { findDevices, findOwner } from './device-store.ts'
import { describeError } from './dispatch.ts'

/** That the log has to be looked through, on every device and by mail. `messageId`: the same for what may be sent twice. Never throws: what does not get out is logged. */
export async function tellReviewer(deps: Deps, identityId: string, messageId: string): Promise<void> {
  const { devices, owner } = await deps.db.outside(async (sql) => ({ devices: await findDevices(sql, [identityId]), owner: await findOwner(sql, identityId) }))
  for (const device of devices) {
    const { outcome, answer } = await deps.push.send(device, payloadOf(deps, device.lang), { ttlSeconds: days(1) / 1000, topic: 'log-review' })
    if (outcome !== 'sent') deps.log.warn({ device: device.id, answer }, 'a reminder did not reach a device')
  }
  if (!owner) return
  try {
    const to = await openMail(deps.keys, identityId, owner.emailSealed)
    await deps.mail.send(plainMailOf('logReview', { to, lang: owner.lang, publicUrl: deps.env.publicUrl, messageId }))
  } catch (error) {
    deps.log.error(describeError(error), 'a reminder could not be mailed')
  }
}

const payloadOf = (deps: Deps, lang: Lang): PushPayload => ({
  web_push: 8030,
  notification: {
    ...{ title: say(lang, 'push.logReview.title'), body: say(lang, 'push.logReview.body') },
    ...{ navigate: `${deps.env.publicUrl}/logboek`, tag: 'log-review', lang },
  },
})
