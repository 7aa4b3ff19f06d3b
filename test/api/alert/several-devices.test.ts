import { afterEach, expect, it } from 'vitest'
import { hours, minutes } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'

let h: AlarmHouse
afterEach(() => h.close())

const pushes = async () => (await h.deliveries('dpo')).filter(({ channel }) => channel === 'push')
/** The phone answers, the tablet's push service is busy. */
async function phoneAndTablet() {
  h = await alarmHouse()
  const [phone, tablet] = [await h.device('dpo'), await h.device('dpo')]
  tablet.answerWith(503)
  const { incidentId } = await h.report()
  await h.engine.tick()
  return { phone, tablet, incidentId }
}

it('tries the device that was busy again, and leaves the one that rang alone', async () => {
  const { phone, tablet } = await phoneAndTablet()
  expect(await pushes()).toMatchObject([{ state: 'queued', attempts: 1, answer: `partly ${phone.id.slice(-12)}` }])
  tablet.answerWith(201)
  await h.advance(5_000)
  expect([phone.received.length, tablet.received.length]).toEqual([1, 1])
  expect(await pushes()).toMatchObject([{ state: 'sent', answer: 'http 201', attempts: 2 }])
})

it('counts as delivered once one device rang, also when the other stays busy until somebody picks it up, a later step or the end', async () => {
  const { phone, tablet, incidentId } = await phoneAndTablet()
  await h.advance(minutes(20))
  const [first, second] = await pushes()
  expect([first?.state, second?.state]).toEqual(['sent', 'queued'])
  await phone.client.post(`/incidents/${incidentId}/acknowledge`)
  expect((await pushes()).map(({ state }) => state)).toEqual(['sent', 'sent'])
  await h.advance(hours(25))
  expect(tablet.received).toEqual([])
  expect((await pushes()).slice(0, 2).filter(({ state }) => state !== 'sent')).toEqual([])
})

it('is delivered when the busy one turns out to be gone', async () => {
  const { phone, tablet } = await phoneAndTablet()
  tablet.answerWith(410)
  await h.advance(5_000)
  expect(await pushes()).toMatchObject([{ state: 'sent' }])
  expect(phone.received).toHaveLength(1)
})

it('is delivered when the busy one was taken off the list meanwhile', async () => {
  const { phone, tablet } = await phoneAndTablet()
  await phone.client.del(`/push-subscriptions/${tablet.id}`)
  await h.advance(5_000)
  expect(await pushes()).toMatchObject([{ state: 'sent' }])
  expect(phone.received).toHaveLength(1)
})

it('tells the owner of a device that is gone by mail, once per report, also about a discreet one, and again after a mail server that was down', async () => {
  h = await alarmHouse()
  const devices = [await h.device('dpo'), await h.device('dpo')]
  for (const device of devices) device.answerWith(410)
  const [about, again] = ['Op één van je toestellen komen geen seintjes meer binnen', 5_000]
  const told = () => h.mailsTo('dpo').filter(({ subject }) => subject === about)
  h.smtp.refuse(451)
  await h.report()
  await h.engine.tick()
  expect(told()).toEqual([])
  h.smtp.refuse(null)
  await h.advance(again)
  expect(told()).toHaveLength(1)
  expect(told()[0]?.text).not.toMatch(/Frits|Waterlelie|2026-/)
  expect((await h.deliveries('dpo')).filter(({ stage }) => stage === 'device')).toMatchObject([{ channel: 'mail', state: 'sent', alarmId: null }])
  expect((await h.events('push.removed')).map(({ subjectId }) => subjectId).toSorted()).toEqual(devices.map(({ id }) => id).toSorted())
  const third = await h.device('dpo')
  third.answerWith(410)
  await h.report({ kind: 'accountCompromised' })
  await h.engine.tick()
  expect(told()).toHaveLength(2)
})
