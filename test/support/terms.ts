import type { DeadlineView, OutcomeView } from '../../shared/deadline/deadline-views.ts'

const id = (n: number) => `01900000-0000-7000-8000-0000000000${n}`

/** The 72 hours of the lost stick of dossier.ts, as they run. */
export const aTerm = (changes: Partial<DeadlineView> = {}): DeadlineView => ({
  id: id(71),
  kind: 'authority',
  anchorAt: '2026-03-02T07:00:00.000Z',
  dueAt: '2026-03-05T07:00:00.000Z',
  openedAt: '2026-03-02T08:00:05.000Z',
  note: null,
  setBy: null,
  endedAt: null,
  endedBy: null,
  outcome: null,
  nextAt: '2026-03-03T07:00:00.000Z',
  ...changes,
})

/** Filed with the authority, in time. */
export const anOutcome = (changes: Partial<OutcomeView> = {}): OutcomeView => ({
  id: id(81),
  deadlineId: id(71),
  kind: 'filed',
  status: 'inForce',
  filedAt: '2026-03-04T09:15:00.000Z',
  inTime: 'onTime',
  number: 'AP-2026-1234',
  reason: null,
  setBy: 'Frits Fictief',
  setAt: '2026-03-04T09:20:00.000Z',
  decidedBy: null,
  decidedAt: null,
  decision: null,
  ...changes,
})

/** Of before the team decided by votes: not needed, said one, and nobody agreed. */
export const aProposal = (changes: Partial<OutcomeView> = {}): OutcomeView =>
  anOutcome({
    ...{ id: id(82), kind: 'notRequired', status: 'proposed', filedAt: null, inTime: null, number: null },
    ...{ reason: 'De stick is versleuteld en terug.', setBy: 'Vera Verzonnen' },
    ...changes,
  })
