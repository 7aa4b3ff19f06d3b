import type { StandsOut } from '../../shared/access/log-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { standsOut, type StandsOutKind, type WatchedRow } from '../../shared/access/stands-out.ts'
import { days } from '../../shared/instant.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { allow } from './allow.ts'
import { actorAt, openRows, periodOf } from './log-rows.ts'
import { listSeen, type Period, type SeenRow } from './log-store.ts'

/** A little over the two months of a review. */
export const longestPeriod = days(100)
const shownOfEach = 50
const atOnce = 1_000

/** What stands out in a period of a hundred days at most, for the auditor. Refuses: access.denied, request.invalid. */
export async function standOutLog(
  deps: Deps,
  actors: readonly Actor[],
  query: { organisationId: string } & Partial<Record<'from' | 'to', string | undefined>>,
): Promise<StandsOut> {
  const actor = actorAt(actors, query.organisationId)
  allow(actor, 'log.read')
  const period = periodOf(deps.clock.now(), query, longestPeriod)
  const { rows, found } = await lookOver(deps, actor, period)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const items: StandsOut['items'] = []
    for (const [kind, watched] of found) {
      const newest = watched.slice(0, shownOfEach).flatMap(({ id }) => rows.get(id) ?? [])
      items.push({ kind, count: watched.length, rows: await openRows(deps, tx, newest) })
    }
    await append(deps, tx, actor, { type: 'log.read', subjectId: actor.personId, facts: { ...period, type: 'standsOut' } })
    return { items, rows: rows.size }
  })
}

/** Every row of a period that this reader sees, and what stands out among them, newest first. Page by page, and reports go before each. */
export async function lookOver(deps: Deps, actor: Actor, period: Period): Promise<{ rows: Map<string, SeenRow>; found: Map<StandsOutKind, WatchedRow[]> }> {
  const rows = new Map<string, SeenRow>()
  for (let before: number | undefined; ;) {
    await letReportsGoFirst(deps)
    const page = await deps.db.inBoard(wholeBoard(actor), (tx) => listSeen(tx, actor, period, before, atOnce))
    for (const row of page) rows.set(String(row.sequence), row)
    before = page.at(-1)?.sequence
    if (page.length < atOnce) break
  }
  return { rows, found: standsOut([...rows.values()].map(watchedOf)) }
}

/** What somebody did with his own report stands out for nobody. */
const watchedOf = (row: SeenRow): WatchedRow => ({
  id: String(row.sequence),
  at: row.at,
  actor: row.byReporter ? '' : row.actor,
  type: row.type,
  incident: row.byReporter ? null : (row.incident?.id ?? null),
  closedAt: row.incident?.closedAt ?? null,
  rungAt: row.rungAt,
  forAnother: row.facts['own'] === false,
})
