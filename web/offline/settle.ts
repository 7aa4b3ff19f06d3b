import { backoff, waitAfter } from './backoff.ts'
import { withDb, type OfflineDb } from './db.ts'
import type { OutboxRow } from './rows.ts'
import type { Verdict } from './verdict.ts'

/** Writes down that an item is about to be sent; false when it may not go any more (reopened, or another tab has it). */
export async function startAttempt(db: OfflineDb, id: string, at: number): Promise<boolean> {
  return withDb(db, () =>
    db.transaction('rw', db.outbox, async () => {
      const row = await db.outbox.get(id)
      if (row?.state !== 'queued') return false
      await db.outbox.put({ ...row, state: 'sending', attempts: row.attempts + 1, lastTriedAt: at })
      return true
    }),
  )
}

/** What was being sent when the page went away goes again: the server knows the id. */
export async function putBackInterrupted(db: OfflineDb): Promise<void> {
  await withDb(db, () => db.transaction('rw', db.outbox, () => db.outbox.where('state').equals('sending').modify({ state: 'queued' })))
}

/** Back online: nobody waits out an old delay. What the server asked to wait for (`notBefore`) stays. */
export async function resetWaits(db: OfflineDb): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.outbox, async () => {
      await db.outbox.where('state').equals('queued').modify({ misses: 0, nextTryAt: 0 })
      // A row that would not open may open now: the store, or its key, was away for a moment.
      await db.outbox
        .where('state')
        .equals('attention')
        .and((row) => row.reason === 'unreadable')
        .modify({ state: 'queued', misses: 0, nextTryAt: 0, reason: null })
    }),
  )
}

/** Whether it may be tried now. A moment further off than any wait was written under another clock, and does not hold it. */
export function isDue({ nextTryAt, notBefore, lastTriedAt }: OutboxRow, now: number): boolean {
  // Last tried in the future: the clock went back since.
  if ((lastTriedAt ?? 0) > now) return true
  // Written this way round, a moment that an earlier version did not write is one that has passed.
  const passed = (moment: number, longest: number) => !(moment > now) || moment > now + longest
  return passed(nextTryAt, backoff.longest) && passed(notBefore, 86_400_000)
}

export interface Settling {
  db: OfflineDb
  now: () => number
  random: () => number
}

/** Writes down what became of an attempt. */
export async function settle({ db, now, random }: Settling, { id, reportId }: OutboxRow, verdict: Verdict | 'nothing'): Promise<void> {
  if (verdict === 'nothing') return withDb(db, () => db.outbox.delete(id))
  if (verdict.is === 'erased') return erase(db, reportId)
  await withDb(db, () =>
    db.transaction('rw', db.report, db.outbox, async () => {
      const [row, report] = [await db.outbox.get(id), await db.outbox.get(reportId)]
      if (!row) return
      // An acknowledgement is true whenever it comes; all else is old news once another tab has gone on.
      if (verdict.is !== 'received' && row.state !== 'sending') return
      const lost = verdict.is === 'reportMissing' && !report
      await db.outbox.put({ ...row, ...after(row, lost ? { is: 'refused', reason: 'report.notFound' } : verdict, now(), random) })
      if (verdict.is === 'received' && verdict.receipt) await db.report.update(id, { receipt: verdict.receipt })
      if (verdict.is === 'reportMissing' && report?.state === 'received') await db.outbox.update(reportId, { state: 'queued', nextTryAt: 0 })
    }),
  )
}

function after({ misses }: OutboxRow, verdict: Exclude<Verdict, { is: 'erased' }>, now: number, random: () => number): Partial<OutboxRow> {
  switch (verdict.is) {
    case 'received':
      return { state: 'received', misses: 0, reason: null }
    case 'signIn':
      return { state: 'queued' }
    case 'refused':
      return { state: 'attention', reason: verdict.reason }
    case 'reportMissing':
      return { state: 'queued', misses: misses + 1, nextTryAt: now + waitAfter(misses + 1, random), reason: 'reportMissing' }
    case 'retry':
      return {
        state: 'queued',
        misses: misses + 1,
        nextTryAt: now + waitAfter(misses + 1, random),
        notBefore: verdict.waitMs === null ? 0 : now + verdict.waitMs,
        reason: verdict.reason,
      }
  }
}

/** The school erased the report on purpose: the words and photos go here too, the stub stays. An unsent message stays for its writer. */
export async function erase(db: OfflineDb, reportId: string): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.message, db.outbox, db.view, async () => {
      await db.report.update(reportId, { phase: 'erased', draft: null, body: null, sha256: null })
      await db.attachment.where('reportId').equals(reportId).delete()
      await db.view.delete(reportId)
      for (const item of await db.outbox.where('reportId').equals(reportId).toArray()) {
        if (item.what === 'message' && item.state !== 'received') await db.outbox.update(item.id, { state: 'attention', reason: 'report.erased' })
        else await db.outbox.delete(item.id).then(() => db.message.delete(item.id))
      }
    }),
  )
}
