import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { Env } from './context.ts'

/** Lives and reaches its store, or 503: nothing about contents, so anyone may ask. */
export const healthRoutes = (deps: Deps) =>
  new Hono<Env>().get('/', async (c) => {
    try {
      await deps.db.ping()
      return c.json({ status: 'ok', store: deps.db.engine, now: deps.clock.now() })
    } catch {
      return c.json({ status: 'unavailable', store: deps.db.engine, now: deps.clock.now() }, 503)
    }
  })
