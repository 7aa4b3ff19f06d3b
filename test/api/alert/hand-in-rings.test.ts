import type { PushPayload } from '../../../shared/alert/payload.ts'
import { v7 } from 'uuid'
import { afterEach, expect, it } from 'vitest'
import { hours, minutes, plus } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'
import { withSchoolCode } from '../../support/hand-in.ts'
import { lostStick } from '../../support/office.ts'

let h: AlarmHouse
afterEach(() => h.close())

const handIn = async (fields: Record<string, unknown> = {}) =>
  (await (await withSchoolCode(h).report(v7(), JSON.stringify(lostStick(h.now(), fields)))).json()) as Acknowledgement
const inOrder = (rows: Awaited<ReturnType<AlarmHouse['deliveries']>>) =>
  rows.map(({ recipientRole, channel, stage, state, answer }) => [recipientRole, channel, stage, state, answer].join(' ')).toSorted()

it('rings the same people by the same mail and push as a report of somebody who signed in, and again after half an hour', async () => {
  h = await alarmHouse()
  const devices = [await h.device('dpo'), await h.device('handler')]
  const one = await handIn()
  const other = await h.report()
  await h.engine.tick()
  await h.advance(minutes(30))
  expect(one.deadlineAt).toBe(plus(one.receivedAt, hours(72)))
  expect([one.number, other.number]).toEqual(['2026-001', '2026-002'])
  const rings = async ({ incidentId }: Acknowledgement) =>
    inOrder((await h.deliveries()).filter((row) => row.incidentId === incidentId && row.recipientRole !== 'staff'))
  expect(await rings(one)).toEqual(await rings(other))
  expect((await rings(one)).filter((row) => row.startsWith('dpo'))).toEqual(
    expect.arrayContaining(['dpo mail ring sent smtp 250', 'dpo push ring sent http 201']),
  )
  // What the engine made up for after half an hour came in one message about both.
  const about = ({ payload: { notification } }: { payload: PushPayload }) => `${notification.title} ${notification.body}`
  for (const { received } of devices) expect(received.filter((push) => about(push).includes(one.number))).toHaveLength(2)
  expect(h.mailsTo('dpo').filter(({ text }) => text?.includes(one.number))).toHaveLength(2)
})

it('mails nobody that it was received, and the desk sees why', async () => {
  h = await alarmHouse()
  await handIn()
  await h.engine.tick()
  expect(h.mailsTo('teacher')).toEqual([])
  const [row] = (await h.deliveries()).filter(({ recipientRole }) => recipientRole === 'staff')
  expect(row).toMatchObject({ stage: 'received', state: 'skipped', answer: 'notVerified', personId: null, settledAt: h.now() })
  expect(await (await h.request('/healthz/engine')).json()).toMatchObject({ ok: true })
})

it('sends no mail at all about a discreet one, and goes straight to the chair where it is addressed to him', async () => {
  h = await alarmHouse()
  await handIn({ kind: 'accountCompromised' })
  await h.engine.tick()
  expect(h.smtp.mails).toEqual([])
  await handIn({ addressee: 'chair' })
  await h.engine.tick()
  expect([h.mailsTo('chair').length, h.mailsTo('dpo').length]).toEqual([1, 0])
})

it('stops ringing when somebody acknowledges, and mails the reporter of that moment once he is known', async () => {
  h = await alarmHouse()
  const body = JSON.stringify(lostStick(h.now()))
  const id = v7()
  const { incidentId } = (await (await withSchoolCode(h).report(id, body)).json()) as Acknowledgement
  await (await h.as('teacher')).put(`/reports/${id}`, body)
  expect((await (await h.as('dpo')).post(`/incidents/${incidentId}/acknowledge`)).status).toBe(200)
  await h.advance(hours(1))
  expect(h.mailsTo('teacher')).toHaveLength(1)
  expect((await h.deliveries('dpo')).every(({ state }) => state !== 'queued')).toBe(true)
})
