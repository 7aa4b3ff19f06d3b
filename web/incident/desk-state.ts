import { noNeed } from '../../shared/deadline/kinds.ts'
import type { IncidentSummary } from '../../shared/incident/views.ts'
import type { Outcome } from '../api.ts'

/** How a part of the desk stands; each has a screen of its own. */
export type DeskState = 'loading' | 'ready' | 'offline' | 'signedOut' | 'needsDesk' | 'denied' | 'notFound' | 'erased' | 'error'

export function deskStateOf(answer: Outcome<unknown>): DeskState {
  if (answer.is === 'ok') return 'ready'
  if (answer.is === 'offline') return 'offline'
  if (answer.code === 'session.deskNeedsPasskey') return 'needsDesk'
  if (answer.status === 401) return 'signedOut'
  if (answer.status === 403) return 'denied'
  if (answer.status === 410) return 'erased'
  return answer.status === 404 ? 'notFound' : 'error'
}

/** When it needs someone soonest; an older server only tells the end of the 72 hours. */
const needOf = ({ needsAt, deadlineAt }: IncidentSummary) => (needsAt === undefined ? deadlineAt : (needsAt ?? noNeed))

/** What has to be done soonest first, so what is late comes before all; closed ones below, the newest first. */
export function byTimeLeft(a: IncidentSummary, b: IncidentSummary): number {
  const [closedA, closedB] = [a.state === 'closed', b.state === 'closed']
  if (closedA !== closedB) return closedA ? 1 : -1
  if (closedA) return b.receivedAt.localeCompare(a.receivedAt) || b.id.localeCompare(a.id)
  return needOf(a).localeCompare(needOf(b)) || a.id.localeCompare(b.id)
}
