import type { IncidentForHandler } from '../../shared/incident/views.ts'

/** Somebody took it up, and it rings all the same: nothing happened since, or there is a new fact. */
export const ringsAgain = ({ ringing, state }: Pick<IncidentForHandler, 'ringing' | 'state'>): boolean =>
  ringing === true && state !== 'new' && state !== 'closed'
