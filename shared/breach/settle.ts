import type { Assessment } from './assessment-views.ts'
import type { Facts } from './facts.ts'
import type { Tables } from './rules.ts'
import { decide, readFor, type Ask, type Column, type Decided, type Known, type Read, type Table } from './table.ts'

export type Step = keyof Tables
export const verdicts = ['scope', 'breach', 'authority', 'subjects', 'impact', 'retention'] as const
export type VerdictName = (typeof verdicts)[number]
export type Outcome<V extends VerdictName = VerdictName> = Assessment[V]['outcome']

/** What each table said, and what is known once they all spoke. */
export interface Settled {
  readonly facts: Facts
  readonly tables: Tables
  /** the facts, with what their gates made of them */
  readonly found: Facts
  readonly steps: { readonly [S in Step]?: Decided | Ask }
  /** what each of them read; only where that was asked for, for it takes longer than settling */
  readonly reads: { readonly [S in Step]?: Read }
  /** not answered, and read as `no` because the handbook's own questions were answered straight (0032) */
  readonly assumed: readonly Column[]
  /** the step that says on which ground it was settled, for how long it is kept */
  readonly settledBy: Step | undefined
}

/** One table after the other, each with what those before it found. */
export function settle(facts: Facts, tables: Tables, explain = false): Settled {
  const known: Record<string, string | undefined> = { ...facts }
  const steps: { [S in Step]?: Decided | Ask } = {}
  const reads: { [S in Step]?: Read } = {}
  const assumed: Column[] = []
  let settledBy: Step | undefined
  const run = (...names: Step[]) => {
    for (const name of names) {
      const table: Table = tables[name]
      const said = decide(table, known as Known)
      steps[name] = said
      if (!('row' in said)) continue
      if (explain) reads[name] = readFor(table, said.row, known as Known)
      known[table.fills] = said.row.then
    }
  }
  run('withinScope', 'scope')
  if (known['scope'] === 'inScope') {
    run('dataLost', 'unavailable', 'exclusion')
    if (known['unavailable'] === undefined && assumesAvailable(facts)) {
      known['unavailable'] = 'no'
      assumed.push('unavailable')
    }
    run('breach')
  }
  if (known['breach'] !== undefined) {
    run('sensitive', 'harmChance', 'impact', 'telling', 'encryption', 'otherMeasures')
    if (known['breach'] === 'breach') run('subjects', 'risk', 'authority')
    settledBy = settlingStep(steps, known)
    known['settledOn'] = groundOf(settledBy, steps)
    run('retention')
  }
  return { facts, tables, found: known as Facts, steps, reads, assumed, settledBy }
}

/** Both gates answered straight, and nothing said about being away: the handbook's own three questions settle it (H7.2). */
const assumesAvailable = (facts: Facts) =>
  facts.dataLost !== undefined && facts.unlawfulProcessingExcluded !== undefined && facts.unavailable === undefined && facts.restoredWithin === undefined

/** An incident that encryption or a wipe kept from being a breach is looked at again as these weaken (H15, example 27). */
function settlingStep(steps: Settled['steps'], known: Record<string, string | undefined>): Step {
  if (known['breach'] === 'breach') return 'subjects'
  if (groundOf('exclusion', steps) === 'none' && known['encryptionSufficient'] === 'yes') return 'encryption'
  if (groundOf('exclusion', steps) === 'none' && known['otherMeasuresSufficient'] === 'yes') return 'otherMeasures'
  return 'exclusion'
}

function groundOf(step: Step, steps: Settled['steps']): string | undefined {
  const said = steps[step]
  if (!said || !('row' in said)) return step === 'subjects' ? undefined : 'none'
  if (step === 'encryption' || step === 'otherMeasures') return step
  return said.row.ground ?? 'none'
}

/** The outcome of one verdict: `undecided` while a fact is waited for, `notApplicable` after what makes it fall away. */
export function outcomeOf<V extends VerdictName>(settled: Settled, verdict: V): Outcome<V> {
  return read(settled, verdict) as Outcome<V>
}

function read({ steps }: Settled, verdict: VerdictName): string {
  const then = (step: Step) => (steps[step] && 'row' in steps[step] ? steps[step].row.then : 'undecided')
  if (verdict === 'scope') return then('scope')
  if (then('scope') !== 'inScope') return then('scope') === 'undecided' ? 'undecided' : 'notApplicable'
  if (verdict === 'breach' || verdict === 'retention') return then(verdict)
  if (then('breach') !== 'breach') return then('breach') === 'undecided' ? 'undecided' : 'notApplicable'
  return then(verdict)
}

/** All six outcomes, without their reasons. */
export const outcomesOf = (settled: Settled): { [V in VerdictName]: Outcome<V> } => ({
  scope: outcomeOf(settled, 'scope'),
  breach: outcomeOf(settled, 'breach'),
  authority: outcomeOf(settled, 'authority'),
  subjects: outcomeOf(settled, 'subjects'),
  impact: outcomeOf(settled, 'impact'),
  retention: outcomeOf(settled, 'retention'),
})

/** The step whose table fills this column, if one does. */
export const stepFilling = (tables: Tables, column: Column): Step | undefined => (Object.keys(tables) as Step[]).find((step) => tables[step].fills === column)
