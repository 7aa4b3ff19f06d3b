import type { PushPayload } from '../../shared/alert/payload.ts'
import { openMail } from '../access/secrets.ts'
import type { Deps } from '../deps.ts'
import { say, type Lang } from '../text.ts'
import { plainMailOf } from './compose.ts'
import { findDevices, findOwner } from './device-store.ts'
import { describeError } from './dispatch.ts'

type Nudge = {
  identityId: string
  /** whether he takes mails at all */ mail: boolean
  /** how long a device that is off may still show it, in milliseconds */ lifeMs: number
}

/** Asks somebody to practise: on every device of his, or by mail where he has none. Never throws: one that does not arrive is not sent again. */
export async function nudgeIdentity(deps: Deps, { identityId, mail, lifeMs }: Nudge): Promise<void> {
  try {
    const devices = await deps.db.outside((sql) => findDevices(sql, [identityId]))
    const living = devices.filter(({ keyId }) => keyId === deps.push.keyId)
    const options = { ttlSeconds: Math.floor(lifeMs / 1000), topic: 'practise', urgency: 'low' } as const
    for (const device of living) await deps.push.send(device, payloadOf(deps, device.lang), options)
    if (living.length > 0 || !mail) return
    const owner = await deps.db.outside((sql) => findOwner(sql, identityId))
    if (!owner) return
    const to = await openMail(deps.keys, identityId, owner.emailSealed)
    await deps.mail.send(plainMailOf('nudge', { to, lang: owner.lang, publicUrl: deps.env.publicUrl, messageId: deps.newId() }))
  } catch (error) {
    deps.log.warn(describeError(error), 'somebody could not be asked to practise')
  }
}

/** The same for everyone and for every reason: who looks over a shoulder learns nothing. */
const payloadOf = (deps: Deps, lang: Lang): PushPayload => ({
  web_push: 8030,
  notification: {
    ...{ title: say(lang, 'push.nudge.title'), body: say(lang, 'push.nudge.body') },
    ...{ navigate: `${deps.env.publicUrl}/oefenen`, tag: 'practise', lang },
  },
})
