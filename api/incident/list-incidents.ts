import { onlyAdvises, throughBreakGlass } from '../../shared/access/fence.ts'
import { numberOf } from '../../shared/incident/number.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { can } from '../../shared/access/roles.ts'
import type { ReportKind } from '../../shared/incident/report.ts'
import type { IncidentState } from '../../shared/incident/status.ts'
import type { IncidentList, IncidentSummary } from '../../shared/incident/views.ts'
import { noNeed } from '../../shared/deadline/kinds.ts'
import { isInstant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { listIncidentRows, type Cursor, type ListedIncident, type ListFilter } from './incident-store.ts'

export const pageSize = 50

/** One inbox over every board the reader serves, what needs someone soonest first; one read event in each board's log. */
export async function listIncidents(
  deps: Deps,
  actors: readonly [Actor, ...Actor[]],
  query: ListFilter & { cursor?: string | undefined },
): Promise<IncidentList> {
  const readers = actors.filter((actor) => can(actor, 'incident.list'))
  if (readers.length === 0) allow(actors[0], 'incident.list')
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor)
  const rows: (ListedIncident & { actor: Actor })[] = []
  for (const actor of readers) {
    await deps.db.inBoard(actor, async (tx) => {
      const found = await listIncidentRows(tx, { ...query, now: actor.at }, cursor, pageSize + 1)
      rows.push(...found.map((row) => ({ ...row, actor })))
      // How many stays out of the log: whoever reads there may be one for whom some of them do not exist.
      await append(deps, tx, actor, { type: 'incident.listed', subjectId: actor.personId })
    })
  }
  const sorted = rows.toSorted(byNeed)
  const items = sorted.slice(0, pageSize)
  const last = items.at(-1)
  return { items: items.map((row) => summaryOf(row.actor, row)), nextCursor: sorted.length > pageSize && last ? writeCursor(last) : null }
}

function byNeed(a: ListedIncident, b: ListedIncident): number {
  const closedA = a.incident.closedAt !== null
  const closedB = b.incident.closedAt !== null
  if (closedA !== closedB) return closedA ? 1 : -1
  if (closedA) return b.incident.receivedAt.localeCompare(a.incident.receivedAt) || b.incident.id.localeCompare(a.incident.id)
  return a.incident.needsAt.localeCompare(b.incident.needsAt) || a.incident.id.localeCompare(b.incident.id)
}

export function summaryOf(actor: Actor, { incident, schoolName, organisationName, deliveriesFailed, needsKind }: ListedIncident): IncidentSummary {
  const { id, organisationId, discreet, schoolId, awareAt, deadlineAt, needsAt, termEndedAt, termOutcome, receivedAt, acknowledgedAt, erasedAt } = incident
  return {
    id,
    organisationId,
    organisationName,
    number: numberOf(incident),
    kind: incident.kind as ReportKind,
    state: incident.state as IncidentState,
    discreet,
    schoolId,
    schoolName,
    awareAt,
    deadlineAt,
    needsAt: needsAt === noNeed ? null : needsAt,
    needsKind,
    termEndedAt,
    termOutcome,
    receivedAt,
    acknowledgedAt,
    deliveriesFailed: deliveriesFailed && erasedAt === null && !onlyAdvises(actor, incident),
    erasedAt,
    throughBreakGlass: throughBreakGlass(actor, incident),
  }
}

function writeCursor({ incident }: ListedIncident): string {
  const closed = incident.closedAt !== null
  return Buffer.from(JSON.stringify([closed, closed ? incident.receivedAt : incident.needsAt, incident.id])).toString('base64url')
}

/** A cursor that nobody handed out is refused by name, not by a broken query. */
function readCursor(text: string): Cursor {
  try {
    const [closed, at, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[]
    if (typeof closed === 'boolean' && isInstant(at) && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return { closed, at, id }
  } catch {
    throw new Problem('request.invalid', { field: 'cursor' })
  }
  throw new Problem('request.invalid', { field: 'cursor' })
}
