import { parse, protocol, types, type PGlite, type QueryOptions, type Transaction } from '@electric-sql/pglite'
import { PgDialect } from 'drizzle-orm/pg-core'
import { PgliteSession, PgliteTransaction } from 'drizzle-orm/pglite/session'
import type { Engine, Sql } from './open.ts'

const dialect = new PgDialect()
const asText = (value: string) => value
/** Moments come as text, as they do from a server. */
export const parsers = { [types.TIMESTAMPTZ]: asText, [types.TIMESTAMP]: asText, [types.DATE]: asText, [types.INTERVAL]: asText }

/** PGlite runs one transaction at a time; whoever asks meanwhile waits. `check` throws when nothing may be acknowledged; it is asked before a commit and after it. */
export function pgliteEngine(pg: PGlite, check: () => void = () => {}): Engine {
  let closing: Promise<void> | undefined
  return {
    engine: 'embedded',
    transaction: async (begin, work) => {
      const result = await pg.transaction(async (tx) => {
        await tx.exec(begin)
        let open = true
        try {
          const done = await work(drizzleOn(pg, () => open))
          check()
          return done
        } finally {
          open = false
        }
      })
      check()
      return result
    },
    close: () => (closing ??= pg.close()),
  }
}

/** What outlives its transaction would run as superuser, past every fence: `isOpen` is asked at each statement. */
function drizzleOn(pg: PGlite, isOpen: () => boolean): Sql {
  const query = (text: string, params: unknown[], options?: QueryOptions) =>
    pg.runExclusive(async () => {
      if (!isOpen()) throw new Error('the transaction has ended: await every statement in it')
      return ask(pg, text, params, options)
    })
  return new PgliteTransaction(dialect, new PgliteSession({ query } as unknown as Transaction, dialect, undefined), undefined) as unknown as Sql
}

const { serialize } = protocol

/** Statements kept ready: what a batch or a list of another length says is another text, so there is an end to it. */
const mostKept = 250
type Kept = { names: Map<string, string>; count: number }
const kept = new WeakMap<PGlite, Kept>()

function keptOf(pg: PGlite): Kept {
  const known = kept.get(pg) ?? { names: new Map(), count: 0 }
  kept.set(pg, known)
  return known
}

/**
 * A statement in one message instead of PGlite's own six, and planned once instead of each time: planning is most of what a small
 * statement costs here. The plan is the app's role's, under which every transaction runs; PostgreSQL plans anew when a table changes.
 */
async function ask(pg: PGlite, text: string, params: unknown[], options?: QueryOptions) {
  const statements = keptOf(pg)
  const known = statements.names.get(text)
  const name = known ?? (statements.names.size < mostKept ? `s${++statements.count}` : '')
  const steps = [
    ...(known ? [] : [serialize.parse({ name, text })]),
    serialize.bind({ statement: name, values: params.map(asParam) }),
    serialize.describe({ type: 'P' }),
    serialize.execute(),
    serialize.sync(),
  ]
  try {
    const { messages } = await pg.execProtocol(Buffer.concat(steps), { syncToFs: false })
    if (name) statements.names.set(text, name)
    return parse.parseResults(messages, pg.parsers, options?.rowMode ? { rowMode: options.rowMode } : undefined)[0]
  } catch (error) {
    // The store started anew and knows none of them any more: this transaction fails and is tried again, the next one plans afresh.
    if ((error as { code?: unknown }).code === '26000') statements.names.clear()
    throw error
  }
}

function asParam(value: unknown): string | ArrayBufferView | null {
  if (value === null || value === undefined) return null
  if (ArrayBuffer.isView(value)) return value
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') throw new TypeError('a list or object is no parameter: spell lists out, write objects as JSON')
  return String(value)
}
