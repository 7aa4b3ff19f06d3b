import { AsyncLocalStorage } from 'node:async_hooks'
import { sql as query } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { openEmbedded } from './embedded.ts'
import { readable } from './errors.ts'
import { isInstant } from '../../shared/instant.ts'
import { isMigrated } from './migrate.ts'
import { checkInstallation, claimInstallation, type Claim } from './installation.ts'
import { openServer } from './server.ts'

/** What `sql.execute` answers on both drivers. */
type Answer<Row> = { rows: Row[] }
interface Rows extends PgQueryResultHKT {
  type: Answer<this['row']>
}
/** Drizzle on either driver, within one transaction; `sql.query` does not exist, `returning()` tells what changed. */
export type Sql = PgDatabase<Rows, Record<string, never>>
export type BoardTx = { organisationId: string; sql: Sql; afterCommit: (fn: () => void) => void }

/** Who reads, as the fence asks it. Whoever is handed in as a board and is a person is a reader: `wholeBoard` lets go of that. */
export type Reader = { personId: string; seats: readonly string[]; at: string }
export type Board = { organisationId: string } & (Partial<Reader> | { personId: null })

/** The board without its reader: for intake, for what concerns the reader's own report, and for the engine. */
export const wholeBoard = ({ organisationId }: { organisationId: string }): Board => ({ organisationId })

const appRole = 'seintje_app'

/**
 * From here on this transaction sees the whole board: for a verb that the fence let through, and whose own change may put the
 * incident out of its reader's sight.
 */
export const leaveFence = (tx: BoardTx) => tx.sql.execute(query`select set_config('role', ${appRole}, true)`)

export interface Db {
  engine: 'embedded' | 'postgres'
  /**
   * One transaction in which this board's rows show and no other's; where a reader is named, only the incidents he may see
   * (migration 0003). What is given to `afterCommit` runs once the rows are on disk.
   */
  inBoard: <T>(board: Board, work: (tx: BoardTx) => Promise<T>) => Promise<T>
  /** One transaction in no board: only the tables outside boards show rows. */
  outside: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>
  /** Within `outside`: go on in a board, in the same transaction. */
  enterBoard: (sql: Sql, organisationId: string) => Promise<BoardTx>
  ping: () => Promise<void>
  /** Whether the store holds exactly the migrations of this version: another one may have started beside us and gone on. */
  isMigrated: () => Promise<boolean>
  /** Waits for what is under way. */
  close: () => Promise<void>
}

/** What the two engines do differently: `begin` is run as the transaction's first statements. */
export interface Engine {
  engine: Db['engine']
  transaction: <T>(begin: string, work: (sql: Sql) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** The store, migrated and ready. With `claim` data of another mode or root key is refused untouched. Refuses with a StartRefusal; the folder is kept whatever happens. */
export async function openDb({ dataDir, databaseUrl, claim }: { dataDir: string; databaseUrl?: string | undefined; claim?: Claim }): Promise<Db> {
  const admit = async (sql: Sql) => void (claim && (await checkInstallation(sql, claim)))
  const db = makeDb(databaseUrl ? await openServer(databaseUrl, admit) : await openEmbedded(dataDir, admit))
  if (!claim) return db
  try {
    await claimInstallation(db, claim.keys, claim.mode)
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}

type Open = { done: boolean; afterCommit: (() => void)[] }

export function makeDb(engine: Engine): Db {
  const current = new AsyncLocalStorage<Open>()
  const transactions = new WeakMap<Sql, Open>()

  async function run<T>(begin: string, work: (sql: Sql, open: Open) => Promise<T>): Promise<T> {
    // The embedded store would wait for itself for ever, the server could run out of connections.
    if (current.getStore()?.done === false) throw new Error('a transaction within a transaction: use the one that is open')
    const open: Open = { done: false, afterCommit: [] }
    try {
      const result = await engine.transaction(begin, (sql) => {
        transactions.set(sql, open)
        return current.run(open, () => work(sql, open))
      })
      open.done = true
      open.afterCommit.forEach(quietly)
      return result
    } catch (error) {
      open.done = true
      throw readable(error)
    }
  }

  const boardTx = (organisationId: string, sql: Sql, open: Open): BoardTx => ({ organisationId, sql, afterCommit: (fn) => void open.afterCommit.push(fn) })
  return {
    engine: engine.engine,
    inBoard: async (board, work) => run(within(board), (sql, open) => work(boardTx(board.organisationId, sql, open))),
    outside: (work) => run(asApp, (sql) => work(sql)),
    enterBoard: async (sql, organisationId) => {
      const open = transactions.get(sql)
      if (!open) throw new Error('enterBoard wants the sql that outside() gave')
      await sql.execute(query`select set_config('app.organisation_id', ${boardId(organisationId)}, true)`)
      return boardTx(organisationId, sql, open)
    },
    // As whoever signed in to migrate: the app's role does not see that list.
    isMigrated: () => run('set transaction read only', isMigrated),
    ping: () => run(asApp, async (sql) => void (await sql.execute(query`select 1`))),
    close: () => engine.close(),
  }
}

/** The rows are on disk: whoever fails to hear of it does not make them undone. */
function quietly(fn: () => void) {
  try {
    fn()
  } catch (error) {
    process.emitWarning(error as Error)
  }
}

const asApp = `set local role ${appRole}`
/** The same rights behind one more fence (migration 0003). */
const asReader = 'set local role seintje_reader'

function within(board: Board): string {
  const place = `set local app.organisation_id = '${boardId(board.organisationId)}'`
  if (!board.personId) return `${asApp}; ${place}`
  const { personId, seats = [], at = '' } = board
  if (!seats.every((seat) => /^[a-zA-Z:]+$/.test(seat))) throw new TypeError('a seat is a role, or a role with :deputy')
  if (!isInstant(at)) throw new TypeError('a reader comes with the moment at which he reads')
  return `${asReader}; ${place}; set local app.person_id = '${boardId(personId)}'; set local app.seats = '${seats.join(',')}'; set local app.at = '${at}'`
}

/** It goes into the text of a statement, so nothing but a UUID may pass. */
function boardId(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new TypeError('a board and a person are named by a UUID')
  return id
}
