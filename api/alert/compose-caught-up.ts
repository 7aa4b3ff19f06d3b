import { createHash } from 'node:crypto'
import type { PushPayload } from '../../shared/alert/payload.ts'
import { gsmLength, smsRoom } from '../../shared/alert/gsm.ts'
import type { OutgoingMail } from '../deps.ts'
import { say, type Lang } from '../text.ts'
import { timeLeft, wallTime, written, type Message } from './compose.ts'
import { fitting } from './compose-sms.ts'

/** What was missed during an outage and goes to one person, of one board, in one message: the reports, the most urgent term first. */
export type CaughtUp = readonly [Message, ...Message[]]

const named = 10

/** Of a reminder its own term, else that of the authority. */
const termOf = ({ deadline, deadlineAt }: Message): string => deadline?.dueAt ?? deadlineAt

/** Each report once, with the term of it that ends first. */
function reportsIn(messages: CaughtUp): Message[] {
  const urgent = messages.toSorted((a, b) => (termOf(a) < termOf(b) ? -1 : termOf(a) > termOf(b) ? 1 : 0))
  return urgent.filter(({ number }, nth) => urgent.findIndex((one) => one.number === number) === nth)
}

const listed = (reports: readonly Message[], most: number, lang: Lang, line: (one: Message) => string): string[] => [
  ...reports.slice(0, most).map(line),
  ...(reports.length > most ? [say(lang, 'push.caughtUp.more', { n: reports.length - most })] : []),
]

const short = (lang: Lang) => (one: Message) => `${one.number} ${timeLeft(lang, one.now, termOf(one))}`

/** One tag for a board: what is made up for later takes the place of what was before. */
export function caughtUpPush(messages: CaughtUp, lang: Lang): PushPayload {
  const [reports, [{ boardId, boardName, publicUrl, waiting }]] = [reportsIn(messages), messages]
  const lines = listed(reports, named, lang, short(lang))
  return {
    web_push: 8030,
    notification: {
      ...{ title: say(lang, 'push.caughtUp.title', { count: reports.length }), body: [...lines, boardName].join(' · ') },
      ...{ navigate: `${publicUrl}/desk`, tag: `missed-${boardId}`, lang, app_badge: String(waiting) },
    },
  }
}

/** The same for every attempt at the same message, and another one as soon as something else is in it: whoever leaves out what came twice leaves out nothing new. */
export const caughtUpId = (messages: CaughtUp): string =>
  createHash('sha256')
    .update(messages.map(({ deliveryId }) => deliveryId).join())
    .digest('hex')
    .slice(0, 32)

/** In no incident's thread, because it is about several. */
export function caughtUpMail(messages: CaughtUp, to: string, lang: Lang): OutgoingMail {
  const [reports, [{ boardName: board, publicUrl, role }]] = [reportsIn(messages), messages]
  const count = reports.length
  const line = (one: Message) =>
    say(lang, 'mail.caughtUp.line', { number: one.number, left: timeLeft(lang, one.now, termOf(one)), deadline: wallTime(lang, termOf(one)) })
  const subject = say(lang, 'mail.caughtUp.subject', { count })
  const lines = [say(lang, 'mail.caughtUp.text', { board, count }), ...listed(reports, named, lang, line), say(lang, 'mail.caughtUp.ask')]
  const link = { href: `${publicUrl}/desk`, text: say(lang, 'mail.caughtUp.open') }
  return {
    to,
    subject,
    lang,
    messageId: caughtUpId(messages),
    ...written(lang, subject, lines, link, say(lang, 'mail.ring.why', { role: say(lang, `mail.role.${role}`) })),
  }
}

/** As many by name as fit in one message. */
export function caughtUpSms(messages: CaughtUp, lang: Lang): string {
  const [reports, [{ publicUrl, boardName }]] = [reportsIn(messages), messages]
  const naming = (most: number) => {
    const lines = listed(reports, most, lang, short(lang)).join(', ')
    return fitting([`${say(lang, 'push.caughtUp.title', { count: reports.length })}: ${lines}.`, `${boardName}.`, `${publicUrl}/desk`])
  }
  return [3, 2].map(naming).find((text) => gsmLength(text) <= smsRoom) ?? naming(1)
}
