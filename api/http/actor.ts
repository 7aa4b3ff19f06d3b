import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { can, type Action, type Actor, type Target } from '../../shared/access/roles.ts'
import { Problem, type ProblemCode } from '../../shared/problem.ts'
import { recordRefusal } from '../access/record.ts'
import { cookieAge, currentSession } from '../access/current-session.ts'
import { noteNetwork } from '../access/known-networks.ts'
import { steppedUpFor } from '../access/open-session.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession, Env } from './context.ts'
import { networkOf } from './network.ts'

/** `__Host-` binds the cookie to this host over https; a plain name on the loopback demo, where browsers differ about Secure. */
const cookieName = (deps: Deps) => (isHttps(deps) ? '__Host-seintje' : 'seintje')
const isHttps = (deps: Deps) => deps.env.publicUrl.startsWith('https:')

/** Refusals that stand in the log of each board: somebody asked for what is not his, or showed a key that is none. */
const inTheLog: ReadonlySet<ProblemCode> = new Set([
  'access.denied',
  'session.deskNeedsPasskey',
  'session.keyNeeded',
  'key.notVerified',
  'key.invitationOver',
  'key.recoveryWrong',
  'keyReset.anotherPerson',
])

/** Who asks: sets session and actors, or leaves them empty. Limits each person, and each network without a person. */
export const whoAsks =
  (deps: Deps): MiddlewareHandler<Env> =>
  async (c, next) => {
    const token = getCookie(c, cookieName(deps))
    const known = token ? await currentSession(deps, token) : null
    // Two tabs share one cookie: what a phone sends under a name leaves under that name, or not at all.
    const as = c.req.header('seintje-as')
    const found = known && (as === undefined || as === known.session.identityId) ? known : null
    if (token && found?.slid) giveCookie(c, deps, token, found.session)
    c.set('session', found?.session ?? null)
    c.set('actors', found?.actors ?? [])
    const network = networkOf(c, deps.env)
    for (const actor of found?.actors ?? []) noteNetwork(deps, network, actor.organisationId)
    if (found) await deps.limits.take('readPerPerson', found.session.identityId)
    else await deps.limits.take('perNetwork', network)
    await next()
    const code = c.error instanceof Problem ? c.error.code : undefined
    if (code && inTheLog.has(code)) await recordRefusal(deps, c.var.actors, `${c.req.method} ${routePath(c)}`, code)
  }

/** The session, or session.none: the phone keeps what it holds and asks to sign in. */
export function needSession(c: Context<Env>): CurrentSession {
  if (!c.var.session) throw new Problem('session.none')
  return c.var.session
}

/** The actors of a signed-in person. Refuses: session.none, access.noBoard (left, or not at any board). */
export function needActors(c: Context<Env>): [Actor, ...Actor[]] {
  needSession(c)
  const [first, ...others] = c.var.actors
  if (!first) throw new Problem('access.noBoard')
  return [first, ...others]
}

export function giveCookie(c: Context<Env>, deps: Deps, token: string, session: Pick<CurrentSession, 'ownDevice' | 'livesUntil'>) {
  const age = cookieAge(session, deps.clock.now())
  setCookie(c, cookieName(deps), token, { path: '/', httpOnly: true, secure: isHttps(deps), sameSite: 'Lax', ...(age === null ? {} : { maxAge: age }) })
}

export const takeCookie = (c: Context<Env>, deps: Deps) => void deleteCookie(c, cookieName(deps), { path: '/', secure: isHttps(deps) })

/** The actors that may do this by their role; none of them is access.denied, whether or not the thing exists. With a target: that may, were it this one. */
export function needAble(c: Context<Env>, action: Action, target: Target = {}): [Actor, ...Actor[]] {
  const [first, ...others] = needActors(c).filter((actor) => can(actor, action, target))
  if (!first) throw refusalOf(c, action, target)
  return [first, ...others]
}

/** The same before a body of megabytes is read: nobody has it taken in for what he may not send. */
export const ableFirst =
  (action: Action): MiddlewareHandler<Env> =>
  (c, next) => {
    needAble(c, action)
    return next()
  }

/** A desk action with a `device` session of someone who could: he is told what is missing, not that he may not. */
function refusalOf(c: Context<Env>, action: Action, target: Target): Problem {
  const asDesk = c.var.actors.some((actor) => can({ ...actor, scope: 'desk' }, action, target))
  return new Problem(asDesk ? 'session.deskNeedsPasskey' : 'access.denied')
}

/** Before what cannot be undone or takes data out. Refuses: session.none, session.stepUpNeeded. */
export function needStepUp(c: Context<Env>, deps: Deps): void {
  if (steppedUpFor(needSession(c), deps.clock.now()) === 0) throw new Problem('session.stepUpNeeded')
}

/** The route as it was written (`/api/v1/incidents/:incidentId`), so that no id or word of the request gets into the log. */
const routePath = (c: Context<Env>) => matchedRoutes(c).findLast((route) => route.path !== '*' && !route.path.endsWith('/*'))?.path ?? ''
