import type { InferInput } from 'valibot'
import type { EndDeadline, FileNotification, MoveDeadline, PlanDeadline, ReopenIncident, RetractOutcome } from '../../shared/deadline/deadline-views.ts'
import { api, outcomeOf } from '../api.ts'
import { withStepUp } from '../step-up.ts'

/** What people decide about the terms of one incident. Each asks for the key where the server wants to see it; who called must read the dossier again. */
const of = api.incidents[':incidentId']

export const fileNotification = (incidentId: string, json: InferInput<typeof FileNotification>) =>
  withStepUp(() => outcomeOf(of.filed.$post({ param: { incidentId }, json })))

export const retractOutcome = (incidentId: string, outcomeId: string, json: InferInput<typeof RetractOutcome>) =>
  withStepUp(() => outcomeOf(of.outcomes[':outcomeId'].retraction.$post({ param: { incidentId, outcomeId }, json })))

export const reopenIncident = (incidentId: string, json: InferInput<typeof ReopenIncident>) =>
  withStepUp(() => outcomeOf(of.reopening.$post({ param: { incidentId }, json })))

export const planDeadline = (incidentId: string, json: InferInput<typeof PlanDeadline>) =>
  withStepUp(() => outcomeOf(of.deadlines.$post({ param: { incidentId }, json })))

export const moveDeadline = (incidentId: string, deadlineId: string, json: InferInput<typeof MoveDeadline>) =>
  withStepUp(() => outcomeOf(of.deadlines[':deadlineId'].$put({ param: { incidentId, deadlineId }, json })))

export const endDeadline = (incidentId: string, deadlineId: string, json: InferInput<typeof EndDeadline>) =>
  withStepUp(() => outcomeOf(of.deadlines[':deadlineId'].end.$post({ param: { incidentId, deadlineId }, json })))

/** The browser fetches this one itself; the session's cookie goes along. */
export const calendarOf = (incidentId: string, deadlineId: string) => `/api/v1/incidents/${incidentId}/deadlines/${deadlineId}/calendar.ics`
