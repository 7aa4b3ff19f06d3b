import { Hono } from 'hono'
import * as v from 'valibot'
import { SessionView } from '../../shared/access/session-view.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { giveCookie, needActors, needSession, takeCookie } from '../http/actor.ts'
import type { CurrentSession, Env } from '../http/context.ts'
import { networkOf } from '../http/network.ts'
import { describe, json } from '../http/validate.ts'
import { askCode } from './ask-code.ts'
import { closeSession } from './close-session.ts'
import { actorsOf } from './current-session.ts'
import { deviceLabel } from './device-label.ts'
import { openSessionByCode } from './open-session.ts'
import { readSession } from './read-session.ts'

const Email = v.pipe(v.string(), v.trim(), v.maxLength(200), v.email())
const AskCode = v.strictObject({ email: Email })
const OpenSession = v.strictObject({ email: Email, code: v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/)), ownDevice: v.optional(v.boolean(), false) })

/** Signing in and out. `/session/demo` is not mounted at all in production. */
export const sessionRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('Who is signed in on this device', { 200: SessionView, 401: 'nobody' }), async (c) => {
      const session = needSession(c)
      return c.json(await readSession(deps, session, needActors(c)))
    })
    .post('/code', describe('Mail a sign-in code; the same answer for an unknown address', { 202: 'accepted' }), json(AskCode), async (c) => {
      await askCode(deps, { ...c.req.valid('json'), network: networkOf(c, deps.env) })
      return c.json({ ok: true }, 202)
    })
    .post('/', describe('Trade the code for a `device` session', { 200: SessionView, 401: 'wrong or expired code' }), json(OpenSession), async (c) => {
      const { email, code, ownDevice } = c.req.valid('json')
      const from = { network: networkOf(c, deps.env), label: deviceLabel(c.req.header('user-agent')) }
      const opened = await openSessionByCode(deps, { email, code, ownDevice, ...from })
      giveCookie(c, deps, opened.token, opened.session)
      return c.json(await viewOf(deps, opened.session))
    })
    .delete('/', describe('Sign out', { 204: 'signed out' }), async (c) => {
      if (c.var.session) await closeSession(deps, c.var.session)
      takeCookie(c, deps)
      return c.body(null, 204)
    })

/** The view of a session that was just opened. */
export async function viewOf(deps: Deps, session: CurrentSession) {
  const [first, ...others] = await actorsOf(deps, session)
  if (!first) throw new Problem('access.noBoard')
  return readSession(deps, session, [first, ...others])
}
