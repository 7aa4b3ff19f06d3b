import type { OwnQuestionContent } from './own-question.ts'
import { asks, asksNegatively, isCatchAll, isPlain, scenarioWords, wordsOf } from './plain-words.ts'

export type OwnQuestionSlip = {
  code: 'question.oneRight' | 'question.notPlain' | 'question.tooLong' | 'question.asksNegatively' | 'question.catchAll'
  /** where: `scenario.nl`, `options.1.text.en` */
  field: string
  limit?: number
}

type Said = { field: string; text: string }
const both = (field: string, { nl, en }: { nl: string; en: string | null }): Said[] => [
  { field: `${field}.nl`, text: nl },
  ...(en === null ? [] : [{ field: `${field}.en`, text: en }]),
]

/** The first thing that is wrong with a board's own question, by the rules that hold for ours as far as a machine can ask for them; null: nothing. */
export function ownQuestionSlip({ scenario, ask, options, doNow }: OwnQuestionContent): OwnQuestionSlip | null {
  const said = { scenario: both('scenario', scenario), ask: both('ask', ask), options: options.flatMap(({ text }, n) => both(`options.${n}.text`, text)) }
  const feedback = options.flatMap((option, n) => both(`options.${n}.feedback`, option.feedback))
  const all = [...said.scenario, ...said.ask, ...said.options, ...feedback, ...both('doNow', doNow)]
  const first = (code: OwnQuestionSlip['code'], among: readonly Said[], isWrong: (text: string) => boolean, limit?: number): OwnQuestionSlip | null => {
    const found = among.find(({ text }) => isWrong(text))
    return found ? { code, field: found.field, ...(limit === undefined ? {} : { limit }) } : null
  }
  if (options.filter(({ right }) => right).length !== 1) return { code: 'question.oneRight', field: 'options' }
  return (
    first('question.notPlain', all, (text) => !isPlain(text)) ??
    first('question.tooLong', said.scenario, (text) => wordsOf(text).length > scenarioWords, scenarioWords) ??
    first('question.asksNegatively', said.ask, (text) => !asks(text) || asksNegatively(text)) ??
    first('question.catchAll', said.options, isCatchAll)
  )
}
