import { Hono } from 'hono'
import * as v from 'valibot'
import { MeetingList, HoldMeeting, PlanMeeting, YearReportAsked } from '../../shared/register/meeting-views.ts'
import { ConfirmRetention, DueList, ExecuteRetention, LiftHold, RetentionView, ReviewTelling, SetHold, SetTerm } from '../../shared/register/retention-views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { eraseEntry, executeRetention } from './execute-retention.ts'
import { confirmRetention, liftHold, reviewTelling, setHold } from './keep-file.ts'
import { listDue, setTerm } from './list-due.ts'
import { makeYearReport } from './make-year-report.ts'
import { holdMeeting, planMeeting, readMeetings } from './meetings.ts'
import { readRetention } from './read-retention.ts'

const IncidentPath = v.object({ incidentId: Uuid })
/** Which meetings there are, the verb knows: whoever may not is told so first. */
const MeetingPath = v.object({ kind: v.pipe(v.string(), v.maxLength(40)), period: v.pipe(v.string(), v.maxLength(40)) })
const OfBoard = v.strictObject({ organisationId: Uuid })

/** How long a file is kept, one file at a time. */
export const retentionRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/:incidentId/retention', describe('How long this file is kept, and what holds it back', { 200: RetentionView }), param(IncidentPath), async (c) =>
      c.json(await readRetention(deps, needAble(c, 'retention.confirm'), c.req.valid('param').incidentId)),
    )
    .post('/:incidentId/retention', describe('Confirm how long it is kept', { 200: RetentionView }), param(IncidentPath), json(ConfirmRetention), async (c) =>
      c.json(await confirmRetention(deps, needAble(c, 'retention.confirm'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post('/:incidentId/hold', describe('Nothing of it is erased until then', { 200: RetentionView }), param(IncidentPath), json(SetHold), async (c) =>
      c.json(await setHold(deps, needAble(c, 'hold.set'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post('/:incidentId/hold/lifted', describe('Let go of it', { 200: RetentionView }), param(IncidentPath), json(LiftHold), async (c) =>
      c.json(await liftHold(deps, needAble(c, 'hold.set'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:incidentId/telling-reviews',
      describe('The yearly look: must people still be told', { 200: RetentionView }),
      param(IncidentPath),
      json(ReviewTelling),
      async (c) => c.json(await reviewTelling(deps, needAble(c, 'review.telling'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:incidentId/retention/executed',
      describe('The term is over: erase the file', { 204: 'erased' }),
      param(IncidentPath),
      json(ExecuteRetention),
      async (c) => {
        const actors = needAble(c, 'incident.erase')
        needStepUp(c, deps)
        await executeRetention(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.body(null, 204)
      },
    )
    .post('/:incidentId/entry/erased', describe("The entry's five years are over: erase its words", { 204: 'erased' }), param(IncidentPath), async (c) => {
      const actors = needAble(c, 'incident.erase')
      needStepUp(c, deps)
      await eraseEntry(deps, actors, c.req.valid('param'))
      return c.body(null, 204)
    })

/** What comes back every year. */
export const yearlyRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/due', describe('What of the register waits for somebody, soonest first', { 200: DueList }), async (c) =>
      c.json(await listDue(deps, needAble(c, 'retention.confirm'))),
    )
    .put('/term', describe('How long the board keeps what was not notified', { 200: v.object({ years: v.number() }) }), json(SetTerm), async (c) =>
      c.json(await setTerm(deps, needAble(c, 'settings.change'), c.req.valid('json'))),
    )
    .get('/meetings', describe('Meetings, evaluation and yearly report, with what there is to talk about', { 200: MeetingList }), query(OfBoard), async (c) =>
      c.json(await readMeetings(deps, needAble(c, 'meeting.change'), c.req.valid('query').organisationId)),
    )
    .put('/meetings/:kind/:period', describe('Plan one', { 200: MeetingList, 409: 'changed meanwhile' }), param(MeetingPath), json(PlanMeeting), async (c) =>
      c.json(await planMeeting(deps, needAble(c, 'meeting.change'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/meetings/:kind/:period/held',
      describe('That it was held, and what was said', { 200: MeetingList, 409: 'changed meanwhile' }),
      param(MeetingPath),
      json(HoldMeeting),
      async (c) => c.json(await holdMeeting(deps, needAble(c, 'meeting.change'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post('/year-report', describe('The yearly report of the officer to the board', { 200: 'application/pdf' }), json(YearReportAsked), async (c) => {
      const { bytes, type, name } = await makeYearReport(deps, needAble(c, 'yearReport.make'), c.req.valid('json'))
      return c.body(bytes, 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'x-content-type-options': 'nosniff' })
    })
