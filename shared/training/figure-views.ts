import * as v from 'valibot'
import { trainingRoles } from './module.ts'

const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Tens of percents, with the ends cut off: nobody learns from it that all did, or nobody. */
export const shareBands = ['under10', 'about10', 'about20', 'about30', 'about40', 'about50', 'about60', 'about70', 'about80', 'about90', 'over90'] as const
export const ShareBand = v.picklist(shareBands)
export type ShareBand = v.InferOutput<typeof ShareBand>

/** Which people a line is about: schools (null: others, or none) and the functions most of them have (an empty list: whatever they do). */
export const FigureBlock = v.object({ schoolIds: v.array(v.nullable(id)), roles: v.array(v.picklist(trainingRoles)) })

/**
 * One line of figures. `whole`: of everybody who is counted at these schools. `people` is rounded down to tens; where a line is not
 * whole it is the least that a line can have.
 */
export const FigureLine = v.object({
  block: FigureBlock,
  whole: v.boolean(),
  people: count,
  /** share that finished each module this school year */
  completed: v.array(v.object({ moduleId: v.string(), share: ShareBand })),
  /** what was missed most often in the last finished four weeks, most first; empty where too few answered */
  missed: v.array(v.object({ idea: v.string(), share: ShareBand })),
})
export type FigureLine = v.InferOutput<typeof FigureLine>

/** How quickly it was reported, over a finished quarter. `schoolIds` null: the whole board. */
export const ReportingLine = v.object({
  schoolIds: v.nullable(v.array(v.nullable(id))),
  quarter: v.pipe(v.string(), v.regex(/^\d{4}-Q[1-4]$/)),
  /** null: too few reports to say */
  perHundred: v.nullable(v.number()),
  medianToReport: v.nullable(v.picklist(['withinHour', 'withinDay', 'withinThreeDays', 'longer'])),
})
export type ReportingLine = v.InferOutput<typeof ReportingLine>

/** What is kept of a week: already suppressed, so that no reader ever gets at more than this. */
export const FigureReport = v.object({
  schoolYear: v.number(),
  floor: v.number(),
  /** YYYY-MM-DD, exclusive end of the four weeks that `missed` is about; null: none is over yet */
  missedUntil: v.nullable(v.string()),
  lines: v.array(FigureLine),
  reporting: v.array(ReportingLine),
})
export type FigureReport = v.InferOutput<typeof FigureReport>

/** What is shown: to a school's leader the lines that are about his schools alone and the board as a whole. `madeAt` null: nothing was made yet. */
export const FiguresView = v.object({
  organisationId: id,
  madeAt: v.nullable(instant),
  /** when the next ones are made */
  nextAt: instant,
  report: v.nullable(FigureReport),
  schools: v.array(v.object({ id, name: v.string() })),
})
export type FiguresView = v.InferOutput<typeof FiguresView>
