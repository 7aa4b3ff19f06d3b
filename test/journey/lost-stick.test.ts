import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hours, minutes, plus } from '../../shared/instant.ts'
import { lostStick, office, type Office } from '../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

const mails = (to: string) => o.deps.demoMessages!.list().filter((message) => message.channel === 'mail' && message.to === `${to}@waterlelie.example`)

it('takes a stick lost on the train from the phone to the desk: rung at once, acknowledged, asked, answered, and the clock counts from discovery', async () => {
  const noor = await o.as('teacher')
  const discovered = o.now()
  const [id, body] = [v7(), JSON.stringify(lostStick(discovered))]

  // Four hours without a signal: nothing reached the school.
  await o.advance(hours(4))
  const acknowledgement = await (await noor.put(`/reports/${id}`, body, { 'device-now': o.now() })).json()
  await o.advance(0)
  expect(mails('frits')).toHaveLength(1)
  expect(mails('hanna')).toHaveLength(1)
  expect(mails('bram')).toHaveLength(0)
  expect(mails('frits')[0]!.subject).toContain(acknowledgement.number)
  expect(mails('frits')[0]!.subject + mails('frits')[0]!.text).not.toMatch(/stick|trein|Noor/i)

  const dpo = await o.as('dpo')
  const [first] = (await (await dpo.get('/incidents')).json()).items
  expect(first).toMatchObject({ number: acknowledgement.number, awareAt: discovered, deadlineAt: plus(discovered, hours(72)) })
  expect(await (await dpo.get('/alarms')).json()).toMatchObject({ items: [{ incidentId: first.id, acknowledgedAt: null }] })
  await dpo.post(`/incidents/${first.id}/acknowledge`)

  // Nobody called the chair in the half hour after that, so he is rung, and once.
  await o.advance(hours(2))
  expect(mails('bram').map(({ subject }) => subject)).toEqual([`Kijk nu naar melding ${acknowledgement.number}`])
  expect(await (await noor.get(`/reports/${id}`)).json()).toMatchObject({ state: 'read' })

  await dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Stond er een wachtwoord op?' })
  await o.advance(minutes(1))
  expect(mails('noor').some((mail) => mail.text.includes(acknowledgement.number))).toBe(true)
  expect(
    mails('noor')
      .map((mail) => mail.subject + mail.text)
      .join(),
  ).not.toMatch(/wachtwoord|stick/i)
  await noor.post(`/reports/${id}/messages`, { id: v7(), text: 'Nee.' })
  const view = await (await dpo.get(`/incidents/${first.id}`)).json()
  expect(view.reports[0].messages.map((message: { text: string }) => message.text)).toEqual(['Stond er een wachtwoord op?', 'Nee.'])
  expect(view.deadlineAt).toBe(plus(discovered, hours(72)))
})

it('rings the chair when nobody acknowledges within half an hour, and only once after an outage', async () => {
  const noor = await o.as('teacher')
  await noor.put(`/reports/${v7()}`, lostStick(o.now()))
  await o.advance(0)
  for (let i = 0; i < 30; i++) await o.advance(minutes(1))
  expect(mails('bram')).toHaveLength(1)
  expect(mails('frits')).toHaveLength(2)
  o.outage(hours(5))
  await o.advance(0)
  expect(mails('bram')).toHaveLength(2)
  await o.advance(0)
  expect(mails('bram')).toHaveLength(2)
})

it('mails nobody about a hacked account, and still rings', async () => {
  const noor = await o.as('teacher')
  const { incidentId } = await (await noor.put(`/reports/${v7()}`, lostStick(o.now(), { kind: 'accountCompromised' }))).json()
  for (let i = 0; i < 120; i++) await o.advance(minutes(1))
  expect(o.deps.demoMessages!.list().filter((message) => message.channel === 'mail')).toEqual([])
  const { deliveries } = await (await (await o.as('dpo')).get(`/incidents/${incidentId}`)).json()
  expect(deliveries).toContainEqual(expect.objectContaining({ channel: 'mail', state: 'skipped', answer: 'discreet' }))
  expect(deliveries).toContainEqual(expect.objectContaining({ channel: 'push', recipient: 'Frits Fictief' }))
})
