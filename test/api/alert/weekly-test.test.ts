import { afterEach, expect, it } from 'vitest'
import { days, hours } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'

let h: AlarmHouse
afterEach(() => h.close())
type Device = Awaited<ReturnType<AlarmHouse['device']>>
const titles = ({ received }: Device) => received.map(({ payload }) => payload.notification.title)
/** By another sign-in: a week on, the first one is over. */
const listed = async (who: 'dpo' | 'handler') => ((await (await (await h.as(who)).get('/push-subscriptions')).json()) as { items: object[] }).items

it('tests a device that nothing reached for a week, in words that say nothing happened, and then not for another week', async () => {
  h = await alarmHouse()
  const [dpo, handler] = [await h.device('dpo'), await h.device('handler', 'en')]
  await h.advance(days(7) - 1)
  expect(titles(dpo)).toEqual([])
  await h.advance(60_000)
  expect([titles(dpo), titles(handler)]).toEqual([['Wekelijks proefseintje'], ['Weekly test alert']])
  expect(dpo.received[0]?.payload.notification.body).toContain('Er is niets gebeurd')
  expect(dpo.received[0]?.headers).toMatchObject({ ttl: '28800', topic: dpo.id.replaceAll('-', '') })
  await h.advance(days(6))
  expect(titles(dpo)).toHaveLength(1)
  await h.advance(days(1))
  expect(titles(dpo)).toHaveLength(2)
  expect((await h.events('push.tested')).map(({ actor, facts }) => [actor, facts['outcome']])).toEqual(Array.from({ length: 4 }, () => ['system', 'sent']))
})

it('wakes nobody: not at night, not in the weekend', async () => {
  h = await alarmHouse({ at: '2026-03-01T11:00:00.000Z' })
  const dpo = await h.device('dpo')
  await h.advance(days(7))
  expect(titles(dpo)).toEqual([])
  await h.advance(hours(10))
  expect(titles(dpo)).toEqual([])
  await h.advance(hours(14))
  expect(titles(dpo)).toHaveLength(1)
})

it('leaves a device alone that rang this week', async () => {
  h = await alarmHouse()
  const dpo = await h.device('dpo')
  await h.advance(days(3))
  const { incidentId } = await h.report()
  await h.engine.tick()
  await dpo.client.post(`/incidents/${incidentId}/acknowledge`)
  await h.advance(days(4))
  expect(titles(dpo).filter((title) => title.startsWith('Wekelijks'))).toEqual([])
})

it('tells the owner of a device that is gone by mail, once, in his language and without a word about whom or what', async () => {
  h = await alarmHouse()
  const gone = await h.device('handler')
  gone.answerWith(410)
  await h.advance(days(7))
  const [mail, ...more] = h.mailsTo('handler')
  expect(more).toEqual([])
  expect(mail?.subject).toBe('Op één van je toestellen komen geen seintjes meer binnen')
  expect(mail?.text).toContain('http://localhost/ik')
  expect(mail?.text).not.toMatch(/Hanna|Waterlelie|2026-/)
  expect((await h.events('push.removed')).map(({ subjectId, actor, facts }) => [subjectId, actor, facts])).toEqual([
    [gone.id, 'system', { answer: 'http 410', mail: 'smtp 250' }],
  ])
  await h.advance(days(1))
  expect(h.mailsTo('handler')).toHaveLength(1)
})

it('keeps a device that is gone until its owner could be told', async () => {
  h = await alarmHouse()
  const gone = await h.device('handler')
  gone.answerWith(410)
  h.smtp.refuse(451)
  await h.advance(days(7))
  expect(await listed('handler')).toMatchObject([{ id: gone.id, lastFailedAt: h.now(), lastAnswer: 'http 410' }])
  expect(await h.events('push.removed')).toEqual([])
  h.smtp.refuse(null)
  await h.advance(days(1))
  expect([await listed('handler'), h.mailsTo('handler').length]).toEqual([[], 1])
})

it('tries one that failed again the next day, and drops one that is gone', async () => {
  h = await alarmHouse()
  const [busy, gone] = [await h.device('dpo'), await h.device('handler')]
  busy.answerWith(503)
  gone.answerWith(410)
  await h.advance(days(7))
  expect(await listed('dpo')).toMatchObject([{ lastOkAt: null, lastFailedAt: h.now(), lastAnswer: 'http 503' }])
  expect(await listed('handler')).toEqual([])
  busy.answerWith(201)
  await h.advance(hours(1))
  expect(titles(busy)).toEqual([])
  await h.advance(days(1))
  expect(titles(busy)).toEqual(['Wekelijks proefseintje'])
})
