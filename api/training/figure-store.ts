import { and, countDistinct, desc, eq, gt, gte, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import { aheadAtMost, plus, type Instant } from '../../shared/instant.ts'
import type { FigurePerson } from '../../shared/training/figure-groups.ts'
import type { TimedReport } from '../../shared/training/reporting-figures.ts'
import type { BoardTx } from '../db/open.ts'
import {
  boardQuestion,
  figureGroup,
  figureMember,
  figureReport,
  incident,
  learner,
  organisation,
  person,
  report,
  roleGrant,
  school,
  trainingAnswer,
  trainingCompletion,
} from '../db/schema.ts'

/** All SQL about figures: who is counted, what of, and what was made of it. */
type GroupRow = typeof figureGroup.$inferSelect
export type ReportRow = typeof figureReport.$inferSelect

/** The board's row, held until the commit: two processes make one report. */
export const lockBoard = async (tx: BoardTx) =>
  (await tx.sql.select().from(organisation).where(eq(organisation.organisationId, tx.organisationId)).for('update'))[0]

export const findBoard = async (tx: BoardTx) => (await tx.sql.select().from(organisation).where(eq(organisation.organisationId, tx.organisationId)))[0]

export const listSchools = (tx: BoardTx) =>
  tx.sql.select({ id: school.id, name: school.name }).from(school).where(eq(school.organisationId, tx.organisationId)).orderBy(school.name)

/** The schools a person leads now; null: all of them. */
export async function schoolsLedBy(tx: BoardTx, personId: string, now: Instant): Promise<string[] | null> {
  const rows = await tx.sql
    .select({ schoolIds: roleGrant.schoolIds })
    .from(roleGrant)
    .where(
      and(
        ...[eq(roleGrant.organisationId, tx.organisationId), eq(roleGrant.personId, personId), eq(roleGrant.role, 'schoolLead')],
        ...[sql`${roleGrant.fromAt} <= ${now}`, sql`(${roleGrant.untilAt} is null or ${now} < ${roleGrant.untilAt})`],
      ),
    )
  return rows.some(({ schoolIds }) => schoolIds === null) ? null : rows.flatMap(({ schoolIds }) => schoolIds ?? [])
}

// ---- who is counted

/** The people of this board who have no learner row yet; nobody who left. */
export const findWithoutLearner = async (tx: BoardTx): Promise<string[]> =>
  (
    await tx.sql
      .select({ id: person.id })
      .from(person)
      .leftJoin(learner, and(eq(learner.organisationId, person.organisationId), eq(learner.personId, person.id)))
      .where(and(eq(person.organisationId, tx.organisationId), isNull(person.leftAt), isNull(learner.id)))
  ).map(({ id }) => id)

export const saveLearners = async (tx: BoardTx, rows: readonly (typeof learner.$inferInsert)[]) => {
  if (rows.length > 0)
    await tx.sql
      .insert(learner)
      .values([...rows])
      .onConflictDoNothing()
}

/** Everyone who works here now, as far as known where and as what. */
export const findFigurePeople = (tx: BoardTx): Promise<FigurePerson[]> =>
  tx.sql
    .select({ learnerId: learner.id, schoolId: sql<string | null>`coalesce(${learner.schoolId}, ${person.schoolId})`, role: learner.role })
    .from(person)
    .innerJoin(learner, and(eq(learner.organisationId, person.organisationId), eq(learner.personId, person.id)))
    .where(and(eq(person.organisationId, tx.organisationId), isNull(person.leftAt)))
    .then((rows) => rows)

/** The groups of a school year with their members; `here`: how many still work here; `gone`: a member's learner row is no longer there. */
export async function findGroups(tx: BoardTx, schoolYear: number): Promise<(GroupRow & { members: string[]; here: number; gone: boolean })[]> {
  const groups = await tx.sql
    .select()
    .from(figureGroup)
    .where(and(eq(figureGroup.organisationId, tx.organisationId), eq(figureGroup.schoolYear, schoolYear)))
    .orderBy(figureGroup.id)
  const rows = await tx.sql
    .select({ groupId: figureMember.groupId, learnerId: figureMember.learnerId, known: learner.id, leftAt: person.leftAt })
    .from(figureMember)
    .leftJoin(learner, and(eq(learner.organisationId, figureMember.organisationId), eq(learner.id, figureMember.learnerId)))
    .leftJoin(person, and(eq(person.organisationId, learner.organisationId), eq(person.id, learner.personId)))
    .where(and(eq(figureMember.organisationId, tx.organisationId), eq(figureMember.schoolYear, schoolYear)))
  const byGroup = Map.groupBy(rows, ({ groupId }) => groupId)
  return groups.map((group) => {
    const members = byGroup.get(group.id) ?? []
    return {
      ...group,
      members: members.map(({ learnerId }) => learnerId),
      here: members.filter(({ leftAt, known }) => known !== null && leftAt === null).length,
      gone: members.some(({ known }) => known === null),
    }
  })
}

export async function saveGroup(tx: BoardTx, row: typeof figureGroup.$inferInsert, members: readonly string[]) {
  await tx.sql.insert(figureGroup).values(row)
  const common = { organisationId: tx.organisationId, schoolYear: row.schoolYear, groupId: row.id }
  await tx.sql.insert(figureMember).values(members.map((learnerId) => ({ ...common, learnerId })))
}

export const updateBlock = (tx: BoardTx, id: string, block: Pick<GroupRow, 'schoolIds' | 'roles'>) =>
  tx.sql
    .update(figureGroup)
    .set(block)
    .where(and(eq(figureGroup.organisationId, tx.organisationId), eq(figureGroup.id, id)))

export const updateSaid = (tx: BoardTx, id: string, said: GroupRow['said']) =>
  tx.sql
    .update(figureGroup)
    .set({ said })
    .where(and(eq(figureGroup.organisationId, tx.organisationId), eq(figureGroup.id, id)))

/** Groups of school years that are over, and reports from before this moment. */
export async function deleteOld(tx: BoardTx, schoolYear: number, before: Instant) {
  await tx.sql.delete(figureMember).where(and(eq(figureMember.organisationId, tx.organisationId), lt(figureMember.schoolYear, schoolYear)))
  await tx.sql.delete(figureGroup).where(and(eq(figureGroup.organisationId, tx.organisationId), lt(figureGroup.schoolYear, schoolYear)))
  await tx.sql.delete(figureReport).where(and(eq(figureReport.organisationId, tx.organisationId), lt(figureReport.madeAt, before)))
}

/** Reports that a clock made which ran ahead: their day would come, and they would be shown on it. */
export const deleteUntimely = (tx: BoardTx, now: Instant) =>
  tx.sql.delete(figureReport).where(and(eq(figureReport.organisationId, tx.organisationId), gt(figureReport.madeAt, plus(now, aheadAtMost))))

// ---- what is counted

/** How many members of each group of a school year finished a module since then, each once. */
export const countFinished = (tx: BoardTx, schoolYear: number, since: Instant) =>
  tx.sql
    .select({ groupId: figureMember.groupId, moduleId: trainingCompletion.moduleId, people: countDistinct(trainingCompletion.learnerId) })
    .from(figureMember)
    .innerJoin(
      trainingCompletion,
      and(eq(trainingCompletion.organisationId, figureMember.organisationId), eq(trainingCompletion.learnerId, figureMember.learnerId)),
    )
    .where(and(...[eq(figureMember.organisationId, tx.organisationId), eq(figureMember.schoolYear, schoolYear)], gte(trainingCompletion.completedAt, since)))
    .groupBy(figureMember.groupId, trainingCompletion.moduleId)
    .then((rows) => rows)

/**
 * How many members of each group answered a question about an idea in a period, and how many of them missed it at least once. Counted
 * by the store: of a large board these are a hundred thousand answers. What nobody can judge is left out.
 */
export async function countIdeas(
  tx: BoardTx,
  schoolYear: number,
  { from, to }: { from: Instant; to: Instant },
  ideaOf: Readonly<Record<string, string>>,
): Promise<{ groupId: string; idea: string; answered: number; missed: number }[]> {
  const { rows } = await tx.sql.execute<{ groupId: string; idea: string; answered: number; missed: number }>(sql`
    select ${figureMember.groupId} as "groupId", about.value as idea, count(distinct ${trainingAnswer.learnerId})::int as answered,
      (count(distinct ${trainingAnswer.learnerId}) filter (where not ${trainingAnswer.correct}))::int as missed
    from ${trainingAnswer}
    join ${figureMember} on ${figureMember.organisationId} = ${trainingAnswer.organisationId} and ${figureMember.learnerId} = ${trainingAnswer.learnerId}
    join jsonb_each_text(${JSON.stringify(ideaOf)}::jsonb) about on about.key = ${trainingAnswer.questionId}
    where ${trainingAnswer.organisationId} = ${tx.organisationId} and ${figureMember.schoolYear} = ${schoolYear} and ${trainingAnswer.correct} is not null
      and ${trainingAnswer.answeredAt} >= ${from} and ${trainingAnswer.answeredAt} < ${to}
    group by 1, 2`)
  return rows
}

export const findOwnQuestions = (tx: BoardTx) =>
  tx.sql
    .select({ id: boardQuestion.id, moduleId: boardQuestion.moduleId, content: boardQuestion.content })
    .from(boardQuestion)
    .where(eq(boardQuestion.organisationId, tx.organisationId))

/** Whoever reads figures knows some incidents and must not learn of others: what is not open to the whole team is not counted. */
const openToAll = sql`not ${incident.discreet} and cardinality(${incident.recused}) = 0 and ${incident.audience} @> '{dpo,handler,chair,headOfIct}'`

/** The reports of a quarter with their times, as far as a member of staff stands behind them. */
export const findTimedReports = async (tx: BoardTx, { from, to }: { from: Instant; to: Instant }): Promise<TimedReport[]> =>
  (
    await tx.sql
      .select({ schoolId: incident.schoolId, discoveredAt: report.discoveredAt, reportedAt: report.reportedAt })
      .from(report)
      .innerJoin(incident, and(eq(incident.organisationId, report.organisationId), eq(incident.id, report.incidentId)))
      .where(
        and(
          ...[eq(report.organisationId, tx.organisationId), isNotNull(report.reporterId), openToAll],
          ...[gte(report.receivedAt, from), lt(report.receivedAt, to)],
        ),
      )
  ).map(({ schoolId, discoveredAt, reportedAt }) => ({ schoolId, tookMs: Math.max(0, Date.parse(reportedAt) - Date.parse(discoveredAt)) }))

// ---- what was made of it

/** None from further ahead than a clock may be. */
export const findNewestReport = async (tx: BoardTx, now: Instant): Promise<ReportRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(figureReport)
      .where(and(eq(figureReport.organisationId, tx.organisationId), lte(figureReport.madeAt, plus(now, aheadAtMost))))
      .orderBy(desc(figureReport.madeAt), desc(figureReport.id))
      .limit(1)
  )[0]

/** The smallest group in the figures as they are shown now; null: there are none yet. */
export const findShownFloor = async (tx: BoardTx, now: Instant): Promise<number | null> => (await findNewestReport(tx, now))?.report.floor ?? null

export const saveReport = (tx: BoardTx, row: typeof figureReport.$inferInsert) => tx.sql.insert(figureReport).values(row)
