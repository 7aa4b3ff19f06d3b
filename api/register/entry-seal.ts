import * as v from 'valibot'
import { EntrySchema, type Entry } from '../../shared/register/entry.ts'
import { boardKey, type RootKeys } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { newDataKey, sealJson, unsealJson, unwrapKey, wrapKey, type DataKey } from '../db/seal.ts'

/** Each entry has a key of its own under the board's: it is still read when the incident's is gone. */
const contextOf = (organisationId: string, incidentId: string, field: 'key' | 'entry') => `${organisationId}/register_entry/${incidentId}/${field}`

export const sealEntry = (organisationId: string, key: DataKey, incidentId: string, entry: Entry) =>
  sealJson(key, contextOf(organisationId, incidentId, 'entry'), entry)

/** A fresh key with what to store of it, and the entry under it. `board`: the board's key. */
export async function newSealedEntry(board: DataKey, organisationId: string, incidentId: string, entry: Entry) {
  const key = await newDataKey()
  return {
    wrappedKey: await wrapKey(board, contextOf(organisationId, incidentId, 'key'), key),
    entrySealed: await sealEntry(organisationId, key, incidentId, entry),
  }
}

type Sealed = { organisationId: string; incidentId: string; wrappedKey: Uint8Array | null; entrySealed: Uint8Array }

/** The entry and its key; empty and without a key once that was thrown away. */
export async function openEntry(keys: RootKeys, tx: BoardTx, row: Sealed): Promise<{ key: DataKey | null; entry: Entry }> {
  if (!row.wrappedKey) return { key: null, entry: {} }
  const key = await unwrapKey(await boardKey(keys, tx), contextOf(row.organisationId, row.incidentId, 'key'), row.wrappedKey)
  return { key, entry: v.parse(EntrySchema, await unsealJson(key, contextOf(row.organisationId, row.incidentId, 'entry'), row.entrySealed)) }
}

/** What of an entry can be found by words. */
export const entryText = (entry: Entry): string =>
  [entry.description, entry.groups, entry.data, entry.consequences, entry.harmMeasures, entry.repeatMeasures, entry.reasons].filter(Boolean).join(' ')
