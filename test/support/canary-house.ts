import { createECDH, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { sql } from 'drizzle-orm'
import pino from 'pino'
import { v7 } from 'uuid'
import { personContext } from '../../api/access/secrets.ts'
import { makeSmsSender } from '../../api/alert/channels/sms.ts'
import { openDurablePglite } from '../../api/db/durable-pglite.ts'
import { boardKey } from '../../api/db/keys.ts'
import { openDb } from '../../api/db/open.ts'
import { sealText } from '../../api/db/seal.ts'
import { demoBoard } from '../../api/demo/board.ts'
import { canary, operationsOf, plantedIn, type Operation } from './canary.ts'
import { testDatabase, testEngine } from './database.ts'
import { personOf } from './key-office.ts'
import { office } from './office.ts'
import { startSmsService } from './sms-service.ts'

/** Where text messages to the officer go. */
export const mobile = '+31687654321'

type Dump = { table: string; text: string }
type Persona = Parameters<Awaited<ReturnType<typeof office>>['as']>[0]
type Client = Awaited<ReturnType<Awaited<ReturnType<typeof office>>['as']>>
export type House = Awaited<ReturnType<typeof canaryHouse>>

const dumpOf = async (ask: (text: string) => Promise<Record<string, unknown>[]>): Promise<Dump[]> => {
  const tables = await ask(`select table_name as name from information_schema.tables where table_schema = 'public'`)
  const dumps: Dump[] = []
  for (const name of tables.map((row) => row['name'] as string))
    dumps.push({ table: name, text: JSON.stringify(await ask(`select t::text as row, to_jsonb(t)::text as json from "${name}" t`)) })
  return dumps
}

/** An office of which everything that leaves it is kept: logs, mails, pushes, answers. On the embedded engine its store lies on a disk, so that its files can be read. */
export async function canaryHouse() {
  const dataDir = mkdtempSync(join(tmpdir(), 'seintje-canary-'))
  const onDisk = testEngine === 'embedded'
  const store = onDisk ? { db: await openDb({ dataDir }), sql: async () => [], drop: async () => undefined } : await testDatabase(testEngine)
  const o = await office({ store, env: { dataDir, ledgerDir: join(dataDir, 'ledger') } })
  const [lines, sent, refusals]: [string[], string[], string[]] = [[], [], []]
  o.deps.log = pino({ level: 'trace' }, new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) }))
  const { mail, push } = o.deps
  const sms = await startSmsService()
  o.deps.sms = makeSmsSender(sms.settings, o.deps.clock)
  // The officer's mobile number, sealed as he would have it saved; from here on it stands nowhere in clear but at the service.
  await o.deps.db.inBoard(demoBoard, async (tx) => {
    const smsSealed = await sealText(await boardKey(o.deps.keys, tx), personContext(demoBoard.organisationId, personOf('dpo'), 'sms'), mobile)
    await tx.sql.execute(sql`update person set sms_sealed = ${Buffer.from(smsSealed)} where id = ${personOf('dpo')}`)
  })
  // What a mailbox and a push service get, opened; the far ends themselves are elsewhere.
  o.deps.mail = { ...mail, send: (message) => (sent.push(JSON.stringify({ ...message, to: '' })), mail.send(message)) }
  o.deps.push = {
    ...push,
    send: async (_target, payload, options) => (sent.push(JSON.stringify([payload, options])), { outcome: 'sent', answer: 'http 201' }),
  }
  const operations: Operation[] = operationsOf(await (await o.request('/api/v1/openapi.json')).json())
  const accepted = new Set<string>()

  /** Sends, and keeps which texts of which route held the canary and were taken; what is refused is kept to be searched. */
  async function send(who: Client | null, name: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const [method = ''] = name.split(' ')
    const isBytes = body instanceof Uint8Array
    const answer = await o.request(`/api/v1${path}`, {
      method,
      headers: { ...(who ? { cookie: `${who.cookie}; ${canary}=${canary}` } : {}), ...(isBytes ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isBytes ? (body as BodyInit) : JSON.stringify(body) }),
    })
    if (answer.status < 400) for (const at of isBytes ? [] : plantedIn(body)) accepted.add(`${name} ${at}`)
    else refusals.push(`${name} ${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.clone().text()}`)
    return answer
  }

  /** Closing comes with a later issue. */
  const close = (incidentId: string) =>
    o.deps.db.inBoard(demoBoard, (tx) =>
      tx.sql.execute(sql`update incident set state = 'closed', closed_at = ${o.now()}::timestamptz where id = ${incidentId}`),
    )

  /** Every table as its owner reads it. The embedded store is closed for it, and then lies in its files as a thief finds them. */
  async function dump(): Promise<Dump[]> {
    if (!onDisk) return dumpOf((text) => store.sql(text))
    await store.db.close()
    const { pg } = await openDurablePglite(join(dataDir, 'store'))
    const dumps = await dumpOf(async (text) => (await pg.query<Record<string, unknown>>(text)).rows)
    await pg.exec('checkpoint')
    await pg.close()
    return dumps
  }
  const drop = async () => {
    await sms.close()
    await (onDisk ? store.db.close() : o.drop())
    rmSync(dataDir, { recursive: true, force: true })
  }
  const as = (persona: Persona) => o.as(persona)
  return { o, sms, dataDir, onDisk, operations, accepted, lines, sent, refusals, send, close, dump, drop, as }
}

/** The keys of a phone, as a browser makes them. */
export function pushKeys() {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  return { p256dh: pair.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url'), endpoint: `https://fcm.googleapis.com/fcm/send/${v7()}` }
}
