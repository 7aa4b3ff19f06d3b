import { Dexie, type EntityTable, type Table } from 'dexie'
import type { DbOptions, KeyedDb } from '../offline/db.ts'
import type { Sealed } from '../offline/rows.ts'

/**
 * `queued`: the server does not have it yet · `sent`: it has; for the rest of the sitting one can look back at it here · `aside`: the
 * server refused this one by itself; it goes again a day later
 */
export type AnswerState = 'queued' | 'sent' | 'aside'

/** An answer. In clear: whose it is, at which board, how it stands and since when; what was asked and answered is sealed. */
export interface AnswerRow {
  /** UUIDv7, made with the answer */
  id: string
  ownerId: string
  organisationId: string
  state: AnswerState
  /** device clock, in milliseconds */
  queuedAt: number
  /** since when it is sent or aside, device clock; null: it waits */
  settledAt: number | null
  /** since when it is refused, by itself or with its board; device clock. Null: it is not */
  refusedSince: number | null
  body: Sealed
}

/** What the server last said of one person at one board, and what he changed since. */
export interface MineRow {
  ownerId: string
  organisationId: string
  mine: Sealed | null
  /** device clock, in milliseconds */
  fetchedAt: number
  change: Sealed | null
  /** of this change: a later one is not taken for it */
  changeId: string | null
}

export type TrainingDb = KeyedDb & {
  answer: EntityTable<AnswerRow, 'id'>
  mine: Table<MineRow, [ownerId: string, organisationId: string]>
}

export const trainingDbName = 'seintje-training'

/**
 * A database of its own: whatever happens to what people learn, the one with reports is not touched (docs/decisions/0029).
 * Versions are stacked here and import nothing.
 */
export function openTrainingDb({ name = trainingDbName, ...engine }: DbOptions = {}): TrainingDb {
  const db = Object.assign(new Dexie(name, { chromeTransactionDurability: 'strict', ...engine }), { told: () => undefined }) as unknown as TrainingDb
  db.version(1).stores({ answer: 'id, ownerId', mine: '[ownerId+organisationId], ownerId', meta: 'key' })
  return db
}
