import { and, asc, eq, gt, lte } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { TrainingSettings } from '../../shared/training/training-settings.ts'
import type { BoardTx } from '../db/open.ts'
import { boardQuestion, organisation, trainingOffer } from '../db/schema.ts'

/** All SQL about what a board chose: its settings, what is on offer, its own questions. */
const thisBoard = (tx: BoardTx) => eq(organisation.organisationId, tx.organisationId)

/** Undefined where the board chose nothing. */
export const findTraining = async (tx: BoardTx): Promise<TrainingSettings | undefined> =>
  (await tx.sql.select({ settings: organisation.settings }).from(organisation).where(thisBoard(tx)))[0]?.settings.training

// ---- offers

/** Ids of modules on offer at this moment. */
export const findOffered = async (tx: BoardTx, now: Instant): Promise<string[]> =>
  (
    await tx.sql
      .selectDistinct({ moduleId: trainingOffer.moduleId })
      .from(trainingOffer)
      .where(and(eq(trainingOffer.organisationId, tx.organisationId), lte(trainingOffer.fromAt, now), gt(trainingOffer.untilAt, now)))
  ).map(({ moduleId }) => moduleId)

// ---- own questions

export const findLiveQuestions = (tx: BoardTx) =>
  tx.sql
    .select({ id: boardQuestion.id, moduleId: boardQuestion.moduleId, content: boardQuestion.content })
    .from(boardQuestion)
    .where(and(eq(boardQuestion.organisationId, tx.organisationId), eq(boardQuestion.state, 'live')))
    .orderBy(asc(boardQuestion.proposedAt), asc(boardQuestion.id))
    .then((rows) => rows)
