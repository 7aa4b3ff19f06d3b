import { eq } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { organisation } from '../db/schema.ts'

/** All SQL about how a board wants to be rung, who is away, and what rings a person. */
type Settings = (typeof organisation.$inferSelect)['settings']

const thisBoard = (tx: BoardTx) => eq(organisation.organisationId, tx.organisationId)

export const findSettings = async (tx: BoardTx): Promise<Settings | undefined> =>
  (await tx.sql.select({ settings: organisation.settings }).from(organisation).where(thisBoard(tx)))[0]?.settings
