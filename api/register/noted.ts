import type { Deps } from '../deps.ts'
import { noteErasures, type Erasure } from './erasure-ledger.ts'
import { eraseAgain } from './replay-erasures.ts'

/**
 * Runs an erasure whose lines are written before its commit. Once they are written it is decided: where the commit then fails
 * it is done again from them, here or else at the next start, so that nothing can be reopened in between.
 */
export async function noted<T>(deps: Deps, work: (note: (erasures: readonly Erasure[]) => void) => Promise<T>): Promise<T | true> {
  const lines: Erasure[] = []
  const note = (erasures: readonly Erasure[]) => {
    noteErasures(deps.env.ledgerDir, erasures)
    lines.push(...erasures)
  }
  try {
    return await work(note)
  } catch (error) {
    if (lines.length === 0) throw error
    await eraseAgain(deps, lines)
    return true
  }
}
