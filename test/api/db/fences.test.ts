import { sql as query, type SQL } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../../api/db/open.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'

/** Everything else holds a board's data and must stand behind the fence: a new table that does not fails here. */
const outsideBoards = [
  'alarm_due',
  'certificate',
  'identity',
  'identity_organisation',
  'installation',
  'passkey',
  'passkey_challenge',
  'passkey_invitation',
  'push_subscription',
  'recovery_code',
  'report_id',
  'school_code',
  'session',
  'sign_in_code',
]
const ours = '01890000-0000-7000-8000-000000000001'
const theirs = '01890000-0000-7000-8000-000000000002'

const store: TestDatabase = await testDatabase()
const tables = await store.sql<{ name: string; fenced: boolean; policies: number; board: boolean }>(`
  select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as fenced,
    (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
    exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and a.attnotnull) as board
  from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`)
const boardTables = tables.map((table) => table.name).filter((name) => !outsideBoards.includes(name))

beforeAll(async () => {
  for (const name of boardTables) for (const board of [ours, theirs]) await store.sql(await insertion(name, board))
})
afterAll(() => store.drop())

/** A row of whatever, made from the catalogue. */
async function insertion(name: string, board: string): Promise<string> {
  const columns = await store.sql<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = '' and attnotnull order by attnum`,
    [name],
  )
  const values = columns.map(({ name, type }) => (name === 'organisation_id' ? `'${board}'` : (samples[type] ?? `'x'`)))
  return `insert into ${name} (${columns.map((column) => column.name).join(', ')}) values (${values.join(', ')})`
}
const samples: Record<string, string> = {
  ...{ uuid: 'gen_random_uuid()', bytea: `'\\x00'`, jsonb: `'{}'`, boolean: 'false', 'timestamp with time zone': `'2026-03-02T09:15Z'` },
  ...{ smallint: '1', integer: '1', bigint: '1', 'text[]': `'{}'`, 'uuid[]': `'{}'` },
}

const asBoard = <T>(board: string, work: (sql: Sql) => Promise<T>) => store.db.inBoard({ organisationId: board }, ({ sql }) => work(sql))
const rowsOf = async (sql: Sql, statement: SQL) => (await sql.execute(statement)).rows.length
const raw = (text: string) => query.raw(text)

describe('the app', () => {
  it('works as a role that may not log in, rule or pass a fence', async () => {
    const [role] = await asBoard(ours, async (sql) => (await sql.execute(raw('select current_user as name'))).rows)
    expect(role).toEqual({ name: 'seintje_app' })
    expect(await store.sql(`select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles where rolname = 'seintje_app'`)).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false },
    ])
  })

  it('reads for a person as a role with one more fence and no right more', async () => {
    const reader = { organisationId: ours, personId: ours, seats: ['dpo'], at: '2026-03-02T09:15:00.000Z' }
    const [role] = await store.db.inBoard(reader, async ({ sql }) => (await sql.execute(raw('select current_user as name'))).rows)
    expect(role).toEqual({ name: 'seintje_reader' })
    expect(await store.sql(`select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles where rolname = 'seintje_reader'`)).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false },
    ])
  })

  it('keeps no board from one transaction to the next', async () => {
    await asBoard(ours, (sql) => rowsOf(sql, raw('select * from school')))
    expect(await store.db.outside((sql) => rowsOf(sql, raw('select * from school')))).toBe(0)
  })
})

it('has every table with a board behind the fence but the ones known to stand outside', () => {
  expect(tables.filter((table) => !table.fenced).map((table) => table.name)).toEqual(outsideBoards)
  expect(tables.filter((table) => table.fenced && (![1, 2].includes(table.policies) || !table.board))).toEqual([])
})

it('begins every key of a board with the board', async () => {
  const keys = await store.sql<{ table: string; key: string; first: string }>(
    `
    select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as key, a.attname as first
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indisunique and i.indrelid::regclass::text = any(string_to_array($1, ','))`,
    [boardTables.join(',')],
  )
  expect(new Set(keys.map((key) => key.table)).size).toBe(boardTables.length)
  expect(keys.filter((key) => key.first !== 'organisation_id')).toEqual([])
})

describe.each(boardTables)('in %s', (name) => {
  it(`shows the own board's rows and no other's, whatever is asked`, async () => {
    const own = await asBoard(ours, async (sql) => (await sql.execute<{ organisation_id: string }>(raw(`select * from ${name}`))).rows)
    expect(own.map((row) => row.organisation_id)).toEqual([ours])
    expect(await asBoard(ours, (sql) => rowsOf(sql, raw(`select * from ${name} where organisation_id = '${theirs}' or true offset 1`)))).toBe(0)
    expect(await store.db.outside((sql) => rowsOf(sql, raw(`select * from ${name}`)))).toBe(0)
  })

  it(`lets nobody change or delete another board's rows`, async () => {
    const verbs = { update: `update ${name} set organisation_id = organisation_id`, delete: `delete from ${name}` }
    for (const [privilege, verb] of Object.entries(verbs)) {
      if (await mayNever(name, privilege)) {
        expect(await denied(verb)).toEqual(['42501', '42501'])
        continue
      }
      expect(await asBoard(ours, (sql) => rowsOf(sql, raw(`${verb} where organisation_id = '${theirs}' returning 1`)))).toBe(0)
      expect(await store.db.outside((sql) => rowsOf(sql, raw(`${verb} returning 1`)))).toBe(0)
    }
    expect(await store.sql(`select 1 from ${name}`)).toHaveLength(2)
  })

  it(`takes no row for another board, and none without a board`, async () => {
    const statement = await insertion(name, theirs)
    expect(await denied(statement)).toEqual(['42501', '42501'])
  })

  it('lets no row move to another board', async () => {
    expect((await denied(`update ${name} set organisation_id = '${theirs}'`))[0]).toBe('42501')
  })

  it('is emptied by nobody', async () => {
    expect(await denied(`truncate ${name}`)).toEqual(['42501', '42501'])
  })
})

/** Rows that are only ever added: the app's role lacks the right itself. */
const appendOnly = ['event', 'event_link', 'chain_cut', 'log_review']
const mayNever = async (table: string, privilege: string) => {
  const [row] = await store.sql<{ may: boolean }>(`select has_table_privilege('seintje_app', '${table}', '${privilege}') as may`)
  if (appendOnly.includes(table)) expect(row).toEqual({ may: false })
  return row?.may === false
}

/** The SQLSTATE of the refusal, in our board and in none. */
async function denied(statement: string) {
  const code = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: { code?: string }) => error.code,
    )
  return [await code(asBoard(ours, (sql) => sql.execute(raw(statement)))), await code(store.db.outside((sql) => sql.execute(raw(statement))))]
}

it.each([`update event set actor = 'x'`, 'delete from event', 'truncate event', 'alter table event disable row level security', 'drop table event'])(
  'refuses to events: %s',
  async (statement) => {
    expect(await denied(statement)).toEqual(['42501', '42501'])
  },
)

it('keeps the id of a report for good', async () => {
  await store.sql(`insert into report_id (id, organisation_id) values (gen_random_uuid(), '${ours}')`)
  expect(await denied('delete from report_id')).toEqual(['42501', '42501'])
  expect(await denied(`update report_id set organisation_id = '${theirs}'`)).toEqual(['42501', '42501'])
})

it('lets a school code end and never begin again', async () => {
  await store.sql(`insert into school_code (code_mac, organisation_id, created_at) values ('\\x01', '${ours}', now())`)
  expect(await denied('delete from school_code')).toEqual(['42501', '42501'])
  expect(await denied(`update school_code set organisation_id = '${theirs}'`)).toEqual(['42501', '42501'])
})
