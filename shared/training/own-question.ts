import * as v from 'valibot'
import { ideas, type Idea } from './ideas.ts'
import { trainingRoles } from './module.ts'

const words = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))
/** A board writes Dutch; English is welcome and falls back on the Dutch. */
const both = (most: number) => v.strictObject({ nl: words(most), en: v.nullable(words(most)) })
const Option = (id: 'a' | 'b' | 'c') => v.strictObject({ id: v.literal(id), text: both(300), right: v.boolean(), feedback: both(600) })

export const ownQuestionLimits = { scenario: 700, ask: 200, option: 300, feedback: 600, doNow: 300, livePerModule: 3 } as const

/** A question of the board's own, asked after those of the module. One option is right. */
export const OwnQuestionContent = v.pipe(
  v.strictObject({
    idea: v.picklist(Object.keys(ideas) as [Idea, ...Idea[]]),
    roles: v.union([v.literal('all'), v.pipe(v.array(v.picklist(trainingRoles)), v.minLength(1))]),
    scenario: both(ownQuestionLimits.scenario),
    ask: both(ownQuestionLimits.ask),
    options: v.strictTuple([Option('a'), Option('b'), Option('c')]),
    doNow: both(ownQuestionLimits.doNow),
  }),
  v.check(({ options }) => options.filter(({ right }) => right).length === 1, 'oneRight'),
)
export type OwnQuestionContent = v.InferOutput<typeof OwnQuestionContent>

/** The id under which answers to it come in, so that it can never be taken for one of ours. */
export const ownQuestionId = (id: string): string => `own-${id}`
