import type { Instant } from '../instant.ts'
import type { Assessment, Because, Ground } from './assessment-views.ts'
import { askedBy, becauseOf, changedAnswers, isOffered } from './because.ts'
import type { FactId, Facts } from './facts.ts'
import { breachRulesAt } from './rules.ts'
import { severityOf } from './severity.ts'
import { outcomeOf, settle, verdicts, type Settled, type VerdictName } from './settle.ts'
import { unique } from './table.ts'

/**
 * What law and handbook say on these facts, under the rules in force at `at` (the newest without it): pure, and never the judge.
 * The engine advises, people decide. Not answered is `undecided`; `unknown` takes the protective branch and says so.
 */
export function assess(facts: Facts, at?: Instant): Assessment {
  const { version, tables } = breachRulesAt(at)
  const settled = settle(facts, tables, true)
  const other = changedAnswers(settled)
  const verdict = <V extends VerdictName>(name: V) => {
    const because = becauseOf(settled, name, other)
    return { outcome: outcomeOf(settled, name), rows: because.reasons.map(({ row }) => row), because }
  }
  const subjects = verdict('subjects')
  const ground = groundOf(settled)
  const verdictOf = {
    scope: verdict('scope'),
    breach: verdict('breach'),
    authority: verdict('authority'),
    impact: verdict('impact'),
    retention: verdict('retention'),
  }
  return {
    ...verdictOf,
    subjects: ground ? { ...subjects, ground } : subjects,
    nextFacts: nextFacts(settled, { ...verdictOf, subjects }),
    rulesVersion: version,
    severity: severityOf(settled.found, { authority: verdictOf.authority.outcome, subjects: subjects.outcome }),
  }
}

function groundOf(settled: Settled): Ground | undefined {
  const said = settled.steps.subjects
  return said && 'row' in said ? said.row.ground : undefined
}

/** First what is waited for, in the handbook's order; then the exceptions and assumptions that could still change an outcome. */
function nextFacts(settled: Settled, verdictOf: Record<VerdictName, { outcome: string; because: Because }>): FactId[] {
  if (verdictOf.scope.outcome === 'outOfScope') return []
  const waited = inOrder.filter((name) => verdictOf[name].outcome === 'undecided').flatMap((name) => askedBy(settled, name))
  const offered = verdicts.flatMap((name) => verdictOf[name].because.changes.map(({ fact }) => fact)).filter((fact) => isOffered(settled.facts, fact))
  return unique([...waited, ...offered])
}

const inOrder = ['scope', 'breach', 'authority', 'impact', 'subjects', 'retention'] as const satisfies readonly VerdictName[]
