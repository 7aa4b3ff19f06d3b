import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import * as v from 'valibot'
import { pushHosts } from './alert/channels/endpoint-guard.ts'
import { isTemplate, type SmsSettings } from './alert/channels/sms.ts'
import { startRefusal, startRefusals, type StartRefusalCode } from './start-refusal.ts'

export interface Env {
  mode: 'demo' | 'production'
  port: number
  host: string
  dataDir: string
  /** outside the database: what was erased stays erased whatever back-up is put back */
  ledgerDir: string
  /** absent: the embedded store in dataDir */
  databaseUrl?: string
  /** an origin, without a slash at the end */
  publicUrl: string
  smtpUrl?: string
  mailFrom: string
  /** the operator's own service for text messages; absent: none go out */
  sms?: SmsSettings
  /** 32 bytes */
  key: Uint8Array<ArrayBuffer>
  vapidSubject: string
  /** names of push servers, `*.` for all below one */
  pushHosts: string[]
  /** how many proxies stand before us, whose X-Forwarded-For is believed */
  trustProxy: number
  /** off: phones drop their service worker and work from the network */
  worker: 'on' | 'off'
  /** who shows it reads /metrics; absent: nobody */
  metricsToken?: string
  /** called each minute while alarms are being worked off */
  heartbeatUrl?: string
}

const newKey = 'openssl rand -base64 32'
const examples: Partial<Record<StartRefusalCode, string>> = {
  envMode: 'production',
  envPort: '8080',
  envHost: '0.0.0.0',
  envHostDemo: '127.0.0.1',
  envDatabaseUrl: 'postgres://seintje:geheim@db.school.example:5432/seintje',
  envPublicUrl: 'https://seintje.school.example',
  envPublicUrlHttps: 'https://seintje.school.example',
  envPublicUrlDemo: 'http://localhost:8080',
  envPublicUrlMissing: 'https://seintje.school.example',
  envSmtpUrl: 'smtps://seintje:geheim@mail.school.example:465',
  envSmtpUrlMissing: 'smtps://seintje:geheim@mail.school.example:465',
  envMailFrom: 'Seintje <seintje@school.example>',
  envMailFromMissing: 'Seintje <seintje@school.example>',
  envSmsUrl: 'https://sms.school.example/verstuur',
  envSmsUrlMissing: 'https://sms.school.example/verstuur',
  envSmsSecret: newKey,
  envSmsSecretMissing: newKey,
  envSmsSecretTwice: 'SMS_SECRET_FILE=/run/secrets/seintje-sms',
  envSmsSecretFile: newKey,
  envKey: newKey,
  envKeyFile: newKey,
  envKeyMissing: newKey,
  envKeyTwice: 'SEINTJE_KEY_FILE=/run/secrets/seintje-key',
  envVapidSubject: 'mailto:beheer@school.example',
  envPushHosts: 'fcm.googleapis.com,*.push.apple.com',
  envTrustProxy: '1',
  envWorker: 'off',
  envMetricsToken: newKey,
  envHeartbeatUrl: 'https://hartslag.school.example/seintje',
}

// ---- each variable by itself; the message of a schema is the code of its refusal

type Code = StartRefusalCode
const whole = (least: number, most: number, code: Code) =>
  v.pipe(v.string(), v.regex(/^\d{1,5}$/, code), v.transform(Number), v.minValue(least, code), v.maxValue(most, code))
const matching = (holds: (text: string) => boolean, code: Code) => v.pipe(v.string(), v.check(holds, code))
const loopback = ['127.0.0.1', '::1', '[::1]', 'localhost']
const hostName = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i
const address = /^(?:[^<>"\r\n]*<([^\s<>@"]+@[^\s<>@"]+)>|([^\s<>@"]+@[^\s<>@"]+))$/

const isUrl = (text: string, protocols: readonly string[]) => URL.canParse(text) && protocols.includes(new URL(text).protocol)
const isOrigin = (text: string) => isUrl(text, ['http:', 'https:']) && ['', '/'].includes(text.slice(new URL(text).origin.length))
const isServer = (text: string, protocols: readonly string[]) => isUrl(text, protocols) && new URL(text).hostname !== ''
const isPushHosts = (text: string) => text.split(',').every((name) => hostName.test(name.trim().replace(/^\*\./, '')))
const isSmsUrl = (text: string) => isServer(text, ['https:']) || (isServer(text, ['http:']) && loopback.includes(new URL(text).hostname))
const secretLength = 32

const isSafeUrl = (text: string) => isServer(text, ['https:']) || (isServer(text, ['http:']) && loopback.includes(new URL(text).hostname))

const Variables = v.object({
  SEINTJE_MODE: v.optional(v.picklist(['demo', 'production'], 'envMode'), 'demo'),
  PORT: v.optional(whole(0, 65_535, 'envPort'), '8080'),
  HOST: v.optional(matching((text) => isIP(text) > 0 || hostName.test(text), 'envHost')),
  DATA_DIR: v.optional(v.string(), './data'),
  SEINTJE_LEDGER_DIR: v.optional(v.string()),
  DATABASE_URL: v.optional(matching((text) => isUrl(text, ['postgres:', 'postgresql:']), 'envDatabaseUrl')),
  PUBLIC_URL: v.optional(matching(isOrigin, 'envPublicUrl')),
  SMTP_URL: v.optional(matching((text) => isServer(text, ['smtp:', 'smtps:']), 'envSmtpUrl')),
  MAIL_FROM: v.optional(matching((text) => address.test(text), 'envMailFrom')),
  SMS_URL: v.optional(matching(isSmsUrl, 'envSmsUrl')),
  SMS_SECRET: v.optional(matching((text) => text.length >= secretLength, 'envSmsSecret')),
  SMS_SECRET_FILE: v.optional(v.string()),
  SMS_TEMPLATE_FILE: v.optional(v.string()),
  SEINTJE_KEY: v.optional(matching((text) => readKey(text) !== undefined, 'envKey')),
  SEINTJE_KEY_FILE: v.optional(v.string()),
  VAPID_SUBJECT: v.optional(matching((text) => /^mailto:[^\s@]+@[^\s@]+$/.test(text) || isServer(text, ['https:']), 'envVapidSubject')),
  PUSH_HOSTS: v.optional(matching(isPushHosts, 'envPushHosts')),
  TRUST_PROXY: v.optional(whole(0, 10, 'envTrustProxy'), '0'),
  SEINTJE_WORKER: v.optional(v.picklist(['on', 'off'], 'envWorker'), 'on'),
  METRICS_TOKEN: v.optional(matching((text) => /^[\x21-\x7e]{16,}$/.test(text), 'envMetricsToken')),
  HEARTBEAT_URL: v.optional(matching(isSafeUrl, 'envHeartbeatUrl')),
})
type Read = v.InferOutput<typeof Variables>

// ---- what they must be together

const demo = (read: Read) => read.SEINTJE_MODE === 'demo'
const production = (read: Read) => read.SEINTJE_MODE === 'production'
const wrong: Partial<Record<Code, (read: Read) => boolean>> = {
  envHostDemo: (read) => demo(read) && read.HOST !== undefined && !loopback.includes(read.HOST),
  envPublicUrlDemo: (read) => demo(read) && read.PUBLIC_URL !== undefined && !loopback.includes(new URL(read.PUBLIC_URL).hostname),
  envPublicUrlMissing: (read) => production(read) && read.PUBLIC_URL === undefined,
  envPublicUrlHttps: (read) => production(read) && read.PUBLIC_URL !== undefined && !isUrl(read.PUBLIC_URL, ['https:']),
  envSmtpUrlMissing: (read) => production(read) && read.SMTP_URL === undefined,
  envMailFromMissing: (read) => production(read) && read.MAIL_FROM === undefined,
  envSmsUrlMissing: ({ SMS_URL, ...read }) => SMS_URL === undefined && [read.SMS_SECRET, read.SMS_SECRET_FILE, read.SMS_TEMPLATE_FILE].some(Boolean),
  envSmsSecretMissing: (read) => read.SMS_URL !== undefined && read.SMS_SECRET === undefined && read.SMS_SECRET_FILE === undefined,
  envSmsSecretTwice: (read) => read.SMS_SECRET !== undefined && read.SMS_SECRET_FILE !== undefined,
  envKeyMissing: (read) => production(read) && read.SEINTJE_KEY === undefined && read.SEINTJE_KEY_FILE === undefined,
  envKeyTwice: (read) => read.SEINTJE_KEY !== undefined && read.SEINTJE_KEY_FILE !== undefined,
}

/** Configuration from variables; an empty one counts as absent. Refuses with a line per wrong variable that never repeats its value. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])))
  const { success, output: read, issues } = v.safeParse(Variables, given)
  if (!success) refuse(issues.map((issue) => issue.message as Code))
  refuse(Object.entries(wrong).flatMap(([code, isWrong]) => (isWrong(read as Read) ? [code as Code] : [])))
  return makeEnv(read as Read)
}

function makeEnv(read: Read): Env {
  const mailFrom = read.MAIL_FROM ?? 'Seintje <seintje@school.example>'
  const [, named, bare] = address.exec(mailFrom) ?? []
  return {
    mode: read.SEINTJE_MODE,
    port: read.PORT,
    host: read.HOST ?? (demo(read) ? '127.0.0.1' : '0.0.0.0'),
    dataDir: read.DATA_DIR,
    ledgerDir: read.SEINTJE_LEDGER_DIR ?? join(read.DATA_DIR, 'ledger'),
    ...(read.DATABASE_URL ? { databaseUrl: read.DATABASE_URL } : {}),
    publicUrl: new URL(read.PUBLIC_URL ?? `http://localhost:${read.PORT}`).origin,
    ...(read.SMTP_URL ? { smtpUrl: read.SMTP_URL } : {}),
    mailFrom,
    ...(read.SMS_URL ? { sms: smsOf(read, read.SMS_URL) } : {}),
    key: keyOf(read),
    vapidSubject: read.VAPID_SUBJECT ?? `mailto:${named ?? bare}`,
    pushHosts: read.PUSH_HOSTS?.split(',').map((name) => name.trim().toLowerCase()) ?? [...pushHosts],
    trustProxy: read.TRUST_PROXY,
    worker: read.SEINTJE_WORKER,
    ...(read.METRICS_TOKEN ? { metricsToken: read.METRICS_TOKEN } : {}),
    ...(read.HEARTBEAT_URL ? { heartbeatUrl: read.HEARTBEAT_URL } : {}),
  }
}

function refuse(codes: readonly Code[]) {
  const [first, ...rest] = codes.map((code) => startRefusal(code, { example: examples[code] ?? '' }))
  if (first) throw startRefusals([first, ...rest])
}

// ---- text messages

function smsOf(read: Read, url: string): SmsSettings {
  const { SMS_SECRET_FILE: secretFile, SMS_TEMPLATE_FILE: templateFile } = read
  const secret = secretFile === undefined ? (read.SMS_SECRET ?? '') : textOf(secretFile, 'envSmsSecretFile', (text) => text.length >= secretLength)
  return { url, secret, ...(templateFile === undefined ? {} : { template: textOf(templateFile, 'envSmsTemplateFile', isTemplate) }) }
}

function textOf(file: string, code: Code, holds: (text: string) => boolean): string {
  try {
    const text = readFileSync(file, 'utf8').trim()
    if (holds(text)) return text
  } catch {
    // told below, the same for a file that is not there
  }
  throw startRefusal(code, { file, example: examples[code] ?? '' })
}

// ---- the key

function keyOf(read: Read): Uint8Array<ArrayBuffer> {
  const given = readKey(read.SEINTJE_KEY ?? '')
  if (given) return given
  return read.SEINTJE_KEY_FILE === undefined ? demoKey(read.DATA_DIR) : keyFromFile(read.SEINTJE_KEY_FILE)
}

/** 32 bytes as 64 hex digits, base64 or base64url; undefined for all else. */
function readKey(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return new Uint8Array(Buffer.from(text, 'hex'))
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : undefined
}

function keyFromFile(file: string): Uint8Array<ArrayBuffer> {
  try {
    const key = readKey(readFileSync(file, 'utf8').trim())
    if (key) return key
  } catch {
    // told below, the same for a file that is not there
  }
  throw startRefusal('envKeyFile', { file, example: newKey })
}

/** The demo makes its own key at the first start and keeps it in `dataDir/demo.key`, for the owner's eyes only. Refuses: folderNotWritable, demoKeyBroken. */
export function demoKey(dataDir: string): Uint8Array<ArrayBuffer> {
  const file = join(dataDir, 'demo.key')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    keep(file, Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') throw startRefusal('folderNotWritable', { folder: dataDir, why: code ?? '?' })
  }
  const key = readKey(readFileSync(file, 'utf8').trim())
  if (!key) throw startRefusal('demoKeyBroken', { file })
  return key
}

function keep(path: string, text: string) {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, `${text}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
