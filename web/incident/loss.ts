import type { ReportLine } from '../offline/lines.ts'

/**
 * What is lost when a report is taken off this device, as a word of `device.loss`: nothing but a copy, a part, the name that
 * could still come to it, something nobody has seen, or perhaps that: an answer that got lost may have followed an arrival.
 */
export function lossOf({ state, receivedAt, underway, handIn, attempts }: ReportLine): 'draft' | 'all' | 'perhaps' | 'part' | 'name' | 'copy' {
  if (handIn === 'done') return 'name'
  if (receivedAt !== null || ['received', 'read', 'closed'].includes(state)) return underway > 0 ? 'part' : 'copy'
  if (state === 'draft') return 'draft'
  // Tried once and refused: that answer is known.
  return attempts === 0 || (attempts === 1 && state === 'attention') ? 'all' : 'perhaps'
}
