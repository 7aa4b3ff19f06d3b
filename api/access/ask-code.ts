import { plus, minutes } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { say } from '../text.ts'
import { asHtml } from '../html.ts'
import { codeMac, mailMac, newCode } from './secrets.ts'
import { findIdentityByMail, organisationsOf, saveCode } from './store.ts'
import { recordForIdentity } from './record.ts'

export const codeLife = minutes(10)
export const codeTries = 5

/**
 * Sends six digits that open a `device` session for ten minutes. The same answer, work and time for an unknown address:
 * only the mail itself, sent after the answer, differs. Refuses: request.tooMany.
 */
export async function askCode(deps: Deps, { email, network }: { email: string; network: string }): Promise<void> {
  const address = await mailMac(deps.keys, email)
  await deps.limits.take('codePerNetwork', network)
  await deps.limits.take('codePerAddress', Buffer.from(address).toString('base64'))
  const code = newCode()
  const now = deps.clock.now()
  const identity = await deps.db.outside(async (sql) => {
    await saveCode(sql, { emailMac: address, codeMac: await codeMac(deps.keys, email, code), triesLeft: codeTries, expiresAt: plus(now, codeLife) }, now)
    return findIdentityByMail(sql, address)
  })
  if (identity)
    void sendCode(deps, email.trim(), code, identity).catch((error: Error) => deps.log.error({ error: error.name }, 'a sign-in code could not be mailed'))
}

async function sendCode(deps: Deps, to: string, code: string, identity: { id: string; lang: 'nl' | 'en' }) {
  const organisations = await deps.db.outside((sql) => organisationsOf(sql, identity.id))
  await recordForIdentity(deps, identity.id, organisations, 'session.codeAsked')
  const words = { code, minutes: String(codeLife / 60_000) }
  const text = say(identity.lang, 'session-mail.code.text', words)
  await deps.mail.send({ to, subject: say(identity.lang, 'session-mail.code.subject', words), text, html: asHtml(text), lang: identity.lang })
}
