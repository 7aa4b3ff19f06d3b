import { days } from '../../shared/instant.ts'
import { withDb, type OfflineDb } from './db.ts'
import type { ReportRow } from './rows.ts'
import { askJson, type SendDeps } from './send.ts'
import { erase } from './settle.ts'
import { fieldsOf, stateOf, textsOf, type Fields } from './told.ts'

const batch = 100

export type Reconciliation = 'signIn' | { sendAgain: boolean }

/** Tells the server which reports this device still holds: what it lost goes again, what it erased goes here too. */
export async function reconcile(deps: SendDeps, identityId: string): Promise<Reconciliation> {
  const held = await heldBy(deps.db, identityId)
  let sendAgain = false
  for (let from = 0; from < held.length; from += batch) {
    const answer = await askJson(deps, '/reports/reconcile', { ids: held.slice(from, from + batch) }, identityId)
    if (answer === 'offline') return { sendAgain }
    if (answer.ours && answer.status === 401) return 'signIn'
    const { gone, missing, states, parts } = fieldsOf(answer.ours && answer.status === 200 ? answer.json : undefined)
    for (const id of textsOf(gone)) if (held.includes(id)) await erase(deps.db, id)
    for (const id of textsOf(missing)) if (held.includes(id)) sendAgain = (await putBack(deps.db, id)) || sendAgain
    for (const [id, here] of Object.entries(fieldsOf(parts)))
      if (held.includes(id) && Array.isArray(here)) sendAgain = (await putBack(deps.db, id, textsOf(here))) || sendAgain
    await noteStates(deps.db, fieldsOf(states))
  }
  return { sendAgain }
}

/**
 * Stubs too: what the school erases meanwhile goes here as well, and a message about one may have to go again. And what this
 * device only reads along, because another one sent it: its questions lie here.
 */
async function heldBy(db: OfflineDb, identityId: string): Promise<string[]> {
  const rows = await withDb(db, () => db.report.where('ownerId').equals(identityId).toArray())
  const views = await withDb(db, () => db.view.where('ownerId').equals(identityId).primaryKeys())
  const own = new Set(await withDb(db, () => db.report.toCollection().primaryKeys()))
  // What came in with the school's code stands in nobody's list before it has its writer's name.
  const sent = rows.filter((row) => (row.phase === 'frozen' || row.phase === 'stub') && row.receipt !== null && !row.receipt.handedIn)
  return [...sent.map((row) => row.id), ...views.filter((id) => !own.has(id))]
}

/**
 * The server lacks it (restored from an older back-up): the report goes again, and all that hung on it. Where it has the report
 * and says which photos and messages are `here`, only the others go. Of a stub there is no report to send.
 */
async function putBack(db: OfflineDb, reportId: string, here?: readonly string[]): Promise<boolean> {
  return withDb(db, () =>
    db.transaction('rw', db.report, db.outbox, async () => {
      if (!here && (await db.report.get(reportId))?.phase !== 'frozen') return false
      const received = db.outbox
        .where('reportId')
        .equals(reportId)
        .and((row) => row.state === 'received' && !(here && (row.what === 'report' || here.includes(row.id))))
      return (await received.modify({ state: 'queued', misses: 0, nextTryAt: 0 })) > 0
    }),
  )
}

/** A state this version does not know yet changes nothing here. */
async function noteStates(db: OfflineDb, states: Fields): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.report, async () => {
      for (const [id, told] of Object.entries(states)) {
        const state = stateOf(told)
        const row = await db.report.get(id)
        if (row?.receipt && state && row.receipt.state !== state) await db.report.update(id, { receipt: { ...row.receipt, state } })
      }
    }),
  )
}

/** How long a report stays readable on the device when nobody acknowledges it, counted from its receipt. */
const keptFor = days(14)

/** Takes off the device what a person at school has read, and what lies there for two weeks; never anything unsent. */
export async function tidy(db: OfflineDb, serverNowMs: number): Promise<void> {
  const frozen = await withDb(db, () => db.report.where('phase').equals('frozen').toArray())
  for (const row of frozen) if (mayGo(row, serverNowMs)) await stub(db, row.id)
  await dropSeenMessages(db)
}

/** Handed in and without its writer's name yet: only what lies here can bring that, so it stays as long as it may. */
const mayGo = ({ receipt }: ReportRow, serverNowMs: number): boolean =>
  receipt !== null && ((receipt.state !== 'received' && !receipt.handedIn) || serverNowMs > Date.parse(receipt.receivedAt) + keptFor)

async function stub(db: OfflineDb, id: string): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.outbox, async () => {
      const items = await db.outbox.where('reportId').equals(id).toArray()
      if (items.some((item) => item.state !== 'received')) return
      await db.report.update(id, { phase: 'stub', draft: null, body: null, sha256: null })
      await db.attachment.where('reportId').equals(id).delete()
      await db.outbox.bulkDelete(items.filter((item) => item.what !== 'message').map((item) => item.id))
    }),
  )
}

/** A message that was received, and has come back in what the server tells, needs no copy of its own; its report may still lie here. */
async function dropSeenMessages(db: OfflineDb): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.report, db.message, db.outbox, db.view, async () => {
      const received = await db.outbox
        .where('state')
        .equals('received')
        .and((row) => row.what === 'message')
        .toArray()
      for (const item of received) {
        const [report, view] = [await db.report.get(item.reportId), await db.view.get(item.reportId)]
        // By its id and not by the clock, which may have been changed since. Discreet: it is never told back.
        if (report?.phase === 'frozen' || !(view?.summary.discreet || view?.messageIds?.includes(item.id))) continue
        await db.message.delete(item.id)
        await db.outbox.delete(item.id)
      }
    }),
  )
}
