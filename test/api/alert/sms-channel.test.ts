import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodyOf, isTemplate, makeSmsSender } from '../../../api/alert/channels/sms.ts'
import { freePort } from '../../support/free-port.ts'
import { startSmsService } from '../../support/sms-service.ts'

const clock = { now: () => '2026-03-02T09:15:00.000Z' }
const message = { to: '+31612345678', text: 'Nieuwe melding 2026-014: nog 71 uur.', id: '019b0000-0000-7000-8000-000000000001', lang: 'nl' as const }

describe('the service for text messages', () => {
  let service: Awaited<ReturnType<typeof startSmsService>>
  beforeAll(async () => void (service = await startSmsService()))
  afterAll(() => service.close())
  const send = () => makeSmsSender(service.settings, clock).send(message)

  it('gets to whom and what, signed, and with a key by which it leaves out what came twice', async () => {
    expect(await send()).toEqual({ outcome: 'sent', answer: 'http 202 sms-1' })
    const [got] = service.received
    expect(got).toMatchObject({ signed: true, to: message.to, text: message.text, id: message.id })
    expect(got?.headers).toMatchObject({ 'idempotency-key': message.id, 'content-type': 'application/json' })
    expect(got?.headers['seintje-signature']).toMatch(/^t=1772442900,v1=/)
  })

  it.each([
    [204, 'sent'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [400, 'failed'],
    [401, 'failed'],
    [404, 'failed'],
    [302, 'retry'],
  ])('says %i and that is %s; no redirect is followed', async (status, outcome) => {
    service.answerWith(status)
    const before = service.received.length
    expect(await send()).toEqual({ outcome, answer: `http ${status}` })
    expect(service.received).toHaveLength(before + 1)
  })

  it('keeps of its words an id and nothing else, and none that is the number', async () => {
    service.answerWith(200, '{"messageId":"abc_9-Z","to":"+31612345678"}')
    expect((await send()).answer).toBe('http 200 abc_9-Z')
    for (const body of [
      '{"id":"31612345678"}',
      '{"id":"naar 06-12345678"}',
      'queued for +31612345678',
      `{"id":"${'a'.repeat(65)}"}`,
      `{"id":"a"}${' '.repeat(20_000)}`,
    ]) {
      service.answerWith(200, body)
      expect((await send()).answer).toBe('http 200')
    }
  })

  it('is tried again where nobody answers', async () => {
    const nobody = makeSmsSender({ ...service.settings, url: `http://127.0.0.1:${await freePort()}/sms` }, clock)
    expect(await nobody.send(message)).toEqual({ outcome: 'retry', answer: 'sms ECONNREFUSED' })
  })
})

describe('a template', () => {
  it('is filled so that no text can end the string it stands in', () => {
    const filled = bodyOf({ ...message, text: 'a "b" \\ \n {{id}}' }, '{"recipient":"{{to}}","body":"{{ text }}","lang":"{{lang}}","ref":"{{id}}"}')
    expect(JSON.parse(filled)).toEqual({ recipient: message.to, body: 'a "b" \\ \n {{id}}', lang: 'nl', ref: message.id })
  })

  it('says to whom and what, and asks for nothing else', () => {
    expect(['{{to}} {{text}}', '{{ to }}{{ text }}{{id}}{{lang}}'].every(isTemplate)).toBe(true)
    expect(['', '{{to}}', '{{text}}', '{{to}}{{text}}{{name}}', '{{to}}{{text}}{{}}'].some(isTemplate)).toBe(false)
  })
})
