import type { Actor } from '../../shared/access/roles.ts'
import { calendarOf } from '../../shared/deadline/calendar.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { say, type Lang } from '../text.ts'
import { findDeadline, findIncident, outcomesOf } from './deadline-store.ts'

type Input = { incidentId: string; deadlineId: string; lang: Lang }

/**
 * A term as a file for one's own calendar: which report and until when, never what about, so a `device` session is enough and no read is
 * logged. Refuses: incident.notFound, access.denied, deadline.notFound (also what only the engine watches).
 */
export async function readCalendar(deps: Deps, actors: readonly Actor[], { incidentId, deadlineId, lang }: Input): Promise<{ name: string; text: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.calendar', incident)
    const term = await findDeadline(tx, incidentId, deadlineId)
    if (!term || term.kind === 'progress') throw new Problem('deadline.notFound')
    const retracted = (await outcomesOf(tx, incidentId)).filter((row) => row.deadlineId === term.id && row.status === 'retracted').length
    const { publicUrl, mailFrom } = deps.env
    const [number, ended] = [numberOf(incident), term.endedAt !== null]
    const text = calendarOf({
      uid: `${term.id}@${new URL(publicUrl).host}`,
      // Moving, ending and running on again each come after what the calendar shows now.
      revision: 2 * (term.revision + retracted) + (ended ? 1 : 0),
      ...{ dueAt: term.dueAt, at: deps.clock.now(), ended },
      summary: say(lang, 'deadline.calendar.summary', { number }),
      description: say(lang, 'deadline.calendar.description'),
      link: `${publicUrl}/desk/${incidentId}`,
      organizer: /<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom,
    })
    return { name: `seintje-${number}.ics`, text }
  })
}
