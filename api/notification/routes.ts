import { Hono } from 'hono'
import * as v from 'valibot'
import { AddAttempt, AddLetter, FileNotice, inTimes, NoticesView, PaperAsked, SaveNotice, StartNotice } from '../../shared/notification/notice-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { addAttempt } from './add-attempt.ts'
import { addLetter } from './add-letter.ts'
import { dropNotice } from './drop-notice.ts'
import { noticeAsJson, noticeAsPaper } from './export-notice.ts'
import { fileNotice } from './file-notice.ts'
import { readNotices } from './read-notices.ts'
import { saveNotice } from './save-notice.ts'
import { startNotice } from './start-notice.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const NoticePath = v.object({ incidentId: Uuid, noticeId: Uuid })
const Ok = v.object({ ok: v.literal(true) })
const Started = v.object({ noticeId: v.string() })
const Saved = v.object({ revision: v.number() })
const Filed = v.object({ noticeId: v.string(), inTime: v.nullable(v.picklist(inTimes)) })
const Tried = v.object({ retryAt: v.string() })
const Added = v.object({ letterId: v.string() })

/** The chair may, where it came straight to him: whether it did shows only inside. */
const straight = { addressee: 'chair' } as const
const attached = (name: string, type: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
  'x-content-type-options': 'nosniff',
})
const nameOf = (lang: 'nl' | 'en') => ({ nl: 'melding-ap', en: 'notification-ap' })[lang]

/** The notification as it is written, filed and kept. */
const versionRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/:incidentId/notices', describe('The notification to the authority, and what came of it', { 200: NoticesView }), param(IncidentPath), async (c) =>
      c.json(await readNotices(deps, needAble(c, 'incident.read'), c.req.valid('param').incidentId)),
    )
    .post(
      '/:incidentId/notices',
      describe('Begins a draft, filled in with what is known', { 200: Started, 409: 'another kind is being written' }),
      param(IncidentPath),
      json(StartNotice),
      async (c) => c.json(await startNotice(deps, needAble(c, 'notice.write', straight), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .put(
      '/:incidentId/notices/:noticeId',
      describe('Saves a draft; who had an older one before him is told', { 200: Saved, 409: 'somebody else saved it' }),
      param(NoticePath),
      json(SaveNotice),
      async (c) => c.json(await saveNotice(deps, needAble(c, 'notice.write', straight), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .delete('/:incidentId/notices/:noticeId', describe('Throws a draft away', { 200: Ok }), param(NoticePath), async (c) => {
      await dropNotice(deps, needAble(c, 'notice.write', straight), c.req.valid('param'))
      return c.json({ ok: true as const })
    })
    .post(
      '/:incidentId/notices/:noticeId/filed',
      describe('The form was sent: this version stays as it is, and a clock that runs stops', { 200: Filed, 422: 'reasons are needed' }),
      param(NoticePath),
      json(FileNotice),
      async (c) => c.json(await fileNotice(deps, needAble(c, 'incident.file', straight), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )

/** Versions to take along, attempts that failed, and the post after it. */
export const noticeRoutes = (deps: Deps) =>
  new Hono<Env>()
    .route('/', versionRoutes(deps))
    .get(
      '/:incidentId/notices/:noticeId/paper',
      describe('A version as an accessible PDF', { 200: 'application/pdf' }),
      param(NoticePath),
      query(PaperAsked),
      async (c) => {
        const asked = { ...c.req.valid('param'), ...c.req.valid('query') }
        return c.body(await noticeAsPaper(deps, needAble(c, 'incident.read'), asked), 200, attached(`${nameOf(asked.lang)}.pdf`, 'application/pdf'))
      },
    )
    .get(
      '/:incidentId/notices/:noticeId/json',
      describe('A version as JSON, as it is read and as it is stored', { 200: 'application/json' }),
      param(NoticePath),
      query(PaperAsked),
      async (c) => {
        const asked = { ...c.req.valid('param'), ...c.req.valid('query') }
        const file = await noticeAsJson(deps, needAble(c, 'incident.read'), asked)
        return c.body(JSON.stringify(file, null, 2), 200, attached(`${nameOf(asked.lang)}.json`, 'application/json; charset=utf-8'))
      },
    )
    .post(
      '/:incidentId/filing-attempts',
      describe('The form could not be reached; it is tried again within the hour', { 200: Tried }),
      param(IncidentPath),
      json(AddAttempt),
      async (c) => c.json(await addAttempt(deps, needAble(c, 'incident.file', straight), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:incidentId/authority-letters',
      describe('What came from the authority, or went to it', { 200: Added }),
      param(IncidentPath),
      json(AddLetter),
      async (c) => c.json(await addLetter(deps, needAble(c, 'notice.correspond', straight), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
