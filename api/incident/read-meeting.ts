import type { Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { meetingFile } from '../alert/calendar-file.ts'
import type { Deps } from '../deps.ts'
import type { Lang } from '../text.ts'
import { findIncident } from './join-store.ts'
import { findConvening } from './team-store.ts'

type Input = { incidentId: string; conveningId: string; lang: Lang }

/**
 * A meeting as a file for one's own calendar: which report and when, never where or why, so no read is logged. None of what is discreet: a calendar
 * lies in the account that may be hacked. Refuses: incident.notFound, access.denied, calendar.discreet, convening.notFound.
 */
export async function readMeeting(deps: Deps, actors: readonly Actor[], { incidentId, conveningId, lang }: Input): Promise<{ name: string; text: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'team.read', incident)
    if (incident.discreet) throw new Problem('calendar.discreet')
    const meeting = await findConvening(tx, incidentId, conveningId)
    if (!meeting) throw new Problem('convening.notFound')
    const [number, name] = [numberOf(incident), meeting.endedAt ? 'conveningOver' : meeting.kind === 'standBy' ? 'standBy' : 'convened'] as const
    const stage = { name, id: conveningId, at: meeting.startsAt } as const
    return { name: `seintje-${number}.ics`, text: meetingFile(deps.env, lang, deps.clock.now(), { ...stage, incidentId, number }) }
  })
}
