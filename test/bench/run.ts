import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../support/postgres-server.ts'
import { manyAlarms, tickCost } from './alarms.ts'
import { alertTime } from './alert.ts'
import { holds, print, write, type Figure } from './figures.ts'
import { readList, sendReports, sendSteadily } from './load.ts'
import { startBare, startOffice } from './office.ts'
import { manyPhones } from './phones.ts'
import { coldStarts, firstVisits, tapsUntilKept } from './poor-phone.ts'
import { serverStart } from './server-start.ts'
import { modulesOpen } from './training.ts'

/** `npm run bench`: what docs/numbers.md promises of the server and of a poor phone; `-- --write` puts the figures there, `-- list` measures what has `list` in its name. Wants a quiet machine. */
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const folder = mkdtempSync(join(tmpdir(), 'seintje-bench-'))
const postgres = await startPostgres()
const people = 400
const seconds = 8

async function database(name: string): Promise<string> {
  const client = new pg.Client(postgres.superUrl)
  await client.connect()
  await client.query(`create database ${name} template ${postgres.template} owner seintje`)
  await client.end()
  return Object.assign(new URL(postgres.ownerUrl), { pathname: `/${name}` }).href
}

/** Sealed, chained and alarmed, beside the least a server could do, on the same PostgreSQL; a warm-up each. */
async function intakeBesideBare(): Promise<Figure[]> {
  const databaseUrl = await database('bench_intake')
  const bare = await startBare(databaseUrl)
  await sendReports(bare, { seconds: 2 })
  const least = await sendReports(bare, { seconds })
  await bare.close()
  const office = await startOffice({ dataDir: join(folder, 'beside'), databaseUrl, people })
  await sendReports(office, { seconds: 2 })
  const ours = await sendReports(office, { seconds })
  await office.close()
  console.log(`  bare ${least.perSecond.toFixed(0)}/s, intake ${ours.perSecond.toFixed(0)}/s, refused ${ours.refused}`)
  return [
    { what: 'intake on PostgreSQL, share of a bare route with one INSERT', value: ours.perSecond / least.perSecond, unit: '', limit: 0.25, atLeast: true },
  ]
}

async function intakeEmbedded(): Promise<Figure[]> {
  const office = await startOffice({ dataDir: join(folder, 'intake'), people })
  await sendReports(office, { seconds: 2 })
  await sendSteadily(office, { seconds: 2, perSecond: 100 })
  const steady = await sendSteadily(office, { seconds, perSecond: 100 })
  await new Promise((later) => setTimeout(later, 5_000))
  const full = await sendReports(office, { seconds })
  await office.close()
  console.log(`  refused ${full.refused} at full speed, ${steady.refused} at 100/s`)
  return [
    { what: 'durable reports on the embedded store', value: full.perSecond, unit: 'per s', limit: 500, atLeast: true },
    { what: 'answer to a report at 100 per s, embedded, 99 of 100', value: steady.p99, unit: 'ms', limit: 50 },
  ]
}

/** The same office with the chain and without it, in turns, so that a busy moment of the machine hits both. */
async function intakeBesideChain(): Promise<Figure[]> {
  const [chained, unchained] = [
    await startOffice({ dataDir: join(folder, 'chained'), databaseUrl: await database('bench_chained'), people }),
    await startOffice({ dataDir: join(folder, 'unchained'), databaseUrl: await database('bench_unchained'), people, linker: false }),
  ]
  const offices = { chained, unchained }
  const sums = { chained: 0, unchained: 0 }
  for (const office of [chained, unchained]) await sendReports(office, { seconds: 2 })
  for (const turn of ['chained', 'unchained', 'unchained', 'chained', 'chained', 'unchained'] as const) {
    sums[turn] += (await sendReports(offices[turn], { seconds: seconds / 2 })).perSecond
  }
  const pace = { seconds: 30, perSecond: 500 / 60 }
  const [steady, without] = await Promise.all([sendSteadily(chained, pace), sendSteadily(unchained, pace)])
  await Promise.all([chained.close(), unchained.close()])
  console.log(`  chained ${(sums.chained / 3).toFixed(0)}/s, without ${(sums.unchained / 3).toFixed(0)}/s`)
  return [
    { what: 'intake with the chain, share of the same without it', value: sums.chained / sums.unchained, unit: '', limit: 0.85, atLeast: true },
    { what: 'answer at 500 reports a minute with the chain, beside without, 99 of 100', value: steady.p99 / without.p99, unit: '×', limit: 2 },
  ]
}

async function lists(name: string, databaseUrl?: string): Promise<Figure[]> {
  const office = await startOffice({ dataDir: join(folder, `list-${name}`), ...(databaseUrl ? { databaseUrl } : {}), people: 1 })
  await office.fill(1_000)
  await readList(office, 40)
  const few = await readList(office, 200)
  await office.fill(100_000)
  await readList(office, 40)
  const many = await readList(office, 200)
  await office.close()
  return [
    { what: `list page with 100,000 incidents, ${name}, 95 of 100`, value: many.p95, unit: 'ms', limit: 100 },
    { what: `the same beside 1,000 incidents, ${name}`, value: many.p95 / few.p95, unit: '×', limit: 1.5 },
  ]
}

/** The newest page, one far down, and one by a filter that few entries fit. */
async function registers(name: string, databaseUrl?: string): Promise<Figure[]> {
  const office = await startOffice({ dataDir: join(folder, `register-${name}`), ...(databaseUrl ? { databaseUrl } : {}), people: 1 })
  await office.fill(100_000)
  await office.fillRegister()
  const down = Buffer.from(JSON.stringify([`${new Date().getUTCFullYear() - 7}-01-01T00:00:00.000Z`, '01900000-0000-7000-8000-000000000000'])).toString(
    'base64url',
  )
  const found: Figure[] = []
  for (const [what, query] of [
    ['first', ''],
    ['far down', `?cursor=${down}`],
    ['with a filter', '?outcome=noIncident&kind=phishing'],
  ] as const) {
    await readList(office, 20, `/register${query}`)
    const { p95 } = await readList(office, 100, `/register${query}`)
    found.push({ what: `register page with 100,000 entries, ${what}, ${name}, 95 of 100`, value: p95, unit: 'ms', limit: 100 })
  }
  await office.close()
  return found
}

const figures: Figure[] = []
const measure = async (name: string, work: () => Promise<Figure[]>) => {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) return
  console.log(`── ${name}`)
  figures.push(...(await work()))
}
try {
  await measure('start', async () => serverStart(join(folder, 'start'), await database('bench_start')))
  await measure('intake beside a bare route', intakeBesideBare)
  await measure('intake, embedded', intakeEmbedded)
  await measure('intake beside the chain', intakeBesideChain)
  await measure('alert', () => alertTime(join(folder, 'alert')))
  await measure('alarms, embedded', () => manyAlarms('embedded', join(folder, 'alarms')))
  await measure('alarms, PostgreSQL', async () => manyAlarms('PostgreSQL', join(folder, 'alarms-beside'), await database('bench_alarms')))
  await measure('alarms, ticks, embedded', () => tickCost('embedded', join(folder, 'ticks')))
  await measure('alarms, ticks, PostgreSQL', async () => tickCost('PostgreSQL', join(folder, 'ticks-beside'), await database('bench_ticks')))
  await measure('500 phones', () => manyPhones(join(folder, 'phones')))
  await measure('list, embedded', () => lists('embedded'))
  await measure('list, PostgreSQL', async () => lists('PostgreSQL', await database('bench_list')))
  await measure('register, embedded', () => registers('embedded'))
  await measure('register, PostgreSQL', async () => registers('PostgreSQL', await database('bench_register')))
  await measure('poor phone, first visit', () => firstVisits(join(folder, 'phone-first')))
  await measure('poor phone, cold start', () => coldStarts(join(folder, 'phone-cold')))
  await measure('poor phone, sending', () => tapsUntilKept(join(folder, 'phone-sending')))
  await measure('training without a network', () => modulesOpen(join(folder, 'training')))
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

console.log('')
print(figures)
if (process.argv.includes('--write')) write(join(import.meta.dirname, '../../docs/numbers.md'), figures, new Date().toISOString().slice(0, 10))
process.exitCode = figures.every(holds) ? 0 : 1
