import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { Env } from './context.ts'

/** Lives and reaches its store, or 503: nothing about contents, so anyone may ask. */
export const healthRoutes = (deps: Deps) =>
  new Hono<Env>().get('/', async (c) => {
    const ahead = deps.clockAheadSeconds?.()
    const facts = { store: deps.db.engine, now: deps.clock.now(), ...(ahead === undefined ? {} : { clockAheadSeconds: ahead }) }
    try {
      await deps.db.ping()
      return c.json({ status: 'ok', ...facts })
    } catch {
      return c.json({ status: 'unavailable', ...facts }, 503)
    }
  })
