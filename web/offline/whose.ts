import { readMeta, withDb, type OfflineDb } from './db.ts'
import type { ReportRow } from './rows.ts'

/** Who looks at what lies on this device, and from which page. */
export interface Looker {
  /** identity that is signed in; null: nobody */
  me: string | null
  /** what was written or opened on this page */
  here: ReadonlySet<string>
  /** the last one who signed in said that others use this device, or did not know */
  shared: boolean
}

/** Where it is kept that others use this device (shared-device.ts). */
export const sharedKey = 'shared'

export const lookerOf = async (db: OfflineDb, me: string | null, here: ReadonlySet<string>): Promise<Looker> => ({
  me,
  here,
  shared: (await readMeta<boolean>(db, sharedKey)) === true,
})

/**
 * Written signed out, so nobody knows whose it is: only the page that wrote it shows it, until somebody says it is his. A draft is
 * also taken up by whoever comes to a device that nobody shares: after a crash that is its writer.
 */
export function isHidden(report: ReportRow | undefined, { me, here, shared }: Looker): boolean {
  if (report?.ownerId !== null) return false
  return report.phase === 'draft' ? shared && !here.has(report.id) : me !== null || !here.has(report.id)
}

/** Of this person as far as lists go: his own, and what was written signed out that he has not called another's. */
export const mayBeHis = (report: ReportRow, me: string | null): boolean =>
  report.ownerId === me || (report.ownerId === null && !report.notOf.includes(me ?? ''))

export type Mine = (reportId: string) => Promise<boolean>

/** Whose it is: words and photos open, and are thrown away, only by who wrote them. A form whose session ends goes on. */
export const mineOf =
  (db: OfflineDb, identity: () => string | null, here: ReadonlySet<string>): Mine =>
  async (id) => {
    const me = identity()
    const [report, view, looker] = await withDb(db, () =>
      db.transaction('r', db.report, db.view, db.meta, () => Promise.all([db.report.get(id), db.view.get(id), lookerOf(db, me, here)])),
    )
    const beingWritten = report?.phase === 'draft' && me === null && here.has(id)
    const own = !report || beingWritten || (mayBeHis(report, me) && !isHidden(report, looker))
    return own && (!view || view.ownerId === me)
  }
