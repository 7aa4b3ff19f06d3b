import { withDb, type OfflineDb } from './db.ts'
import { beat, goOnIfFull, inOrder, type PassDeps } from './pass.ts'
import { tidy } from './reconcile.ts'
import type { OutboxRow } from './rows.ts'
import { sendItem } from './send.ts'
import { isDue, settle, startAttempt } from './settle.ts'
import type { Verdict } from './verdict.ts'

/** Where the code of a report is sealed to: all that belongs to the report carries the same one. */
export const codePlace = (reportId: string) => `report/${reportId}/code`

const codeWrong = 'handIn.codeWrong'

/** Why what hangs on a report can go nowhere: another board has that, its writer is not there, and no code is left. */
const elsewhere = 'handIn.elsewhere'

/**
 * Its writer is signed in, so no code is needed: what did not go with it goes the ordinary way, and a report that did goes once
 * more under his name. One that his school will not have from him stays as it was handed in, and what hangs on it needs its code.
 */
export async function takeUp(db: OfflineDb, identityId: string | null): Promise<void> {
  if (identityId === null) return
  await withDb(db, () =>
    db.transaction('rw', db.report, db.outbox, async () => {
      const coded = await db.outbox.filter((row) => row.code !== undefined && row.ownerId === identityId).toArray()
      for (const id of new Set(coded.map((row) => row.reportId))) {
        const [report, items] = [await db.report.get(id), await db.outbox.where('reportId').equals(id).toArray()]
        const own = items.filter((item) => item.ownerId === identityId)
        await db.outbox.bulkPut(report?.receipt?.handedIn ? underHisName(own) : own.map(withoutCode))
      }
    }),
  )
}

// Another door has another limit, so the wait of this one ends with it.
const again = { state: 'queued', misses: 0, nextTryAt: 0, notBefore: 0, reason: null } as const

function withoutCode(before: OutboxRow): OutboxRow {
  if (before.code === undefined) return before
  const row = { ...before }
  delete row.code
  return row.state === 'received' ? row : { ...row, ...again }
}

/** What changes of a handed-in report and what hangs on it: asked once, and once more each time something can go no other way. */
function underHisName(items: readonly OutboxRow[]): OutboxRow[] {
  const report = items.find((item) => item.what === 'report')
  if (!report) return []
  const adrift = items.filter((item) => item.state === 'queued' && item.what !== 'report' && (!item.code || item.reason === 'reportMissing'))
  // The reason stays on it: it tells that the question was asked.
  if (report.state === 'attention') return [{ ...report, state: 'received', code: null }, ...adrift.map(nowhere)]
  const refused = report.state === 'received' && report.reason !== null
  if (refused ? adrift.length > 0 : report.state === 'received' || report.code) return [{ ...report, ...again, code: null }]
  // Who is signed in has no place to fill a code in.
  return refused ? items.filter((item) => item.reason === codeWrong).map(nowhere) : []
}

const nowhere = (item: OutboxRow): OutboxRow => ({ ...item, state: 'attention', reason: elsewhere })

/** Sends what was given the school's code and cannot go under the name of who is signed in: a report first, then its photos. */
export async function sendWithCode(deps: PassDeps, identityId: string | null): Promise<void> {
  const tried = new Set<string>()
  for (let item = await nextDue(deps, identityId, tried); item; item = await nextDue(deps, identityId, tried)) {
    tried.add(item.id)
    await beat(deps)
    // One that cannot be read or written here stops none of the others.
    await sendOne(deps, item).catch(() => undefined)
  }
  await tidy(deps.db, deps.serverNow())
}

async function sendOne(deps: PassDeps, item: OutboxRow): Promise<void> {
  const { db, now } = deps
  const code = await codeOf(deps, item)
  if (code === null) return dropCodes(db, item.reportId)
  if (!(await startAttempt(db, item.id, now()).catch(goOnIfFull))) return
  const verdict = await sendItem(deps.sending, item, code)
  // Its writer may have sent it under his name while this answer was on its way: that stays what is known of it.
  const receipt = (await withDb(db, () => db.report.get(item.id)))?.receipt
  await settle(deps, item, receipt && !receipt.handedIn ? verdict : asHandedIn(verdict))
  await dropCodes(db, item.reportId, verdict)
}

async function nextDue({ db, now }: PassDeps, identityId: string | null, tried: ReadonlySet<string>): Promise<OutboxRow | undefined> {
  const queued = await withDb(db, () => db.outbox.where('state').equals('queued').toArray())
  // What hangs on a report that its own writer's school will not have from him keeps its code, also while he is signed in.
  const may = (row: OutboxRow) => row.code && (row.ownerId !== identityId || identityId === null || row.what === 'attachment')
  const due = queued.filter((row) => may(row) && !tried.has(row.id) && isDue(row, now()))
  due.sort(inOrder)
  for (const row of due) if (row.what === 'report' || (await db.outbox.get(row.reportId))?.state === 'received') return row
  return undefined
}

/** Null: it can no longer be opened, so it has to be typed again. */
async function codeOf({ vault }: PassDeps, { reportId, code }: OutboxRow): Promise<string | null> {
  return code ? vault.openJson<string>(codePlace(reportId), code).catch(() => null) : null
}

const asHandedIn = (verdict: Verdict | 'nothing'): Verdict | 'nothing' =>
  verdict !== 'nothing' && verdict.is === 'received' && verdict.receipt ? { is: 'received', receipt: { ...verdict.receipt, handedIn: true } } : verdict

/** The code goes as soon as everything arrived, and when the school says that it is wrong. */
async function dropCodes(db: OfflineDb, reportId: string, verdict?: Verdict | 'nothing'): Promise<void> {
  const wrong = verdict === undefined || (verdict !== 'nothing' && verdict.is === 'refused' && verdict.reason === codeWrong)
  await withDb(db, () =>
    db.transaction('rw', db.outbox, async () => {
      const items = (await db.outbox.where('reportId').equals(reportId).toArray()).filter((item) => item.code)
      if (wrong || items.every((item) => item.state === 'received')) await db.outbox.bulkPut(items.map((item) => ({ ...item, code: null })))
    }),
  )
}
