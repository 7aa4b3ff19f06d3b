import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { makeEngine } from '../../api/alert/engine.ts'
import { createApp } from '../../api/app.ts'
import { makeChanges } from '../../api/changes.ts'
import { demoIdentity } from '../../api/demo/board.ts'
import { makeLimits } from '../../api/http/rate-limit.ts'
import { queueReport, reopen } from '../../web/offline/outbox.ts'
import type { DrainReason } from '../../web/offline/sync.ts'
import type { Office } from './office.ts'
import { frozenOf, jpeg, lostStick, openTab, say, webLocks, write, type Tab, type Written } from './real-device.ts'
import { nothingStored, type Stored } from './stored.ts'
import { makeLine, weathers, type Line, type Weather } from './weather.ts'

/** Two people, one phone with one or two tabs, a line with weather on it, and the real office: what a run of the property walks through. */
export interface World {
  o: Office
  /** of the two people */
  cookies: readonly string[]
  server: ReturnType<typeof serverOf>
  line: Line
  tabs: Tab[]
  boot: () => Promise<void>
  phoneAhead: { ms: number }
  written: Map<string, Written>
  said: Map<string, { reportId: string; owner: string | null; text: string }>
  stored: Stored
}

export const people = [demoIdentity('teacher'), demoIdentity('schoolLead')] as const

/** The office as a process that can be started again over the same store: what was only in its memory is gone. */
export function serverOf(o: Office) {
  let [engine, app] = [o.engine, o.app]
  const restart = () => {
    const deps = { ...o.deps, db: { ...o.deps.db }, limits: makeLimits(), changes: makeChanges() }
    engine = makeEngine(deps)
    app = createApp(deps, { engine })
  }
  const request = async (path: string, init: RequestInit) =>
    app.request(`http://localhost${path}`, { ...init, headers: { host: 'localhost', ...Object.fromEntries(new Headers(init.headers)) } })
  return { request, restart, now: o.now, tick: () => engine.tick() }
}

export async function makeWorld(
  { o, cookies }: { o: Office; cookies: readonly string[] },
  { tabs, robbers }: { tabs: number; robbers: boolean },
): Promise<World> {
  const server = serverOf(o)
  server.restart()
  const [line, indexedDB, phoneAhead] = [makeLine(server), new IDBFactory(), { ms: 0 }]
  const world: World = { ...{ o, cookies, server, line, phoneAhead, tabs: [] }, boot, written: new Map(), said: new Map(), stored: nothingStored() }
  async function boot() {
    for (const tab of world.tabs) tab.kill()
    const lock = webLocks(robbers ? 'steal' : undefined)
    const me = world.tabs[0]?.me.id ?? null
    const now = () => Date.parse(o.now()) + phoneAhead.ms
    world.tabs = []
    for (let at = 0; at < tabs; at++) world.tabs.push(await openTab({ line, now, lock, indexedDB, me }))
  }
  await boot()
  signIn(world, 0)
  return world
}

export function signIn(world: World, who: number | null, told = true): void {
  world.line.cookie = who === null ? null : (world.cookies[who] ?? null)
  if (told) for (const tab of world.tabs) tab.me.id = who === null ? null : (people[who] ?? null)
}

export type Step =
  | { do: 'write'; tab: number; photos: number }
  | { do: 'say'; tab: number }
  | { do: 'reopen'; tab: number }
  | { do: 'drain'; tab: number; reason: DrainReason; ahead: Weather[]; writes: Weather[] }
  | { do: 'both'; ahead: Weather[]; writes: Weather[] }
  | { do: 'kill'; ahead: Weather[]; writes: Weather[] }
  | { do: 'thaw' }
  | { do: 'restart' }
  | { do: 'phoneClock'; ms: number }
  | { do: 'serverClock'; ms: number }
  | { do: 'sign'; who: number | null; told: boolean }
  | { do: 'read' }
  | { do: 'deliver' }

const hour = 3_600_000
const jump = fc.oneof(fc.integer({ min: -hour, max: hour }), fc.integer({ min: -72 * hour, max: 72 * hour }))
const tab = fc.nat(1)
const fine = fc.constant<Weather>('fine')
const anything = fc.oneof({ weight: 1, arbitrary: fine }, { weight: 3, arbitrary: fc.constantFrom(...weathers) })
const ahead = fc.oneof(fc.constant([]), fc.array(anything, { maxLength: 4 }))
const writes = fc.array(anything, { maxLength: 4 })
/** Killed in the middle: before something left, or between request and answer. */
const killedAt = fc.tuple(fc.array(fine, { maxLength: 3 }), fc.constantFrom<Weather>('asleep', 'frozen')).map(([before, last]) => [...before, last])
const reason = fc.constantFrom<DrainReason[]>('start', 'save', 'online', 'resume', 'signedIn', 'retry', 'interval')
const of = <K extends Step['do'], R extends object>(kind: K, rest: { [Key in keyof R]: fc.Arbitrary<R[Key]> }) =>
  fc.record({ do: fc.constant(kind), ...rest } as never) as unknown as fc.Arbitrary<Step>

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: of('write', { tab, photos: fc.nat(2) }) },
  { weight: 2, arbitrary: of('say', { tab }) },
  of('reopen', { tab }),
  { weight: 4, arbitrary: of('drain', { tab, reason, ahead, writes }) },
  { weight: 2, arbitrary: of('both', { ahead, writes }) },
  { weight: 2, arbitrary: of('kill', { ahead, writes: killedAt }) },
  of('thaw', {}),
  of('restart', {}),
  of('phoneClock', { ms: jump }),
  of('serverClock', { ms: jump }),
  { weight: 2, arbitrary: of('sign', { who: fc.constantFrom(0, 1, null), told: fc.boolean() }) },
  of('read', {}),
  of('deliver', {}),
)

let lines = 0

/** Does one step; whatever it does ends, or sleeps in a tab that was put to sleep. */
export async function take(world: World, move: Step): Promise<void> {
  const { tabs, line, server } = world
  const here = 'tab' in move ? (tabs[move.tab] ?? tabs[0]!) : tabs[0]!
  if ('ahead' in move) [line.ahead, line.writes] = [[...move.ahead], [...move.writes]]
  switch (move.do) {
    case 'write':
      return writeIn(world, here, move.photos)
    case 'say':
      return sayIn(world, here)
    case 'reopen':
      return reopenIn(world, here)
    case 'drain':
      return here.drain(move.reason)
    case 'both':
      return void (await Promise.all(tabs.map((one) => one.drain('resume'))))
    case 'kill':
      await Promise.all(tabs.map((one) => one.drain('save')))
      return world.boot()
    case 'thaw':
      tabs.forEach((one) => one.thaw())
      return void (await Promise.all(tabs.map((one) => one.drain('resume'))))
    case 'restart':
      server.restart()
      return server.tick()
    case 'phoneClock':
      return void (world.phoneAhead.ms += move.ms)
    case 'serverClock':
      return world.o.outage(move.ms)
    case 'sign':
      return signIn(world, move.who, move.told)
    case 'read':
      return readFirst(world)
    case 'deliver':
      return line.deliver()
  }
}

async function writeIn(world: World, here: Tab, photos: number) {
  const pictures = Array.from({ length: photos }, (_, at) => jpeg(++lines & 255, (lines >> 8) & 255, at))
  const one = await write(here, { description: `Kwijt, nummer ${++lines} 😶‍🌫️` }, pictures)
  world.written.set(one.id, one)
}

/** Back to the form and queued again with other words, as long as nothing of it was sent. */
async function reopenIn({ written }: World, { store, me }: Tab) {
  const mine = [...written.values()].findLast(({ owner }) => owner === me.id)
  if (!mine || !(await reopen(store, mine.id))) return
  await queueReport(store, { id: mine.id, ownerId: me.id, report: lostStick(store.now(), { description: `Toch anders, nummer ${++lines}` }) })
  mine.bytes = await frozenOf(store, mine.id)
}

async function sayIn(world: World, here: Tab) {
  const about = [...world.written.values()].findLast(({ owner }) => owner === here.me.id)
  if (!about) return
  const text = `Nog iets, ${++lines}`
  world.said.set(await say(here, about.id, text), { reportId: about.id, owner: here.me.id, text })
}

/** The FG has the first report that is still new in hand. */
async function readFirst({ o, server }: World) {
  const [row] = await o.sql<{ id: string }>(`select id from incident where state = 'new' order by sequence limit 1`)
  if (!row) return
  const opened = await server.request('/api/v1/session/demo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"persona":"dpo"}' })
  await server.request(`/api/v1/incidents/${row.id}/acknowledge`, { method: 'POST', headers: { cookie: opened.headers.get('set-cookie')!.split(';')[0]! } })
}
