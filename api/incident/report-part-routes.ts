import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { Sender } from '../../shared/access/roles.ts'
import { reportLimits } from '../../shared/incident/report.ts'
import { MessageView } from '../../shared/incident/views.ts'
import type { Deps } from '../deps.ts'
import { needActors, needSession } from '../http/actor.ts'
import { readBody } from '../http/body.ts'
import type { Env } from '../http/context.ts'
import { describe, header, json, param, sendingAs, Uuid, uuid7 } from '../http/validate.ts'
import { inPhotoLine } from '../pressure.ts'
import { addAttachment } from './add-attachment.ts'
import { readAttachment } from './read-attachment.ts'
import { markMyMessagesRead } from './read-my-reports.ts'
import { sendMessage } from './send-message.ts'

const ReportPath = v.object({ reportId: Uuid })
const AttachmentPath = v.object({ reportId: Uuid, attachmentId: Uuid })
const Message = v.strictObject({
  id: Uuid,
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(reportLimits.messageLength)),
  corrects: v.optional(v.picklist(['discoveredAt', 'description', 'nothing'])),
  sentAt: v.optional(v.string()),
})
export const AttachmentAnswer = v.object({ id: v.string(), sha256: v.string(), receivedAt: v.string() })

export const photoRequest = {
  parameters: [header('Content-Digest', 'RFC 9530, sha-256 of the bytes'), sendingAs],
  requestBody: { required: true, content: { 'image/*': { schema: { type: 'string' as const, format: 'binary' } } } },
}

/** The photo of a request, stored when it is its turn; from whoever may, signed in or with the school's code. */
export function takePhoto(c: Context<Env>, deps: Deps, senders: readonly Sender[]) {
  const most = reportLimits.attachmentBytes
  const reportId = uuid7(c, 'reportId', 'report.idInvalid')
  const id = uuid7(c, 'attachmentId', 'attachment.idInvalid')
  const contentDigest = c.req.header('content-digest')
  return inPhotoLine(deps, Math.min(Number(c.req.header('content-length')) || most, most), {
    read: () => readBody(c, most),
    store: (bytes) => addAttachment(deps, senders, { reportId, id, bytes, contentDigest }),
  })
}

/** What hangs on a report: its photos and messages. */
export const reportPartRoutes = (deps: Deps) =>
  new Hono<Env>()
    .put(
      '/:reportId/attachments/:attachmentId',
      describe('Add a photo: raw bytes, at most 8 MB, five per report', { 201: AttachmentAnswer, 200: AttachmentAnswer }, photoRequest),
      async (c) => {
        const actors = needActors(c)
        await deps.limits.take('writePerPerson', needSession(c).identityId)
        const { first, answer } = await takePhoto(c, deps, actors)
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
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
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
