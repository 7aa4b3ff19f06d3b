import { Hono } from 'hono'
import * as v from 'valibot'
import { demoPersonas, SessionView } from '../../shared/access/session-view.ts'
import { deviceLabel } from '../access/device-label.ts'
import { openSession } from '../access/open-session.ts'
import { stepUpInDemo } from '../access/step-up.ts'
import { viewOf } from '../access/routes.ts'
import type { Deps } from '../deps.ts'
import { giveCookie, needActors, needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json } from '../http/validate.ts'
import { demoIdentity } from './board.ts'

const DemoSession = v.strictObject({ persona: v.picklist(demoPersonas) })
const Messages = v.object({
  items: v.array(v.object({ at: v.string(), channel: v.picklist(['mail', 'push']), to: v.string(), subject: v.string(), text: v.string() })),
})

/** One tap and you are one of the nine fictional people, with both scopes. Only in the demo. */
export const demoSessionRoutes = (deps: Deps) =>
  new Hono<Env>().post('/', describe('Become a fictional person (demo only)', { 200: SessionView }), json(DemoSession), async (c) => {
    const opened = await openSession(deps, {
      identityId: demoIdentity(c.req.valid('json').persona),
      ...{ scope: 'desk', ownDevice: true, label: deviceLabel(c.req.header('user-agent')), steppedUp: true },
    })
    giveCookie(c, deps, opened.token, opened.session)
    return c.json(await viewOf(deps, opened.session))
  })

/** As if a passkey was shown: nobody in the demo needs one. Only in the demo. */
export const demoStepUpRoutes = (deps: Deps) =>
  new Hono<Env>().post('/', describe('Count as having shown a passkey (demo only)', { 204: 'counts' }), async (c) => {
    await stepUpInDemo(deps, needActors(c), needSession(c))
    return c.body(null, 204)
  })

/** The mails and messages that went out, so that a newcomer sees what an FG gets without a mailbox. Only in the demo. */
export const demoMessageRoutes = (deps: Deps) =>
  new Hono<Env>().get('/messages', describe('Mails and pushes that went out (demo only)', { 200: Messages }), (c) =>
    c.json({ items: deps.demoMessages?.list() ?? [] }),
  )
