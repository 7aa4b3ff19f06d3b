import type { Answer } from '../../shared/breach/worksheet.ts'
import type { BoardTx } from '../db/open.ts'
import { sealJson, sealText, unsealJson, unsealText, type DataKey } from '../db/seal.ts'

/** Where a sealed text of this subject stands: moved to another row or field it no longer opens. */
type Place = { table: 'fact_request' | 'incident_file'; incidentId: string; id: string; field: 'question' | 'to' | 'answer' | 'name' | 'content' }

export const contextOf = (tx: BoardTx, { table, incidentId, id, field }: Place) => `${tx.organisationId}/${table}/${incidentId}/${id}/${field}`
export const sealAt = (tx: BoardTx, key: DataKey, place: Place, text: string) => sealText(key, contextOf(tx, place), text)
export const unsealAt = (tx: BoardTx, key: DataKey, place: Place, sealed: Uint8Array) => unsealText(key, contextOf(tx, place), sealed)

/** The answer is bound to its field as well: what was said of one field is never read as said of another. */
type AnswerPlace = { incidentId: string; id: string; field: string }
const answerContext = (tx: BoardTx, { incidentId, id, field }: AnswerPlace) => `${tx.organisationId}/fact_answer/${incidentId}/${id}/${field}`

export const sealAnswer = (tx: BoardTx, key: DataKey, place: AnswerPlace, answer: Answer | null) => sealJson(key, answerContext(tx, place), answer)
export const unsealAnswer = async (tx: BoardTx, key: DataKey, place: AnswerPlace, sealed: Uint8Array): Promise<Answer | null> =>
  (await unsealJson(key, answerContext(tx, place), sealed)) as Answer | null

/** Whom a link was for, and whether it went by mail: then it lies in a mailbox. */
export type LinkFor = { to: string; mailed: boolean }
export const sealLinkFor = (tx: BoardTx, key: DataKey, incidentId: string, id: string, whom: LinkFor) =>
  sealJson(key, contextOf(tx, { table: 'fact_request', incidentId, id, field: 'to' }), whom)
export const unsealLinkFor = async (tx: BoardTx, key: DataKey, incidentId: string, id: string, sealed: Uint8Array): Promise<LinkFor> =>
  (await unsealJson(key, contextOf(tx, { table: 'fact_request', incidentId, id, field: 'to' }), sealed)) as LinkFor
