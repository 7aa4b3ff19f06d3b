import { expect, it } from 'vitest'
import { lossOf } from '../../../web/incident/loss.ts'
import type { ReportLine } from '../../../web/offline/lines.ts'

const line = (changes: Partial<ReportLine>): ReportLine => ({
  ...{ id: 'r1', kind: 'deviceLost', state: 'waiting', number: null, at: 0, receivedAt: null, readAt: null, underway: 0, reason: null },
  ...{ stuckId: null, questions: 0, discreet: false, editable: true, handIn: null, claimable: false, hidden: false, attempts: 0 },
  ...changes,
})
const receivedAt = '2026-03-02T09:00:00.000Z'

it.each([
  ['the name that could still come to it, of what was handed in', { state: 'received', receivedAt, handIn: 'done' }, 'name'],
  ['perhaps more, of what was tried twice before it was refused', { state: 'attention', attempts: 2 }, 'perhaps'],
  ['all of it, of what was refused at the first try', { state: 'attention', attempts: 1 }, 'all'],
  ['perhaps more, of what was tried and got no answer', { attempts: 1 }, 'perhaps'],
  ['all of it, of what never left', {}, 'all'],
  ['a part, of what has a photo underway', { state: 'received', receivedAt, underway: 1 }, 'part'],
  ['only a copy, of what was received', { state: 'read', receivedAt }, 'copy'],
] as const)('says that somebody loses %s', (_, changes, loss) => {
  expect(lossOf(line(changes))).toBe(loss)
})
