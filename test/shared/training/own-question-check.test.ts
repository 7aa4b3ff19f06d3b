import { expect, it } from 'vitest'
import { modules } from '../../../shared/training/modules.ts'
import { ownQuestionSlip } from '../../../shared/training/own-question-check.ts'
import type { OwnQuestionContent } from '../../../shared/training/own-question.ts'
import { ownQuestion } from '../../support/own-question.ts'

const changed = (changes: Partial<OwnQuestionContent>) => ({ ...ownQuestion, ...changes })
const first = ownQuestion.options[0]
const withOption = (option: typeof first): OwnQuestionContent['options'] => [option, ownQuestion.options[1], ownQuestion.options[2]]
const words = (n: number) => Array.from({ length: n }, () => 'woord').join(' ')

it('finds nothing wrong with a plain question', () => {
  expect(ownQuestionSlip(ownQuestion)).toBeNull()
  expect(ownQuestionSlip(changed({ scenario: { nl: words(60), en: null } }))).toBeNull()
})

it.each([
  ['two right answers', changed({ options: withOption({ ...first, right: true }) }), 'question.oneRight', 'options'],
  ['a scenario of 61 words', changed({ scenario: { nl: words(61), en: null } }), 'question.tooLong', 'scenario.nl'],
  ['markup', changed({ doNow: { nl: '<b>Meld</b>', en: null } }), 'question.notPlain', 'doNow.nl'],
  ['a sign that nobody sees', changed({ doNow: { nl: 'Meld\u202E het', en: null } }), 'question.notPlain', 'doNow.nl'],
  ['a negation in what it asks', changed({ ask: { nl: 'Wat doe je niet?', en: null } }), 'question.asksNegatively', 'ask.nl'],
  ['nothing it asks in English', changed({ ask: { nl: 'Wat doe je?', en: 'Choose.' } }), 'question.asksNegatively', 'ask.en'],
  ['all of the above', changed({ options: withOption({ ...first, text: { nl: 'Alle bovenstaande', en: null } }) }), 'question.catchAll', 'options.0.text.nl'],
] as const)('finds %s', (_, content, code, field) => {
  expect(ownQuestionSlip(content)).toMatchObject({ code, field })
})

it('would let our own questions pass', () => {
  const ours = modules.flatMap(({ questions }) => questions.filter(({ bothCanBeRight }) => !bothCanBeRight))
  for (const { idea, roles, scenario, ask, options, doNow } of ours)
    expect(ownQuestionSlip({ idea, roles, scenario, ask, options, doNow } as unknown as OwnQuestionContent)).toBeNull()
})
