import { someEmployee, someReporter, type LogRow } from '../../shared/access/log-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { days, plus, type Instant } from '../../shared/instant.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { Problem } from '../../shared/problem.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { macText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { findNamed, linkedAmong, type LogPerson, type Period, type SeenRow } from './log-store.ts'
import { openPerson } from './person-names.ts'

/** How long after leaving a name can still be told from a pseudonym (protocol 12). */
const namedFor = days(365)
/** Two months. */
export const reviewEvery = days(61)

/** Facts of a row that help a reviewer; what is not named here stays out, and so do counts over incidents: they tell of one he may not know of. */
const shownFacts = [
  ...['role', 'route', 'code', 'scope', 'way', 'outcome', 'answer', 'channel', 'discreet', 'first', 'search', 'deputy', 'until', 'untilAt', 'seat', 'opened'],
  ...['from', 'to', 'type', 'byActor', 'byNumber', 'why', 'agreed', 'label', 'status'],
  ...['floor', 'was', 'nudges', 'statements'],
]

export type Names = { byPseudonym: ReadonlyMap<string, Named>; byId: ReadonlyMap<string, Named> }
type Named = { pseudonym: string; name: string | null }

/** The actor of this board among them. Refuses: access.denied, also for a board that is not his. */
export function actorAt(actors: readonly Actor[], organisationId: string): Actor {
  const actor = actors.find((one) => one.organisationId === organisationId)
  if (!actor) throw new Problem('access.denied')
  return actor
}

/** The last two months where nothing was said. Refuses: request.invalid. */
export function periodOf(now: Instant, { from, to }: { from?: string | undefined; to?: string | undefined }, longest = days(800)): Period {
  const until = to ?? now
  const period = { from: from ?? plus(until, -reviewEvery), to: until }
  if (period.from >= period.to) throw new Problem('request.invalid', { field: 'from' })
  if (plus(period.from, longest) < period.to) throw new Problem('request.invalid', { field: 'from' })
  return period
}

export async function namesOf(deps: Deps, tx: BoardTx, pseudonyms: readonly string[], ids: readonly string[]): Promise<Names> {
  const wanted = ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
  const rows = pseudonyms.length + wanted.length === 0 ? [] : await findNamed(tx, [...new Set(pseudonyms)], [...new Set(wanted)])
  const named = await Promise.all(rows.map(async (row) => [row, await nameOf(deps, tx, row)] as const))
  return { byPseudonym: new Map(named.map(([row, one]) => [row.pseudonym, one])), byId: new Map(named.map(([row, one]) => [row.id, one])) }
}

async function nameOf(deps: Deps, tx: BoardTx, row: LogPerson): Promise<Named> {
  const linked = row.leftAt === null || plus(row.leftAt, namedFor) > deps.clock.now()
  return { pseudonym: row.pseudonym, name: linked ? (await openPerson(deps, tx, row)).name : null }
}

const nobody = ({ byReporter, byEmployee }: SeenRow) => (byReporter ? someReporter : byEmployee ? someEmployee : undefined)

/** Rows as the reader sees them: a reporter and whoever sits at no desk without a pseudonym, a person by both, of a number no contents. */
export async function openRows(deps: Deps, tx: BoardTx, rows: readonly SeenRow[]): Promise<LogRow[]> {
  const open = rows.filter((row) => !nobody(row))
  const names = await namesOf(
    deps,
    tx,
    open.map(({ actor }) => actor),
    open.map(({ subjectId }) => subjectId),
  )
  const linked = await linkedAmong(
    tx,
    rows.map(({ sequence }) => sequence),
  )
  const key = await boardKey(deps.keys, tx)
  return Promise.all(
    rows.map(async (row) => {
      const hidden = nobody(row)
      const about = hidden ? undefined : names.byId.get(row.subjectId)
      const other = about && about.pseudonym !== row.actor ? about : undefined
      return {
        id: Buffer.from(await macText(key, `log/${row.sequence}`))
          .toString('base64url')
          .slice(0, 16),
        at: row.at,
        actor: hidden ?? row.actor,
        actorName: hidden ? null : (names.byPseudonym.get(row.actor)?.name ?? null),
        about: other?.pseudonym ?? null,
        aboutName: other?.name ?? null,
        type: row.type,
        number: row.incident ? numberOf(row.incident) : null,
        linked: linked.has(row.sequence),
        facts: Object.fromEntries(Object.entries(row.facts).filter(([name]) => shownFacts.includes(name) && !(hidden && name === 'label'))),
      }
    }),
  )
}
