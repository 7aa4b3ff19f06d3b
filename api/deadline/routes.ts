import { Hono } from 'hono'
import * as v from 'valibot'
import { EndDeadline, FileNotification, MoveDeadline, PlanDeadline, RecordCall, ReopenIncident, RetractOutcome } from '../../shared/deadline/deadline-views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { langOf } from '../text.ts'
import { endDeadline } from './end-deadline.ts'
import { fileNotification } from './file-notification.ts'
import { moveDeadline } from './move-deadline.ts'
import { noteCall } from './note-call.ts'
import { planDeadline } from './plan-deadline.ts'
import { readCalendar } from './read-calendar.ts'
import { reopenIncident } from './reopen-incident.ts'
import { retractOutcome } from './retract-outcome.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const OutcomePath = v.object({ incidentId: Uuid, outcomeId: Uuid })
const DeadlinePath = v.object({ incidentId: Uuid, deadlineId: Uuid })
const Ok = v.object({ ok: v.literal(true) })
const ok = { ok: true as const }
const Filed = v.object({ outcomeId: v.string(), inTime: v.picklist(['onTime', 'withinLegalEnd', 'late']) })
const Planned = v.object({ deadlineId: v.string() })
const Reopened = v.object({ deadlineId: v.string(), kind: v.picklist(['authority', 'supplement']), dueAt: v.string() })

/** What stops the 72 hours, and what takes that back. */
const stopRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/:incidentId/filed',
      describe('The form was sent to the authority: the 72 hours stop', { 200: Filed, 409: 'stopped already' }),
      param(IncidentPath),
      json(FileNotification),
      async (c) => {
        // The chair may, where it came straight to him: whether it did shows only inside.
        const actors = needAble(c, 'incident.file', { addressee: 'chair' })
        return c.json(await fileNotification(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') }))
      },
    )
    .post(
      '/:incidentId/outcomes/:outcomeId/retraction',
      describe('It was not so: the 72 hours run on', { 200: Ok }),
      param(OutcomePath),
      json(RetractOutcome),
      async (c) => {
        await retractOutcome(deps, needAble(c, 'incident.retractOutcome'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
    .post(
      '/:incidentId/reopening',
      describe('A new fact: a second term where it was not notified, a supplement where it was', { 200: Reopened }),
      param(IncidentPath),
      json(ReopenIncident),
      async (c) => c.json(await reopenIncident(deps, needAble(c, 'incident.reopen'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )

/** Terms beside the 72 hours, and the calls. */
export const deadlineRoutes = (deps: Deps) =>
  new Hono<Env>()
    .route('/', stopRoutes(deps))
    .post(
      '/:incidentId/deadlines',
      describe('A date that was promised, planned or asked for', { 200: Planned }),
      param(IncidentPath),
      json(PlanDeadline),
      async (c) => c.json(await planDeadline(deps, needAble(c, 'deadline.plan'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .put(
      '/:incidentId/deadlines/:deadlineId',
      describe('Another moment for a term that people planned', { 200: Ok }),
      param(DeadlinePath),
      json(MoveDeadline),
      async (c) => {
        await moveDeadline(deps, needAble(c, 'deadline.move'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
    .post(
      '/:incidentId/deadlines/:deadlineId/end',
      describe('What was promised or planned is done', { 200: Ok }),
      param(DeadlinePath),
      json(EndDeadline),
      async (c) => {
        await endDeadline(deps, needAble(c, 'deadline.end'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
    .get(
      '/:incidentId/deadlines/:deadlineId/calendar.ics',
      describe('A term as a file for one’s own calendar, without contents', { 200: 'text/calendar' }),
      param(DeadlinePath),
      async (c) => {
        const lang = langOf(c.req.header('accept-language'))
        const { name, text } = await readCalendar(deps, needAble(c, 'incident.calendar'), { ...c.req.valid('param'), lang })
        return c.body(text, 200, {
          'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
          'content-disposition': `attachment; filename="${name}"`,
          'x-content-type-options': 'nosniff',
        })
      },
    )
    .post('/:incidentId/calls', describe('A call was made, or tried', { 200: Ok }), param(IncidentPath), json(RecordCall), async (c) => {
      await noteCall(deps, needAble(c, 'incident.recordCall'), { ...c.req.valid('param'), ...c.req.valid('json'), session: needSession(c) })
      return c.json(ok)
    })
