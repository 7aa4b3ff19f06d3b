import { withDb } from './db.ts'
import type { Store } from './drafts.ts'
import { goingWithCode, type CodeGiven } from './hand-in-code.ts'
import type { OutboxRow, Receipt } from './rows.ts'
import { sendItem, type SendDeps } from './send.ts'
import type { Verdict } from './verdict.ts'

/** Left this page so, and perhaps arrived, without room to note that: their words stay as they are. */
export const leftNow = new Set<string>()

/**
 * For a disk without room to keep the school's code: opens what is kept and hands it in at once, just as it is, so without a
 * name. Null: it may not be handed in here, or no more. `left`: how many photos did not arrive; those go after signing in.
 */
export async function handInNow(
  store: Store,
  sending: SendDeps,
  { reportId, identityId, code }: CodeGiven,
  here: ReadonlySet<string>,
): Promise<{ verdict: Verdict; left: number } | null> {
  const items = identityId === null ? await goingWithCode(store, reportId, here) : []
  if (items.length === 0) return null
  leftNow.add(reportId)
  const arrived: OutboxRow[] = []
  let verdict: Verdict = { is: 'received', receipt: (await store.db.report.get(reportId))?.receipt ?? null }
  for (const item of items) {
    const said = await sendItem(sending, item, code)
    if (said === 'nothing') continue
    if (item.what === 'report') verdict = said
    if (said.is === 'received') arrived.push(item)
    else if (item.what === 'report') return { verdict, left: 0 }
  }
  await noteDown(store, reportId, arrived, verdict.is === 'received' ? verdict.receipt : null).catch(() => undefined)
  return { verdict, left: items.length - arrived.length }
}

/** As far as there is room for it: where there is none, it goes once more after signing in, and the server knows it. */
async function noteDown({ db }: Store, reportId: string, arrived: readonly OutboxRow[], receipt: Receipt | null): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.report, db.outbox, async () => {
      if (receipt) await db.report.update(reportId, { receipt: { ...receipt, handedIn: true } })
      const received = { state: 'received', misses: 0, reason: null, code: null } as const
      await db.outbox.bulkPut(arrived.map((item) => ({ ...item, ...received, attempts: item.attempts + 1, lastTriedAt: null })))
    }),
  )
}
