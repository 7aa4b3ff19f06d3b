import { afterEach, expect, it, vi } from 'vitest'
import { claimDeliveries } from '../../../api/alert/deliver.ts'
import { ringNext } from '../../../api/alert/ring-alarm.ts'
import { sendAll } from '../../../api/alert/send-all.ts'
import { makeSmsSender } from '../../../api/alert/channels/sms.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'
import { startSmsService } from '../../support/sms-service.ts'

let h: AlarmHouse
afterEach(() => h.close())

const reports = async (count: number) => {
  const made: Awaited<ReturnType<AlarmHouse['report']>>[] = []
  while (made.length < count) made.push(await h.report())
  return made
}

it('a mail server that hangs holds up no push and no text message', async () => {
  const service = await startSmsService()
  h = await alarmHouse({ sms: makeSmsSender(service.settings, { now: () => h.now() }) })
  const phone = await h.device('dpo')
  await h.number('dpo', '06-12345678')
  const letGo = h.smtp.hang()
  await h.report()
  const tick = h.engine.tick()
  await vi.waitFor(() => expect([phone.received.length, service.received.length, h.smtp.asked() > 0]).toEqual([1, 1, true]), { timeout: 5_000, interval: 10 })
  expect(h.smtp.mails).toEqual([])
  letGo()
  await tick
  expect(h.mailsTo('dpo')).toHaveLength(1)
  await service.close()
})

it('a mail server that was down for a day gets everything in the order in which it was made, nothing twice, and is not hammered meanwhile', async () => {
  h = await alarmHouse()
  const phone = await h.device('dpo')
  h.smtp.refuse(421, 'down')
  const numbers: string[] = []
  for (let hour = 0; hour < 24; hour += 2) {
    if (hour < 8) {
      const made = await h.report()
      numbers.push(made.number)
      await h.engine.tick()
      await phone.client.post(`/incidents/${made.incidentId}/acknowledge`)
    }
    await h.advance(hours(2))
  }
  const pushes = (await h.deliveries('dpo')).filter(({ channel, state }) => channel === 'push' && state === 'sent')
  expect(pushes.length).toBeGreaterThanOrEqual(4)
  expect(phone.received).toHaveLength(pushes.length)
  expect(h.smtp.mails).toEqual([])
  expect(h.smtp.asked()).toBeLessThan(30)
  expect(await h.engine.health()).toMatchObject({ ok: true, lagSeconds: 0 })
  h.smtp.refuse(null)
  await h.advance(minutes(1))
  const subjects = h.mailsTo('teacher').map(({ subject }) => subject)
  expect(subjects).toEqual(numbers.flatMap((number) => [`Je melding ${number} is ontvangen`, `Je melding ${number} is opgepakt`]))
  expect(new Set(h.smtp.mails.map(({ messageId }) => messageId)).size).toBe(h.smtp.mails.length)
  expect((await h.deliveries()).filter(({ state }) => state === 'queued')).toEqual([])
})

it('what one recipient cannot get holds up nobody else', async () => {
  h = await alarmHouse()
  await h.report()
  const only = (await h.deliveries('dpo')).find(({ channel }) => channel === 'mail')!
  await h.sql(`delete from alarm_due where kind = 'delivery' and subject_id <> '${only.id}'`)
  h.smtp.refuse(550, 'no such mailbox')
  await h.engine.tick()
  h.smtp.refuse(null)
  await h.report()
  await h.engine.tick()
  // The first mail that gets through brings the officer's earlier one along.
  expect([h.mailsTo('handler').length, h.mailsTo('dpo').length, h.mailsTo('teacher').length]).toEqual([1, 2, 1])
})

it('what was missed during an outage comes in one message per person and channel, that says which, most urgent first', async () => {
  h = await alarmHouse()
  const [phone, english] = [await h.device('dpo'), await h.device('handler', 'en')]
  const made = await reports(12)
  await h.engine.tick()
  expect(phone.received).toHaveLength(12)
  h.outage(hours(5))
  await h.engine.tick()
  expect([phone.received.length, h.mailsTo('dpo').length, h.mailsTo('chair').length, h.mailsTo('headOfIct').length]).toEqual([13, 13, 1, 1])
  const { title, body, tag, navigate } = phone.received.at(-1)!.payload.notification
  expect([title, navigate]).toEqual(['12 meldingen wachtten tijdens een storing', 'http://localhost/desk'])
  const named = made.slice(0, 10).map(({ number }) => `${number} nog 67 uur`)
  expect(body).toBe([...named, 'en nog 2', 'Stichting De Waterlelie'].join(' · '))
  expect(english.received.at(-1)!.payload.notification.body).toMatch(/^2026-001 67 hours left · .* · and 2 more · Stichting De Waterlelie$/)
  const mail = h.mailsTo('dpo').at(-1)!
  expect(mail.subject).toBe('Gemist tijdens een storing: 12 meldingen')
  expect(mail.text?.match(/2026-0\d\d: nog 67 uur/g)).toHaveLength(10)
  expect(mail.text).toContain('en nog 2')
  expect(mail.references).toBeUndefined()
  const rows = (await h.deliveries('dpo')).filter(({ stage }) => stage.includes('..'))
  expect(rows.map(({ channel, state, attempts, answer }) => [channel, state, attempts, answer].join(' ')).toSorted()).toEqual([
    ...Array.from({ length: 12 }, () => 'mail sent 1 smtp 250'),
    ...Array.from({ length: 12 }, () => 'push sent 1 http 201'),
  ])
  expect(tag).toMatch(/^missed-/)

  // One alone, an hour later, is a ring like any other.
  for (const { incidentId } of made.slice(1)) await phone.client.post(`/incidents/${incidentId}/acknowledge`)
  h.outage(hours(3))
  await h.engine.tick()
  expect(h.mailsTo('chair').at(-1)?.subject).toMatch(/^Nog niet opgepakt: melding 2026-001/)
})

it('a message about several is the same one after a crash between sending and recording', async () => {
  h = await alarmHouse()
  const phone = await h.device('dpo')
  await reports(3)
  await h.engine.tick()
  h.outage(minutes(40))
  while (await ringNext(h.deps, () => {})) continue
  for (const lane of ['push', 'mail'] as const)
    for (
      let claim = await claimDeliveries(h.deps, { lane, limit: 1, but: [] }, () => {});
      claim;
      claim = await claimDeliveries(h.deps, { lane, limit: 1, but: [] }, () => {})
    )
      await sendAll(h.deps, claim)
  expect([phone.received.length, h.mailsTo('dpo').length]).toEqual([4, 4])
  await h.advance(minutes(1))
  expect([phone.received.length, h.mailsTo('dpo').length]).toEqual([5, 5])
  const last = h.mailsTo('dpo').slice(-2)
  expect(new Set(last.map(({ messageId }) => messageId))).toHaveLength(1)
  expect(new Set(phone.received.slice(-2).map(({ payload, headers }) => `${payload.notification.tag} ${String(headers['topic'])}`))).toHaveLength(1)
  expect((await h.deliveries('dpo')).every(({ state }) => state === 'sent')).toBe(true)
})

it('the mail that rings whoever keeps the term brings it for the calendar, in the thread of its incident; nobody else’s does', async () => {
  h = await alarmHouse()
  const { incidentId, number, deadlineAt } = await h.report()
  await h.engine.tick()
  await h.advance(minutes(30))
  const mails = h.mailsTo('dpo')
  expect(new Set(mails.map(({ references }) => String(references)))).toEqual(new Set([`<incident-${incidentId}@localhost>`]))
  const file = mails[0]!.attachments.find(({ contentType }) => contentType === 'text/calendar' || contentType === 'application/ics')!.content.toString()
  expect(file).toContain(`SUMMARY:Termijn melding ${number}\r\n`)
  expect(file).toContain(`DTEND:${deadlineAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z\r\n`)
  expect(mails[0]!.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=PUBLISH/i)
  expect(file).not.toMatch(/USB|groep 8|trein/)
  expect([...h.mailsTo('chair'), ...h.mailsTo('teacher')].flatMap(({ attachments }) => attachments)).toEqual([])
})
