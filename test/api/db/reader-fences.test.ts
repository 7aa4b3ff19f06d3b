import { sql as query } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reader, Sql } from '../../../api/db/open.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'

const board = '01890000-0000-7000-8000-000000000001'
const frits = '01890000-0000-7000-8000-000000000031'
const at = '2026-03-02T09:15:00.000Z'
const seen = { incident: '01890000-0000-7000-8000-000000000041', part: '01890000-0000-7000-8000-000000000042' }
const hidden = { incident: '01890000-0000-7000-8000-000000000051', part: '01890000-0000-7000-8000-000000000052' }

const store: TestDatabase = await testDatabase()
const tables = await store.sql<{ name: string; fenced: boolean }>(`
  select c.relname as name, exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'reader' and not p.polpermissive) as fenced
  from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`)
const fenced = tables.filter((table) => table.fenced).map((table) => table.name)

/** Rows that hang on an incident and are for nobody's eyes: the engine's own list, without contents, which no reader asks for. */
const forTheEngine = ['alarm_due']

beforeAll(async () => {
  for (const ids of [seen, hidden]) for (const name of ['incident', ...fenced.filter((one) => one !== 'incident')]) await store.sql(await insertion(name, ids))
  await store.sql(`update incident set recused = array['${frits}'::uuid] where id = '${hidden.incident}'`)
})
afterAll(() => store.drop())

/** A row of whatever about this incident; everything about it has the same id, so that what follows something finds it. */
async function insertion(name: string, { incident, part }: typeof seen): Promise<string> {
  const columns = await store.sql<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
       and (attnotnull and not atthasdef or attname in ('incident_id', 'report_id')) order by attnum`,
    [name],
  )
  const known: Record<string, string> = {
    organisation_id: board,
    incident_id: incident,
    report_id: part,
    subject_id: part,
    id: name === 'incident' ? incident : part,
  }
  const values = columns.map((column) => (known[column.name] ? `'${known[column.name]}'` : (samples[column.type] ?? `'x'`)))
  return `insert into ${name} (${columns.map((column) => column.name).join(', ')}) values (${values.join(', ')})`
}
const samples: Record<string, string> = {
  ...{ uuid: 'gen_random_uuid()', bytea: `decode(md5(random()::text), 'hex')`, jsonb: `'{}'`, boolean: 'false', 'timestamp with time zone': `'${at}'` },
  ...{ smallint: '1', integer: '(random() * 1000000)::int', bigint: '1', 'text[]': `'{}'`, 'uuid[]': `'{}'` },
}

const reader: Reader = { personId: frits, seats: ['staff', 'dpo'], at }
const as = <T>(who: Reader, work: (sql: Sql) => Promise<T>) => store.db.inBoard({ organisationId: board, ...who }, ({ sql }) => work(sql))
const rowsOf = (text: string, who = reader) => as(who, async (sql) => (await sql.execute(query.raw(text))).rows)
const refusalOf = (text: string) =>
  rowsOf(text).then(
    () => undefined,
    (error: { code?: string }) => error.code,
  )

it('stands around every table of a board that hangs on an incident or a report', async () => {
  const hanging = await store.sql<{ name: string }>(`
    select distinct attrelid::regclass::text as name from pg_attribute join pg_class c on c.oid = attrelid
    where attname in ('incident_id', 'report_id') and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`)
  expect(hanging.map(({ name }) => name).filter((name) => !fenced.includes(name) && !forTheEngine.includes(name))).toEqual([])
})

/** What is made here is neither an open decision nor a draft: such a row is changed by nobody (migration 0006). */
const settled = ['decision', 'authority_notice']

describe.each(fenced)('somebody who is recused, in %s', (name) => {
  it('finds the other rows and none of it, whatever he asks', async () => {
    expect(await store.sql(`select 1 from ${name}`)).toHaveLength(2)
    expect(await rowsOf(`select * from ${name}`)).toHaveLength(1)
    expect(await rowsOf(`select count(*)::int as n from ${name} where true or organisation_id is not null`)).toEqual([{ n: 1 }])
    expect(await rowsOf(`select a.* from ${name} a join ${name} b on true join incident i on true`)).toHaveLength(1)
    expect(
      await rowsOf(`select * from (select ctid as place, * from ${name} offset 0) sub where exists (select 1 from ${name} x where x.ctid = sub.place)`),
    ).toHaveLength(1)
    expect(await rowsOf(`with every as materialized (select * from ${name}) select * from every union all select * from every`)).toHaveLength(2)
  })

  it('changes and deletes none of it', async () => {
    for (const verb of [`update ${name} set organisation_id = organisation_id returning 1`, `delete from ${name} returning 1`]) {
      const [row] = await store.sql<{ may: boolean }>(`select has_table_privilege('seintje_app', '${name}', '${verb.slice(0, 6)}') as may`)
      if (!row!.may || (settled.includes(name) && verb.startsWith('update'))) expect(await refusalOf(verb)).toBe('42501')
      else expect(await undone(verb)).toBe(1)
    }
    expect(await store.sql(`select 1 from ${name}`)).toHaveLength(2)
  })

  it('adds nothing to it, and learns nothing from trying', async () => {
    // An incident that is not there yet is nobody's secret; one that is in sight is not put out of his own sight either.
    const statement =
      name === 'incident' ? `update incident set recused = array['${frits}'::uuid] where id = '${seen.incident}'` : await insertion(name, hidden)
    expect(await refusalOf(`${statement} returning *`)).toBe('42501')
    if (name !== 'incident') expect(await refusalOf(`${statement} on conflict do nothing`)).toBe('42501')
  })
})

/** How many rows a statement touches, taken back. */
async function undone(text: string): Promise<number> {
  let touched = -1
  const back = new Error('back')
  await as(reader, async (sql) => {
    touched = (await sql.execute(query.raw(text))).rows.length
    throw back
  }).catch((error: unknown) => {
    if (error !== back) throw error
  })
  return touched
}

it('shows no hidden row to a function of the reader’s own that writes down whatever passes it', async () => {
  const caught = await as(reader, async (sql) => {
    await sql.execute(query.raw('create temp table caught (what text) on commit drop'))
    await sql.execute(
      query.raw(
        `create function pg_temp.peek(what text) returns boolean language plpgsql cost 0.0001 as $$ begin insert into caught values (what); return true; end $$`,
      ),
    )
    await sql.execute(query.raw('select 1 from incident where pg_temp.peek(id::text)'))
    await sql.execute(query.raw('select 1 from report where pg_temp.peek(incident_id::text)'))
    return (await sql.execute<{ what: string }>(query.raw('select distinct what from caught'))).rows
  })
  expect(caught).toEqual([{ what: seen.incident }])
})

describe('an incident', () => {
  const shows = async (who: Partial<Reader>) => (await rowsOf(`select id from incident where id = '${hidden.incident}'`, { ...reader, ...who })).length === 1
  const put = (change: string) => store.sql(`update incident set ${change} where id = '${hidden.incident}'`)

  it('shows to nobody whose seat it is not for, and to no deputy of a seat it is for', async () => {
    await put(`recused = '{}', audience = '{chair,headOfIct}'`)
    expect(await shows({ seats: ['staff', 'dpo'] })).toBe(false)
    expect(await shows({ seats: ['staff', 'chair:deputy'] })).toBe(false)
    expect(await shows({ seats: [] })).toBe(false)
    expect(await shows({ seats: ['chair'] })).toBe(true)
  })

  it('shows to whoever broke the glass until that moment, and never to somebody who is recused', async () => {
    await put(`recused = '{}', opened = '{"${frits}": "${at}"}'`)
    expect(await shows({ seats: ['staff'], at: '2026-03-02T09:14:59.999Z' })).toBe(true)
    expect(await shows({ seats: ['staff'], at })).toBe(false)
    await put(`recused = array['${frits}'::uuid]`)
    expect(await shows({ seats: ['staff', 'dpo', 'chair'], at: '2026-03-02T09:00:00.000Z' })).toBe(false)
  })
})
