import { sql as query } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { makeRootKeys } from '../../../api/db/keys.ts'
import { openDb, type Db } from '../../../api/db/open.ts'
import { startPostgres } from '../../support/postgres-server.ts'
import { withDatabase } from '../../support/database.ts'

export function serverStories() {
  const { superUrl, ownerUrl } = inject('postgres')
  const superuser = new pg.Pool({ connectionString: superUrl, max: 2 })
  const opened: Db[] = []
  const made: string[] = []
  const open = async (databaseUrl: string) => {
    const db = await openDb({ dataDir: '', databaseUrl })
    opened.push(db)
    return db
  }
  const refusalOf = (url: string) =>
    open(url).then(
      () => undefined,
      (error: Error & { code: string }) => ({ name: error.name, code: error.code, message: error.message }),
    )
  let url: string

  beforeEach(async () => {
    const name = `s_${crypto.randomUUID().replaceAll('-', '')}`
    made.push(name)
    await superuser.query(`create database ${name} owner seintje`)
    url = withDatabase(ownerUrl, name)
  })
  afterAll(async () => {
    await Promise.all(opened.map((db) => db.close()))
    for (const name of made) await superuser.query(`drop database ${name} with (force)`)
    await superuser.end()
  })

  it('is made ready once by processes that start together', async () => {
    const together = await Promise.all([open(url), open(url), open(url)])
    await Promise.all(together.map((db) => db.ping()))
  })

  it('outlives a connection that breaks in the middle of a transaction, between two statements', async () => {
    const db = await open(url)
    const broken = db.outside(async (sql) => {
      const { rows } = await sql.execute<{ pid: number }>(query`select pg_backend_pid() as pid`)
      await superuser.query('select pg_terminate_backend($1, 5000)', [rows[0]!.pid])
      // nobody asks anything just now: the connection itself has to say it
      await new Promise((resolve) => setTimeout(resolve, 100))
      await sql.execute(query`select 1`)
    })
    await expect(broken).rejects.toMatchObject({ code: 'server.unavailable' })
    await db.ping()
  })

  it('refuses a wrong password, a missing database and a server that is away, each in one line without the password', async () => {
    const with_ = (change: (to: URL) => void) => {
      const to = new URL(url)
      change(to)
      return to.href
    }
    const cases: [string, string][] = [
      ['serverPassword', with_((to) => (to.password = 'geheim'))],
      ['serverNoDatabase', withDatabase(url, 'nergens')],
      ['serverAway', with_((to) => (to.port = '1'))],
    ]
    for (const [code, wrong] of cases) {
      const refusal = await refusalOf(wrong)
      expect(refusal).toMatchObject({ name: 'StartRefusal', code })
      expect(refusal?.message).not.toMatch(/\n|geheim|owner@/)
    }
  })

  it('refuses a server that would forget what it acknowledged', async () => {
    await superuser.query(`alter database ${made.at(-1)} set synchronous_commit to off`)
    expect(await refusalOf(url)).toMatchObject({ code: 'serverForgets' })
  })

  it('refuses a user who may not make the role, and says what an administrator can do', async () => {
    await superuser.query(`drop role if exists weak; create role weak login password 'weak'; revoke create on schema public from public`)
    const weak = new URL(url)
    weak.username = weak.password = 'weak'
    expect(await refusalOf(weak.href)).toMatchObject({ code: 'serverRights' })
  })

  it('starts for a user who may make no role, where an administrator did what that sentence says', async () => {
    await (await open(url)).ping()
    await superuser.query(`drop role if exists plain; create role plain login password 'plain'; grant seintje_app, seintje_reader to plain`)
    await superuser.query(`drop database if exists plain; `)
    await superuser.query(`create database plain owner plain`)
    const plain = new URL(withDatabase(url, 'plain'))
    plain.username = plain.password = 'plain'
    const db = await open(plain.href)
    await db.ping()
    await db.close()
    await superuser.query('drop database plain')
  })

  it('refuses a store that was put back without a fence, and names the table', async () => {
    await (await open(url)).ping()
    const client = new pg.Client(url)
    await client.connect()
    await client.query('drop policy reader on delivery')
    await client.end()
    const refusal = await refusalOf(url)
    expect(refusal).toMatchObject({ code: 'fenceMissing' })
    expect(refusal?.message).toContain('delivery')
  })

  it('refuses tables of a newer Seintje and leaves them as they are', async () => {
    await (await open(url)).ping()
    const client = new pg.Client(url)
    await client.connect()
    await client.query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`)
    await client.end()
    expect(await refusalOf(url)).toMatchObject({ code: 'newerStore' })
  })

  it('refuses data of the other mode before it touches it', async () => {
    const keys = await makeRootKeys(new Uint8Array(32).fill(1))
    opened.push(await openDb({ dataDir: '', databaseUrl: url, claim: { keys, mode: 'production' } }))
    await expect(openDb({ dataDir: '', databaseUrl: url, claim: { keys, mode: 'demo' } })).rejects.toMatchObject({ code: 'demoOnProduction' })
    opened.push(await openDb({ dataDir: '', databaseUrl: url, claim: { keys, mode: 'production' } }))
  })

  describe('when the server goes away', () => {
    let server: Awaited<ReturnType<typeof startPostgres>>
    beforeAll(async () => void (server = await startPostgres()))
    afterAll(() => server.stop())

    it('answers server.unavailable meanwhile and goes on by itself', async () => {
      const db = await open(server.ownerUrl)
      await db.ping()
      await server.pause()
      await expect(db.ping()).rejects.toMatchObject({ code: 'server.unavailable' })
      await server.restart()
      await db.ping()
    })
  })
}
