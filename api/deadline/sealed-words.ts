import type { BoardTx } from '../db/open.ts'
import { sealJson, sealText, unsealJson, unsealText, type DataKey } from '../db/seal.ts'

/** Where a sealed text of this subject stands: moved to another row or field it no longer opens. */
type Place = { table: 'deadline' | 'authority_outcome' | 'phone_call'; incidentId: string; id: string; field: 'note' | 'number' | 'reason' | 'decision' }

const contextOf = (tx: BoardTx, { table, incidentId, id, field }: Place) => `${tx.organisationId}/${table}/${incidentId}/${id}/${field}`

/** Null where nothing was said. */
export const sealAt = async (tx: BoardTx, key: DataKey, place: Place, text: string | null | undefined): Promise<Uint8Array | null> =>
  text ? sealText(key, contextOf(tx, place), text) : null

export const unsealAt = async (tx: BoardTx, key: DataKey, place: Place, sealed: Uint8Array | null): Promise<string | null> =>
  sealed && sealed.length > 0 ? unsealText(key, contextOf(tx, place), sealed) : null

/** What became of an outcome: why the second person decided as he did, and, where it was taken back, who did so, when and why. Names of people stand in it by id. */
export type Decision = { reason: string | null; retracted?: { by: string; at: string; reason: string } }

export const sealDecision = (tx: BoardTx, key: DataKey, incidentId: string, id: string, decision: Decision) =>
  sealJson(key, contextOf(tx, { table: 'authority_outcome', incidentId, id, field: 'decision' }), decision)

export const unsealDecision = async (tx: BoardTx, key: DataKey, incidentId: string, id: string, sealed: Uint8Array | null): Promise<Decision> =>
  sealed ? ((await unsealJson(key, contextOf(tx, { table: 'authority_outcome', incidentId, id, field: 'decision' }), sealed)) as Decision) : { reason: null }
