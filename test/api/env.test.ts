import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { demoKey, readEnv } from '../../api/env.ts'

const folder = mkdtempSync(join(tmpdir(), 'seintje-env-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = Buffer.alloc(32, 9)
const demo = { DATA_DIR: folder }
const production = {
  ...{ SEINTJE_MODE: 'production', SEINTJE_KEY: key.toString('base64'), PUBLIC_URL: 'https://seintje.school.example/' },
  ...{ SMTP_URL: 'smtps://u:p@mail.school.example', MAIL_FROM: 'Seintje <fg@school.example>' },
}
const sms = { SMS_URL: 'https://sms.school.example/send' }
const secret = 'een-geheim-van-tweeendertig-tekens'
const refusalOf = (variables: Record<string, string>) => {
  try {
    readEnv(variables)
  } catch (error) {
    return error as Error & { code: string }
  }
  return undefined
}

it('is a demo on this machine alone when nothing is configured', () => {
  expect(readEnv(demo)).toMatchObject({ mode: 'demo', host: '127.0.0.1', port: 8080, publicUrl: 'http://localhost:8080', trustProxy: 0 })
  expect(readEnv({ ...demo, PORT: '  ', HOST: '' })).toMatchObject({ port: 8080, host: '127.0.0.1' })
})

it('reads production', () => {
  const env = readEnv({ ...production, DATABASE_URL: 'postgres://u@db/seintje', PUSH_HOSTS: 'fcm.googleapis.com, *.push.apple.com', TRUST_PROXY: '1' })
  expect(env).toMatchObject({
    mode: 'production',
    host: '0.0.0.0',
    publicUrl: 'https://seintje.school.example',
    databaseUrl: 'postgres://u@db/seintje',
    trustProxy: 1,
  })
  expect(env).toMatchObject({
    mailFrom: 'Seintje <fg@school.example>',
    vapidSubject: 'mailto:fg@school.example',
    pushHosts: ['fcm.googleapis.com', '*.push.apple.com'],
  })
  expect(Buffer.from(env.key)).toEqual(key)
})

it('takes the key as base64, base64url or hex, or from a file', () => {
  const file = join(folder, 'key')
  writeFileSync(file, `${key.toString('hex')}\n`)
  const { SEINTJE_KEY: _, ...rest } = production
  const given = [{ SEINTJE_KEY: key.toString('hex') }, { SEINTJE_KEY: key.toString('base64url') }, { SEINTJE_KEY_FILE: file }]
  for (const one of given) expect(Buffer.from(readEnv({ ...rest, ...one }).key)).toEqual(key)
})

it('reads the service for text messages, its secret and its template from files too, and over http on this machine alone', () => {
  const [file, template] = [join(folder, 'sms-secret'), join(folder, 'sms-template')]
  writeFileSync(file, `${secret}\n`)
  writeFileSync(template, '{"to":"{{to}}","body":"{{text}}"}')
  expect(readEnv(demo).sms).toBeUndefined()
  expect(readEnv({ ...demo, ...sms, SMS_SECRET: secret }).sms).toEqual({ url: sms.SMS_URL, secret })
  const given = { ...demo, SMS_URL: 'http://localhost:9/sms', SMS_SECRET_FILE: file, SMS_TEMPLATE_FILE: template }
  expect(readEnv(given).sms).toEqual({ url: given.SMS_URL, secret, template: '{"to":"{{to}}","body":"{{text}}"}' })
  writeFileSync(template, '{"to":"{{to}}","body":"{{story}}"}')
  expect(refusalOf(given)?.code).toBe('envSmsTemplateFile')
})

describe('a wrong value', () => {
  const without = (name: keyof typeof production) => ({ ...production, [name]: '' })
  const cases: [string, string, Record<string, string>][] = [
    ['envMode', 'SEINTJE_MODE', { SEINTJE_MODE: 'test' }],
    ['envPort', 'PORT', { PORT: '80800' }],
    ['envPort', 'PORT', { PORT: 'http' }],
    ['envHost', 'HOST', { HOST: 'not a host' }],
    ['envHostDemo', 'HOST', { HOST: '0.0.0.0' }],
    ['envDatabaseUrl', 'DATABASE_URL', { DATABASE_URL: 'mysql://u:hunter2@db/seintje' }],
    ['envPublicUrl', 'PUBLIC_URL', { PUBLIC_URL: 'https://seintje.example/app' }],
    ['envPublicUrl', 'PUBLIC_URL', { PUBLIC_URL: 'seintje.example' }],
    ['envPublicUrlDemo', 'PUBLIC_URL', { PUBLIC_URL: 'http://seintje.example' }],
    ['envPublicUrlHttps', 'PUBLIC_URL', { ...production, PUBLIC_URL: 'http://seintje.example' }],
    ['envPublicUrlMissing', 'PUBLIC_URL', without('PUBLIC_URL')],
    ['envSmtpUrl', 'SMTP_URL', { SMTP_URL: 'mail.school.example' }],
    ['envSmtpUrlMissing', 'SMTP_URL', without('SMTP_URL')],
    ['envMailFrom', 'MAIL_FROM', { MAIL_FROM: 'Seintje' }],
    ['envMailFrom', 'MAIL_FROM', { MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }],
    ['envMailFromMissing', 'MAIL_FROM', without('MAIL_FROM')],
    ['envSmsUrl', 'SMS_URL', { SMS_URL: 'http://sms.school.example/hunter2', SMS_SECRET: secret }],
    ['envSmsUrlMissing', 'SMS_URL', { SMS_SECRET: secret }],
    ['envSmsSecret', 'SMS_SECRET', { ...sms, SMS_SECRET: 'hunter2' }],
    ['envSmsSecretMissing', 'SMS_SECRET', sms],
    ['envSmsSecretTwice', 'SMS_SECRET_FILE', { ...sms, SMS_SECRET: secret, SMS_SECRET_FILE: '/nowhere' }],
    ['envSmsSecretFile', 'SMS_SECRET_FILE', { ...sms, SMS_SECRET_FILE: '/nowhere/secret' }],
    ['envSmsTemplateFile', 'SMS_TEMPLATE_FILE', { ...sms, SMS_SECRET: secret, SMS_TEMPLATE_FILE: '/nowhere/template' }],
    ['envKey', 'SEINTJE_KEY', { SEINTJE_KEY: 'hunter2' }],
    ['envKeyMissing', 'SEINTJE_KEY', without('SEINTJE_KEY')],
    ['envKeyTwice', 'SEINTJE_KEY_FILE', { ...production, SEINTJE_KEY_FILE: '/nowhere' }],
    ['envKeyFile', 'SEINTJE_KEY_FILE', { ...without('SEINTJE_KEY'), SEINTJE_KEY_FILE: '/nowhere/key' }],
    ['envVapidSubject', 'VAPID_SUBJECT', { VAPID_SUBJECT: 'fg@school.example' }],
    ['envPushHosts', 'PUSH_HOSTS', { PUSH_HOSTS: 'https://push.example' }],
    ['envTrustProxy', 'TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['envWorker', 'SEINTJE_WORKER', { SEINTJE_WORKER: 'no' }],
    ['envMetricsToken', 'METRICS_TOKEN', { METRICS_TOKEN: 'hunter2' }],
    ['envMetricsToken', 'METRICS_TOKEN', { METRICS_TOKEN: 'hunter2 hunter2 hunter2' }],
    ['envHeartbeatUrl', 'HEARTBEAT_URL', { HEARTBEAT_URL: 'http://hartslag.example/hunter2' }],
    ['envHeartbeatUrl', 'HEARTBEAT_URL', { HEARTBEAT_URL: 'hartslag.example' }],
  ]
  it.each(cases)('%s: names %s, what is wrong and an example, in one line without the value', (code, name, variables) => {
    const refusal = refusalOf({ ...demo, ...variables })
    expect(refusal).toMatchObject({ name: 'StartRefusal', code })
    const line = refusal!.message
    expect(line).toContain(name)
    expect(line).not.toMatch(/\n|\{\w+\}|undefined|hunter2/)
  })

  it('is told together with the other wrong ones, a line each', () => {
    expect(refusalOf({ PORT: 'x', TRUST_PROXY: 'x' })!.message.split('\n')).toHaveLength(2)
  })
})

it('reads who may see the metrics and where the heartbeat goes; neither is there by itself', () => {
  expect(readEnv(demo)).not.toHaveProperty('metricsToken')
  expect(readEnv(demo)).not.toHaveProperty('heartbeatUrl')
  const env = readEnv({ ...demo, METRICS_TOKEN: 'zestien-tekens-x', HEARTBEAT_URL: 'http://127.0.0.1:9000/slag' })
  expect(env).toMatchObject({ metricsToken: 'zestien-tekens-x', heartbeatUrl: 'http://127.0.0.1:9000/slag' })
  expect(readEnv({ ...demo, HEARTBEAT_URL: 'https://hartslag.example/x' }).heartbeatUrl).toBe('https://hartslag.example/x')
})

it.each(['127.0.0.1', '::1', 'localhost'])('lets the demo listen on %s', (HOST) => {
  expect(readEnv({ ...demo, HOST }).host).toBe(HOST)
})

describe('the key of the demo', () => {
  it('is made at the first start, kept for later ones and readable by its owner alone', () => {
    const dataDir = join(folder, 'new')
    const first = demoKey(dataDir)
    expect(first).toHaveLength(32)
    expect(demoKey(dataDir)).toEqual(first)
    if (process.platform !== 'win32') expect(statSync(join(dataDir, 'demo.key')).mode & 0o777).toBe(0o600)
  })

  it('is refused when damaged, never replaced', () => {
    const dataDir = join(folder, 'new')
    writeFileSync(join(dataDir, 'demo.key'), 'oops')
    expect(() => demoKey(dataDir)).toThrow('demo.key')
  })
})
