import { emptyLetter, type LetterText } from '../../shared/notification/letter.ts'
import type { RecipientRow } from '../../shared/notification/recipients.ts'
import type { BoardTx } from '../db/open.ts'
import { sealJson, sealText, unsealJson, unsealText, type DataKey } from '../db/seal.ts'

/** Where what is sealed stands: moved to another row or field it no longer opens. */
const contextOf = (tx: BoardTx, table: string, incidentId: string, id: string, field: string) => `${tx.organisationId}/${table}/${incidentId}/${id}/${field}`

/** A letter as it is kept; `anyway`: why it was finished though something was missing. */
export type KeptLetter = { text: LetterText; anyway?: string }
type Place = { incidentId: string; id: string }

export const sealLetter = (tx: BoardTx, key: DataKey, { incidentId, id }: Place, kept: KeptLetter) =>
  sealJson(key, contextOf(tx, 'communication', incidentId, id, 'text'), kept)

export async function openLetter(tx: BoardTx, key: DataKey, { incidentId, id, textSealed }: Place & { textSealed: Uint8Array }): Promise<KeptLetter> {
  const kept = (await unsealJson(key, contextOf(tx, 'communication', incidentId, id, 'text'), textSealed)) as KeptLetter
  return { ...kept, text: { ...emptyLetter, ...kept.text } }
}

export const sealNote = async (tx: BoardTx, key: DataKey, { incidentId, id }: Place, note: string | undefined): Promise<Uint8Array | null> =>
  note ? sealText(key, contextOf(tx, 'communication_sending', incidentId, id, 'note'), note) : null

export const openNote = async (tx: BoardTx, key: DataKey, { incidentId, id, noteSealed }: Place & { noteSealed: Uint8Array | null }): Promise<string | null> =>
  noteSealed ? unsealText(key, contextOf(tx, 'communication_sending', incidentId, id, 'note'), noteSealed) : null

export const sealRow = (tx: BoardTx, key: DataKey, { incidentId, id }: Place, row: RecipientRow) =>
  sealJson(key, contextOf(tx, 'recipient', incidentId, id, 'row'), row)

export const openRow = async (tx: BoardTx, key: DataKey, { incidentId, id, rowSealed }: Place & { rowSealed: Uint8Array }): Promise<RecipientRow> =>
  (await unsealJson(key, contextOf(tx, 'recipient', incidentId, id, 'row'), rowSealed)) as RecipientRow
