import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as schema from '../../../api/db/schema.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'

const folder = new URL('../../../api/db/migrations/', import.meta.url)
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
const journal = read('meta/_journal.json') as { entries: { idx: number; tag: string; when: number }[] }

let store: TestDatabase
beforeAll(async () => void (store = await testDatabase()))
afterAll(() => store.drop())

it('has a journal that goes forward only', () => {
  expect(journal.entries.map((entry) => entry.idx)).toEqual(journal.entries.map((_, at) => at))
  expect(journal.entries.map((entry) => entry.when)).toEqual(journal.entries.map((entry) => entry.when).toSorted((a, b) => a - b))
})

it('has run every one of them, once', async () => {
  const done = await store.sql<{ at: number }>('select created_at::float8 as at from drizzle.__drizzle_migrations order by id')
  expect(done.map((row) => row.at)).toEqual(journal.entries.map((entry) => entry.when))
})

it('makes exactly the tables of schema.ts', async () => {
  const last = read(`meta/${String(journal.entries.length - 1).padStart(4, '0')}_snapshot.json`)
  expect(await generateMigration(last, generateDrizzleJson(schema, last.id))).toEqual([])
})
