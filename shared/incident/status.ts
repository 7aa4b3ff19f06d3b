/** Life of an incident; how far its three tracks are (tracks.ts) is another matter, and only closing asks it. */
export const incidentStates = ['new', 'acknowledged', 'closed'] as const
export type IncidentState = (typeof incidentStates)[number]

const incidentTransitions = {
  new: ['acknowledged', 'closed'],
  /** `new` again: whoever had it in hand may not know of it any more */
  acknowledged: ['closed', 'new'],
  /** a later fact re-opens it: in hand again, and nothing decided is overwritten; `new` again: it was joined to another before anybody took it up */
  closed: ['acknowledged', 'new'],
} as const satisfies Record<IncidentState, readonly IncidentState[]>

/** Whether an incident may go from one state to another. */
export const mayBecome = (from: IncidentState, to: IncidentState): boolean => (incidentTransitions[from] as readonly IncidentState[]).includes(to)

/** What the reporter sees of it, in plain words (text/report.json). `erased` is only told by reconcile as `gone`. */
export const reportStates = ['received', 'read', 'closed'] as const
export type ReportState = (typeof reportStates)[number]

/** The reporter's word for an incident's state: he is never shown more than that. */
export function reportStateOf(state: IncidentState): ReportState {
  if (state === 'new') return 'received'
  return state === 'closed' ? 'closed' : 'read'
}
