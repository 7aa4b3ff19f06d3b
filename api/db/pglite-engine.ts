import type { PGlite } from '@electric-sql/pglite'
import { PgDialect } from 'drizzle-orm/pg-core'
import { PgliteSession, PgliteTransaction } from 'drizzle-orm/pglite/session'
import { Problem } from '../../shared/problem.ts'
import type { Engine, Sql } from './open.ts'

const dialect = new PgDialect()

/**
 * PGlite runs one transaction at a time; whoever asks meanwhile waits. `isBroken`: the disk failed or the folder's lock is lost.
 * PGlite swallows what its engine throws, so that is asked before and after each commit, and nothing is acknowledged once it is so.
 */
export function pgliteEngine(pg: PGlite, isBroken: () => boolean): Engine {
  let closing: Promise<void> | undefined
  const stopWhenBroken = () => {
    if (isBroken()) throw new Problem('server.unavailable', { retryAfter: 5 })
  }
  return {
    engine: 'embedded',
    transaction: async (begin, work) => {
      stopWhenBroken()
      const result = await pg.transaction(async (tx) => {
        await tx.exec(begin)
        const done = await work(new PgliteTransaction(dialect, new PgliteSession(tx, dialect, undefined), undefined) as unknown as Sql)
        stopWhenBroken()
        return done
      })
      stopWhenBroken()
      return result
    },
    close: () => (closing ??= pg.close()),
  }
}
