import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { v7 } from 'uuid'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import { minutes } from '../../shared/instant.ts'
import { withDatabase, type Row } from './database.ts'
import { freePort } from './free-port.ts'
import { startHoldingMail, type HoldingMail } from './holding-mail.ts'
import { lostStick, withCookie } from './office.ts'
import { startPostgres } from './postgres-server.ts'
import { startPushService } from './push-service.ts'

/** One real process, `node api/main.ts`, with a mail server of its own, so that a test knows who sends. */
export type OfficeProcess = { name: string; origin: string; mail: HoldingMail; child: ChildProcess; said: () => string }
export type SeveralOffices = Awaited<ReturnType<typeof severalOffices>>
type Sent = { id: string; person_id: string; channel: string; stage: string; state: string }

const key = Buffer.alloc(32, 7).toString('base64')
const second = 1_000

export const until = async (what: string, holds: () => Promise<boolean> | boolean, patience = 40 * second) => {
  for (const end = performance.now() + patience; performance.now() < end; await sleep(25)) if (await holds()) return
  throw new Error(`waited in vain until ${what}`)
}

export const asks = async (office: OfficeProcess, path: string) => {
  const answer = await fetch(office.origin + path, { signal: AbortSignal.timeout(25 * second) }).catch(() => undefined)
  return { status: answer?.status ?? 0, body: ((await answer?.json().catch(() => undefined)) ?? {}) as Record<string, unknown> }
}

const metricsToken = 'een-lang-genoeg-token'
const preloads = ['./api/quick-start.js', './test/support/push-detour.js', './test/support/clock-off-by.js'].flatMap((path) => ['--import', path])

type Start = { name: string; dataDir: string; databaseUrl: string; pushOrigin: string; clockOffMs: number }

async function startProcess({ name, dataDir, databaseUrl, pushOrigin, clockOffMs }: Start): Promise<OfficeProcess> {
  const [port, mail] = [await freePort(), await startHoldingMail()]
  const env = {
    ...{ ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', SEINTJE_MODE: 'demo', SEINTJE_KEY: key, PORT: String(port), DATA_DIR: dataDir },
    ...{ DATABASE_URL: `${databaseUrl}?application_name=${name}`, SMTP_URL: mail.url, METRICS_TOKEN: metricsToken },
    ...{ PUSH_DETOUR: pushOrigin, CLOCK_OFF_MS: String(clockOffMs) },
  }
  const child = spawn(process.execPath, [...preloads, 'api/main.ts'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr!.on('data', (part) => (said += part))
  const office = { name, origin: `http://localhost:${port}`, mail, child, said: () => said }
  await until(`${name} is ready (${said})`, async () => child.exitCode === null && (await asks(office, '/readyz')).status === 200)
  return office
}

async function clientOf(office: OfficeProcess, persona: DemoPersona) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${office.origin}/api/v1/session/demo`, { method: 'POST', headers, body: JSON.stringify({ persona }) })
  return withCookie((path, init) => fetch(office.origin + path, init), answer.headers.get('set-cookie')!.split(';')[0]!)
}

async function report(office: OfficeProcess): Promise<string> {
  const answer = await (await clientOf(office, 'teacher')).put(`/reports/${v7()}`, lostStick(new Date().toISOString()))
  if (answer.status !== 201) throw new Error(await answer.text())
  return ((await answer.json()) as { incidentId: string }).incidentId
}

async function acknowledge(office: OfficeProcess, incidentId: string) {
  const answer = await (await clientOf(office, 'dpo')).post(`/incidents/${incidentId}/acknowledge`)
  if (!answer.ok) throw new Error(await answer.text())
}

/** So much time goes by for this incident: its rows lie that much further back, which is all that a clock tells an engine. */
async function pass(pool: pg.Pool, incidentId: string, ms: number) {
  const back = `- interval '${ms} milliseconds' where incident_id = $1`
  const work = await pool.connect()
  try {
    await work.query('begin')
    // In the order in which the engine takes them, so that nobody waits for another who waits for him.
    await work.query(`select 1 from alarm_due where incident_id = $1 order by kind, subject_id for update`, [incidentId])
    await work.query(`update alarm set started_at = started_at ${back}`, [incidentId])
    await work.query(`update delivery set created_at = created_at ${back}`, [incidentId])
    await work.query(`update alarm_due set next_at = next_at ${back} and kind in ('alarm', 'delivery')`, [incidentId])
    await work.query('commit')
  } finally {
    work.release()
  }
}

/** What the store holds, as superuser. */
function reading(sql: <T extends Row>(text: string, params?: unknown[]) => Promise<T[]>) {
  const stagesOf = `select s.stage from alarm_stage s join alarm a on a.organisation_id = s.organisation_id and a.id = s.subject_id
    where a.incident_id = $1 and a.kind = 'report' order by s.stage`
  return {
    /** the names of those that wait for a lock just now */
    waiting: async () =>
      (await sql<{ name: string }>(`select application_name as name from pg_stat_activity where wait_event_type = 'Lock' and datname = 'several'`)).map(
        ({ name }) => name,
      ),
    deliveries: (incidentId: string) =>
      sql<Sent>(`select id, person_id, channel, stage, state from delivery where incident_id = $1 order by created_at, id`, [incidentId]),
    ledger: async (incidentId: string) => (await sql<{ stage: string }>(stagesOf, [incidentId])).map(({ stage }) => stage),
  }
}

/** Offices on one PostgreSQL, started and killed as the test likes, with all they send kept. */
export async function severalOffices() {
  const [postgres, service, folder] = [await startPostgres(), await startPushService(), mkdtempSync(join(tmpdir(), 'seintje-several-'))]
  const admin = new pg.Client(postgres.superUrl)
  await admin.connect()
  await admin.query(`create database several template ${postgres.template} owner seintje`)
  await admin.end()
  const superuser = new pg.Pool({ connectionString: withDatabase(postgres.superUrl, 'several'), max: 4 })
  superuser.on('error', () => {})
  const sql = async <T extends Row>(text: string, params: unknown[] = []) => (await superuser.query<T>(text, params)).rows
  const { waiting, ...read } = reading(sql)
  const everyMail: HoldingMail[] = []
  let offices: OfficeProcess[] = []

  async function start(clockOffMs = 0): Promise<OfficeProcess> {
    const name = `office-${everyMail.length + 1}`
    const databaseUrl = withDatabase(postgres.ownerUrl, 'several')
    const office = await startProcess({ name, dataDir: join(folder, name), databaseUrl, pushOrigin: service.origin, clockOffMs })
    everyMail.push(office.mail)
    offices.push(office)
    return office
  }
  async function kill(office: OfficeProcess, signal: NodeJS.Signals = 'SIGKILL') {
    offices = offices.filter((one) => one !== office)
    const ended = once(office.child, 'exit')
    if (office.child.exitCode === null && office.child.kill(signal)) await ended
  }

  return {
    ...{ ...read, sql, postgres, start, kill, report, acknowledge },
    offices: () => offices,
    /** so many that live, each ready */
    atLeast: async (count: number) => {
      while (offices.length < count) await start()
      return offices
    },
    /** the officer's phone, for whoever of them sends */
    phone: async (office: OfficeProcess) => {
      const dpo = await clientOf(office, 'dpo')
      const { keyId } = (await (await dpo.get('/push-key')).json()) as { keyId: string }
      const device = service.subscribe(keyId)
      const endpoint = device.input.endpoint.replace(service.origin, 'https://fcm.googleapis.com')
      const saved = await dpo.put(`/push-subscriptions/${v7()}`, { ...device.input, endpoint })
      if (!saved.ok) throw new Error(await saved.text())
      return device
    },
    pass: (incidentId: string, ms: number) => pass(superuser, incidentId, ms),
    lease: minutes(1) + second,
    /** which of them waits for a lock just now */
    whoWaits: async () => {
      const names = await waiting()
      return offices.find(({ name }) => names.includes(name))
    },
    letters: () => everyMail.flatMap(({ letters }) => letters),
    close: async () => {
      for (const office of [...offices]) await kill(office)
      await superuser.end()
      await Promise.all([service.close(), ...everyMail.map((mail) => mail.close()), postgres.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
