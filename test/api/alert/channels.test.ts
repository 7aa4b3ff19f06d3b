import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import webpush from 'web-push'
import { makeEndpointGuard, isPublic } from '../../../api/alert/channels/endpoint-guard.ts'
import { makeMailer } from '../../../api/alert/channels/mail.ts'
import { makePushSender } from '../../../api/alert/channels/push.ts'
import type { PushPayload } from '../../../shared/alert/payload.ts'
import { startPushService } from '../../support/push-service.ts'
import { startSmtpServer } from '../../support/smtp-server.ts'

const keys = { ...webpush.generateVAPIDKeys(), keyId: 'key-1' }
const subject = 'mailto:beheer@waterlelie.example'
const payload: PushPayload = {
  web_push: 8030,
  notification: { title: 'Nieuwe melding 2026-014', body: 'Nog 71 uur', navigate: 'https://x.example/alarm/1', tag: 'a', lang: 'nl' },
}
const options = { ttlSeconds: 900, topic: 'a'.repeat(32) }

describe('the push sender', () => {
  let service: Awaited<ReturnType<typeof startPushService>>
  beforeAll(async () => void (service = await startPushService()))
  afterAll(() => service.close())

  it('hands over an encrypted push that only the device can read, urgent and with the time it is of use', async () => {
    const device = service.subscribe(keys.keyId)
    const sender = makePushSender({ keys, subject, guard: service.guard })
    expect(await sender.send(device.input, payload, options)).toEqual({ outcome: 'sent', answer: 'http 201' })
    expect(device.received[0]?.payload).toEqual(payload)
    expect(device.received[0]?.headers).toMatchObject({ ttl: '900', urgency: 'high', topic: options.topic, 'content-encoding': 'aes128gcm' })
  })

  it.each([
    [404, 'gone'],
    [410, 'gone'],
    [429, 'retry'],
    [503, 'retry'],
    [302, 'retry'],
    [403, 'retry'],
  ])('takes %i for %s, and follows no redirect', async (status, outcome) => {
    const device = service.subscribe(keys.keyId)
    device.answerWith(status)
    const sender = makePushSender({ keys, subject, guard: service.guard })
    expect(await sender.send(device.input, payload, options)).toEqual({ outcome, answer: `http ${status}` })
  })

  it('calls a device that was made with another server key gone, and one that nobody answers for not', async () => {
    const sender = makePushSender({ keys, subject, guard: { ...service.guard, allows: () => true } })
    const device = service.subscribe('another-key')
    expect(await sender.send(device.input, payload, options)).toEqual({ outcome: 'gone', answer: 'keyReplaced' })
    const silent = { ...device.input, keyId: keys.keyId, endpoint: 'http://127.0.0.1:1/push' }
    expect(await sender.send(silent, payload, options)).toEqual({ outcome: 'retry', answer: 'push ECONNREFUSED' })
    expect(await sender.send({ ...device.input, keyId: keys.keyId, p256dh: 'A'.repeat(87) }, payload, options)).toEqual({
      outcome: 'gone',
      answer: 'keysUnusable',
    })
  })

  it.each([
    ['a subject that is none', { subject: 'beheer@waterlelie.example', keys }],
    ['a private key that was damaged', { subject, keys: { ...keys, privateKey: 'A'.repeat(10) } }],
  ])('takes nobody off the list over %s: it is tried again, and logged', async (_, settings) => {
    const logged: unknown[] = []
    const sender = makePushSender({ ...settings, guard: service.guard, log: { error: (facts: unknown) => void logged.push(facts) } })
    expect(await sender.send(service.subscribe(keys.keyId).input, payload, options)).toEqual({ outcome: 'retry', answer: 'encryptionFailed' })
    expect(logged).toEqual([{ error: 'Error' }])
    const bad = { ...service.subscribe(keys.keyId).input, auth: 'AAAA' }
    expect(await sender.send(bad, payload, options)).toEqual({ outcome: 'gone', answer: 'keysUnusable' })
  })

  it('asks the guard again at each sending', async () => {
    const device = service.subscribe(keys.keyId)
    expect(await makePushSender({ keys, subject }).send(device.input, payload, options)).toEqual({ outcome: 'retry', answer: 'hostNotAllowed' })
    const inside = makeEndpointGuard(['push.waterlelie.example'], (_host, done) => done(null, [{ address: '10.1.2.3', family: 4 }]))
    const endpoint = 'https://push.waterlelie.example/abc'
    expect(await makePushSender({ keys, subject, guard: inside }).send({ ...device.input, endpoint }, payload, options)).toEqual({
      outcome: 'retry',
      answer: 'push EPRIVATE',
    })
    expect(device.received).toEqual([])
  })
})

describe('the endpoint guard', () => {
  const { allows } = makeEndpointGuard()
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://web.push.apple.com/Q',
    'https://wns2-am3p.notify.windows.com/w/?token=x',
  ])('allows %s', (endpoint) => {
    expect(allows(endpoint)).toBe(true)
  })
  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evil-fcm.googleapis.com/x',
    'https://user@fcm.googleapis.com/x',
    'https://push.apple.com/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://localhost/x',
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'not an address',
  ])('refuses %s', (endpoint) => {
    expect(allows(endpoint)).toBe(false)
  })
  it('knows what is not the open internet', () => {
    const inside = [
      '127.0.0.1',
      '10.0.0.8',
      '172.20.1.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
    ]
    expect(inside.filter(isPublic)).toEqual([])
    expect(['142.250.179.138', '2a00:1450:400e:811::200a'].filter(isPublic)).toHaveLength(2)
  })
})

describe('the mailer', () => {
  let smtp: Awaited<ReturnType<typeof startSmtpServer>>
  beforeAll(async () => void (smtp = await startSmtpServer()))
  afterAll(() => smtp.close())
  const mail = {
    to: 'fg@waterlelie.example',
    subject: 'Nieuwe melding 2026-014',
    text: 'Één melding',
    html: '<p>Één melding</p>',
    lang: 'nl' as const,
    threadId: 'i-1',
    messageId: 'd-1',
  }
  const settings = { mailFrom: 'Seintje <seintje@waterlelie.example>', publicUrl: 'https://seintje.waterlelie.example' }

  it('delivers text and HTML, marked as automatic, in one thread per incident', async () => {
    const mailer = makeMailer({ smtpUrl: smtp.url, ...settings })
    expect(await mailer.send(mail)).toEqual({ answer: 'smtp 250' })
    mailer.close()
    const [got] = smtp.mails
    expect(got).toMatchObject({ subject: mail.subject, messageId: '<d-1@seintje.waterlelie.example>', inReplyTo: '<incident-i-1@seintje.waterlelie.example>' })
    expect([got?.text?.trim(), got?.html]).toEqual(['Één melding', '<p>Één melding</p>'])
    expect([got?.headers.get('auto-submitted'), got?.headers.get('content-language')]).toEqual(['auto-generated', 'nl'])
  })

  it('says why it was refused as a code, without the words of the server, which quote the address', async () => {
    const mailer = makeMailer({ smtpUrl: smtp.url, ...settings })
    smtp.refuse(451, 'greylisted')
    await expect(mailer.send(mail)).rejects.toThrow(/^smtp 451$/)
    mailer.close()
    const nobody = makeMailer({ smtpUrl: 'smtp://127.0.0.1:1', ...settings })
    await expect(nobody.send(mail)).rejects.toThrow(/^smtp E\w+$/)
    nobody.close()
  })
})
