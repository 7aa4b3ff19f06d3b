import type { BoardTx } from '../db/open.ts'
import { findEntry, type EntryRow } from './entry-store.ts'

/** The entry of an incident as it stands in clear; undefined where nobody took the incident up yet. Closing asks whether it is `complete`. */
export const entryOf = (tx: BoardTx, incidentId: string): Promise<EntryRow | undefined> => findEntry(tx, incidentId)
