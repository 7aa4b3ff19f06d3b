import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { Problem } from '../../shared/problem.ts'
import type { Env } from './context.ts'

export interface MetricsText {
  contentType: string
  read: () => Promise<string>
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** For Prometheus, with the token as Bearer. Whoever has it not, or where none is set, finds nothing here. */
export const metricsRoutes = (metrics: MetricsText | undefined, token: string | undefined) =>
  new Hono<Env>().get('/', async (c) => {
    const [, given = ''] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    // Digests are of one length, so how long it takes tells nothing of how much was right.
    if (!metrics || !token || !timingSafeEqual(digest(given), digest(token))) throw new Problem('request.notFound')
    return c.body(await metrics.read(), 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
  })
