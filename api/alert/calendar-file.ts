import type { MeetingStage } from '../../shared/alert/stage.ts'
import { calendarOf, meetingOf } from '../../shared/deadline/calendar.ts'
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
    organizer: organizerOf(mailFrom),
  })
}

const organizerOf = (mailFrom: string) => /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom

type Meeting = MeetingStage & { incidentId: string; number: string }

/** A meeting of the team for somebody's own calendar: which report and when; where stands in the app only. */
export function meetingFile({ publicUrl, mailFrom }: Pick<Env, 'publicUrl' | 'mailFrom'>, lang: Lang, now: Instant, meeting: Meeting): string {
  const ended = meeting.name === 'conveningOver'
  return meetingOf({
    ...{ uid: `${meeting.id}@${new URL(publicUrl).hostname}`, revision: ended ? 1 : 0, startsAt: meeting.at, at: now, ended },
    summary: say(lang, `team.calendar.${meeting.name}`, { number: meeting.number }),
    description: say(lang, 'team.calendar.description'),
    link: `${publicUrl}/desk/${meeting.incidentId}`,
    organizer: organizerOf(mailFrom),
  })
}
