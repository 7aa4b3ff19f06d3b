import { readMeta, withDb, writeMeta, type OfflineDb } from './db.ts'
import type { Store } from './drafts.ts'
import type { ReportRow } from './rows.ts'
import { dropShared, sharedThings } from '../sw/shared-box.ts'
import type { Vault } from './vault.ts'
import { sharedKey } from './whose.ts'

const key = 'sharedBy'

/**
 * On a device that others use nothing stays of who has left, once everything was received. What is unsent stays, sealed, for
 * when its writer signs in again. Asked at the start and whenever somebody signs in or out.
 */
export async function settleDevice(store: Store, identityId: string | null, own: boolean): Promise<void> {
  const { db } = store
  const known = new Set((await withDb(db, () => readMeta<string[]>(db, key))) ?? [])
  if (identityId !== null && known.has(identityId)) await nameAgain(store, identityId)
  if (identityId !== null && own) known.delete(identityId)
  if (identityId !== null && !own) known.add(identityId)
  for (const left of [...known]) {
    if (left === identityId) continue
    forgetTraces(left)
    await dropSharedOf(left).catch(() => undefined)
    if (await wipe(db, left)) known.delete(left)
  }
  await withDb(db, () => writeMeta(db, key, [...known]))
  if (identityId !== null) await withDb(db, () => writeMeta(db, sharedKey, !own))
}

/** What this person shared from another app and never took into a report: it still stands in that app. */
async function dropSharedOf(identityId: string): Promise<void> {
  for (const { id, who } of await sharedThings()) if (who === identityId) await dropShared(id)
}

/** Takes away what the server has of this person, and the kind of what it does not have; true when nothing unsent is left. */
async function wipe(db: OfflineDb, ownerId: string): Promise<boolean> {
  return withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.message, db.outbox, db.view, async () => {
      const reports = await db.report.where('ownerId').equals(ownerId).toArray()
      const items = await db.outbox.where('ownerId').equals(ownerId).toArray()
      const unsent = new Set(items.filter((item) => item.state !== 'received').map((item) => item.reportId))
      // Handed in with the school's code: only what lies here can still bring its writer's name to it.
      for (const row of reports) if (row.phase === 'frozen' && row.receipt?.handedIn) unsent.add(row.id)
      const stays = (row: ReportRow) => row.phase === 'draft' || unsent.has(row.id)
      const gone = reports.filter((row) => !stays(row)).map((row) => row.id)
      await db.report.bulkDelete(gone)
      for (const table of [db.attachment, db.message, db.outbox]) await table.where('reportId').anyOf(gone).delete()
      // What hung on a report that was never on this device.
      const loose = items.filter((item) => item.state === 'received' && !unsent.has(item.reportId)).map((item) => item.id)
      await Promise.all([db.message.bulkDelete(loose), db.outbox.bulkDelete(loose), db.view.where('ownerId').equals(ownerId).delete()])
      // Its sealed words say it too: it is written back when he signs in.
      for (const row of reports.filter(stays)) await db.report.update(row.id, { kind: null, receipt: row.receipt && { ...row.receipt, number: '' } })
      return gone.length === reports.length && unsent.size === 0
    }),
  )
}

/** What this person would leave behind unsent: reports with something of theirs still waiting, and drafts. */
export async function leftBy({ db }: Store, identityId: string): Promise<{ unsent: number; drafts: string[] }> {
  const [items, reports] = await withDb(db, () =>
    Promise.all([db.outbox.where('ownerId').equals(identityId).toArray(), db.report.where('ownerId').equals(identityId).toArray()]),
  )
  const waiting = items.filter((item) => item.state !== 'received').map((item) => item.reportId)
  return { unsent: new Set(waiting).size, drafts: reports.filter((row) => row.phase === 'draft').map((row) => row.id) }
}

/** He is back: what he left unsent is called by its kind again. */
async function nameAgain({ db, vault }: Store, ownerId: string): Promise<void> {
  const rows = await withDb(db, () => db.report.where('ownerId').equals(ownerId).toArray())
  for (const row of rows.filter((one) => one.kind === null)) {
    const kind = await kindOf(vault, row)
    if (kind) await withDb(db, () => db.report.update(row.id, { kind }))
  }
}

async function kindOf(vault: Vault, { id, draft, body }: ReportRow): Promise<ReportRow['kind']> {
  const [sealed, place] = body ? [body, `report/${id}/body`] : [draft, `report/${id}/draft`]
  const words = sealed ? await vault.openJson<{ kind?: ReportRow['kind'] }>(place, sealed).catch(() => null) : null
  return words?.kind ?? null
}

/** What this app noted elsewhere in the browser under this person's id: which device it is for alerts, and the like. */
function forgetTraces(identityId: string): void {
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = globalThis[kind]
      for (const name of Object.keys(storage)) if (name.startsWith('seintje.') && storage.getItem(name)?.includes(identityId)) storage.removeItem(name)
    } catch {
      // Forbidden storage holds nothing.
    }
  }
}
