import { Hono } from 'hono'
import { between, minutes, type Instant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import type { Env } from './context.ts'

const tooOld = minutes(1)

/** For a load balancer: may people and reports be sent here? The store answers, holds this version's tables, and the engine beats; else 503. */
export const readyRoutes = (deps: Deps, engine: { lastTickAt: () => Instant | null }) =>
  new Hono<Env>().get('/', async (c) => {
    const store = await deps.db.ping().then(
      () => true,
      () => false,
    )
    const migrations = store && (await deps.db.isMigrated().catch(() => false))
    const lastTickAt = engine.lastTickAt()
    const beats = lastTickAt !== null && between(lastTickAt, deps.clock.now()) < tooOld
    const ready = store && migrations && beats
    return c.json({ ready, store, migrations, engine: beats }, ready ? 200 : 503)
  })
