import { can, type Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { amsterdamMidnight, isInstant, plus, readDay } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { RegisterOutcome } from '../../shared/register/columns.ts'
import type { RegisterKind } from '../../shared/register/register-kinds.ts'
import type { RegisterItem, RegisterPage } from '../../shared/register/register-views.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { openEntry } from './entry-seal.ts'
import { settledView } from './read-entry.ts'
import { listEntries, type ListedEntry, type RegisterCursor, type RegisterFilter } from './register-store.ts'

const pageSize = 50
/** Characters of a description in the list. */
const shown = 160

type Query = {
  organisationId?: string | undefined
  kind?: RegisterKind | undefined
  school?: string | undefined
  outcome?: RegisterOutcome | undefined
  from?: string | undefined
  to?: string | undefined
  cursor?: string | undefined
}

/** The register of one board, or of every board the reader may read it of, the newest first; one read event in each board's log. Refuses: access.denied. */
export async function listRegister(deps: Deps, actors: readonly [Actor, ...Actor[]], query: Query): Promise<RegisterPage> {
  const readers = actors.filter((actor) => can(actor, 'register.read') && (query.organisationId ?? actor.organisationId) === actor.organisationId)
  if (readers.length === 0) throw new Problem('access.denied')
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor)
  const items: RegisterItem[] = []
  for (const actor of readers) {
    await deps.db.inBoard(actor, async (tx) => {
      allow(actor, 'register.read')
      for (const row of await listEntries(tx, filterOf(query), cursor, pageSize + 1))
        items.push(itemOf(row, (await openEntry(deps.keys, tx, row.entry)).entry.description))
      await append(deps, tx, actor, { type: 'register.read', subjectId: actor.organisationId })
    })
  }
  const page = items.toSorted((a, b) => b.awareAt.localeCompare(a.awareAt) || b.incidentId.localeCompare(a.incidentId)).slice(0, pageSize)
  const last = page.at(-1)
  return { items: page, nextCursor: items.length > pageSize && last ? writeCursor(last) : null }
}

/** Days are whole days in Amsterdam, both included. */
export function filterOf({ kind, school, outcome, from, to }: Query): RegisterFilter {
  return { kind, school, outcome, from: from && amsterdamMidnight(dayOf(from, 'from')), until: to && amsterdamMidnight(nextDay(dayOf(to, 'to'))) }
}

function dayOf(day: string, field: string): string {
  if (readDay(day) === undefined) throw new Problem('request.invalid', { field })
  return day
}
const nextDay = (day: string) => plus(`${day}T12:00:00.000Z`, 86_400_000).slice(0, 10)

function itemOf({ entry, year, sequence, fileErasedAt, schoolName, organisationName }: ListedEntry, description = ''): RegisterItem {
  return {
    ...{ incidentId: entry.incidentId, organisationId: entry.organisationId, organisationName, number: numberOf({ year, sequence }), origin: entry.origin },
    ...{ registerKind: entry.registerKind as RegisterKind | null, schoolName, awareAt: entry.awareAt, ...settledView(entry), complete: entry.complete },
    description: description.length > shown ? `${description.slice(0, shown - 1)}…` : description,
    ...{ closedAt: entry.closedAt, keepUntil: entry.keepUntil, fileErased: fileErasedAt !== null },
  }
}

const writeCursor = ({ awareAt, incidentId }: RegisterItem): string => Buffer.from(JSON.stringify([awareAt, incidentId])).toString('base64url')

/** A cursor that nobody handed out is refused by name, not by a broken query. */
function readCursor(text: string): RegisterCursor {
  try {
    const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[]
    if (isInstant(at) && typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return { at, id }
  } catch {
    throw new Problem('request.invalid', { field: 'cursor' })
  }
  throw new Problem('request.invalid', { field: 'cursor' })
}
