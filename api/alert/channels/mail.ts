import { createTransport } from 'nodemailer'
import type { Mailer } from '../../deps.ts'

export type MailSettings = { smtpUrl: string; mailFrom: string; publicUrl: string }

/** Together shorter than a claimed delivery's lease: a silent server is a refusal, not a wait. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000, dnsTimeout: 10_000 }
const patience = 30_000

/** Sends plain text with its HTML through SMTP. Answers and refusals are codes (`smtp 250`, `smtp 451`): a server's own words may quote the address. */
export function makeMailer({ smtpUrl, mailFrom, publicUrl }: MailSettings): Mailer {
  const host = new URL(publicUrl).hostname
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 5,
    maxRequeues: 0,
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, subject, text, html, lang, threadId, messageId, calendar }) => {
      const thread = threadId && `<incident-${threadId}@${host}>`
      const sending = transport.sendMail({
        ...{ from: mailFrom, to, subject, text, html },
        ...(messageId ? { messageId: `<${messageId}@${host}>` } : {}),
        ...(calendar ? { icalEvent: { filename: 'termijn.ics', method: 'PUBLISH', content: calendar } } : {}),
        ...(thread ? { inReplyTo: thread, references: thread } : {}),
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': lang },
      })
      const sent = await inTime(sending).catch((error: unknown) => {
        throw new Error(refusalOf(error), { cause: error })
      })
      return { answer: `smtp ${/^\d{3}/.exec(sent.response)?.[0] ?? '250'}` }
    },
    close: () => transport.close(),
  }
}

function inTime<T>(sending: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })), patience)
  })
  return Promise.race([sending, late]).finally(() => clearTimeout(timer))
}

function refusalOf(error: unknown): string {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown }
  return `smtp ${typeof responseCode === 'number' ? responseCode : typeof code === 'string' && /^\w+$/.test(code) ? code : 'error'}`
}
