import { Hono } from 'hono'
import * as v from 'valibot'
import { AuthenticationResponse, OpenSessionView, RequestChallenge, SessionsEnded } from '../../shared/access/key-views.ts'
import { SessionView } from '../../shared/access/session-view.ts'
import type { Deps } from '../deps.ts'
import { giveCookie, needActors, needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { networkOf } from '../http/network.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { deviceLabel } from './device-label.ts'
import { askDesk, openDesk } from './open-desk.ts'
import { viewOf } from './routes.ts'
import { listSessions, revokeOtherSessions, revokeSession } from './revoke-session.ts'
import { askStepUp, stepUp } from './step-up.ts'

const OpenDesk = v.strictObject({ challengeId: Uuid, response: AuthenticationResponse, ownDevice: v.optional(v.boolean()) })
const StepUp = v.strictObject({ challengeId: Uuid, response: AuthenticationResponse })
const SessionPath = v.strictObject({ id: Uuid })

/** The desk opens with a passkey, and a passkey is shown again before what cannot be undone. */
export const deskRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post('/desk/challenge', describe('What a passkey signs to open the desk; the same for everyone', { 200: RequestChallenge }), async (c) =>
      c.json(await askDesk(deps, { network: networkOf(c, deps.env) })),
    )
    .post('/desk', describe('Open the desk with a passkey', { 200: SessionView, 403: 'no such passkey' }), json(OpenDesk), async (c) => {
      const label = deviceLabel(c.req.header('user-agent'))
      const opened = await openDesk(deps, { ...c.req.valid('json'), label, network: networkOf(c, deps.env), before: c.var.session })
      giveCookie(c, deps, opened.token, opened.session)
      return c.json(await viewOf(deps, opened.session))
    })
    .post('/step-up/challenge', describe('What a passkey signs before what cannot be undone', { 200: RequestChallenge }), async (c) =>
      c.json(await askStepUp(deps, needActors(c), needSession(c))),
    )
    .post('/step-up', describe('Show a passkey: good for ten minutes', { 204: 'shown' }), json(StepUp), async (c) => {
      await stepUp(deps, needActors(c), { session: needSession(c), ...c.req.valid('json') })
      return c.body(null, 204)
    })

/** Where somebody is signed in. */
export const sessionListRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('Where I am signed in', { 200: v.array(OpenSessionView) }), async (c) => c.json(await listSessions(deps, needActors(c), needSession(c))))
    .delete('/', describe('End all my sessions but this one, and but open desks where this one is none', { 200: SessionsEnded }), async (c) =>
      c.json(await revokeOtherSessions(deps, needActors(c), needSession(c))),
    )
    .delete(
      '/:id',
      describe('End one of my sessions', { 204: 'ended', 403: 'an open desk is ended at the desk', 404: 'not there' }),
      param(SessionPath),
      async (c) => {
        await revokeSession(deps, needActors(c), { ...c.req.valid('param'), session: needSession(c) })
        return c.body(null, 204)
      },
    )
