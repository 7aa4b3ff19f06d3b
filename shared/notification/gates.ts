import { encryptionTable, otherMeasuresTable } from '../breach/subjects-table.ts'
import type { Assessment } from '../breach/assessment-views.ts'

/** The four gates to telling people, in this order (protocol 8, GDPR 34). */
export const gates = ['encryption', 'otherMeasures', 'highRisk', 'effort'] as const
export type Gate = (typeof gates)[number]

/** `settles`: it is decided here. `passed`: it does not free the school. `open`: not answered yet. `notReached`: an earlier gate settled it. */
export const gateStates = ['settles', 'passed', 'open', 'notReached'] as const
export type GateState = (typeof gateStates)[number]
export type GateLine = { gate: Gate; state: GateState; row: string | null }

const rowsOf: Readonly<Record<Gate, readonly string[]>> = {
  encryption: [...encryptionTable.rows.map(({ id }) => id), 'encryption'],
  otherMeasures: [...otherMeasuresTable.rows.map(({ id }) => id), 'otherMeasures', 'laterMeasures'],
  highRisk: ['tellSensitive', 'highRiskSaid', 'tellWeigh', 'notHighRisk', 'tellHighImpact', 'tellOrdered', 'weigh', 'notRequired', 'communicate'],
  effort: ['overriding', 'postpone', 'publicNotice'],
}
const gateOf = (row: string): Gate | undefined => gates.find((gate) => rowsOf[gate].includes(row))

/** The gates as the engine went through them. None where people are not to be told by this school at all. */
export function gatesOf({ subjects }: Pick<Assessment, 'subjects'>): GateLine[] {
  if (subjects.outcome === 'notApplicable') return []
  const settled = subjects.outcome === 'undecided' ? undefined : subjects.rows.at(-1)
  const by = settled === undefined ? undefined : gateOf(settled)
  return gates.map((gate, at): GateLine => {
    const row = subjects.rows.findLast((one) => gateOf(one) === gate) ?? null
    if (gate === by) return { gate, state: 'settles', row: settled ?? null }
    if (by !== undefined && at > gates.indexOf(by)) return { gate, state: 'notReached', row: null }
    return { gate, state: by !== undefined || row !== null ? 'passed' : 'open', row }
  })
}
