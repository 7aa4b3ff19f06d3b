import type * as v from 'valibot'
import type { FactsView } from '../../shared/breach/assessment-views.ts'
import { factIds, factRow } from '../../shared/breach/facts.ts'
import { breachRulesAt } from '../../shared/breach/rules.ts'
import type { Instant } from '../../shared/instant.ts'
import { langs, say } from '../text.ts'

const inBoth = (key: string) => Object.fromEntries(langs.map((lang) => [lang, say(lang, key)])) as { nl: string; en: string }

/** Put into words once: some thousand sentences that never change while the server runs. */
let inWords: ReturnType<typeof viewOf>[] | undefined

/** The table of facts in words, and the version of the rules in force at that moment. */
export function listFacts(at: Instant): v.InferOutput<typeof FactsView> {
  inWords ??= factIds.map(viewOf)
  return { rulesVersion: breachRulesAt(at).version, facts: inWords }
}

const viewOf = (id: (typeof factIds)[number]) => {
  const { step, basis, answers } = factRow(id)
  const texts = (answer: string) => ({ label: inBoth(`facts.${id}.answers.${answer}.label`), then: inBoth(`facts.${id}.answers.${answer}.then`) })
  return {
    ...{ id, step, basis: { law: basis.law, handbook: basis.handbook } },
    question: inBoth(`facts.${id}.question`),
    why: inBoth(`facts.${id}.why`),
    answers: answers.map((answer) => ({ id: answer, ...texts(answer) })),
  }
}
