import { types, type PGlite, type QueryOptions, type Transaction } from '@electric-sql/pglite'
import { PgDialect } from 'drizzle-orm/pg-core'
import { PgliteSession, PgliteTransaction } from 'drizzle-orm/pglite/session'
import type { Engine, Sql } from './open.ts'

const dialect = new PgDialect()
const asText = (value: string) => value
/** Moments come as text, as they do from a server. Given once at the start: drizzle would merge its own into hundreds of others at every statement. */
export const parsers = { [types.TIMESTAMPTZ]: asText, [types.TIMESTAMP]: asText, [types.DATE]: asText, [types.INTERVAL]: asText }

/** PGlite runs one transaction at a time; whoever asks meanwhile waits. `check` throws when nothing may be acknowledged; it is asked before a commit and after it. */
export function pgliteEngine(pg: PGlite, check: () => void = () => {}): Engine {
  let closing: Promise<void> | undefined
  return {
    engine: 'embedded',
    transaction: async (begin, work) => {
      const result = await pg.transaction(async (tx) => {
        await tx.exec(begin)
        const done = await work(drizzleOn(tx))
        check()
        return done
      })
      check()
      return result
    },
    close: () => (closing ??= pg.close()),
  }
}

function drizzleOn(tx: Transaction): Sql {
  const query = (text: string, params: unknown[], options?: QueryOptions) => tx.query(text, params, options?.rowMode ? { rowMode: options.rowMode } : undefined)
  return new PgliteTransaction(dialect, new PgliteSession({ query } as unknown as Transaction, dialect, undefined), undefined) as unknown as Sql
}
