import { calendarOf } from '../../shared/deadline/calendar.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Env } from '../env.ts'
import { say, type Lang } from '../text.ts'

type Watched = {
  id: string
  incidentId: string
  number: string
  dueAt: Instant
  revision: number
  /** how often what had ended it was taken back */ retracted: number
  ended: boolean
}

/** A term for somebody's own calendar: which report, and nothing of what it is about. The same term keeps its place when it moves or ends. */
export function calendarFile({ publicUrl, mailFrom }: Pick<Env, 'publicUrl' | 'mailFrom'>, lang: Lang, now: Instant, term: Watched): string {
  return calendarOf({
    uid: `${term.id}@${new URL(publicUrl).hostname}`,
    // Moving, ending and running on again each come after what the calendar shows now.
    revision: 2 * (term.revision + term.retracted) + (term.ended ? 1 : 0),
    ...{ dueAt: term.dueAt, at: now, ended: term.ended },
    summary: say(lang, 'deadline.calendar.summary', { number: term.number }),
    description: say(lang, 'deadline.calendar.description'),
    link: `${publicUrl}/desk/${term.incidentId}`,
    organizer: /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom,
  })
}
