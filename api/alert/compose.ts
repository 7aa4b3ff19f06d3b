import { nextLadderStep, type Ladder } from '../../shared/deadline/ladder.ts'
import { stageAt } from '../../shared/deadline/deadline.ts'
import type { PushPayload } from '../../shared/alert/payload.ts'
import { isMeeting, type AlarmKind, type Notice, type Stage } from '../../shared/alert/stage.ts'
import type { Watched } from '../../shared/deadline/reminders.ts'
import { between, days, hours, minutes, type Instant } from '../../shared/instant.ts'
import type { OutgoingMail } from '../deps.ts'
import { escapeHtml } from '../html.ts'
import { say, type Lang } from '../text.ts'
import { dueMail, duePush, isDue, ringWord, type When } from './compose-due.ts'
import { meetingMail, meetingPush } from './compose-meeting.ts'

/** All a message may know: which one and why it rings. There is no field here for a name, a kind or a story. */
export type Message = {
  deliveryId: string
  boardId: string
  incidentId: string
  alarmId: string | null
  /** absent: not of an alarm */
  alarmKind?: AlarmKind
  /** of which term it reminds */
  deadline?: Watched & { id: string }
  /** nothing runs at the authority any more */
  termEnded?: boolean
  number: string
  boardName: string
  deadlineAt: Instant
  stage: Stage
  role: string
  /** of which roles an admin is to appoint a deputy */
  appoint: readonly string[]
  /** when the first of the caught-up steps should have rung */
  missedSince: Instant | null
  waiting: number
  publicUrl: string
  now: Instant
  /** the term for the reader's own calendar; goes with mails only */
  calendar?: string
}

/** "nog 71 uur": whole hours, minutes in the last one. */
export function timeLeft(lang: Lang, now: Instant, deadlineAt: Instant): string {
  const { name, leftMs } = stageAt(now, deadlineAt)
  const whole = (unit: number) => Math.floor(Math.abs(leftMs) / unit)
  if (name === 'late') return say(lang, 'push.left.late', { count: whole(hours(1)) })
  return whole(hours(1)) > 0 ? say(lang, 'push.left.hours', { count: whole(hours(1)) }) : say(lang, 'push.left.minutes', { count: whole(minutes(1)) })
}

/** What is told without an incident: `device`: one of yours is gone; `logReview`: look through the log; `alertingChanged`, `absenceSet`: who is rung when, and that you are away; `alertTest`: you asked for it; `nudge`: practise for two minutes, never what. Which one and for which board stays out of it. */
const plainMails = {
  device: '/ik',
  logReview: '/logboek',
  alertingChanged: '/ik/bestuur/seintjes',
  absenceSet: '/ik/seintjes',
  alertTest: '/ik/seintjes',
  nudge: '/oefenen',
} as const
type PlainMail = { to: string; lang: Lang; publicUrl: string; messageId: string }

export function plainMailOf(kind: keyof typeof plainMails, { to, lang, publicUrl, messageId }: PlainMail): OutgoingMail {
  const words = (part: 'subject' | 'text' | 'open' | 'why') => say(lang, `mail.${kind}.${part}`)
  const [subject, link] = [words('subject'), { href: `${publicUrl}${plainMails[kind]}`, text: words('open') }]
  return { to, subject, lang, messageId, ...written(lang, subject, [words('text')], link, words('why')) }
}

const missedOf = (stage: Stage) => (stage.name === 'ring' ? stage.step - stage.from : 0)

/** "voorzitter of hoofd ICT" */
const rolesIn = (lang: Lang, { appoint }: Message): string =>
  new Intl.ListFormat(lang, { type: 'disjunction' }).format(appoint.map((role) => say(lang, `mail.role.${role}`)))

const isNotice = (name: Stage['name']): name is Notice => name === 'appoint' || name === 'glass' || name === 'seat' || name === 'recusal' || name === 'letBack'

/** An admin hears that it happens, never about which report. */
const wordOf = (name: Stage['name'], role: string) => ((name === 'recusal' || name === 'glass') && role === 'admin' ? (`${name}Admin` as const) : name)

/** What is no ring: what happens around the fence, or, without number, badge or link to it, that somebody must be appointed. */
function noticeOf(message: Message, name: Notice, lang: Lang): PushPayload {
  const { number, role, boardName: board, incidentId, alarmId, deliveryId, publicUrl } = message
  const word = wordOf(name, role)
  const [title, body] = [say(lang, `push.${word}.title`, { number }), say(lang, `push.${word}.body`, { board, roles: rolesIn(lang, message) })]
  const tag = name === 'appoint' ? (alarmId ?? incidentId) : role === 'admin' ? deliveryId : `${name}-${incidentId}`
  return { web_push: 8030, notification: { title, body, navigate: `${publicUrl}/`, tag, lang } }
}

/** The term a message is about, as people read it. */
const whenOf = ({ now, deadline, deadlineAt }: Message, lang: Lang): When => {
  const at = deadline?.dueAt ?? deadlineAt
  return { left: timeLeft(lang, now, at), deadline: wallTime(lang, at) }
}

/** The declarative payload; its tag lets a later ring, or the same one sent twice, take the place of the earlier. */
export function pushOf(message: Message, lang: Lang): PushPayload {
  const { number, stage, boardName, now, deadlineAt } = message
  if (isNotice(stage.name)) return noticeOf(message, stage.name, lang)
  if (isDue(stage.name)) return duePush(message, whenOf(message, lang), lang)
  if (isMeeting(stage)) return meetingPush(message, stage, wallTime(lang, stage.at), lang)
  const missed = missedOf(stage)
  const left = timeLeft(lang, now, deadlineAt)
  const body = message.termEnded ? boardName : say(lang, 'push.ring.body', { left: left.charAt(0).toUpperCase() + left.slice(1), board: boardName })
  const again = stage.name === 'ring' && stage.step > 0
  return {
    web_push: 8030,
    notification: {
      title: say(lang, `push.${ringWord(message)}.${again ? 'again' : 'title'}`, { number }),
      body: missed > 0 ? `${body} · ${say(lang, 'push.missed', { count: missed })}` : body,
      navigate: `${message.publicUrl}/alarm/${message.incidentId}`,
      tag: message.alarmId ?? message.incidentId,
      lang,
      app_badge: String(message.waiting),
    },
  }
}

/**
 * Seconds until this person himself is rung again, or a day where the ladder goes on without him: a phone that was off all the
 * while still rings when it comes back. Tag and topic keep it to one. At least a minute.
 */
export function lifeOf(stage: Stage, role: string, alarm: { ladder: Ladder; startedAt: Instant }, now: Instant): number {
  let ring = nextLadderStep(alarm.ladder, alarm.startedAt, stage.name === 'ring' ? stage.step : 0)
  for (let looked = 0; looked < alarm.ladder.length && !ring.who.some((one) => one === role); looked++)
    ring = nextLadderStep(alarm.ladder, alarm.startedAt, ring.step)
  const again = ring.who.some((one) => one === role) ? between(now, ring.at) : days(1)
  return Math.max(60, Math.floor(again / 1000))
}

/** Plain text and the same as HTML, in the reader's language; one message id per delivery, one thread per incident. */
export function mailOf(message: Message, to: string, lang: Lang): OutgoingMail {
  const { number, stage, boardName: board } = message
  if (stage.name === 'device') return plainMailOf('device', { to, lang, publicUrl: message.publicUrl, messageId: message.deliveryId })
  const calendar = message.calendar === undefined ? {} : { calendar: message.calendar }
  if (isDue(stage.name) || isMeeting(stage)) {
    const parts = isMeeting(stage) ? meetingMail(message, stage, wallTime(lang, stage.at), lang) : dueMail(message, whenOf(message, lang), lang)
    const { subject, lines, link, why } = parts
    const more = isMeeting(stage) ? calendar : {}
    return { to, subject, lang, messageId: message.deliveryId, threadId: message.incidentId, ...more, ...written(lang, subject, lines, link, why) }
  }
  const left = timeLeft(lang, message.now, message.deadlineAt)
  const ring = stage.name === 'ring'
  const word = wordOf(stage.name, message.role)
  const subject = ring
    ? say(lang, `mail.${ringWord(message)}.${stage.step > 0 ? 'again' : 'subject'}`, { number, left })
    : say(lang, `mail.${word}.subject`, { number })
  const lines = ring ? ringLines(message, stage, left, lang) : [say(lang, `mail.${word}.text`, { number, board, roles: rolesIn(lang, message) })]
  const toRole = ring || isNotice(stage.name)
  const link = {
    href: `${message.publicUrl}${ring ? `/alarm/${message.incidentId}` : toRole ? '/' : '/meldingen'}`,
    text: say(lang, `mail.${word}.open`, { number }),
  }
  const why = say(lang, `mail.${word}.why`, toRole ? { role: say(lang, `mail.role.${message.role}`) } : {})
  // An admin hears of no incident, not by its thread either.
  const thread = message.role === 'admin' ? {} : { threadId: message.incidentId }
  return { ...{ to, subject, lang, messageId: message.deliveryId }, ...thread, ...calendar, ...written(lang, subject, lines, link, why) }
}

/** The same words as text and as HTML. */
export const written = (lang: Lang, subject: string, lines: string[], link: { href: string; text: string }, why: string) => ({
  text: [...lines, `${link.text}:\n${link.href}`, why].join('\n\n'),
  html: page(lang, subject, [
    ...lines.map((line) => `<p>${escapeHtml(line)}</p>`),
    `<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.text)}</a></p>`,
    `<p><small>${escapeHtml(why)}</small></p>`,
  ]),
})

function ringLines(message: Message, stage: Extract<Stage, { name: 'ring' }>, left: string, lang: Lang): string[] {
  const { number, boardName: board } = message
  const missed = missedOf(stage)
  return [
    say(lang, `mail.${ringWord(message)}.${stage.step > 0 ? 'waiting' : 'new'}`, { number, board }),
    ...(message.termEnded ? [] : [say(lang, 'mail.ring.left', { deadline: wallTime(lang, message.deadlineAt), left })]),
    ...(missed > 0 ? [say(lang, 'mail.ring.missed', { count: missed, since: wallTime(lang, message.missedSince ?? message.now) })] : []),
    say(lang, 'mail.ring.ask'),
  ]
}

const wall = { timeZone: 'Europe/Amsterdam', weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' } as const
const clocks = { nl: new Intl.DateTimeFormat('nl-NL', wall), en: new Intl.DateTimeFormat('en-GB', wall) }

/** As a clock on the wall in Amsterdam shows it. */
export const wallTime = (lang: Lang, at: Instant): string => clocks[lang].format(Date.parse(at))

const page = (lang: Lang, title: string, body: string[]): string =>
  `<!doctype html><html lang="${lang}" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head><body>${body.join('')}</body></html>`
