import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { HandInBoard } from '../../shared/access/hand-in-view.ts'
import { unverified, type Unverified } from '../../shared/access/roles.ts'
import { Acknowledgement } from '../../shared/incident/views.ts'
import { boardOfCode, handInBoard } from '../access/school-code.ts'
import type { Deps } from '../deps.ts'
import type { Env } from '../http/context.ts'
import { networkOf } from '../http/network.ts'
import type { LimitName } from '../http/rate-limit.ts'
import { describe, header, json, sendingAs } from '../http/validate.ts'
import { AttachmentAnswer, photoRequest, takePhoto } from './report-part-routes.ts'
import { reportRequest, takeReport } from './report-routes.ts'

const Check = v.strictObject({ code: v.pipe(v.string(), v.maxLength(100)) })
const withCode = header('Seintje-School-Code', "the board's code: eight letters, as they are read")
const signedOut = <T extends { parameters: ReturnType<typeof header>[] }>(request: T) => ({
  ...request,
  parameters: [withCode, ...request.parameters.filter((one) => one !== sendingAs)],
})

/** Whoever holds the school's code, as a sender: a session, if there is one, is not looked at. */
async function senderOf(c: Context<Env>, deps: Deps, perNetwork: LimitName, perBoard: LimitName): Promise<Unverified> {
  const network = networkOf(c, deps.env)
  const organisationId = await boardOfCode(deps, network, c.req.header('seintje-school-code') ?? '')
  await deps.limits.take(perNetwork, network)
  await deps.limits.take(perBoard, organisationId)
  return unverified(organisationId)
}

/** Handing in without signing in, because the mail is down: the same report, marked as not verified. */
export const handInRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post('/check', describe('Whose code this is, and whom to phone there', { 200: HandInBoard, 403: 'not a code, or not any more' }), json(Check), async (c) =>
      c.json(await handInBoard(deps, await boardOfCode(deps, networkOf(c, deps.env), c.req.valid('json').code))),
    )
    .put(
      '/reports/:reportId',
      describe(
        "Hand in a report with the school's code: as PUT /reports, not verified",
        { 201: Acknowledgement, 200: Acknowledgement },
        signedOut(reportRequest),
      ),
      async (c) => {
        const sender = await senderOf(c, deps, 'handInPerNetwork', 'handInPerBoard')
        const { first, acknowledgement } = await takeReport(c, deps, [sender])
        return c.json(acknowledgement, first ? 201 : 200)
      },
    )
    .put(
      '/reports/:reportId/attachments/:attachmentId',
      describe(
        'Add a photo to a report that was handed in and that nobody confirmed yet',
        { 201: AttachmentAnswer, 200: AttachmentAnswer },
        signedOut(photoRequest),
      ),
      async (c) => {
        const sender = await senderOf(c, deps, 'handInPhotoPerNetwork', 'handInPhotoPerBoard')
        const { first, answer } = await takePhoto(c, deps, [sender])
        return c.json(answer, first ? 201 : 200)
      },
    )
