import { noticeKinds, type NoticeKind } from '../../shared/notification/notice-fields.ts'
import { Problem } from '../../shared/problem.ts'
import type { BoardTx } from '../db/open.ts'
import { hasFile, noticesOf, type IncidentRow, type NoticeWithOutcome } from './notice-store.ts'

/** Refuses: incident.closed. */
export function needOpen(incident: IncidentRow): void {
  if (incident.state === 'closed') throw new Problem('incident.closed')
}

/** A picture or a letter that is with this incident. Refuses: notice.fileMissing. */
export async function needFile(tx: BoardTx, incidentId: string, id: string | undefined, field: string): Promise<string | null> {
  if (id !== undefined && !(await hasFile(tx, incidentId, id))) throw new Problem('notice.fileMissing', { field })
  return id ?? null
}

/** A draft that may still be changed. `revision`: which one was seen. Refuses: notice.notFound, notice.over, notice.changed. */
export async function needDraft(tx: BoardTx, incidentId: string, id: string, revision?: number): Promise<NoticeWithOutcome> {
  const found = (await noticesOf(tx, incidentId)).find((one) => one.id === id)
  if (!found) throw new Problem('notice.notFound')
  if (found.state !== 'draft') throw new Problem('notice.over')
  if (revision !== undefined && found.revision !== revision) throw new Problem('notice.changed', { limit: found.revision })
  return found
}

/** What was filed, in the order in which it was filed. */
export const filedOf = (notices: readonly NoticeWithOutcome[]) =>
  notices
    .flatMap((one) => (one.state === 'filed' && one.filedAt !== null ? [{ ...one, filedAt: one.filedAt }] : []))
    .toSorted((a, b) => a.filedAt.localeCompare(b.filedAt) || noticeKinds.indexOf(a.kind) - noticeKinds.indexOf(b.kind) || a.id.localeCompare(b.id))

/** Why this kind may not be begun now. */
export const refusalOf = (kind: NoticeKind): Problem => new Problem(kind === 'first' ? 'notice.firstFiled' : 'notice.firstNeeded')
