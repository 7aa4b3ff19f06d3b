import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { ringStage } from '../../shared/alert/stage.ts'
import { hours, minutes } from '../../shared/instant.ts'
import { withDatabase } from '../support/database.ts'
import { asks, severalOffices, until, type OfficeProcess, type SeveralOffices } from '../support/several-offices.ts'

/** Real processes on one real PostgreSQL, killed with -9 where it hurts. A minute's lease is not waited for: the rows lie a minute back instead. */
let w: SeveralOffices
let phone: Awaited<ReturnType<SeveralOffices['phone']>>
let holder: pg.Client
let incidentId = ''

beforeAll(async () => {
  w = await severalOffices()
  phone = await w.phone(await w.start())
})
afterAll(() => w.close())
beforeEach(async () => {
  await w.atLeast(2)
  incidentId = ''
  holder = new pg.Client(withDatabase(w.postgres.superUrl, 'several'))
  // The server goes down in one of these.
  holder.on('error', () => {})
  await holder.connect()
})
afterEach(async () => {
  await holder.end().catch(() => {})
  for (const { mail } of w.offices()) mail.release()
  if (incidentId) await w.acknowledge((await w.atLeast(1))[0]!, incidentId)
})

const holdAll = (at: 'recipient' | 'answer') => w.offices().forEach(({ mail }) => mail.hold(at))
const heldInAll = () => w.offices().reduce((sum, { mail }) => sum + mail.held(), 0)
const busiest = () => w.offices().toSorted((a, b) => b.mail.held() - a.mail.held())[0]!
/** The officer, the handler and the reporter. */
const firstMails = 3

/** Kills it while the mail servers wait; the others go on, and what the killed one had under way is theirs when its lease is over. */
async function killAndGoOn(office: OfficeProcess) {
  await w.kill(office)
  for (const { mail } of w.offices()) mail.release()
  const [{ late }] = (await w.sql<{ late: number }>(
    `select count(*)::int as late from alarm_due where incident_id = $1 and kind = 'delivery' and next_at > clock_timestamp() + interval '1 minute'`,
    [incidentId],
  )) as [{ late: number }]
  expect(late).toBe(0)
  await w.pass(incidentId, w.lease)
}

const settled = async () => {
  const rows = await w.deliveries(incidentId)
  return rows.length > 0 && rows.every(({ state }) => state !== 'queued')
}

/** What reached people: one message per person, channel and stage once copies of the same collapse. Gives how often each letter came. */
async function reached(stages: string[]): Promise<number[]> {
  await until('all of it is written down', settled)
  expect(await w.ledger(incidentId)).toEqual(stages)
  const rows = await w.deliveries(incidentId)
  expect(new Set(rows.map(({ person_id, channel, stage }) => `${person_id} ${channel} ${stage}`)).size).toBe(rows.length)
  expect(rows.filter(({ state }) => state !== 'sent')).toEqual([])
  const copies = rows.filter(({ channel }) => channel === 'mail').map(({ id }) => w.letters().filter(({ messageId }) => messageId === id))
  for (const same of copies) expect(new Set(same.map(({ to }) => to)).size).toBe(1)
  const [alarm] = await w.sql<{ id: string }>(`select id from alarm where incident_id = $1 and kind = 'report'`, [incidentId])
  const pushes = phone.received.filter(({ payload }) => payload.notification.tag === alarm!.id)
  expect(new Set(pushes.map(({ headers }) => headers['topic'])).size).toBe(1)
  return copies.map((same) => same.length)
}

it('sends what a killed process had claimed and not sent yet, once', async () => {
  holdAll('recipient')
  incidentId = await w.report(w.offices()[0]!)
  await until('every letter waits at the door', () => heldInAll() === firstMails)
  await killAndGoOn(busiest())
  expect(await reached(['ring'])).toEqual([1, 1, 1])
})

it('sends again what a killed process had sent without hearing so, and the copies collapse', async () => {
  holdAll('answer')
  incidentId = await w.report(w.offices()[0]!)
  await until('every letter was taken', () => heldInAll() === firstMails)
  const doubled = busiest().mail.held()
  await killAndGoOn(busiest())
  const copies = await reached(['ring'])
  expect(copies.toSorted()).toEqual(Array.from({ length: firstMails }, (_, at) => (at < firstMails - doubled ? 1 : 2)))
})

it('sends again what a killed process had sent and was writing down', async () => {
  holdAll('recipient')
  incidentId = await w.report(w.offices()[0]!)
  await until('every letter waits at the door', () => heldInAll() === firstMails)
  await holder.query('begin')
  await holder.query(`select 1 from alarm_due where incident_id = $1 and kind = 'delivery' for update`, [incidentId])
  for (const { mail } of w.offices()) mail.release()
  await until('somebody waits to write it down', async () => (await w.whoWaits()) !== undefined)
  const writer = (await w.whoWaits())!
  await w.kill(writer)
  await holder.query('rollback')
  await w.pass(incidentId, w.lease)
  const copies = await reached(['ring'])
  expect(Math.max(...copies)).toBe(2)
})

it('rings a step once, whose process was killed in the middle of its transaction', async () => {
  incidentId = await w.report(w.offices()[0]!)
  await until('the first ring is out', settled)
  await inTheMiddleOf('ring-1', minutes(15))
  await until('the step is rung', async () => (await w.ledger(incidentId)).length === 2)
  expect(await reached(['ring', 'ring-1'])).toEqual(expect.not.arrayContaining([0, 2]))
  expect(await rungs()).toEqual(['ring-1'])
})

it('rings a whole ladder once, of three processes of which two are killed on the way', async () => {
  await w.atLeast(3)
  incidentId = await w.report(w.offices()[2]!)
  await until('the first ring is out', settled)
  holdAll('answer')
  await w.pass(incidentId, minutes(15))
  await until('the second ring was taken', () => heldInAll() >= 2)
  await killAndGoOn(busiest())
  await until('the second ring is out', settled)
  await inTheMiddleOf('ring-2', minutes(14))
  await until('the third ring is out', async () => (await w.ledger(incidentId)).length === 3 && (await settled()))
  await w.pass(incidentId, minutes(30))
  await until('the last ring is out', async () => (await w.ledger(incidentId)).length === 4 && (await settled()))
  expect(w.offices()).toHaveLength(1)
  const copies = await reached(['ring', 'ring-1', 'ring-2', 'ring-3'])
  expect(Math.min(...copies)).toBe(1)
  expect(await rungs()).toEqual(['ring-1', 'ring-2', 'ring-3'])
})

it('goes by the clock of the database, of a process whose own is an hour fast and of one an hour slow', async () => {
  for (const office of [...w.offices()]) await w.kill(office)
  const fast = await w.start(hours(1))
  expect((await asks(fast, '/healthz')).body['clockAheadSeconds']).toBeGreaterThan(3_590)
  incidentId = await w.report(fast)
  const [times] = await w.sql<{ received: number; next: number }>(
    `select extract(epoch from clock_timestamp() - i.received_at)::float8 as received, extract(epoch from d.next_at - i.received_at)::float8 as next
     from incident i join alarm_due d on d.incident_id = i.id and d.kind = 'alarm' where i.id = $1`,
    [incidentId],
  )
  expect(Math.abs(times!.received)).toBeLessThan(20)
  expect(times!.next).toBeCloseTo(15 * 60, -1)
  await cycles(fast)
  expect(await reached(['ring'])).toEqual([1, 1, 1])

  await w.pass(incidentId, minutes(14))
  await cycles(fast)
  expect(await w.ledger(incidentId)).toEqual(['ring'])
  await w.pass(incidentId, minutes(1))
  await until('the step is rung', async () => (await w.ledger(incidentId)).length === 2)
  await w.kill(fast)
  const slow = await w.start(-hours(1))
  expect((await asks(slow, '/healthz')).body['clockAheadSeconds']).toBeLessThan(-3_590)
  await w.pass(incidentId, minutes(15))
  await until('the next step is not an hour late', async () => (await w.ledger(incidentId)).length === 3)
  expect(Math.min(...(await reached(['ring', 'ring-1', 'ring-2'])))).toBeGreaterThan(0)
})

/** Two whole cycles of its engine, from now on. */
async function cycles(office: OfficeProcess) {
  for (let n = 0; n < 2; n++) {
    const last = async () => (await asks(office, '/healthz/engine')).body['lastCycleAt']
    const before = await last()
    await until('its engine looked again', async () => (await last()) !== before)
  }
}

it('comes back by itself when the store was gone for a while, and makes up for each step once', async () => {
  const early = await w.report(w.offices()[0]!)
  incidentId = early
  await until('the first ring is out', settled)
  holdAll('recipient')
  incidentId = await w.report(w.offices()[1]!)
  await until('every letter waits at the door', () => heldInAll() === firstMails)

  await w.postgres.pause()
  for (const { mail } of w.offices()) mail.release()
  for (const office of w.offices()) {
    await until('it says that its store is away', async () => (await asks(office, '/healthz')).status === 503)
    expect((await asks(office, '/readyz')).body).toMatchObject({ ready: false, store: false })
  }
  // long enough for an engine's cycle to fail, and the next
  await sleep(2_500)
  await w.postgres.restart()
  for (const office of w.offices()) {
    await until('it is ready again', async () => (await asks(office, '/readyz')).status === 200)
    expect([office.child.exitCode, office.said()]).toEqual([null, ''])
  }
  await w.pass(incidentId, w.lease)
  await w.pass(early, minutes(65))
  expect(Math.max(...(await reached(['ring'])))).toBe(2)
  const late = incidentId
  incidentId = early
  await until('what was missed is made up for', async () => (await w.ledger(early)).length === 4 && (await settled()))
  const copies = await reached(['ring', 'ring-1', 'ring-2', 'ring-3'])
  expect(Math.max(...copies)).toBe(1)
  // One message for the three steps that fell due meanwhile.
  expect(await rungs()).toEqual([ringStage(1, 3)])
  await w.acknowledge(w.offices()[0]!, late)
})

/** The process that takes up this step waits for a row the test is writing, its own rows not committed: there it is killed. */
async function inTheMiddleOf(stage: string, afterMs: number) {
  await holder.query('begin')
  await holder.query(
    `insert into alarm_stage (organisation_id, subject_id, stage, due_at, at) select organisation_id, id, $2, now(), now() from alarm where incident_id = $1 and kind = 'report'`,
    [incidentId, stage],
  )
  await w.pass(incidentId, afterMs)
  await until('somebody is in the middle of it', async () => (await w.whoWaits()) !== undefined)
  await w.kill((await w.whoWaits())!)
  await holder.query('rollback')
}

const rungs = async () =>
  (
    await w.sql<{ stage: string }>(`select facts->>'stage' as stage from event where incident_id = $1 and type = 'alarm.rung' order by sequence`, [incidentId])
  ).map(({ stage }) => stage)
