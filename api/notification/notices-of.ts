import type { Instant } from '../../shared/instant.ts'
import { standing } from '../../shared/notification/standing.ts'
import type { NoticeFields, NoticeKind } from '../../shared/notification/notice-fields.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { filedOf } from './notice-rules.ts'
import { lettersOf, noticesOf, unsealFields, unsealNumber } from './notice-store.ts'

/** A version as it was filed, for whoever needs what the authority knows. */
export type FiledNotice = {
  id: string
  kind: NoticeKind
  fields: NoticeFields
  complete: boolean
  filedAt: Instant
  number: string | null
  filedBy: string | null
  setAt: Instant
  proofId: string | null
  inTime: 'onTime' | 'withinLegalEnd' | 'late' | null
  /** it was taken back that this was filed */
  retracted: boolean
}

/** All that was filed about this incident, in the order of filing; what a withdrawal took back is among it. */
export async function filedNotices(_deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<FiledNotice[]> {
  const filed: FiledNotice[] = []
  for (const row of filedOf(await noticesOf(tx, incidentId))) {
    const { id, kind, complete, filedAt, filedBy, setAt, proofId, inTime, retracted } = row
    const [fields, number] = [await unsealFields(tx, key, row), await unsealNumber(tx, key, row)]
    filed.push({ id, kind, fields, complete, filedAt, number, filedBy, setAt, proofId, inTime, retracted })
  }
  return filed
}

/** What the authority has before it now; null: nothing, or it was withdrawn. */
export const standingNotice = (filed: readonly FiledNotice[]): FiledNotice | null => standing(filed)

/** Whether the authority ordered that people are told (GDPR 34(4), 58(2)). */
export const isTellingOrdered = async (tx: BoardTx, incidentId: string): Promise<boolean> =>
  (await lettersOf(tx, incidentId)).some(({ ordersTelling }) => ordersTelling)
