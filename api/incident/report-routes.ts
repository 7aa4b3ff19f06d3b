import { Hono } from 'hono'
import type { Context } from 'hono'
import { resolver } from 'hono-openapi'
import * as v from 'valibot'
import { Report, reportLimits } from '../../shared/incident/report.ts'
import { Acknowledgement, MessageView, ReconcileAnswer, ReportForReporter, ReportSummary } from '../../shared/incident/views.ts'
import { Problem, type ProblemCode } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { needActors, needSession } from '../http/actor.ts'
import { readBody } from '../http/body.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { addAttachment } from './add-attachment.ts'
import { readAttachment } from './read-attachment.ts'
import { listMyReports, markMyMessagesRead, readMyReport } from './read-my-reports.ts'
import { reconcileReports } from './reconcile-reports.ts'
import { reportIncident } from './report-incident.ts'
import { sendMessage } from './send-message.ts'

const ReportPath = v.object({ reportId: Uuid })
const AttachmentPath = v.object({ reportId: Uuid, attachmentId: Uuid })
const Message = v.strictObject({
  id: Uuid,
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(reportLimits.messageLength)),
  corrects: v.optional(v.picklist(['discoveredAt', 'description', 'nothing'])),
  sentAt: v.optional(v.string()),
})
const Reconcile = v.strictObject({ ids: v.pipe(v.array(Uuid), v.maxLength(500)) })
const AttachmentAnswer = v.object({ id: v.string(), sha256: v.string(), receivedAt: v.string() })

const header = (name: string, description: string) => ({ name, in: 'header' as const, required: false, description, schema: { type: 'string' as const } })
const as = header('Seintje-As', 'the identity under which the phone means to send; another session answers 401')
const reportRequest = {
  parameters: [header('Device-Now', "the device's clock at sending, UTC"), as],
  requestBody: {
    required: true,
    description: 'What the form of today writes; anything odd is kept, flagged and not applied',
    content: { 'application/json': { schema: resolver(Report) } },
  },
}
const photoRequest = {
  parameters: [header('Content-Digest', 'RFC 9530, sha-256 of the bytes'), as],
  requestBody: { required: true, content: { 'image/*': { schema: { type: 'string' as const, format: 'binary' } } } },
}

/** Reports, their photos and messages: what a phone sends and asks. */
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
        const id = uuid7(c, 'reportId', 'report.idInvalid')
        const bytes = await readBody(c, reportLimits.bodyBytes)
        const { first, acknowledgement } = await reportIncident(deps, actors, { id, bytes, deviceNow: c.req.header('device-now'), arrivedAt: c.var.arrivedAt })
        return c.json(acknowledgement, first ? 201 : 200)
      },
    )
    .get('/:reportId', describe('One own report', { 200: ReportForReporter }), param(ReportPath), async (c) =>
      c.json(await readMyReport(deps, needActors(c), c.req.valid('param').reportId)),
    )
    .put(
      '/:reportId/attachments/:attachmentId',
      describe('Add a photo: raw bytes, at most 8 MB, five per report', { 201: AttachmentAnswer, 200: AttachmentAnswer }, photoRequest),
      async (c) => {
        const actors = needActors(c)
        await deps.limits.take('writePerPerson', needSession(c).identityId)
        const reportId = uuid7(c, 'reportId', 'report.idInvalid')
        const id = uuid7(c, 'attachmentId', 'attachment.idInvalid')
        const bytes = await readBody(c, reportLimits.attachmentBytes)
        const { first, answer } = await addAttachment(deps, actors, { reportId, id, bytes, contentDigest: c.req.header('content-digest') })
        return c.json(answer, first ? 201 : 200)
      },
    )
    .get('/:reportId/attachments/:attachmentId', describe('One photo', { 200: 'the image' }), param(AttachmentPath), async (c) => {
      const { reportId, attachmentId } = c.req.valid('param')
      const { bytes, contentType } = await readAttachment(deps, needActors(c), { reportId, id: attachmentId })
      return c.body(bytes, 200, {
        'content-type': contentType,
        'cache-control': 'no-store',
        'content-disposition': 'inline',
        'content-security-policy': "default-src 'none'; sandbox",
      })
    })
    .post('/:reportId/messages/read', describe('The reporter has the messages of the team on his screen', { 204: 'noted' }), param(ReportPath), async (c) => {
      await markMyMessagesRead(deps, needActors(c), c.req.valid('param').reportId)
      return c.body(null, 204)
    })
    .post(
      '/:reportId/messages',
      describe('A question, an answer or a correction; nothing is ever replaced', { 201: MessageView, 200: MessageView }),
      param(ReportPath),
      json(Message),
      async (c) => {
        const actors = needActors(c)
        await deps.limits.take('writePerPerson', needSession(c).identityId)
        const { first, message } = await sendMessage(deps, actors, c.req.valid('param').reportId, c.req.valid('json'))
        return c.json(message, first ? 201 : 200)
      },
    )

/** An id made on the device: UUIDv7, lower case. Anything else cannot be compared for ever. */
function uuid7(c: Context<Env>, name: string, code: ProblemCode): string {
  const id = c.req.param(name)?.toLowerCase() ?? ''
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) throw new Problem(code, { field: name })
  return id
}
