import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../api/db/open.ts'

/** The embedded store in a process of its own, for tests that kill it, count its fsyncs or break its disk: `node store-process.ts <dataDir> <what>`. */
const [, , dataDir = '', what = ''] = process.argv
const organisationId = '01890000-0000-7000-8000-000000000001'
const say = (line: unknown) => process.stdout.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`)

const disk = { fsyncs: 0, broken: false }
const fsync = fs.fsyncSync
fs.fsyncSync = (file) => {
  disk.fsyncs++
  if (disk.broken) throw Object.assign(new Error('the disk says no'), { code: 'EIO' })
  fsync(file)
}
syncBuiltinESMExports()
const { openDb } = await import('../../api/db/open.ts')
const { attachment, school } = await import('../../api/db/schema.ts')

async function write(db: Db): Promise<string> {
  const id = crypto.randomUUID()
  await db.inBoard({ organisationId }, ({ sql }) => sql.insert(school).values({ organisationId, id, name: 'De Waterlelie' }))
  return id
}
const count = (db: Db) => db.inBoard({ organisationId }, async ({ sql }) => (await sql.select().from(school)).length)

/** PostgreSQL's log is cut in files of 16 MB. */
const logFiles = () => fs.readdirSync(join(dataDir, 'store/pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name)).length

async function addMegabyte(db: Db): Promise<void> {
  const photo = { organisationId, contentType: 'image/jpeg', bytes: 0, contentMac: new Uint8Array(32), receivedAt: '2026-03-02T09:15:00.000Z' }
  const row = () => ({ ...photo, reportId: crypto.randomUUID(), id: crypto.randomUUID(), contentSealed: crypto.getRandomValues(new Uint8Array(65_536)) })
  await db.inBoard({ organisationId }, ({ sql }) => sql.insert(attachment).values(Array.from({ length: 16 }, row)))
}

const programs: Record<string, (db: Db) => Promise<void>> = {
  /** holds the folder until its input ends, and writes a row for each line it gets */
  hold: async (db) => {
    for await (const _ of process.stdin) say(await write(db))
  },
  /** writes without end and names each row once it is acknowledged */
  write: async (db) => {
    for (;;) await Promise.all(Array.from({ length: 4 }, async () => say(await write(db))))
  },
  rows: async (db) =>
    void say(await db.inBoard({ organisationId }, async ({ sql }) => (await sql.select({ id: school.id }).from(school)).map((row) => row.id))),
  fsyncs: async (db) => {
    await write(db)
    const counts: number[] = []
    for (let i = 0; i < 5; i++) {
      const before = disk.fsyncs
      await write(db)
      counts.push(disk.fsyncs - before)
    }
    const before = disk.fsyncs
    await count(db)
    say({ perCommit: counts, perRead: disk.fsyncs - before })
  },
  /** five reports over the API: what was brought to the disk between each request and its answer */
  reports: async (db) => {
    const { office, lostStick } = await import('./office.ts')
    const o = await office({ store: { db, sql: async () => [], drop: async () => undefined } })
    const noor = await o.as('teacher')
    const answers: { status: number; fsyncs: number }[] = []
    for (let i = 0; i < 5; i++) {
      const before = disk.fsyncs
      const { status } = await noor.put(`/reports/${o.deps.newId()}`, lostStick(o.now()))
      answers.push({ status, fsyncs: disk.fsyncs - before })
    }
    say(answers)
  },
  /** 256 MB in photos */
  fill: async (db) => {
    for (let i = 0; i < 256; i++) {
      await addMegabyte(db)
      await write(db)
    }
    say({ logFiles: logFiles(), rows: await count(db) })
  },
  /** 96 MB in photos, and then nothing for a while */
  rest: async (db) => {
    for (let i = 0; i < 96; i++) await addMegabyte(db)
    const busy = logFiles()
    for (const end = performance.now() + 10_000; logFiles() >= busy && performance.now() < end;) await sleep(100)
    say({ busy, quiet: logFiles() })
  },
  /** the disk refuses for a while */
  break: async (db) => {
    await write(db)
    disk.broken = true
    const codes: unknown[] = []
    for (let i = 0; i < 3; i++) await write(db).catch((error: { code: string }) => codes.push(error.code))
    disk.broken = false
    let rows: unknown
    for (const end = performance.now() + 20_000; typeof rows !== 'number' && performance.now() < end; await sleep(200))
      rows = await count(db).catch((error: { code: string }) => error.code)
    await write(db)
    say({ codes, rows, after: await count(db) })
  },
}

try {
  const db = await openDb({ dataDir })
  say('open')
  await programs[what]!(db)
  await db.close()
} catch (error) {
  say({ refused: (error as Error).name, code: (error as { code?: string }).code, message: (error as Error).message })
  process.exitCode = 1
}
