import { factIds, type FactId } from '../../shared/breach/facts.ts'
import type { DecisionView } from '../../shared/breach/decision-views.ts'
import type { Question } from '../../shared/breach/votes.ts'
import { useI18n } from '../ui/useSentences.ts'

/** Outcomes, grounds and facts in words; what the engine says and what people chose share theirs. */
export function useDecisionWords() {
  const { t } = useI18n()
  const outcome = (question: Question, code: string) => t(code === 'outOfScope' ? 'verdict.outcome.scope.outOfScope' : `verdict.outcome.${question}.${code}`)
  const ground = (code: string) => t(code === 'investigation' ? 'decision.ground.investigation' : `verdict.ground.${code}`)
  const answer = (fact: FactId, code: string | null) => (code === null ? t('decision.notAnswered') : t(`facts.${fact}.answers.${code}.label`))
  return {
    outcome,
    ground,
    answer,
    /** "Melden hoeft niet (Versleuteld)" */
    chosen: (question: Question, { outcome: code, ground: why }: { outcome: string; ground: string | null }) =>
      why ? t('decision.withGround', { outcome: outcome(question, code), ground: ground(why) }) : outcome(question, code),
    /** the facts it was decided on, in the order of the handbook */
    factsOf: ({ facts }: DecisionView) =>
      factIds.flatMap((fact) => (facts[fact] ? [{ fact, question: t(`facts.${fact}.question`), answer: answer(fact, facts[fact]) }] : [])),
  }
}
