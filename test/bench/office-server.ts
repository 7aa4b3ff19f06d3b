import { lookup } from 'node:dns'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { sql } from 'drizzle-orm'
import pino from 'pino'
import { v7 } from 'uuid'
import { importBoard, type BoardFile } from '../../api/access/import-board.ts'
import { openSession } from '../../api/access/open-session.ts'
import { makeMailer } from '../../api/alert/channels/mail.ts'
import { makePushSender } from '../../api/alert/channels/push.ts'
import { vapidKeys } from '../../api/alert/channels/vapid.ts'
import { audit } from '../../api/alert/audit.ts'
import { makeEngine } from '../../api/alert/engine.ts'
import { createApp } from '../../api/app.ts'
import { makeChanges } from '../../api/changes.ts'
import { makeRootKeys } from '../../api/db/keys.ts'
import { openDb } from '../../api/db/open.ts'
import type { Deps } from '../../api/deps.ts'
import type { Env } from '../../api/env.ts'
import { makeLinker } from '../../api/events/linker.ts'
import { makeLimits } from '../../api/http/rate-limit.ts'
import type { Later } from '../../api/loop.ts'
import { fillRegister } from './register-rows.ts'
import type { OfficeCounts, OfficeOptions, OfficeReady, OfficeWish, TickTimes } from './office.ts'

/** A whole office in a process of its own, as main.ts makes it, with a board of hundreds: each person has a limit of reports per minute. */
const options = JSON.parse(process.env['BENCH_OFFICE'] ?? '{}') as OfficeOptions
const organisationId = '01900000-0000-7000-8000-0000000000ff'
const clock = { now: () => new Date().toISOString() }

const board: BoardFile = {
  organisationId,
  name: 'Stichting De Meetlat',
  settings: { fgVotes: true },
  schools: [{ id: v7(), name: 'De Liniaal' }],
  people: Array.from({ length: options.people }, (_, at) => ({
    identityId: v7(),
    personId: v7(),
    name: `Medewerker ${at}`,
    email: `m${at}@meetlat.example`,
    lang: 'nl',
    roles: at === 0 ? ['dpo'] : [],
  })),
}

const db = await openDb({ dataDir: options.dataDir, databaseUrl: options.databaseUrl })
const env: Env = {
  ...{
    mode: 'demo',
    port: 0,
    host: '127.0.0.1',
    dataDir: options.dataDir,
    ledgerDir: join(options.dataDir, 'ledger'),
    publicUrl: 'http://localhost',
    mailFrom: 'seintje@meetlat.example',
  },
  ...{ key: new Uint8Array(32).fill(7), vapidSubject: 'mailto:beheer@meetlat.example', pushHosts: [], trustProxy: 0, worker: 'on' },
}
const keys = await makeRootKeys(env.key)
const guard = { allows: (endpoint: string) => options.pushOrigin !== undefined && endpoint.startsWith(options.pushOrigin), lookup }
const push = makePushSender({ keys: await vapidKeys(db, keys), subject: env.vapidSubject, guard })
const mail = options.smtpUrl
  ? makeMailer({ smtpUrl: options.smtpUrl, mailFrom: env.mailFrom, publicUrl: env.publicUrl })
  : { send: async () => ({ answer: '250 ok' }), close: () => undefined }
const log = pino({ level: 'error' })
const deps: Deps = { env, clock, newId: () => v7(), db, keys, log, push, mail, limits: makeLimits(), changes: makeChanges() }

await importBoard(deps, board, { invite: false })
const cookies: string[] = []
for (const person of board.people)
  cookies.push(`seintje=${(await openSession(deps, { identityId: person.identityId!, scope: 'desk', ownDevice: true, label: null })).token}`)
const engine = makeEngine(deps)
const later: Later = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
const stopEngine = engine.run(later)
const stopLinker = options.linker === false ? async () => undefined : makeLinker(deps).run(later)

/** Incidents as a register of years holds them: nine in ten closed. Their words are never opened by a list. */
async function fill(count: number): Promise<void> {
  await db.inBoard({ organisationId }, async (tx) => {
    const dated = (hours: string) => sql.raw(`now() - interval '9 years' + n * interval '45 minutes' + interval '${hours} hours'`)
    await tx.sql.execute(sql`insert into incident
      (organisation_id, id, year, sequence, kind, state, discreet, wrapped_key, aware_at, deadline_at, legal_end_at, rules_version, received_at, closed_at, needs_at)
      select ${organisationId}::uuid, gen_random_uuid(), 2000 + n / 30000, n, 'deviceLost', case when n % 10 = 0 then 'new' else 'closed' end, false, '\\x00',
        ${dated('0')}, ${dated('72')}, ${dated('73')}, '2018-05-25', ${dated('0')}, case when n % 10 = 0 then null else ${dated('9')} end, ${dated('72')}
      from generate_series(1, ${sql.raw(String(count))}) n on conflict do nothing`)
  })
}

/** Years of work that is done: incidents that are over, each with its alarm, a message by mail and one by push. */
async function addClosed(count: number): Promise<void> {
  const at = sql.raw(`now() - interval '9 years' + n * interval '45 minutes'`)
  await db.inBoard({ organisationId }, async (tx) => {
    await tx.sql
      .execute(sql`with made as materialized (select n, gen_random_uuid() as id, gen_random_uuid() as alarm_id, ${at} as at from generate_series(1, ${sql.raw(String(count))}) n),
      incidents as (insert into incident
        (organisation_id, id, year, sequence, kind, state, discreet, wrapped_key, aware_at, deadline_at, legal_end_at, rules_version, received_at, closed_at, needs_at)
        select ${organisationId}::uuid, id, 3000 + n / 30000, n + (select coalesce(max(sequence), 0) from incident where year >= 3000), 'deviceLost', 'closed', false, '\\x00',
          at, at + interval '72 hours', at + interval '73 hours', '2018-05-25', at, at + interval '9 hours', at + interval '72 hours' from made),
      alarms as (insert into alarm (organisation_id, id, incident_id, ladder, started_at, ended_at, ended_why)
        select ${organisationId}::uuid, alarm_id, id, '[]'::jsonb, at, at + interval '5 minutes', 'acknowledged' from made)
      insert into delivery (organisation_id, id, incident_id, alarm_id, recipient_role, channel, stage, state, attempts, created_at, settled_at)
        select ${organisationId}::uuid, gen_random_uuid(), id, alarm_id, 'dpo', channel, 'ring', 'sent', 1, at, at from made, (values ('mail'), ('push')) as c(channel)`)
  })
}

/** A quarter of an hour goes by for every alarm: the second step of all of them is due. */
const makeDue = () =>
  db.inBoard({ organisationId }, async (tx) => {
    await tx.sql.execute(sql`update alarm set started_at = started_at - interval '15 minutes' where ended_at is null`)
    await tx.sql.execute(sql`update alarm_due set next_at = next_at - interval '15 minutes' where kind = 'alarm'`)
  })

/** The quickest tenth: what else runs on the machine adds to a measurement and takes nothing off. */
async function quickestOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    const from = performance.now()
    await work()
    took.push(performance.now() - from)
  }
  return took.toSorted((a, b) => a - b)[Math.floor(times / 10)] ?? 0
}

/** From here on: what creating the store takes is over in a second and is not what a crowd of phones takes. */
let peakRss = 0
setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss())), 200).unref()

const count = (): Promise<OfficeCounts> =>
  db.inBoard({ organisationId }, async (tx) => {
    const of = sql`select (select count(*)::int from report) as reports, (select count(*)::int from incident) as incidents, (select count(*)::int from attachment) as photos`
    const { rows } = await tx.sql.execute<Omit<OfficeCounts, 'peakRss' | 'cpuSeconds'>>(of)
    const { userCPUTime, systemCPUTime } = process.resourceUsage()
    return { ...rows[0]!, peakRss, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }
  })

const app = createApp(deps, { engine })
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.send!({ port, cookies, identityIds: board.people.map(({ identityId }) => identityId!) } satisfies OfficeReady)
})

/** Whoever started it is gone. */
process.on('disconnect', () => process.exit())
process.on('message', async (wish: OfficeWish) => {
  if (wish.fill) await fill(wish.fill)
  if (wish.closed) await addClosed(wish.closed)
  if (wish.due) await makeDue()
  if (wish.register) await fillRegister(deps, organisationId)
  if (wish.fill || wish.closed || wish.due || wish.register) return process.send!('done')
  if (wish.ticks)
    return process.send!({ tick: await quickestOf(wish.ticks, engine.tick), audit: await quickestOf(wish.ticks, () => audit(deps)) } satisfies TickTimes)
  if (wish.count) return process.send!(await count())
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await stopEngine()
  await stopLinker()
  mail.close()
  await db.close()
  process.disconnect()
})
