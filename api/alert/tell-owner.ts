import type { PushPayload } from '../../shared/alert/payload.ts'
import { recordForIdentity } from '../access/record.ts'
import { openMail } from '../access/secrets.ts'
import type { Deps } from '../deps.ts'
import { system } from '../events/append.ts'
import { asHtml } from '../html.ts'
import { say, type Lang } from '../text.ts'
import { findBoardsOf, findDevices, findOwner } from './device-store.ts'
import { describeError } from './dispatch.ts'

/** What happened to somebody's passkeys, or to what he is rung on: he hears of each, so that what he did not ask for is noticed. */
export type KeyNews = 'registered' | 'removed' | 'recovered' | 'resetAsked' | 'resetAgreed' | 'deviceAdded'

/** Tells the owner of an identity by mail and on each of his devices but `newDevice`, at once; how that went stands in the log. Never throws. */
export async function tellOwner(deps: Deps, identityId: string, news: KeyNews, newDevice?: string): Promise<void> {
  try {
    const [owner, boards] = await deps.db.outside(async (sql) => [await findOwner(sql, identityId), await findBoardsOf(sql, identityId)] as const)
    if (!owner) return
    const to = await openMail(deps.keys, identityId, owner.emailSealed)
    const [mail, pushes] = await Promise.all([mailTo(deps, to, owner.lang, news), pushTo(deps, { identityId, newDevice }, to, owner.lang, news)])
    await recordForIdentity(deps, identityId, boards, 'key.ownerTold', { news, mail, pushes }, system)
  } catch (error) {
    deps.log.error(describeError(error), 'the owner of passkeys could not be told')
  }
}

async function mailTo(deps: Deps, to: string, lang: Lang, news: KeyNews): Promise<'sent' | 'failed'> {
  try {
    const text = say(lang, `session-mail.keyNews.${news}.text`, { link: `${deps.env.publicUrl}/ik` })
    await deps.mail.send({ to, subject: say(lang, `session-mail.keyNews.${news}.subject`), text, html: asHtml(text), lang })
    return 'sent'
  } catch (error) {
    deps.log.error(describeError(error), 'the owner of passkeys could not be told by mail')
    return 'failed'
  }
}

type Whose = { identityId: string; newDevice: string | undefined }

/** How many devices took it. */
async function pushTo(deps: Deps, { identityId, newDevice }: Whose, to: string, lang: Lang, news: KeyNews): Promise<number> {
  const devices = (await deps.db.outside((sql) => findDevices(sql, [identityId]))).filter(({ id }) => id !== newDevice)
  const { title, body } = payloadOf(deps, lang, news).notification
  deps.demoMessages?.add({ channel: 'push', to, subject: title, text: body })
  const topic = `keys${deps.newId().replaceAll('-', '')}`.slice(0, 32)
  const told = await Promise.all(devices.map((device) => deps.push.send(device, payloadOf(deps, device.lang ?? lang, news), { ttlSeconds: 24 * 3600, topic })))
  return told.filter(({ outcome }) => outcome === 'sent').length
}

const payloadOf = (deps: Deps, lang: Lang, news: KeyNews): PushPayload => ({
  web_push: 8030,
  notification: {
    ...{ title: say(lang, `push.keyNews.${news}.title`), body: say(lang, `push.keyNews.${news}.body`) },
    ...{ navigate: `${deps.env.publicUrl}/ik`, tag: `keys-${news}`, lang },
  },
})
