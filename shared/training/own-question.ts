import * as v from 'valibot'
import { ideas, type Idea } from './ideas.ts'
import { trainingRoles } from './module.ts'

const words = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))
/** A board writes Dutch; English is welcome and falls back on the Dutch. */
const both = (most: number) => v.strictObject({ nl: words(most), en: v.nullable(words(most)) })
const Option = (id: 'a' | 'b' | 'c') => v.strictObject({ id: v.literal(id), text: both(300), right: v.boolean(), feedback: both(600) })

export const ownQuestionLimits = { scenario: 700, ask: 200, option: 300, feedback: 600, doNow: 300, livePerModule: 3 } as const

const Written = v.strictObject({
  idea: v.picklist(Object.keys(ideas) as [Idea, ...Idea[]]),
  roles: v.union([v.literal('all'), v.pipe(v.array(v.picklist(trainingRoles)), v.minLength(1))]),
  scenario: both(ownQuestionLimits.scenario),
  ask: both(ownQuestionLimits.ask),
  options: v.strictTuple([Option('a'), Option('b'), Option('c')]),
  doNow: both(ownQuestionLimits.doNow),
})
/** A question of the board's own, asked after those of the module. One option is right. */
export const OwnQuestionContent = v.pipe(
  Written,
  v.check(({ options }) => options.filter(({ right }) => right).length === 1, 'oneRight'),
)
export type OwnQuestionContent = v.InferOutput<typeof OwnQuestionContent>

/** The id under which answers to it come in, so that it can never be taken for one of ours. */
export const ownQuestionId = (id: string): string => `own-${id}`

const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())

/** What else is wrong with it is said in words of its own: `ownQuestionSlip`. */
export const ProposeQuestion = v.strictObject({ organisationId: id, moduleId: v.pipe(v.string(), v.maxLength(60)), content: Written })
export type ProposeQuestion = v.InferOutput<typeof ProposeQuestion>

/** Whoever does not agree says why, for whoever proposed it. */
export const DecideQuestion = v.variant('agree', [
  v.strictObject({ organisationId: id, agree: v.literal(true), decision: v.nullable(words(500)) }),
  v.strictObject({ organisationId: id, agree: v.literal(false), decision: words(500) }),
])
export type DecideQuestion = v.InferOutput<typeof DecideQuestion>
