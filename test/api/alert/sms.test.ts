import { Writable } from 'node:stream'
import { eq } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSmsSender } from '../../../api/alert/channels/sms.ts'
import { person } from '../../../api/db/schema.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import { alarmHouse, board, type AlarmHouse } from '../../support/alarm-house.ts'
import { startSmsService } from '../../support/sms-service.ts'

let h: AlarmHouse
let service: Awaited<ReturnType<typeof startSmsService>>
let frits = ''
const lines: string[] = []

beforeAll(async () => {
  service = await startSmsService()
  h = await alarmHouse({ sms: makeSmsSender(service.settings, { now: () => h.now() }) })
  delete h.deps.demoMessages
  h.deps.log = pino({ level: 'trace' }, new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) }))
  frits = await h.number('dpo', '06 12 34 56 78')
})
afterAll(() => Promise.all([h.close(), service.close()]))

const rowsOf = async (incidentId: string) =>
  (await h.deliveries('dpo'))
    .filter((row) => row.incidentId === incidentId && row.alarmId)
    .map(({ channel, stage, state, answer }) => [channel, stage, state, answer].join(' '))
const switchOff = (alerts: { mail?: false; sms?: false }) => h.deps.db.inBoard(board, (tx) => tx.sql.update(person).set({ alerts }).where(eq(person.id, frits)))
const pickUp = async (incidentId: string) => (await h.as('dpo')).post(`/incidents/${incidentId}/acknowledge`)

it('rings by text message beside the mail: which one, how long, and a link, signed and with nothing of the story', async () => {
  const { incidentId, number } = await h.report()
  await h.engine.tick()
  expect(await rowsOf(incidentId)).toEqual(['push ring skipped noDevice', 'mail ring sent smtp 250', 'sms ring sent http 202 sms-1'])
  const [got] = service.received
  expect(got).toMatchObject({ signed: true, to: '+31612345678' })
  expect(got?.text).toBe(`Nieuwe melding ${number}: nog 72 uur. Stichting De Waterlelie. http://localhost/alarm/${incidentId}`)
  await pickUp(incidentId)
})

it('goes out about a discreet report, where no mail may', async () => {
  const { incidentId } = await h.report({ kind: 'accountCompromised' })
  await h.engine.tick()
  expect(await rowsOf(incidentId)).toEqual(['push ring skipped noDevice', 'mail ring skipped discreet', 'sms ring sent http 202 sms-1'])
  expect(service.received.at(-1)?.text).toContain(incidentId)
  await pickUp(incidentId)
})

it('is tried again while the service is busy, with the same key, and never again once it refused', async () => {
  service.answerWith(503, 'no room for +31612345678')
  const { incidentId } = await h.report()
  await h.engine.tick()
  expect((await rowsOf(incidentId)).at(-1)).toBe('sms ring queued http 503')
  service.answerWith(202, '{"id":"b"}')
  await h.advance(10_000)
  expect((await rowsOf(incidentId)).at(-1)).toBe('sms ring sent http 202 b')
  const keys = service.received.slice(-2).map(({ headers }) => headers['idempotency-key'])
  expect(new Set(keys)).toHaveLength(1)
  await pickUp(incidentId)

  service.answerWith(400, 'bad number 0612345678')
  const refused = await h.report()
  const before = service.received.length
  await h.engine.tick()
  await h.advance(minutes(5))
  expect((await rowsOf(refused.incidentId)).at(-1)).toBe('sms ring failed http 400')
  expect(service.received).toHaveLength(before + 1)
  service.answerWith(202, '{"id":"b"}')
  await pickUp(refused.incidentId)
})

it('is left out for whoever switched it off, as mail is; what else would reach nobody goes by what is left', async () => {
  await switchOff({ sms: false })
  const one = await h.report()
  expect(await rowsOf(one.incidentId)).toEqual(['push ring skipped noDevice', 'mail ring queued '])
  await pickUp(one.incidentId)
  await switchOff({ mail: false })
  const other = await h.report()
  expect(await rowsOf(other.incidentId)).toEqual(['push ring skipped noDevice', 'sms ring queued '])
  await pickUp(other.incidentId)
  await switchOff({})
})

it('takes the place of a push or a mail that fails, once', async () => {
  const phone = await h.device('dpo')
  phone.answerWith(410)
  const { incidentId } = await h.report({ kind: 'accountCompromised' })
  await h.sql(`delete from alarm_due where kind = 'delivery' and channel = 'sms'`)
  await h.sql(`delete from delivery where channel = 'sms' and incident_id = '${incidentId}'`)
  await h.engine.tick()
  expect(await rowsOf(incidentId)).toEqual(['push ring gone http 410', 'mail ring skipped discreet', 'sms ring sent http 202 b'])
  await pickUp(incidentId)

  // A mail server that takes nothing for three days, and a text message that was never planned.
  h.smtp.refuse(550)
  const late = await h.report()
  await h.sql(`delete from alarm_due where incident_id = '${late.incidentId}' and (channel is distinct from 'mail' or kind = 'alarm')`)
  await h.sql(`delete from delivery where incident_id = '${late.incidentId}' and (channel = 'sms' or channel = 'push')`)
  await h.engine.tick()
  h.outage(hours(73))
  for (let n = 0; n < 6; n++) await h.advance(minutes(2))
  expect(await rowsOf(late.incidentId)).toEqual(['mail ring failed smtp 550', 'sms ring sent http 202 b'])
  h.smtp.refuse(null)
})

it('leaves the number in no line of the log, no answer, no event and no row in clear', async () => {
  const tables = await h.sql(
    `select (select coalesce(json_agg(d), '[]') from delivery d) as d, (select coalesce(json_agg(e), '[]') from event e) as e, (select json_agg(p) from person p) as p`,
  )
  expect(`${lines.join('')}${JSON.stringify(tables)}`).not.toMatch(/6\D?12\D?34\D?56\D?78/)
  expect(service.received.every(({ raw }) => !/USB|groep 8|Noor/.test(raw))).toBe(true)
})
