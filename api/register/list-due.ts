import { can, type Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { amsterdamMidnight, days, plus } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { boardYears } from '../../shared/register/retention.ts'
import type { DueList } from '../../shared/register/retention-views.ts'
import { expectedUntil } from '../../shared/register/meetings.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findBegan, listMeetings } from './meeting-store.ts'
import { findBoard, listDueEntries, listDueRetention, listUnconfirmed, lockSettings, updateSettings } from './retention-store.ts'

const most = 200
/** How long ahead it shows. */
const ahead = days(30)

/** What of the register waits for somebody, over every board this reader serves, soonest first; at most 200 of a kind. Refuses: access.denied. */
export async function listDue(deps: Deps, actors: readonly Actor[]): Promise<DueList> {
  const items: DueList['items'] = []
  const serving = actors.filter((actor) => can(actor, 'retention.confirm'))
  const [only] = serving
  if (!only) throw new Problem('access.denied')
  let ownYears: number | null = null
  for (const actor of serving)
    await deps.db.inBoard(actor, async (tx) => {
      allow(actor, 'retention.confirm')
      const { name, settings } = await findBoard(tx)
      if (serving.length === 1) ownYears = settings?.keepYears ?? boardYears.usual
      const of = { organisationId: tx.organisationId, organisationName: name }
      items.push(...(await dueAt(deps, tx)).map((item) => ({ ...of, ...item })))
      await append(deps, tx, actor, { type: 'register.read', subjectId: tx.organisationId, facts: { what: 'due' } })
    })
  return { items: items.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt)), ownYears }
}

type Item = Omit<DueList['items'][number], 'organisationId' | 'organisationName'>

async function dueAt(deps: Deps, tx: BoardTx): Promise<Item[]> {
  const now = deps.clock.now()
  const soon = plus(now, ahead)
  const of = ({ incidentId, ...row }: { incidentId: string; year: number; sequence: number }) => ({ incidentId, number: numberOf(row), period: null })
  const kept = (await listDueRetention(tx, soon, most)).flatMap((row): Item[] => [
    ...(row.reviewAt && row.reviewAt <= soon && row.reviewAt < row.dueAt ? [{ ...of(row), kind: 'review' as const, dueAt: row.reviewAt }] : []),
    ...(row.dueAt <= soon ? [{ ...of(row), kind: 'retention' as const, dueAt: row.dueAt }] : []),
  ])
  const unconfirmed = (await listUnconfirmed(tx, most)).map((row): Item => ({ ...of(row), kind: 'confirm', dueAt: row.closedAt ?? now }))
  const entries = (await listDueEntries(tx, soon, most)).map((row): Item => ({ ...of(row), kind: 'entry', dueAt: row.keepUntil ?? now }))
  const held = (await listMeetings(tx)).filter(({ heldAt }) => heldAt !== null)
  const meetings = expectedUntil((await findBegan(tx))?.createdAt ?? now, now)
    .filter(({ kind, period }) => !held.some((row) => row.kind === kind && row.period === period))
    .map(({ kind, period, dueOn }): Item => ({ kind, period, incidentId: null, number: null, dueAt: amsterdamMidnight(dueOn) }))
  return [...kept, ...unconfirmed, ...entries, ...meetings]
}

/** How many whole years the board keeps a file that was not notified (H15, at least one). Terms that were confirmed stay as they are. Refuses: access.denied, access.noBoard. */
export async function setTerm(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, years }: { organisationId: string; years: number },
): Promise<{ years: number }> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'settings.change')
    const settings = await lockSettings(tx)
    if (!settings) throw new Problem('access.noBoard')
    await updateSettings(tx, { ...settings, keepYears: years })
    await append(deps, tx, actor, {
      type: 'settings.changed',
      subjectId: organisationId,
      facts: { keepYears: years, was: settings.keepYears ?? boardYears.usual },
    })
    return { years }
  })
}
