import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { claimDeliveries } from '../../../api/alert/deliver.ts'
import { sendAll } from '../../../api/alert/send-all.ts'
import { identity } from '../../../api/db/schema.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'

let h: AlarmHouse
afterEach(() => h.close())
const stateOf = ({ channel, state, answer }: { channel: string; state: string; answer: string | null }) => `${channel} ${state} ${answer}`

describe('a new report', () => {
  it('rings dpo and handler at once by push and mail, and tells the reporter it arrived', async () => {
    h = await alarmHouse()
    const [dpo, handler] = [await h.device('dpo'), await h.device('handler', 'en')]
    const { number, incidentId } = await h.report()
    await h.engine.tick()
    expect([dpo, handler].map(({ received }) => received[0]?.payload.notification)).toMatchObject([
      {
        title: `Nieuwe melding ${number}`,
        body: 'Nog 72 uur · Stichting De Waterlelie',
        navigate: `http://localhost/alarm/${incidentId}`,
        lang: 'nl',
        app_badge: '1',
      },
      { title: `New report ${number}`, body: '72 hours left · Stichting De Waterlelie', lang: 'en' },
    ])
    expect(dpo.received[0]?.headers).toMatchObject({ ttl: String(15 * 60), urgency: 'high' })
    expect([h.mailsTo('dpo'), h.mailsTo('handler')].map((mails) => mails.map(({ subject }) => subject))).toEqual([
      [`Nieuwe melding ${number} · nog 72 uur`],
      [`Nieuwe melding ${number} · nog 72 uur`],
    ])
    expect(h.mailsTo('teacher').map(({ subject }) => subject)).toEqual([`Je melding ${number} is ontvangen`])
    expect([h.mailsTo('chair'), h.mailsTo('headOfIct')]).toEqual([[], []])
    expect((await h.deliveries('dpo')).map(stateOf)).toEqual(['push sent http 201', 'mail sent smtp 250'])
  })

  it('carries no name, no kind and no word of the story', async () => {
    h = await alarmHouse()
    const dpo = await h.device('dpo')
    await h.report({ description: 'Kanarie in de trein', callBackNumber: '0612345678', atProcessor: 'Kanarie BV' })
    await h.engine.tick()
    await h.advance(minutes(30))
    const out = [...dpo.received.map(({ plain }) => plain), ...h.smtp.mails.flatMap(({ subject, text, html, raw }) => [subject, text, html, raw])].join('\n')
    expect(h.smtp.mails.length).toBeGreaterThan(5)
    expect(out).not.toMatch(/kanarie|0612345678|deviceLost|apparaat|usb-|Voorbeeld|Fictief|Verzonnen|Bedacht/i)
  })

  it('that is discreet goes out without a single mail, in sight of the desk', async () => {
    h = await alarmHouse()
    const dpo = await h.device('dpo')
    await h.report({ kind: 'accountCompromised' })
    await h.engine.tick()
    await h.advance(hours(1))
    expect(dpo.received.map(({ payload }) => payload.notification.title.split(' ')[0])).toEqual(['Nieuwe', 'Nog'])
    expect(h.smtp.mails).toEqual([])
    expect((await h.deliveries('dpo')).map(stateOf)).toContain('mail skipped discreet')
    expect(await h.deliveries('teacher')).toEqual([])
  })

  it('that turns discreet while its mail waits is not mailed after all', async () => {
    h = await alarmHouse()
    const { incidentId } = await h.report()
    const dpo = await h.as('dpo')
    expect((await dpo.put(`/incidents/${incidentId}/discreet`, { discreet: true, reason: 'Mogelijk een insluiper' })).status).toBe(200)
    await h.engine.tick()
    expect(h.smtp.mails).toEqual([])
  })

  it('shows the desk that a person has no device; in the demo its screen is one', async () => {
    h = await alarmHouse()
    await h.report()
    await h.engine.tick()
    expect((await h.deliveries('dpo')).map(stateOf)).toEqual(['push sent demo', 'mail sent smtp 250'])
    delete h.deps.demoMessages
    await h.report()
    await h.engine.tick()
    expect((await h.deliveries('dpo')).slice(2).map(stateOf)).toEqual(['push skipped noDevice', 'mail sent smtp 250'])
  })
})

describe('a delivery', () => {
  it('is tried again after the mail server refused, and the refusal is recorded without its words', async () => {
    h = await alarmHouse()
    h.smtp.refuse(451, 'greylisted')
    await h.report()
    await h.engine.tick()
    expect((await h.deliveries('dpo'))[1]).toMatchObject({ state: 'queued', attempts: 1, answer: 'smtp 451' })
    await h.advance(4_000)
    expect((await h.deliveries('dpo'))[1]).toMatchObject({ attempts: 1 })
    await h.advance(1_000)
    expect((await h.deliveries('dpo'))[1]).toMatchObject({ state: 'queued', attempts: 2 })
    h.smtp.refuse(null)
    await h.advance(30_000)
    expect((await h.deliveries('dpo'))[1]).toMatchObject({ state: 'sent', attempts: 3, answer: 'smtp 250' })
    expect(h.mailsTo('dpo')).toHaveLength(1)
    const recorded = (await h.events('delivery.recorded')).map(({ facts }) => facts).filter(({ channel, stage }) => channel === 'mail' && stage === 'ring')
    expect(recorded.map(({ state, answer, attempt }) => `${String(state)} ${String(answer)} ${String(attempt)}`)).toEqual([
      'queued smtp 451 1',
      'queued smtp 451 1',
      'sent smtp 250 3',
      'sent smtp 250 2',
    ])
  })

  it('to the reporter that never gets out is failed after three days', async () => {
    h = await alarmHouse()
    h.smtp.refuse(550)
    const { incidentId } = await h.report()
    await (await h.as('dpo')).post(`/incidents/${incidentId}/acknowledge`)
    await h.engine.tick()
    for (let waited = 0; waited < 10; waited++) await h.advance(minutes(10))
    await h.advance(hours(70))
    expect((await h.deliveries('teacher'))[0]).toMatchObject({ state: 'queued', answer: 'smtp 550' })
    for (let waited = 0; waited < 5; waited++) await h.advance(minutes(20))
    expect((await h.deliveries('teacher'))[0]).toMatchObject({ state: 'failed', answer: 'smtp 550', nextAttemptAt: null })
  })

  it('to a device that is gone removes the device, and to one that is out of order does not', async () => {
    h = await alarmHouse()
    const [gone, busy] = [await h.device('dpo'), await h.device('handler')]
    gone.answerWith(410)
    busy.answerWith(503)
    await h.report()
    await h.engine.tick()
    const devices = async (client: (typeof gone)['client']) => (await client.get('/push-subscriptions')).json()
    expect(await devices(gone.client)).toEqual({ items: [] })
    expect(await devices(busy.client)).toMatchObject({ items: [{ id: busy.id, lastOkAt: null, lastFailedAt: h.now(), lastAnswer: 'http 503' }] })
    expect((await h.deliveries()).filter(({ channel }) => channel === 'push').map(stateOf)).toEqual(['push gone http 410', 'push queued http 503'])
    expect((await h.events('push.removed')).map(({ subjectId }) => subjectId)).toEqual([gone.id])
    busy.answerWith(201)
    await h.advance(5_000)
    expect(busy.received).toHaveLength(1)
  })

  it('is sent again after a crash between sending and recording, with the same tag and message id', async () => {
    h = await alarmHouse()
    const dpo = await h.device('dpo')
    await h.report()
    for (const lane of ['push', 'mail'] as const) await sendAll(h.deps, (await claimDeliveries(h.deps, { lane, limit: 50, but: [] }, () => {}))!)
    await h.advance(59_000)
    expect([dpo.received.length, h.mailsTo('dpo').length]).toEqual([1, 1])
    await h.advance(1_000)
    expect(new Set(dpo.received.map(({ payload, headers }) => `${payload.notification.tag} ${String(headers['topic'])}`))).toHaveLength(1)
    expect(new Set(h.mailsTo('dpo').map(({ messageId }) => messageId))).toHaveLength(1)
    expect([dpo.received.length, h.mailsTo('dpo').length]).toEqual([2, 2])
    expect((await h.deliveries('dpo')).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['sent', 2],
      ['sent', 2],
    ])
    await h.advance(minutes(10))
    expect(dpo.received).toHaveLength(2)
  })

  it('of a row that cannot be worked off does not hold up the others', async () => {
    h = await alarmHouse()
    await h.report()
    const [broken] = await h.deliveries('dpo')
    await h.deps.db.outside(async (sql) => {
      await sql
        .update(identity)
        .set({ emailSealed: new Uint8Array(40) })
        .where(eq(identity.id, broken!.identityId!))
    })
    await h.engine.tick()
    expect((await h.deliveries('dpo'))[1]).toMatchObject({ state: 'queued', answer: 'smtp error' })
    expect(h.mailsTo('handler')).toHaveLength(1)
  })
})
