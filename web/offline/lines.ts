import type { ReportKind } from '../../shared/incident/report-lists.ts'
import { readMeta, withDb, type OfflineDb } from './db.ts'
import type { OutboxRow, ReportRow, ViewRow } from './rows.ts'
import { isHidden, lookerOf, mayBeHis, type Looker } from './whose.ts'

/** A report in one word, for the screen. Nothing that is only on this device is ever called received. */
export type LineState = 'draft' | 'unclaimed' | 'waiting' | 'sending' | 'attention' | 'received' | 'read' | 'closed' | 'erased'

export interface ReportLine {
  id: string
  kind: ReportKind | null
  state: LineState
  number: string | null
  /** device clock in milliseconds where it was written here, otherwise the moment it was reported */
  at: number
  receivedAt: string | null
  readAt: string | null
  /** photos and messages that have not been received yet */
  underway: number
  /** why it, or something that hangs on it, needs a person; or why it waits for another try */
  reason: string | null
  /** the item that needs one: the report itself, a photo or a message */
  stuckId: string | null
  questions: number
  discreet: boolean
  /** never sent yet, so it may go back to the form */
  editable: boolean
  /** with the school's code: on its way, or there but of nobody yet; null: the ordinary way */
  handIn: 'underway' | 'done' | null
  /** written signed out, and nobody has said yet that it is his */
  claimable: boolean
  /** somebody wrote it signed out, and this is not the page it was written on: only its moment and state are told */
  hidden: boolean
  /** how often it was sent, ever */
  attempts: number
}

export interface Parts {
  report?: ReportRow | undefined
  items: readonly OutboxRow[]
  view?: ViewRow | undefined
}

/** One line of "my reports" from what the device holds and what the server last told, as far as `looker` may know. */
export function lineOf(id: string, parts: Parts, looker: Looker): ReportLine {
  const line = wholeLine(id, parts)
  if (!isHidden(parts.report, looker)) return line
  return { ...line, kind: null, number: null, stuckId: null, editable: false, claimable: line.claimable || line.state === 'draft', hidden: true }
}

function wholeLine(id: string, { report, items, view }: Parts): ReportLine {
  const handedIn = report?.receipt?.handedIn === true
  // What the school has, has not failed: only its writer's name did not come with it.
  const failed = items.filter((item) => item.state === 'attention' && !(handedIn && item.id === id))
  const stuck = failed.find((item) => item.what === 'report') ?? failed[0]
  const unsent = items.filter((item) => item.state !== 'received')
  return {
    id,
    kind: report?.kind ?? view?.summary.kind ?? null,
    state: stateOf(id, { report, items, view }),
    number: report?.receipt?.number ?? view?.summary.number ?? null,
    at: report?.createdAt ?? (view ? Date.parse(view.summary.reportedAt) : 0),
    receivedAt: report?.receipt?.receivedAt ?? view?.summary.receivedAt ?? null,
    readAt: view?.summary.readAt ?? report?.receipt?.readAt ?? null,
    underway: unsent.filter((item) => item.what !== 'report').length,
    reason: (stuck ?? unsent.find((item) => item.id === id))?.reason ?? null,
    stuckId: stuck?.id ?? null,
    questions: view?.summary.unansweredQuestions ?? 0,
    discreet: view?.summary.discreet ?? false,
    editable: report?.phase === 'frozen' && report.draft !== null && items.every((item) => item.attempts === 0),
    handIn: handedIn ? 'done' : items.some((item) => item.id === id && item.code && item.state !== 'received') ? 'underway' : null,
    claimable: report?.phase === 'frozen' && report.ownerId === null && (handedIn || !report.receipt),
    hidden: false,
    attempts: items.find((item) => item.id === id)?.attempts ?? 0,
  }
}

function stateOf(id: string, { report, items, view }: Parts): LineState {
  if (report?.phase === 'draft') return 'draft'
  if (report?.phase === 'erased') return 'erased'
  const own = report?.receipt?.handedIn ? undefined : items.find((item) => item.id === id)
  if (own?.state === 'attention') return 'attention'
  if (own && own.state !== 'received') return own.ownerId === null && !own.code ? 'unclaimed' : own.state === 'sending' ? 'sending' : 'waiting'
  return view?.summary.state ?? report?.receipt?.state ?? (report && !own ? 'waiting' : 'received')
}

/**
 * All reports this person may see here, newest first: his own, and those written signed out that he has not called another's. A draft
 * of who knows whom is nothing to go on with: it is asked about when somebody is signed in.
 */
export async function linesFor(db: OfflineDb, me: string | null, here: ReadonlySet<string> = new Set()): Promise<ReportLine[]> {
  const [reports, items, views, looker] = await withDb(db, () =>
    db.transaction('r', db.report, db.outbox, db.view, db.meta, () =>
      Promise.all([db.report.toArray(), db.outbox.toArray(), db.view.toArray(), lookerOf(db, me, here)]),
    ),
  )
  const mine = reports.filter((row) => mayBeHis(row, me) && !(me === null && row.phase === 'draft' && isHidden(row, looker)))
  const told = views.filter((view) => view.ownerId === me)
  const ids = new Set([...mine.map((row) => row.id), ...told.map((view) => view.id)])
  const of = <T extends { id: string }>(rows: readonly T[], id: string) => rows.find((row) => row.id === id)
  const lines = [...ids].map((id) => lineOf(id, { report: of(mine, id), items: items.filter((item) => item.reportId === id), view: of(told, id) }, looker))
  return lines.sort((a, b) => b.at - a.at)
}

/**
 * The line of one report for who is signed in, or whose session just ended on a device of his own or on this page (`here`): an
 * address in the history of a shared browser tells the next person nothing. Undefined when there is nothing to tell.
 */
export async function lineFor(db: OfflineDb, id: string, me: string | null, here: ReadonlySet<string>): Promise<ReportLine | undefined> {
  const [report, items, view, left, looker] = await withDb(db, () =>
    db.transaction('r', db.report, db.outbox, db.view, db.meta, () =>
      Promise.all([
        db.report.get(id),
        db.outbox.where('reportId').equals(id).toArray(),
        db.view.get(id),
        readMeta<string[]>(db, 'sharedBy'),
        lookerOf(db, me, here),
      ]),
    ),
  )
  const owner = report?.ownerId ?? view?.ownerId ?? me
  const strange = owner !== me && (me !== null || (left?.includes(owner ?? '') && !here.has(id)))
  return (report || view) && !strange ? lineOf(id, { report, items, view }, looker) : undefined
}
