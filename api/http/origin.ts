import type { MiddlewareHandler } from 'hono'
import { Problem } from '../../shared/problem.ts'
import type { Env } from './context.ts'

/**
 * A write that a browser sends from another site is refused: beside the SameSite cookie, the second lock on the same door. So is
 * reading: a page elsewhere cannot see the answer, but it could fill the log with things that nobody looked at.
 */
export const sameOrigin =
  (publicUrl: string, demo: boolean): MiddlewareHandler<Env> =>
  async (c, next) => {
    const site = c.req.header('sec-fetch-site')
    const elsewhere = site !== undefined && site !== 'same-origin' && site !== 'none'
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    if (elsewhere && (!reads || c.req.path.startsWith('/api/v1/'))) throw new Problem('request.origin')
    const origin = c.req.header('origin')
    const own = demo ? [`http://${c.req.header('host')}`, new URL(publicUrl).origin] : [new URL(publicUrl).origin]
    if (!reads && origin !== undefined && !own.includes(origin)) throw new Problem('request.origin')
    return next()
  }

/** The demo answers this machine only: no proxy in between, no other name (security.md, Demo). */
export const demoOnlyHere = (): MiddlewareHandler<Env> => async (c, next) => {
  const forwarded = [...c.req.raw.headers.keys()].some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'))
  const host = (c.req.header('host') ?? '').replace(/:\d+$/, '')
  if (forwarded || !['localhost', '127.0.0.1', '[::1]'].includes(host)) throw new Problem('request.host')
  return next()
}
