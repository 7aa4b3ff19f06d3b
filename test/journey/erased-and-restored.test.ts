import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { v7 } from 'uuid'
import { afterAll, expect, it } from 'vitest'
import { backupStore, restoreStore } from '../../api/db/backup.ts'
import { openDurablePglite } from '../../api/db/durable-pglite.ts'
import { jpeg } from '../support/hand-in.ts'
import { lostStick, withCookie } from '../support/office.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'seintje-restore-'))
const file = join(dataDir, 'back-up.tar.gz')
const port = 20_000 + (process.pid % 2000)
const origin = `http://localhost:${port}`
const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent', SEINTJE_MODE: 'demo', NODE_ENV: 'test' }
const dies = fileURLToPath(new URL('../support/dies-at-the-ledger.ts', import.meta.url))
const program = (...more: string[]) => ['--import', './api/quick-start.js', ...more]

let server: ChildProcess | undefined
afterAll(async () => {
  await stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** The real server as anyone starts it; ready once it answers. */
async function start(...preload: string[]) {
  const child = spawn(process.execPath, program(...preload, 'api/main.ts'), { env, stdio: 'ignore' })
  server = child
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error('the server did not start')
    const ready = await fetch(`${origin}/healthz`).catch(() => undefined)
    if (ready?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the server did not become ready')
}

async function stop() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server?.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
}

/** A command as an administrator types it. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, program('api/main.ts', ...args), { env, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

/** Into the store of a server that stands still. */
async function query<T>(text: string, params: unknown[] = []): Promise<T[]> {
  const { pg } = await openDurablePglite(join(dataDir, 'store'))
  const { rows } = await pg.query<T>(text, params)
  await pg.close()
  return rows
}

async function as(persona: string) {
  const headers = { 'content-type': 'application/json' }
  const opened = await fetch(`${origin}/api/v1/session/demo`, { method: 'POST', headers, body: JSON.stringify({ persona }) })
  return withCookie((path, init) => fetch(`${origin}${path}`, init), opened.headers.get('set-cookie')!.split(';')[0]!)
}

const [erased, kept] = [v7(), v7()]
const now = new Date().toISOString()
const body = lostStick(now)
type Row = { table: string; id: string; opens: boolean; row: string | null }
const isEvent = ({ table }: Row) => table === 'event'
/** The log as it stands, what of each report opens, the tombstones, and the photos, of which there was one. */
const all = `select 'event' as table, lpad(sequence::text, 9, '0') as id, false as opens, e::text as row from event e
  union all select 'report', id::text, wrapped_key is not null or length(body_sealed) > 0, null from report
  union all select 'tombstone', id::text, false, null from report_id where erased_at is not null
  union all select 'photo', id::text, true, null from attachment order by 1, 2`
const onlyOneOpens = [
  { table: 'report', id: erased, opens: false, row: null },
  { table: 'report', id: kept, opens: true, row: null },
  { table: 'tombstone', id: erased, opens: false, row: null },
]

it('stays erased when the server is killed between ledger and commit, and when an older back-up is put back', async () => {
  await start()
  const noor = await as('teacher')
  const { incidentId } = await (await noor.put(`/reports/${erased}`, body)).json()
  expect((await noor.put(`/reports/${erased}/attachments/${v7()}`, jpeg)).status).toBe(201)
  expect((await noor.put(`/reports/${kept}`, body)).status).toBe(201)
  // A running server is not copied: the lock of its folder says who has it.
  await expect(backupStore(dataDir, file, now)).rejects.toThrow(`proces ${server?.pid}`)
  await stop()
  await query(`update incident set state = 'closed', closed_at = now() where id = $1`, [incidentId])

  expect(run('backup', file)).toMatchObject({ status: 0, said: expect.stringContaining('Gooi hem weg uiterlijk op') })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  await expect(backupStore(dataDir, file, now)).rejects.toMatchObject({ code: 'backupThere' })

  await start('--import', dies)
  const killed = new Promise((resolve) => server?.once('exit', (_code, signal) => resolve(signal)))
  await expect((await as('dpo')).post(`/incidents/${incidentId}/erasure`, { reason: 'De bewaartijd is voorbij' })).rejects.toThrow()
  expect(await killed).toBe('SIGKILL')
  expect(readFileSync(join(dataDir, 'ledger/erased.jsonl'), 'utf8')).toContain(incidentId)
  const before = await query<Row>(all)
  expect(before).toContainEqual(expect.objectContaining({ table: 'report', id: erased, opens: true }))
  await start()
  await isGone(incidentId)
  await stop()
  expect(run('verify-log')).toMatchObject({ status: 0, said: expect.stringContaining('goed / good') })
  const after = await query<Row>(all)
  expect(after.filter(isEvent).slice(0, before.filter(isEvent).length)).toEqual(before.filter(isEvent))
  expect(after.filter((row) => !isEvent(row))).toEqual(onlyOneOpens)

  await expect(restoreStore(dataDir, file)).rejects.toMatchObject({ code: 'restoreNotEmpty' })
  renameSync(join(dataDir, 'store'), join(dataDir, 'moved-away'))
  const restored = run('restore', file)
  expect(restored).toMatchObject({ status: 0, said: expect.stringContaining('Opnieuw gewist: 1 incidenten') })
  expect((await query<Row>(all)).filter((row) => !isEvent(row))).toEqual(onlyOneOpens)

  // The log says that it is older than what it once was, and what to do about it.
  const heads = join(dataDir, 'ledger/chain-heads.jsonl')
  expect(run('verify-log')).toMatchObject({ status: 1, said: expect.stringContaining(`De database is ouder dan ${heads}`) })
}, 120_000)

/** Told to whoever asks, also to a phone that still has it. */
async function isGone(incidentId: string) {
  const [noor, dpo] = [await as('teacher'), await as('dpo')]
  expect((await noor.put(`/reports/${erased}`, body)).status).toBe(410)
  expect(await (await noor.post('/reports/reconcile', { ids: [erased, kept] })).json()).toMatchObject({ gone: [erased], missing: [] })
  expect((await dpo.get(`/incidents/${incidentId}`)).status).toBe(410)
}

it('puts nothing back of a file that is cut off or no back-up, and leaves the folder as it was', async () => {
  rmSync(join(dataDir, 'store'), { recursive: true })
  truncateSync(file, Math.floor(statSync(file).size / 2))
  for (const one of [file, 'package.json', join(dataDir, 'nowhere')]) await expect(restoreStore(dataDir, one)).rejects.toMatchObject({ code: 'backupBroken' })
  expect(readdirSync(dataDir).filter((name) => name.startsWith('store'))).toEqual([])
  await expect(backupStore(dataDir, join(dataDir, 'other'), now)).rejects.toMatchObject({ code: 'backupNothing' })
})
