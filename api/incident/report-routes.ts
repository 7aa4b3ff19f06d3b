import { Hono, type Context } from 'hono'
import { resolver } from 'hono-openapi'
import * as v from 'valibot'
import { Report, reportLimits } from '../../shared/incident/report.ts'
import { Acknowledgement, ReconcileAnswer, ReportForReporter, ReportSummary } from '../../shared/incident/views.ts'
import type { Deps } from '../deps.ts'
import { needActors, needSession } from '../http/actor.ts'
import { readBody } from '../http/body.ts'
import type { Env } from '../http/context.ts'
import { describe, header, json, param, sendingAs, Uuid, uuid7 } from '../http/validate.ts'
import { listMyReports, readMyReport } from './read-my-reports.ts'
import { reconcileReports } from './reconcile-reports.ts'
import { reportIncident } from './report-incident.ts'

const ReportPath = v.object({ reportId: Uuid })
const Reconcile = v.strictObject({ ids: v.pipe(v.array(Uuid), v.maxLength(500)) })
export const reportRequest = {
  parameters: [header('Device-Now', "the device's clock at sending, UTC"), sendingAs],
  requestBody: {
    required: true,
    description: 'What the form of today writes; anything odd is kept, flagged and not applied',
    content: { 'application/json': { schema: resolver(Report) } },
  },
}

/** The report of a request; from whoever may, signed in or with the school's code. */
export async function takeReport(c: Context<Env>, deps: Deps, senders: Parameters<typeof reportIncident>[1]) {
  const id = uuid7(c, 'reportId', 'report.idInvalid')
  const bytes = await readBody(c, reportLimits.bodyBytes)
  return reportIncident(deps, senders, { id, bytes, deviceNow: c.req.header('device-now'), arrivedAt: c.var.arrivedAt })
}

/** Reports: what a phone hands in and asks. */
export const reportRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('Own reports: numbers and states, no contents', { 200: v.object({ items: v.array(ReportSummary) }) }), async (c) =>
      c.json(await listMyReports(deps, needActors(c))),
    )
    .post('/reconcile', describe('What became of the reports a phone still holds', { 200: ReconcileAnswer }), json(Reconcile), async (c) =>
      c.json(await reconcileReports(deps, needActors(c), c.req.valid('json').ids)),
    )
    .put(
      '/:reportId',
      describe('Hand in a report: the frozen bytes; the same bytes again give the same answer', { 201: Acknowledgement, 200: Acknowledgement }, reportRequest),
      async (c) => {
        const actors = needActors(c)
        await deps.limits.take('writePerPerson', needSession(c).identityId)
        const { first, acknowledgement } = await takeReport(c, deps, actors)
        return c.json(acknowledgement, first ? 201 : 200)
      },
    )
    .get('/:reportId', describe('One own report', { 200: ReportForReporter }), param(ReportPath), async (c) =>
      c.json(await readMyReport(deps, needActors(c), c.req.valid('param').reportId)),
    )
