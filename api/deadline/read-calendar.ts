import type { Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { calendarFile } from '../alert/calendar-file.ts'
import type { Deps } from '../deps.ts'
import type { Lang } from '../text.ts'
import { findDeadline, findIncident, outcomesOf } from './deadline-store.ts'

type Input = { incidentId: string; deadlineId: string; lang: Lang }

/**
 * A term as a file for one's own calendar: which report and until when, never what about, so a `device` session is enough and no read is
 * logged. None of what is discreet: a calendar lies in the account that may be hacked. Refuses: incident.notFound, access.denied,
 * calendar.discreet, deadline.notFound (also what only the engine watches).
 */
export async function readCalendar(deps: Deps, actors: readonly Actor[], { incidentId, deadlineId, lang }: Input): Promise<{ name: string; text: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.calendar', incident)
    if (incident.discreet) throw new Problem('calendar.discreet')
    const term = await findDeadline(tx, incidentId, deadlineId)
    if (!term || term.kind === 'progress') throw new Problem('deadline.notFound')
    const retracted = (await outcomesOf(tx, incidentId)).filter((row) => row.deadlineId === term.id && row.status === 'retracted').length
    const number = numberOf(incident)
    const text = calendarFile(deps.env, lang, deps.clock.now(), { ...term, number, retracted, ended: term.endedAt !== null })
    return { name: `seintje-${number}.ics`, text }
  })
}
