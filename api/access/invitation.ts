import { days, hours, minutes, plus } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { asHtml } from '../html.ts'
import { say } from '../text.ts'
import { findIdentity } from './key-store.ts'
import { hashToken, newToken, openMail } from './secrets.ts'

/** How long a link for a passkey works: the first one, the one after two people agreed, and the one a code on paper gave. */
const lives = { first: days(7), lostKey: hours(24), recovered: minutes(30) } as const

/** A link for one passkey of this person, of which only a hash is stored. */
export function newInvitation(deps: Deps, identityId: string, why: keyof typeof lives) {
  const token = newToken()
  const now = deps.clock.now()
  const kept = { identityId, why: why === 'first' ? ('first' as const) : ('lostKey' as const), createdAt: now, expiresAt: plus(now, lives[why]) }
  return { token, row: { ...kept, tokenHash: hashToken(token) } }
}

/** The link and how long it works. Behind the `#` no server and no proxy on the way ever sees it. */
export const invitationWords = (deps: Deps, token: string, why: keyof typeof lives) => ({
  ...{ link: `${deps.env.publicUrl}/sleutel#${token}`, hours: lives[why] / hours(1), days: lives[why] / days(1) },
})

/** Mails the link to its owner, and says whether the mail server took it. It opens nothing for whoever is not signed in as him. */
export async function mailInvitation(deps: Deps, identityId: string, token: string, why: 'first' | 'lostKey'): Promise<boolean> {
  try {
    const identity = await deps.db.outside((sql) => findIdentity(sql, identityId))
    if (!identity) return false
    const { lang } = identity
    const text = say(lang, `session-mail.key.${why}.text`, invitationWords(deps, token, why))
    const to = await openMail(deps.keys, identityId, identity.emailSealed)
    await deps.mail.send({ to, subject: say(lang, `session-mail.key.${why}.subject`), text, html: asHtml(text), lang })
    return true
  } catch (error) {
    deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'a link for a passkey could not be mailed')
    return false
  }
}
