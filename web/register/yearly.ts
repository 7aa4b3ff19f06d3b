import type { InferInput } from 'valibot'
import type { HoldMeeting, MeetingList, PlanMeeting, YearReportAsked } from '../../shared/register/meeting-views.ts'
import type { MeetingKind } from '../../shared/register/meetings.ts'
import type { ConfirmRetention, DueList, RetentionView, ReviewTelling, SetHold } from '../../shared/register/retention-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'
import { takeFile } from '../take-file.ts'

/** How long files are kept, and what comes back every year. Nothing of it is kept on the device. */
const of = api.incidents[':incidentId']
const register = api.register

export const fetchRetention = (incidentId: string) => outcomeOf<RetentionView>(of.retention.$get({ param: { incidentId } }))
export const confirmRetention = (incidentId: string, json: InferInput<typeof ConfirmRetention>) =>
  withStepUp(() => outcomeOf<RetentionView>(of.retention.$post({ param: { incidentId }, json })))
export const setHold = (incidentId: string, json: InferInput<typeof SetHold>) =>
  withStepUp(() => outcomeOf<RetentionView>(of.hold.$post({ param: { incidentId }, json })))
export const liftHold = (incidentId: string, holdId: string) =>
  withStepUp(() => outcomeOf<RetentionView>(of.hold.lifted.$post({ param: { incidentId }, json: { holdId } })))
export const reviewTelling = (incidentId: string, json: InferInput<typeof ReviewTelling>) =>
  withStepUp(() => outcomeOf<RetentionView>(of['telling-reviews'].$post({ param: { incidentId }, json })))
export const executeRetention = (incidentId: string, reason: string): Promise<Outcome<unknown>> =>
  withStepUp(() => outcomeOf(of.retention.executed.$post({ param: { incidentId }, json: { reason } })))
export const eraseEntry = (incidentId: string): Promise<Outcome<unknown>> => withStepUp(() => outcomeOf(of.entry.erased.$post({ param: { incidentId } })))

export const fetchDue = () => withStepUp(() => outcomeOf<DueList>(register.due.$get()))
export const setTerm = (organisationId: string, years: number) =>
  withStepUp(() => outcomeOf<{ years: number }>(register.term.$put({ json: { organisationId, years } })))
export const fetchMeetings = (organisationId: string) => withStepUp(() => outcomeOf<MeetingList>(register.meetings.$get({ query: { organisationId } })))

type Which = { kind: MeetingKind; period: string }
export const planMeeting = (param: Which, json: InferInput<typeof PlanMeeting>) =>
  withStepUp(() => outcomeOf<MeetingList>(register.meetings[':kind'][':period'].$put({ param, json })))
export const holdMeeting = (param: Which, json: InferInput<typeof HoldMeeting>) =>
  withStepUp(() => outcomeOf<MeetingList>(register.meetings[':kind'][':period'].held.$post({ param, json })))

export const takeYearReport = (json: InferInput<typeof YearReportAsked>, name: string) => takeFile(() => register['year-report'].$post({ json }), name)
