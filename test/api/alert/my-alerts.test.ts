import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSession } from '../../../api/access/open-session.ts'
import { demoIdentity } from '../../../api/demo/board.ts'
import type { MyAlerts } from '../../../shared/alert/alerting-views.ts'
import { days, minutes, plus } from '../../../shared/instant.ts'
import type { DemoPersona } from '../../../shared/access/session-view.ts'
import { makeLimits } from '../../../api/http/rate-limit.ts'
import { alarmHouse, board, type AlarmHouse } from '../../support/alarm-house.ts'
import { withCookie } from '../../support/office.ts'

let h: AlarmHouse
const texts: { to: string; text: string }[] = []
beforeAll(async () => void (h = await alarmHouse()))
afterAll(() => h.close())
beforeEach(async () => {
  await h.sql(`update person set alerts = '{}', sms_sealed = null`)
  h.deps.limits = makeLimits()
  delete h.deps.sms
  texts.length = 0
})

const gateway = (outcome: 'sent' | 'failed' = 'sent') => {
  h.deps.sms = {
    send: async ({ to, text }) => {
      texts.push({ to, text })
      return { outcome, answer: 'http 202' }
    },
  }
}
const mine = async (who: DemoPersona) => (await (await (await h.as(who)).get('/my-alerts')).json()) as MyAlerts[]
const put = async (who: DemoPersona, body: object) => (await h.as(who)).put(`/my-alerts/${board.organisationId}`, body)
const test = async (who: DemoPersona, channel: string) => (await h.as(who)).post(`/my-alerts/${board.organisationId}/test`, { channel })
const said = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Record<string, unknown>
const both = { mail: true, sms: true }

describe('what rings me', () => {
  it('is shown to who has a seat of the team, and nothing to anybody else', async () => {
    expect(await mine('teacher')).toEqual([])
    expect(await mine('dpo')).toEqual([
      {
        ...{ organisationId: board.organisationId, organisationName: 'Stichting De Waterlelie', seats: ['dpo'], ...both },
        ...{ smsNumber: null, smsAvailable: false, reach: 'yes', absences: [], mayChange: true },
      },
    ])
  })

  it('has a number of its own for text messages, sealed, and shown by its last three digits', async () => {
    expect(await said(put('dpo', { ...both, smsNumber: '06 12 34 56 78' }))).toMatchObject({ smsNumber: '•••••••••678' })
    const [row] = await h.sql<{ clear: string }>(`select encode(sms_sealed, 'escape') as clear from person where sms_sealed is not null`)
    expect(row?.clear).not.toContain('12345678')
    expect(await said(put('dpo', both))).toMatchObject({ smsNumber: '•••••••••678' })
    expect(await said(put('dpo', { ...both, smsNumber: '085 555 01 11' }))).toMatchObject({ code: 'alerts.number', field: 'smsNumber' })
    expect(await said(put('dpo', { ...both, smsNumber: null }))).toMatchObject({ smsNumber: null })
    expect((await h.events('alerts.changed')).map(({ facts }) => facts['number'])).toEqual([true, false, true])
  })

  it('never ends: without mail there must be a text message that can go', async () => {
    const refused = { status: 409, code: 'alerts.nothingLeft' }
    expect(await said(put('dpo', { mail: false, sms: false }))).toMatchObject(refused)
    expect(await said(put('dpo', { mail: false, sms: true, smsNumber: '0612345678' }))).toMatchObject(refused)
    gateway()
    expect(await said(put('dpo', { mail: false, sms: true }))).toMatchObject(refused)
    expect(await said(put('dpo', { mail: false, sms: true, smsNumber: '0612345678' }))).toMatchObject({ mail: false, sms: true, smsAvailable: true })
    expect(await said(put('dpo', { mail: false, sms: true, smsNumber: null }))).toMatchObject(refused)
    expect(await said(put('dpo', { mail: true, sms: false }))).toMatchObject({ mail: true, sms: false })
  })

  it('is not changed in a session by a code from the mail, nor at a board of others', async () => {
    const { token } = await openSession(h.deps, { identityId: demoIdentity('dpo'), scope: 'device', ownDevice: true, label: null })
    const phone = withCookie(h.request, `seintje=${token}`)
    expect(await said(phone.put(`/my-alerts/${board.organisationId}`, both))).toMatchObject({ code: 'session.deskNeedsPasskey' })
    expect(await said(phone.get('/my-alerts'))).toMatchObject([{ mayChange: false }])
    const elsewhere = '01900000-0000-7000-8000-0000000000ff'
    expect(await said((await h.as('dpo')).put(`/my-alerts/${elsewhere}`, both))).toMatchObject({ code: 'access.denied' })
    expect(await said(put('teacher', both))).toMatchObject({ code: 'access.denied' })
  })
})

describe('trying it out', () => {
  it('sends a mail at once, and says what the mail server answered', async () => {
    expect(await said(test('dpo', 'mail'))).toEqual({ outcome: 'sent', answer: expect.stringContaining('smtp 250') })
    expect(h.mailsTo('dpo').map(({ subject }) => subject)).toEqual(['Proef: zo komt een seintje per mail'])
    h.smtp.refuse(451)
    expect(await said(test('dpo', 'mail'))).toMatchObject({ outcome: 'retry' })
    h.smtp.refuse(null)
    expect((await h.events('alerts.tested')).map(({ facts }) => facts)).toEqual([
      { channel: 'mail', outcome: 'sent' },
      { channel: 'mail', outcome: 'retry' },
    ])
  })

  it('sends a text message where there is a gateway and a number', async () => {
    expect(await said(test('dpo', 'sms'))).toMatchObject({ status: 409, code: 'alerts.noSms' })
    gateway()
    expect(await said(test('dpo', 'sms'))).toMatchObject({ code: 'alerts.number' })
    await put('dpo', { ...both, smsNumber: '+31 6 12345678' })
    expect(await said(test('dpo', 'sms'))).toEqual({ outcome: 'sent', answer: 'http 202' })
    expect(texts).toEqual([{ to: '+31612345678', text: expect.stringContaining('proef') }])
  })

  it('tells a refusal of the gateway, and is done three times a minute', async () => {
    gateway('failed')
    await put('dpo', { ...both, smsNumber: '0612345678' })
    for (let n = 0; n < 3; n++) expect(await said(test('dpo', 'sms'))).toMatchObject({ outcome: 'failed' })
    expect(await said(test('dpo', 'sms'))).toMatchObject({ status: 429, code: 'request.tooMany' })
  })
})

it('reaches me while a device took its last message within two weeks, or a text message can go', async () => {
  const demo = h.deps.demoMessages!
  delete h.deps.demoMessages
  const reach = async () => (await mine('handler'))[0]?.reach
  expect(await reach()).toBe('mailOnly')
  const { id } = await h.device('handler')
  const heard = (ok: string, failed: string | null) =>
    h.sql('update push_subscription set last_ok_at = $2, last_failed_at = $3 where id = $1', [id, ok, failed])
  expect(await reach()).toBe('mailOnly')
  await heard(plus(h.now(), -days(14)), null)
  expect(await reach()).toBe('yes')
  await heard(plus(h.now(), -minutes(2)), plus(h.now(), -minutes(1)))
  expect(await reach()).toBe('mailOnly')
  await heard(plus(h.now(), -days(14) - 1), null)
  expect(await reach()).toBe('mailOnly')
  gateway()
  await put('handler', { mail: true, sms: true, smsNumber: '0612345678' })
  expect(await reach()).toBe('yes')
  await put('handler', { mail: false, sms: true })
  delete h.deps.sms
  expect(await reach()).toBe('mailOnly')
  h.deps.demoMessages = demo
})
