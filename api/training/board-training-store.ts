import { and, eq, gt, lte } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { TrainingSettings } from '../../shared/training/training-settings.ts'
import type { BoardTx } from '../db/open.ts'
import { organisation, trainingOffer } from '../db/schema.ts'

/** All SQL about what a board chose: its settings, and what is on offer. */
const thisBoard = (tx: BoardTx) => eq(organisation.organisationId, tx.organisationId)

/** Undefined where the board chose nothing. */
export const findTraining = async (tx: BoardTx): Promise<TrainingSettings | undefined> =>
  (await tx.sql.select({ settings: organisation.settings }).from(organisation).where(thisBoard(tx)))[0]?.settings.training

type Settings = (typeof organisation.$inferSelect)['settings']

/** All the settings of the board, held until the commit: two who change them take turns. */
export const lockBoardSettings = async (tx: BoardTx): Promise<Settings | undefined> =>
  (await tx.sql.select({ settings: organisation.settings }).from(organisation).where(thisBoard(tx)).for('update'))[0]?.settings

export const updateTraining = (tx: BoardTx, settings: Settings) => tx.sql.update(organisation).set({ settings }).where(thisBoard(tx))

// ---- offers

/** Ids of modules on offer at this moment. */
export const findOffered = async (tx: BoardTx, now: Instant): Promise<string[]> =>
  (
    await tx.sql
      .selectDistinct({ moduleId: trainingOffer.moduleId })
      .from(trainingOffer)
      .where(and(eq(trainingOffer.organisationId, tx.organisationId), lte(trainingOffer.fromAt, now), gt(trainingOffer.untilAt, now)))
  ).map(({ moduleId }) => moduleId)
