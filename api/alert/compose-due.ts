import type { PushPayload } from '../../shared/alert/payload.ts'
import type { AlarmKind, Stage } from '../../shared/alert/stage.ts'
import { callKinds, type DeadlineKind } from '../../shared/deadline/kinds.ts'
import { nextReminderAt, type Watched } from '../../shared/deadline/reminders.ts'
import { between, days, type Instant } from '../../shared/instant.ts'
import { say, type Lang } from '../text.ts'

/** The words of reminders and calls: which one and why, never what it is about. */
const dueNames = ['due', 'called', 'unreached'] as const
export type DueName = (typeof dueNames)[number]
export const isDue = (name: Stage['name']): name is DueName => dueNames.some((one) => one === name)

/** What of a message these words are made of. */
type Message = {
  incidentId: string
  number: string
  boardName: string
  stage: Stage
  role: string
  deadline?: Watched & { id: string }
  waiting: number
  publicUrl: string
}
/** The term it is about as people read it: how long is left, and when it is. */
export type When = { left: string; deadline: string }

type Word = DeadlineKind | 'call' | 'called'
type Call = keyof typeof callKinds
const isCall = (word: Word): word is Call => word in callKinds

/** `call`: to whom the call was to be; the others hear that it was not made. */
function wordOf({ stage, deadline, role }: Message): Word {
  if (stage.name === 'called') return 'called'
  if (stage.name === 'unreached' || !deadline) return 'call'
  return isCall(deadline.kind) && callKinds[deadline.kind] === role ? 'call' : deadline.kind
}

export function duePush(message: Message, when: When, lang: Lang): PushPayload {
  const { number, boardName: board, incidentId, deadline, stage, publicUrl, waiting } = message
  const word = wordOf(message)
  const parts = [...(isTerm(word) ? [capital(when.left)] : [say(lang, `push.due.${word}.body`)]), board, ...besides(message, when, word, lang)]
  return {
    web_push: 8030,
    notification: {
      title: say(lang, `push.due.${word}.title`, { number }),
      body: parts.join(' · '),
      navigate: `${publicUrl}${pageOf(word, incidentId)}`,
      tag: deadline?.id ?? `${stage.name}-${incidentId}`,
      lang,
      app_badge: String(waiting),
    },
  }
}

const isTerm = (word: Word) => !isCall(word) && word !== 'call' && word !== 'called'
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** Where a call is asked for, the page that needs no more than a phone; else the dossier. */
const pageOf = (word: Word, incidentId: string) => (isTerm(word) || word === 'called' ? `/desk/${incidentId}` : `/alarm/${incidentId}`)

/** That the term was moved, and for how many earlier messages this one stands. */
function besides({ stage }: Message, { deadline }: When, word: Word, lang: Lang): string[] {
  if (stage.name !== 'due' || !isTerm(word)) return []
  return [
    ...(stage.revision > 0 ? [say(lang, 'push.due.moved', { deadline })] : []),
    ...(stage.missed > 0 ? [say(lang, 'push.due.earlier', { count: stage.missed })] : []),
  ]
}

/** The parts of a mail: its subject, its lines, where it leads and why it came. */
export function dueMail(message: Message, when: When, lang: Lang) {
  const { number, boardName: board, stage, role, incidentId, publicUrl } = message
  const word = wordOf(message)
  const moved = stage.name === 'due' && stage.revision > 0
  const missed = stage.name === 'due' ? stage.missed : 0
  const lines = [
    say(lang, `mail.due.${word}.text`, { number, board }),
    ...(isTerm(word) ? [say(lang, moved ? 'mail.due.moved' : 'mail.due.left', when)] : []),
    ...(isTerm(word) && missed > 0 ? [say(lang, 'mail.due.earlier', { count: missed })] : []),
  ]
  return {
    subject: say(lang, `mail.due.${word}.subject`, { number, left: when.left }),
    lines,
    link: { href: `${publicUrl}${pageOf(word, incidentId)}`, text: say(lang, 'mail.due.open', { number }) },
    why: say(lang, 'mail.due.why', { role: say(lang, `mail.role.${role}`) }),
  }
}

/** Seconds until the next reminder takes the place of this one, a day at most; at least a minute. */
export function lifeOfDue(deadline: Watched | undefined, now: Instant): number {
  const next = deadline ? between(now, nextReminderAt(deadline, now)) : days(1)
  return Math.max(60, Math.floor(Math.min(next, days(1)) / 1000))
}

/** Why an alarm rings, as its texts are named: `ring` is a new report. */
export const ringWord = ({ alarmKind }: { alarmKind?: AlarmKind }): 'ring' | 'stalled' | 'reopened' =>
  alarmKind === undefined || alarmKind === 'report' ? 'ring' : alarmKind
