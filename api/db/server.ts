import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/node-postgres'
import { NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres/session'
import pg from 'pg'
import { isStartRefusal, startRefusal } from '../start-refusal.ts'
import { sqlState } from './errors.ts'
import { migrate, type Admit } from './migrate.ts'
import type { Engine, Sql } from './open.ts'

const dialect = new PgDialect()
/** 'seintje' on a telephone: only we take this lock. */
const migrationLock = 7_346_853
const second = 1_000

/** A PostgreSQL server. Refuses with a StartRefusal when it is away, refuses us or would forget what it acknowledged. */
export async function openServer(databaseUrl: string, admit?: Admit): Promise<Engine> {
  try {
    await migrateServer(databaseUrl, admit)
  } catch (error) {
    throw refusalOf(error, databaseUrl)
  }
  return poolEngine(makePool(databaseUrl))
}

export function makePool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: 'seintje',
    max: 10,
    connectionTimeoutMillis: 5 * second,
    idleTimeoutMillis: 30 * second,
    statement_timeout: 15 * second,
    lock_timeout: 10 * second,
    idle_in_transaction_session_timeout: 30 * second,
    // a server that vanished without a word never answers
    query_timeout: 20 * second,
    keepAlive: true,
  })
  // An idle connection that breaks is replaced at the next question; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

export function poolEngine(pool: pg.Pool): Engine {
  let closing: Promise<void> | undefined
  return {
    engine: 'postgres',
    transaction: async (begin, work) => {
      const client = await pool.connect()
      let open = true
      let broken = false
      const breaks = () => void (broken = true)
      // A connection that breaks between two statements tells so here alone; unheard it would end the process.
      client.on('error', breaks)
      try {
        await client.query(`begin; ${begin}`)
        const result = await work(drizzleOn(client, () => open))
        open = false
        // a transaction that failed halfway answers commit with a rollback
        const { command } = await client.query('commit')
        if (command === 'ROLLBACK') throw new Error('the transaction had failed already')
        return result
      } catch (error) {
        open = false
        await client.query('rollback').catch(() => (broken = true))
        throw error
      } finally {
        client.off('error', breaks)
        client.release(broken)
      }
    },
    close: () => (closing ??= pool.end()),
  }
}

/** What outlives its transaction would run as the login user on a connection that is someone else's by then: `isOpen` is asked at each statement. */
function drizzleOn(client: pg.PoolClient, isOpen: () => boolean): Sql {
  const query = async (statement: pg.QueryConfig, values: unknown[]) => {
    if (!isOpen()) throw new Error('the transaction has ended: await every statement in it')
    return client.query(statement, values)
  }
  return new NodePgTransaction(dialect, new NodePgSession({ query } as unknown as pg.PoolClient, dialect, undefined), undefined) as unknown as Sql
}

/** On a connection of its own, under a lock: of several processes that start together one migrates and the others wait. */
async function migrateServer(connectionString: string, admit: Admit | undefined) {
  const client = new pg.Client({ connectionString, application_name: 'seintje migrations', connectionTimeoutMillis: 5 * second, keepAlive: true })
  client.on('error', () => {})
  await client.connect()
  try {
    await refuseForgetful(client)
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrate(drizzle(client) as unknown as Sql, admit)
    await client.query('begin; set local role seintje_app; set local role seintje_reader; rollback')
  } finally {
    await client.end().catch(() => {})
  }
}

async function refuseForgetful(client: pg.Client) {
  const { rows } = await client.query<{ name: string; setting: string; version: number }>(
    `select name, setting, current_setting('server_version_num')::int as version from pg_settings where name in ('fsync', 'synchronous_commit')`,
  )
  if ((rows[0]?.version ?? 0) < 150_000) throw startRefusal('serverOld', { found: Math.floor((rows[0]?.version ?? 0) / 10_000) })
  const off = rows.find((row) => row.setting === 'off')
  if (off) throw startRefusal('serverForgets', { setting: off.name })
}

function refusalOf(error: unknown, databaseUrl: string): unknown {
  if (isStartRefusal(error)) return error
  const state = sqlState(error)
  const { hostname, port, username, pathname } = new URL(databaseUrl)
  const values = {
    server: `${hostname}:${port || 5432}`,
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    why: (error as Error).message || String((error as { code?: unknown }).code),
  }
  if (state === '28P01' || state === '28000') return startRefusal('serverPassword', values)
  if (state === '3D000') return startRefusal('serverNoDatabase', values)
  if (state === '42501') return startRefusal('serverRights', values)
  if (state && !state.startsWith('57') && !state.startsWith('53')) return Object.assign(startRefusal('serverFailed', values), { cause: error })
  return Object.assign(startRefusal('serverAway', values), { cause: error })
}
