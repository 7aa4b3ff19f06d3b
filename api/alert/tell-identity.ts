import type { PushPayload } from '../../shared/alert/payload.ts'
import { days } from '../../shared/instant.ts'
import { openMail } from '../access/secrets.ts'
import type { Deps } from '../deps.ts'
import { say, type Lang } from '../text.ts'
import { plainMailOf } from './compose.ts'
import { findDevices, findOwner } from './device-store.ts'
import { describeError } from './dispatch.ts'

/** What a person is told that is about no incident, and where he can see it. */
const news = {
  logReview: { path: '/logboek', topic: 'log-review' },
  alertingChanged: { path: '/ik/bestuur/seintjes', topic: 'alerting' },
  absenceSet: { path: '/ik/seintjes', topic: 'absence' },
} as const
export type News = keyof typeof news

/** That the log has to be looked through. */
export const tellReviewer = (deps: Deps, identityId: string, messageId: string): Promise<void> => tellIdentity(deps, identityId, 'logReview', messageId)

/** Each of them, at once. */
export const tellIdentities = async (deps: Deps, people: readonly { identityId: string }[], kind: News): Promise<void> =>
  void (await Promise.all(people.map(({ identityId }) => tellIdentity(deps, identityId, kind, deps.newId()))))

/** On every device of his and by mail. `messageId`: the same for what may be sent twice. Never throws: what does not get out is logged. */
async function tellIdentity(deps: Deps, identityId: string, kind: News, messageId: string): Promise<void> {
  try {
    const { devices, owner } = await deps.db.outside(async (sql) => ({
      devices: await findDevices(sql, [identityId]),
      owner: await findOwner(sql, identityId),
    }))
    for (const device of devices) {
      const { outcome, answer } = await deps.push.send(device, payloadOf(deps, device.lang, kind), { ttlSeconds: days(1) / 1000, topic: news[kind].topic })
      if (outcome !== 'sent') deps.log.warn({ device: device.id, answer }, 'what somebody is told did not reach a device')
    }
    if (!owner) return
    const to = await openMail(deps.keys, identityId, owner.emailSealed)
    await deps.mail.send(plainMailOf(kind, { to, lang: owner.lang, publicUrl: deps.env.publicUrl, messageId }))
  } catch (error) {
    deps.log.error(describeError(error), 'what somebody is told could not be mailed')
  }
}

const payloadOf = (deps: Deps, lang: Lang, kind: News): PushPayload => ({
  web_push: 8030,
  notification: {
    ...{ title: say(lang, `push.${kind}.title`), body: say(lang, `push.${kind}.body`) },
    ...{ navigate: `${deps.env.publicUrl}${news[kind].path}`, tag: news[kind].topic, lang },
  },
})
