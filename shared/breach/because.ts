import type { Because, Reason, UsedFact } from './assessment-views.ts'
import { factIds, factRow, type FactId, type Facts } from './facts.ts'
import { outcomeOf, settle, stepFilling, type Settled, type Step, type VerdictName } from './settle.ts'
import { columnsOf, isFact, unique, type Ask, type Column, type Read, type Row } from './table.ts'

/** One other answer at a time, worked out once for all verdicts of an assessment. */
export function changedAnswers({ facts, tables }: Settled): (fact: FactId, answer: string) => Settled {
  const done = new Map<string, Settled>()
  return (fact, answer) => {
    const key = `${fact} ${answer}`
    const known = done.get(key) ?? settle({ ...facts, [fact]: answer } as Facts, tables)
    done.set(key, known)
    return known
  }
}

/** Where the handbook's own questions were answered straight, these are still asked: either alone can make a breach of it (0032). */
const stillToAsk: readonly FactId[] = ['unavailable', 'malware']
/** Unanswered, and may be said all the same: an exception, or what is still to be asked. */
const mayBeSaid = (facts: Facts, fact: FactId) => facts[fact] === undefined && (factRow(fact).silent !== undefined || stillToAsk.includes(fact))
/** Worth a question of its own; the others are said when they happen. */
export const isOffered = (facts: Facts, fact: FactId): boolean => mayBeSaid(facts, fact) && !factRow(fact).onlyWhenRaised

const nothing: Because = { reasons: [], protective: false, open: [], changes: [] }

/** Of facts that were settled to be explained: why a verdict is what it is: the rows that carried it, the facts they read, what was not answered, and what would change it. */
export function becauseOf(settled: Settled, verdict: VerdictName, other: ReturnType<typeof changedAnswers>): Because {
  const path = pathTo(settled, decidingStep(settled, verdict))
  if (path.length === 0) return nothing
  const reasons = path.map((held) => reasonOf(settled, held))
  const open = unique(path.flatMap(([, , read]) => [...read.open, ...read.used.filter((column) => settled.assumed.includes(column))]))
    .filter(isFact)
    .filter((fact) => settled.facts[fact] === undefined && !factRow(fact).onlyWhenRaised)
  const used = unique(reasons.flatMap((reason) => reason.facts.map(({ fact }) => fact)))
  const unsaid = unique(path.flatMap(([step]) => settled.tables[step].rows.flatMap((row) => columnsOf(row))))
    .filter(isFact)
    .filter((fact) => mayBeSaid(settled.facts, fact))
  const changes = changesOf(settled, verdict, unique([...used, ...unsaid]), other)
  return { reasons, protective: reasons.some(({ facts }) => facts.some((fact) => fact.protective)), open, changes }
}

/** The table that settled it: its own, or the one before it that made it fall away. */
function decidingStep({ steps }: Settled, verdict: VerdictName): Step {
  if (verdict === 'scope' || !steps.breach) return 'scope'
  if (verdict === 'retention') return 'retention'
  return 'row' in steps.breach && steps.breach.row.then === 'breach' ? verdict : 'breach'
}

type Held = readonly [Step, Row, Read]

/** The gates it went through, then the step itself; empty while it waits for a fact. */
function pathTo(settled: Settled, step: Step): Held[] {
  const [said, read] = [settled.steps[step], settled.reads[step]]
  if (!said || !('row' in said) || !read) return []
  const gates = read.used
    .map((column) => (column === 'settledOn' ? settled.settledBy : stepFilling(settled.tables, column)))
    .filter((gate) => gate !== undefined)
    .filter((gate) => gate !== step)
  const all: Held[] = [...gates.flatMap((gate) => pathTo(settled, gate)), [step, said.row, read]]
  return all.filter(([name], i) => all.findIndex(([first]) => first === name) === i)
}

/** A gate's fact is told with the gate, not again with the step that read its outcome. */
const reasonOf = ({ facts, tables }: Settled, [step, row, { used }]: Held): Reason => ({
  row: row.id,
  basis: { law: row.basis.law, handbook: row.basis.handbook },
  askedBy: row.askedBy ?? 'both',
  facts: used.filter(isFact).flatMap((fact): UsedFact[] => {
    const answer = facts[fact]
    return answer === undefined || (stepFilling(tables, fact) ?? step) !== step ? [] : [{ fact, answer, protective: answer === 'unknown' }]
  }),
})

function changesOf(settled: Settled, verdict: VerdictName, candidates: readonly FactId[], other: ReturnType<typeof changedAnswers>): Because['changes'] {
  const now = outcomeOf(settled, verdict)
  return candidates.flatMap((fact) =>
    factRow(fact)
      .answers.filter((answer) => answer !== 'unknown' && answer !== settled.facts[fact])
      .map((answer) => ({ fact, answer, outcome: outcomeOf(other(fact, answer), verdict) as string }))
      .filter(({ outcome }) => outcome !== now && outcome !== 'undecided'),
  )
}

/** What is waited for, a gate spelled out into its own facts; the most telling first. */
export function askedBy(settled: Settled, step: Step, seen: readonly Step[] = []): FactId[] {
  const said = settled.steps[step]
  if (said === undefined || 'row' in said || seen.includes(step)) return []
  return unique(
    (said as Ask).ask.flatMap((column: Column) => {
      const gate = stepFilling(settled.tables, column)
      if (gate !== undefined && gate !== step) return askedBy(settled, gate, [...seen, step])
      return isFact(column) ? [column] : []
    }),
  ).filter((fact) => factIds.includes(fact))
}
