import { and, eq, inArray } from 'drizzle-orm'
import { wordsOf } from '../../shared/incident/search-words.ts'
import { boardKey, type RootKeys } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { searchToken } from '../db/schema.ts'
import { macText, type DataKey } from '../db/seal.ts'
import type { ReadReport } from './read-report.ts'
import { findSearchOn } from './search-store.ts'

/** What was said, and in which report or message. */
export type Searchable = { incidentId: string; sourceId: string; text: string }

const tokenBytes = 16
const rowsAtOnce = 2_000

/** The first half of an HMAC under the board's key: without that key it says nothing, and with it only whether a word that is asked for stands there. */
export const tokenOf = async (key: DataKey, word: string): Promise<Uint8Array> => (await macText(key, `search:${word}`)).slice(0, tokenBytes)

/** Each source gets this one as well, so that a text without a word counts as done. */
export const doneToken = new Uint8Array(tokenBytes)

/** What of a report can be found: the story and at which processor. Never who wrote it or a number to call: nobody is found by who reported. */
export const searchableText = ({ description, details }: Pick<ReadReport, 'description' | 'details'>): string =>
  [description, details['atProcessor']].filter((text) => typeof text === 'string').join(' ')

/** Makes what just came in findable, where this board has searching on. */
export async function saveWords(keys: RootKeys, tx: BoardTx, sources: readonly Searchable[]): Promise<void> {
  if (await findSearchOn(tx)) await saveTokens(keys, tx, sources)
}

/** Makes these texts findable; the same again changes nothing. Only for boards that have searching on. */
export async function saveTokens(keys: RootKeys, tx: BoardTx, sources: readonly Searchable[]): Promise<void> {
  const key = await boardKey(keys, tx)
  const rows: (typeof searchToken.$inferInsert)[] = []
  for (const { incidentId, sourceId, text } of sources) {
    const row = { organisationId: tx.organisationId, incidentId, sourceId }
    rows.push({ ...row, token: doneToken })
    for (const word of wordsOf(text)) rows.push({ ...row, token: await tokenOf(key, word) })
  }
  // By their bytes: in the order of the story the table would tell how it went.
  rows.sort((a, b) => Buffer.compare(a.token, b.token))
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await tx.sql
      .insert(searchToken)
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflictDoNothing()
}

/** Nothing of this incident can be found any more, or nothing of these reports and messages of it: part of every erasure. */
export async function deleteTokens(tx: BoardTx, incidentId: string, sourceIds?: readonly string[]): Promise<void> {
  const ofIncident = and(eq(searchToken.organisationId, tx.organisationId), eq(searchToken.incidentId, incidentId))
  await tx.sql.delete(searchToken).where(sourceIds ? and(ofIncident, inArray(searchToken.sourceId, [...sourceIds])) : ofIncident)
}

/** The board no longer wants searching: nothing of it can be found any more. */
export async function deleteAllTokens(tx: BoardTx): Promise<void> {
  await tx.sql.delete(searchToken).where(eq(searchToken.organisationId, tx.organisationId))
}
