import type { BoardTx } from '../db/open.ts'
import { sealJson, sealText, unsealJson, unsealText, type DataKey } from '../db/seal.ts'

/** Where a sealed text of the others, the measures and the processors of an incident stands: moved to another row or field it no longer opens. */
type Place = { table: 'other_party' | 'measure' | 'incident_processor'; incidentId: string; id: string; field: 'plan' | 'record' | 'text' | 'note' }
const contextOf = (tx: BoardTx, { table, incidentId, id, field }: Place) => `${tx.organisationId}/${table}/${incidentId}/${id}/${field}`

/** Null where nothing was said. */
export const sealPart = async (tx: BoardTx, key: DataKey, place: Place, text: string | null | undefined): Promise<Uint8Array | null> =>
  text ? sealText(key, contextOf(tx, place), text) : null
export const openPart = async (tx: BoardTx, key: DataKey, place: Place, sealed: Uint8Array | null): Promise<string | null> =>
  sealed ? unsealText(key, contextOf(tx, place), sealed) : null

/** What is done against it, and, where it was dropped, why. */
export type MeasureWords = { text: string; reason: string | null }
const measurePlace = (incidentId: string, id: string) => ({ table: 'measure', incidentId, id, field: 'text' }) as const
export const sealMeasure = (tx: BoardTx, key: DataKey, incidentId: string, id: string, words: MeasureWords) =>
  sealJson(key, contextOf(tx, measurePlace(incidentId, id)), words)
export const openMeasure = async (tx: BoardTx, key: DataKey, incidentId: string, id: string, sealed: Uint8Array): Promise<MeasureWords> =>
  (await unsealJson(key, contextOf(tx, measurePlace(incidentId, id)), sealed)) as MeasureWords

/** Of the board, not of an incident: whom to reach at a processor. */
const contactContext = (tx: BoardTx, id: string) => `${tx.organisationId}/processor/${id}/contact`
export const sealContact = (tx: BoardTx, key: DataKey, id: string, contact: string) => sealText(key, contactContext(tx, id), contact)
export const openContact = (tx: BoardTx, key: DataKey, id: string, sealed: Uint8Array) => unsealText(key, contactContext(tx, id), sealed)
