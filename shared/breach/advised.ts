import type { Assessment } from './assessment-views.ts'
import type { Facts } from './facts.ts'
import type { Choice, ChoiceGround, Question } from './votes.ts'

/** What the engine advises on a question people decide; `undecided` where facts are missing. */
export function advisedOn(question: Question, { scope, breach, authority, subjects }: Assessment): { outcome: string; ground: string | null } {
  if (question === 'authority') return { outcome: authority.outcome, ground: null }
  if (question === 'subjects') return { outcome: subjects.outcome, ground: subjects.ground ?? null }
  if (scope.outcome !== 'inScope') return { outcome: scope.outcome, ground: null }
  return { outcome: breach.outcome, ground: null }
}

/** Facts were missing for it. */
export const isIncomplete = (question: Question, assessment: Assessment): boolean => advisedOn(question, assessment).outcome === 'undecided'

/** Whether people chose otherwise. `weigh` and `undecided` leave it to them; where nothing applies, not doing it is no other choice. */
export function isOtherwise(question: Question, assessment: Assessment, chosen: { outcome: Choice; ground: ChoiceGround | null }): boolean {
  const { outcome, ground } = advisedOn(question, assessment)
  if (outcome === 'undecided' || outcome === 'weigh') return false
  if (outcome === 'notApplicable') return chosen.outcome !== 'notRequired'
  return chosen.outcome !== outcome || (chosen.outcome === 'notRequired' && ground !== null && chosen.ground !== ground)
}

/** What was answered otherwise between two moments; null: not answered. */
export function changedFacts(was: Facts, now: Facts): { fact: keyof Facts; was: string | null; now: string | null }[] {
  const ids = [...new Set([...Object.keys(was), ...Object.keys(now)])] as (keyof Facts)[]
  return ids.filter((fact) => was[fact] !== now[fact]).map((fact) => ({ fact, was: was[fact] ?? null, now: now[fact] ?? null }))
}
