import { rmSync } from 'node:fs'
import type { Agent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { v7 } from 'uuid'
import { importBoard, type BoardFile } from '../../api/access/import-board.ts'
import { makeEndpointGuard, type EndpointGuard } from '../../api/alert/channels/endpoint-guard.ts'
import { makePushSender } from '../../api/alert/channels/push.ts'
import { vapidKeys } from '../../api/alert/channels/vapid.ts'
import { makeDemoMailer, makeDemoMessages } from '../../api/alert/demo-messages.ts'
import { makeEngine } from '../../api/alert/engine.ts'
import { createApp } from '../../api/app.ts'
import { makeChanges } from '../../api/changes.ts'
import { makeRootKeys } from '../../api/db/keys.ts'
import { demoBoard } from '../../api/demo/board.ts'
import type { Deps, Mailer, SmsSender } from '../../api/deps.ts'
import type { Env } from '../../api/env.ts'
import { makeLimits } from '../../api/http/rate-limit.ts'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import { plus, type Instant } from '../../shared/instant.ts'
import { testDatabase, testEngine, type TestDatabase } from './database.ts'

/** A whole office on a fresh store: the real app, the real engine, a clock that moves when told, mails kept on the demo's screen. */
export type Office = Awaited<ReturnType<typeof office>>

type Send = (path: string, init?: RequestInit) => Response | Promise<Response>
type Options = {
  /** a moment at which the clock stands still until moved; `real` lets it run */ at?: Instant | 'real'
  env?: Partial<Env>
  mail?: Mailer
  /** a service for text messages; none where it is left out */ sms?: SmsSender
  guard?: EndpointGuard
  /** where a push leaves by, instead of the open internet */ pushAgent?: Agent
  board?: BoardFile
  webRoot?: string
  /** a store that is open already */
  store?: TestDatabase
}

const key = new Uint8Array(32).fill(7)

export async function office({
  at = '2026-03-02T09:15:00.000Z',
  env: changes,
  mail,
  sms,
  guard = makeEndpointGuard(),
  pushAgent,
  board = demoBoard,
  webRoot,
  store: given,
}: Options = {}) {
  const store = given ?? (await testDatabase(testEngine))
  let moved = 0
  const clock = { now: () => plus(at === 'real' ? new Date().toISOString() : at, moved) }
  const env = envOf(changes)
  const keys = await makeRootKeys(env.key)
  const demoMessages = makeDemoMessages(clock)
  const push = makePushSender({ keys: await vapidKeys(store.db, keys), subject: env.vapidSubject, guard, ...(pushAgent ? { agent: pushAgent } : {}) })
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' })
  const deps: Deps = {
    env,
    clock,
    newId: () => v7(),
    db: store.db,
    keys,
    log,
    push,
    mail: mail ?? makeDemoMailer(demoMessages),
    ...(sms ? { sms } : {}),
    limits: makeLimits(),
    changes: makeChanges(),
    demoMessages,
  }
  await importBoard(deps, board, { invite: false })
  const engine = makeEngine(deps)
  const app = createApp(deps, { engine, ...(webRoot ? { webRoot } : {}) })
  const request = (path: string, init: RequestInit = {}) =>
    app.request(`http://localhost${path}`, { ...init, headers: { host: 'localhost', ...Object.fromEntries(new Headers(init.headers)) } })

  return {
    ...store,
    drop: () => store.drop().then(() => rmSync(env.ledgerDir, { recursive: true, force: true })),
    deps,
    engine,
    app,
    request,
    now: clock.now,
    /** moves the clock and lets the engine do what fell due */
    advance: async (ms: number) => {
      moved += ms
      await engine.tick()
    },
    /** moves the clock while nothing runs */
    outage: (ms: number) => void (moved += ms),
    as: (persona: DemoPersona) => client(request, persona),
  }
}

/** The demo's configuration, with a folder of its own for what stands outside the database; made only once something is written to it. */
const envOf = (changes: Partial<Env> | undefined): Env => ({
  ...{ mode: 'demo', port: 0, host: '127.0.0.1', dataDir: '', ledgerDir: join(tmpdir(), `seintje-ledger-${v7()}`), publicUrl: 'http://localhost' },
  ...{ mailFrom: 'seintje@waterlelie.example', key, vapidSubject: 'mailto:beheer@waterlelie.example', pushHosts: [], trustProxy: 0, worker: 'on' },
  ...changes,
})

/** One person's browser: signs in once and keeps the cookie. */
async function client(request: Send, persona: DemoPersona) {
  const opened = await request('/api/v1/session/demo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ persona }) })
  if (opened.status !== 200) throw new Error(`no session for ${persona}: ${opened.status} ${await opened.text()}`)
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
  return withCookie(request, cookie)
}

export function withCookie(request: Send, cookie: string) {
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    request(`/api/v1${path}`, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
    })
  return {
    cookie,
    get: (path: string) => send('GET', path),
    post: (path: string, body: unknown = {}) => send('POST', path, body),
    put: (path: string, body: unknown, headers?: Record<string, string>) => send('PUT', path, body, headers),
    patch: (path: string, body: unknown) => send('PATCH', path, body),
    del: (path: string) => send('DELETE', path),
  }
}

/** A lost USB stick as the form of today writes it. */
export function lostStick(now: Instant, changes: Record<string, unknown> = {}) {
  return {
    shape: 1,
    kind: 'deviceLost',
    description: 'USB-stick met toetsen van groep 8 ligt in de trein.',
    discoveredAt: now,
    discoveredBasis: 'now',
    reportedAt: now,
    ...changes,
  }
}
