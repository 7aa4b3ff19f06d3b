import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import * as v from 'valibot'
import { v7 } from 'uuid'
import { days, minutes, plus, type Clock } from '../shared/instant.ts'
import { BoardFile, importBoard } from './access/import-board.ts'
import { makeEndpointGuard } from './alert/channels/endpoint-guard.ts'
import { makeMailer } from './alert/channels/mail.ts'
import { makeSmsSender } from './alert/channels/sms.ts'
import { makePushSender } from './alert/channels/push.ts'
import { vapidKeys } from './alert/channels/vapid.ts'
import { makeDeliveryCounts } from './alert/delivery-counts.ts'
import { makeDemoMailer, makeDemoMessages, makeDemoSms } from './alert/demo-messages.ts'
import { makeEngine } from './alert/engine.ts'
import { makeMetrics } from './alert/metrics.ts'
import { createApp } from './app.ts'
import { makeChanges } from './changes.ts'
import { backupDays, backupStore, restoreStore } from './db/backup.ts'
import { makeRootKeys } from './db/keys.ts'
import { openDb } from './db/open.ts'
import { makeStoreClock, type StoreClock } from './db/store-clock.ts'
import { furnishTraining } from './demo/furnish-training.ts'
import { demoDesk } from './demo/staff.ts'
import type { Deps } from './deps.ts'
import { readEnv, type Env } from './env.ts'
import { makeLinker } from './events/linker.ts'
import { readVerifyArgs, verifyDatabase, verifyExport, type Report } from './events/verify-log.ts'
import { makeHeartbeat } from './heartbeat.ts'
import { keepAssets } from './http/kept-assets.ts'
import { listen } from './http/listen.ts'
import { makeLimits } from './http/rate-limit.ts'
import type { Later } from './loop.ts'
import { hasLedger } from './register/erasure-ledger.ts'
import { replayErasures, type Replayed } from './register/replay-erasures.ts'
import { warmPaper } from './papers/paper.ts'
import { isStartRefusal, startRefusal, startRefusals } from './start-refusal.ts'

/** The only place with the real clock, the real ids, the environment, the socket and the timers. */
const ownClock = { now: () => new Date().toISOString() }
const webRoot = fileURLToPath(new URL('../dist/web', import.meta.url))

async function main(args: string[]) {
  if (args[0] === 'verify-log') return verifyLog(args.slice(1))
  const env = readEnv(process.env)
  if (args[0] === 'backup') return backup(env, args[1])
  if (args[0] === 'restore') await restore(env, args[1])
  const keys = await makeRootKeys(env.key)
  const db = await openDb({ dataDir: env.dataDir, databaseUrl: env.databaseUrl, claim: { keys, mode: env.mode } })
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: null })
  // The embedded store has no other clock than this process's, and no other process to agree with.
  const storeClock = env.databaseUrl ? await makeStoreClock({ db, own: ownClock, log }) : undefined
  const clock = storeClock ?? ownClock
  const vapid = await vapidKeys(db, keys)
  const push = makePushSender({ keys: vapid, subject: env.vapidSubject, guard: makeEndpointGuard(env.pushHosts), log })
  const deps: Deps = {
    ...{ env, clock, newId: () => v7(), db, keys, log, push, limits: makeLimits(), changes: makeChanges(), deliveryCounts: makeDeliveryCounts() },
    ...(storeClock ? { clockAheadSeconds: storeClock.aheadSeconds } : {}),
    ...channelsOf(env, clock),
  }
  if (args[0] === 'board') return importFile(deps, args[1], args[2] === '--new-keys' ? args[3] : undefined)
  const again = await replayErasures(deps)
  if (args[0] === 'restore') return restored(deps, again)
  if (env.mode === 'demo') await importBoard(deps, demoDesk, { invite: false })
  open(deps, storeClock)
}

/** `npm run backup -- file`: the embedded store in one file, while the server stands still. */
async function backup(env: Env, file: string | undefined) {
  const now = ownClock.now()
  await backupStore(env.dataDir, backupFile(env, file), now)
  const until = plus(now, days(backupDays)).slice(0, 10)
  console.log(`${file}: back-up van ${now}. Gooi hem weg uiterlijk op ${until}. / Back-up of ${now}. Throw it away on ${until} at the latest.`)
}

/** `npm run restore -- file`: into an empty folder; before anything else what was erased since is erased again. */
async function restore(env: Env, file: string | undefined) {
  const madeAt = await restoreStore(env.dataDir, backupFile(env, file))
  console.log(`Teruggezet: back-up van ${madeAt}. / Put back: back-up of ${madeAt}.`)
  if (plus(madeAt, days(backupDays)) < ownClock.now())
    console.error(
      `Deze back-up is ouder dan ${backupDays} dagen en had niet meer mogen bestaan. / This back-up is older than ${backupDays} days and should be gone.`,
    )
  if (!hasLedger(env.ledgerDir))
    console.error(
      `In ${env.ledgerDir} staat geen erased.jsonl. Wat na de back-up gewist is, is nu terug: zet het bestand daar neer en start. / There is no erased.jsonl in ${env.ledgerDir}. What was erased after the back-up is back now: put the file there and start.`,
    )
}

async function restored(deps: Deps, { incidents, reports, tombstones }: Replayed) {
  deps.mail.close()
  await deps.db.close()
  console.log(
    `Opnieuw gewist: ${incidents} incidenten, ${reports} losse meldingen; ${tombstones} waren er nog niet en komen niet terug. / Erased again: ${incidents} incidents, ${reports} single reports; ${tombstones} were not in it and stay away.`,
  )
}

function backupFile(env: Env, file: string | undefined): string {
  if (env.databaseUrl) throw startRefusal('backupServer')
  if (!file) throw startRefusal('backupNoFile', { example: `seintje-${ownClock.now().slice(0, 10)}.tar.gz` })
  return file
}

/** In the demo every message shows on a screen, and goes out as well where a mail server or a service for text messages is set. */
function channelsOf(env: Env, clock: Clock): Pick<Deps, 'mail' | 'sms' | 'demoMessages'> {
  const real = env.smtpUrl ? makeMailer({ smtpUrl: env.smtpUrl, mailFrom: env.mailFrom, publicUrl: env.publicUrl }) : undefined
  const sms = env.sms && makeSmsSender(env.sms, clock)
  if (env.mode === 'production' && real) return { mail: real, ...(sms ? { sms } : {}) }
  const demoMessages = makeDemoMessages(clock)
  return { mail: makeDemoMailer(demoMessages, real), sms: makeDemoSms(demoMessages, sms), demoMessages }
}

function open(deps: Deps, storeClock: StoreClock | undefined) {
  const { env, db, log } = deps
  const engine = makeEngine(deps)
  const keptRoot = join(env.dataDir, 'web-assets')
  const built = existsSync(webRoot)
  if (built) void keepAssets({ webRoot, keptRoot, now: deps.clock.now(), log })
  const metrics = env.metricsToken ? { metrics: makeMetrics(deps, engine) } : {}
  const app = createApp(deps, { engine, ...metrics, ...(built ? { webRoot, keptRoot } : {}) })
  const server = listen(app.fetch, env, () => console.log(`Seintje ${env.mode === 'demo' ? 'demo ' : ''}→ ${env.publicUrl}`))
  const stops = [engine.run(later), makeLinker(deps).run(later), ...(storeClock ? [storeClock.run(later)] : [])]
  // Nobody waits for the demo's staff, and no report does.
  const furnish = () => void furnishTraining(deps).catch(() => log.warn('the staff of the demo could not be brought in'))
  const notYet = env.mode === 'demo' ? later(3_000, furnish) : undefined
  // Long after the start, and long before most would ask for one.
  const warm = later(minutes(2), () => void warmPaper(deps))
  if (env.heartbeatUrl) stops.push(makeHeartbeat(deps, env.heartbeatUrl, async () => (await engine.health()).ok).run(later))
  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    // Every acknowledged report is on disk already: what hangs now may not keep the folder locked.
    setTimeout(() => process.exit(1), 15_000).unref()
    server.close()
    if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 2_000).unref()
    notYet?.()
    warm()
    for (const stop of stops) await stop()
    deps.mail.close()
    await db.close()
    log.info('closed')
    process.exit(0)
  }
  process.on('SIGTERM', () => void close())
  process.on('SIGINT', () => void close())
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE' ? `PORT ${env.port} is in gebruik. Kies een andere poort. / PORT ${env.port} is taken. Choose another one.` : error.message,
    )
    void db.close().then(() => process.exit(1))
  })
}

const later: Later = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** `npm run verify-log`: status 1 and the first break of each board where the log is not what it was. A file needs no store and no key. */
async function verifyLog(args: string[]) {
  const { file, key, withoutHeads } = readVerifyArgs(args)
  const { lines, ok } = file ? await verifyExport(file, key) : await verifyStore(withoutHeads)
  for (const line of lines) console.log(line)
  if (!ok) process.exitCode = 1
}

async function verifyStore(withoutHeads: boolean): Promise<Report> {
  const env = readEnv(process.env)
  const keys = await makeRootKeys(env.key)
  try {
    const db = await openDb({ dataDir: env.dataDir, databaseUrl: env.databaseUrl, claim: { keys, mode: env.mode } })
    return await verifyDatabase({ db, clock: ownClock, keys, env }, withoutHeads).finally(() => db.close())
  } catch (error) {
    if (isStartRefusal(error) && error.code === 'folderLocked') throw startRefusals([error, startRefusal('logInUse')])
    throw error
  }
}

/** `npm run board -- file.json`: makes or updates a board from a file and invites whoever is new; `--new-keys ADDRESS` ends somebody's passkeys. */
async function importFile(deps: Deps, path: string | undefined, newKeysFor: string | undefined) {
  try {
    const read = v.safeParse(BoardFile, JSON.parse(readFileSync(path ?? '', 'utf8')))
    if (!read.success) return refuseFile(path, read.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`).join('; '))
    const { invited, notInvited } = await importBoard(deps, read.output, { invite: true, ...(newKeysFor === undefined ? {} : { newKeysFor }) })
    console.log(`${read.output.name}: ${invited} uitgenodigd / invited`)
    if (notInvited.length > 0) console.error(`Geen mail naar / no mail to: ${notInvited.join(', ')}. Zij kunnen wel inloggen. / They can sign in all the same.`)
  } catch (error) {
    refuseFile(path, error instanceof Error ? error.message : String(error))
  } finally {
    deps.mail.close()
    await deps.db.close()
  }
}

function refuseFile(path: string | undefined, why: string) {
  console.error(`Bestuursbestand ${path ?? '(geen)'} is niet te lezen. / Board file cannot be read. ${why}`)
  process.exitCode = 1
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'StartRefusal') throw error
  console.error(error.message)
  process.exitCode = 1
}
