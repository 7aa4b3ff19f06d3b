import type { Instant } from '../../shared/instant.ts'
import type { RecipientView } from '../../shared/notification/people-views.ts'
import { ageOf, letterFor, type From16, type RecipientRow } from '../../shared/notification/recipients.ts'
import { from16 } from '../access/officer.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import { openRow } from './letter-seals.ts'
import { recipientsOf, type RecipientRecord } from './recipient-store.ts'

export type OpenRecipient = RecipientRow & Pick<RecipientRecord, 'id' | 'kind' | 'sendingId' | 'deletionConfirmedAt' | 'deletionConfirmedBy'>

export const from16Of = (tx: BoardTx): Promise<From16> => from16(tx)

export async function openRecipient(tx: BoardTx, key: DataKey, record: RecipientRecord): Promise<OpenRecipient> {
  const { id, kind, sendingId, deletionConfirmedAt, deletionConfirmedBy } = record
  return { ...(await openRow(tx, key, record)), id, kind, sendingId, deletionConfirmedAt, deletionConfirmedBy }
}

/** The whole list, opened. */
export const openRecipients = async (tx: BoardTx, key: DataKey, incidentId: string): Promise<OpenRecipient[]> =>
  Promise.all((await recipientsOf(tx, incidentId)).map((record) => openRecipient(tx, key, record)))

type Shown = { day: string; from16: From16; sentAt: (sendingId: string) => Instant | null; nameOf: (personId: string | null) => string | null }

/** One of them as the desk sees him. */
export const recipientView = (one: OpenRecipient, { day, from16: choice, sentAt, nameOf }: Shown): RecipientView => ({
  ...{ id: one.id, kind: one.kind, name: one.name, age: ageOf(one, day), addresses: [...one.addresses], protectedAddress: one.protectedAddress },
  ...{ addressee: letterFor(one, day, choice), toldAt: one.sendingId === null ? null : sentAt(one.sendingId) },
  ...{ deletionConfirmedAt: one.deletionConfirmedAt, deletionConfirmedBy: nameOf(one.deletionConfirmedBy) },
})
