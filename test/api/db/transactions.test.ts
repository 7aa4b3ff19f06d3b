import { inspect } from 'node:util'
import { sql as query } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { school } from '../../../api/db/schema.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'

const organisationId = '01890000-0000-7000-8000-000000000001'
const id = '01890000-0000-7000-8000-00000000000a'
let store: TestDatabase
beforeAll(async () => void (store = await testDatabase()))
afterAll(() => store.drop())

it('answers a ping', () => store.db.ping())

it('tells what is to be told only after the rows are on disk', async () => {
  const told: string[] = []
  await store.db.inBoard({ organisationId }, async (tx) => {
    tx.afterCommit(() => told.push('committed'))
    await tx.sql.insert(school).values({ organisationId, id, name: 'De Waterlelie' })
    expect(told).toEqual([])
  })
  expect(told).toEqual(['committed'])
  expect(await store.sql('select name from school')).toEqual([{ name: 'De Waterlelie' }])
})

it('stays done when whoever was told of it fails', async () => {
  const warned = new Promise<Error>((heard) => process.once('warning', heard))
  const done = await store.db.inBoard({ organisationId }, async (tx) => {
    tx.afterCommit(() => {
      throw new Error('nobody listens')
    })
    return 'done'
  })
  expect(done).toBe('done')
  expect((await warned).message).toBe('nobody listens')
})

it('keeps nothing and tells nothing of a transaction that failed', async () => {
  const told: string[] = []
  const failing = store.db.inBoard({ organisationId }, async (tx) => {
    tx.afterCommit(() => told.push('committed'))
    await tx.sql.insert(school).values({ organisationId, id: crypto.randomUUID(), name: 'Het Riet' })
    throw new Error('not today')
  })
  await expect(failing).rejects.toThrow('not today')
  expect(told).toEqual([])
  expect(await store.sql('select count(*)::int as n from school')).toEqual([{ n: 1 }])
})

it('does not commit what a swallowed refusal left half done', async () => {
  const swallowing = store.db.inBoard({ organisationId }, async (tx) => {
    await tx.sql.execute(query`select 1 / 0`).catch(() => {})
    return 'fine'
  })
  await expect(swallowing).rejects.toThrow()
})

it('goes on in a board within the same transaction', async () => {
  const seen = await store.db.outside(async (tx) => {
    const before = (await tx.select().from(school)).length
    const board = await store.db.enterBoard(tx, organisationId)
    return { before, after: (await board.sql.select().from(school)).length }
  })
  expect(seen).toEqual({ before: 0, after: 1 })
})

it('refuses a transaction within a transaction instead of waiting for itself', async () => {
  const nested = store.db.inBoard({ organisationId }, () => store.db.outside(async () => 1))
  await expect(nested).rejects.toThrow('a transaction within a transaction')
})

it('runs nothing that outlives its transaction: it would stand outside every fence', async () => {
  const left = await store.db.outside(async (sql) => sql)
  await expect(left.execute(query`select 1`)).rejects.toThrow()
  expect(await store.sql('select count(*)::int as n from school')).toEqual([{ n: 1 }])
})

it('says nothing of values in its errors', async () => {
  const story = 'Jan verloor een stick'
  const failing = store.db.inBoard({ organisationId }, ({ sql }) => sql.execute(query`select ${story}::text::int`))
  const error = await failing.catch((error: Error) => error)
  expect(error).toMatchObject({ name: 'DatabaseError', code: '22P02' })
  expect(inspect(error)).not.toContain('stick')
})

it('takes nothing but a UUID for a board', async () => {
  await expect(store.db.inBoard({ organisationId: `'; drop table school; --` }, async () => 1)).rejects.toThrow(TypeError)
})
