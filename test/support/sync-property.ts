import fc from 'fast-check'
import { expect } from 'vitest'
import { openSession } from '../../api/access/open-session.ts'
import { demoBoard } from '../../api/demo/board.ts'
import type { OutgoingMail } from '../../api/deps.ts'
import { lineFor, linesFor } from '../../web/offline/lines.ts'
import { claim } from '../../web/offline/claims.ts'
import { office, type Office } from './office.ts'
import { frozenOf } from './real-device.ts'
import { readStored } from './stored.ts'
import { makeWorld, people, signIn, step, take, type World } from './sync-world.ts'

/** SEINTJE_SYNC_RUNS=20000 walks further; SEINTJE_SYNC_SEED and SEINTJE_SYNC_PATH, which a failure prints, walk the same way again. */
const runs = Number(process.env['SEINTJE_SYNC_RUNS'] ?? 100)
const seed = process.env['SEINTJE_SYNC_SEED'] ? Number(process.env['SEINTJE_SYNC_SEED']) : Date.now() & 0x7fffffff
const path = process.env['SEINTJE_SYNC_PATH']

const imported = '2026-02-01T08:00:00.000Z'
/** A month after the people got their roles, so that a clock set back never comes before them. */
const start = '2026-03-02T09:15:00.000Z'

/** Milliseconds that a test of this property may take. */
export const propertyTakes = Math.max(1_800_000, runs * 1500)

export type House = Awaited<ReturnType<typeof openHouse>>

/** One office with two people who are signed in on their phone, and all mails it sends. */
export async function openHouse() {
  const mails: OutgoingMail[] = []
  const o = await office({ at: imported, mail: { send: async (one) => (mails.push(one), { answer: 'ok' }), close: () => undefined } })
  const cookies: string[] = []
  for (const identityId of people) cookies.push(`seintje=${(await openSession(o.deps, { identityId, scope: 'device', ownDevice: true, label: null })).token}`)
  return { o, mails, cookies }
}

const ofRuns = ['incident', 'report', 'attachment', 'report_message', 'aware_moment', 'deadline', 'alarm', 'alarm_stage', 'delivery', 'event']
const outsideBoards = ['report_id', 'alarm_due', 'incident_number']
const clear = `do $$ begin ${[...ofRuns, ...outsideBoards].map((table) => `delete from ${table};`).join(' ')} end $$`

/** One office for all runs: between two of them what the first left is taken away, and its clock put back. */
async function cleared({ o, mails }: House) {
  o.outage(Date.parse(start) - Date.parse(o.now()))
  mails.length = 0
  await o.sql(clear)
}

const personOf = (identityId: string) => demoBoard.people.find((person) => person.identityId === identityId)!.personId!

/**
 * Nothing is called received that the school does not have with the same bytes and under its writer's name, and the words of
 * what it does not have are here. The phone is asked first: a pass may still be going on, and the school only gets more.
 */
async function holdsAlways(world: World) {
  const { tabs, stored, written } = world
  const { store } = tabs[0]!
  const words = new Map<string, string>()
  for (const { id } of written.values()) words.set(id, await frozenOf(store, id))
  const calledSent = new Set((await store.db.outbox.where('state').equals('received').toArray()).map((item) => item.id))
  for (const { id } of written.values()) {
    const { state } = (await lineFor(store.db, id, (await store.db.report.get(id))?.ownerId ?? null, new Set()))!
    if (['received', 'read', 'closed'].includes(state)) calledSent.add(id)
  }

  const known = (id: string) => stored.reports.has(id) || stored.photos.has(id) || stored.messages.has(id)
  if ([...calledSent].some((id) => !known(id)) || [...written.values()].some(({ id, bytes }) => words.get(id) !== bytes && !known(id)))
    await readStored(world.o.deps, stored)
  expect([...calledSent].filter((id) => !known(id))).toEqual([])
  expect([...written.values()].filter(({ id, bytes }) => !known(id) && words.get(id) !== bytes)).toEqual([])
  for (const [id, { enteredById, bytes }] of stored.reports) {
    const report = written.get(id)!
    expect(bytes).toBe(report.bytes)
    expect(enteredById).toBe(personOf((report.owner ?? (await store.db.report.get(id))?.ownerId)!))
  }
}

/** Everything has come to rest and both people come by once: what was written must be there by then. */
async function clearsUp(world: World) {
  ;[world.line.ahead, world.line.writes] = [[], []]
  await world.line.deliver()
  world.tabs.forEach((tab) => tab.thaw())
  await world.boot()
  await world.line.idle()
  world.phoneAhead.ms += 26 * 3_600_000
  for (const who of [0, 1]) {
    signIn(world, who)
    const [tab] = world.tabs
    await tab!.drain('start')
    for (const line of await linesFor(tab!.store.db, people[who]!)) if (line.claimable) await claim(tab!.store, line.id, people[who]!)
    await tab!.drain('retry')
  }
  await world.server.tick()
  world.server.restart()
  await world.server.tick()
}

async function endsWell(world: World, { mails }: House) {
  const { written, said, tabs } = world
  expect((await tabs[0]!.store.db.outbox.toArray()).filter((item) => item.state !== 'received')).toEqual([])
  const stored = await readStored(world.o.deps, world.stored)
  await holdsAlways(world)
  expect([...stored.reports.keys()].toSorted()).toEqual([...written.keys()].toSorted())
  const photos = [...written.values()].flatMap((one) => [...one.photos].map(([id, bytes]) => ({ id, reportId: one.id, bytes })))
  expect([...stored.photos].map(([id, photo]) => ({ id, ...photo })).toSorted(byId)).toEqual(photos.toSorted(byId))
  const texts = [...said].map(([id, { reportId, text }]) => ({ id, reportId, text }))
  expect([...stored.messages].map(([id, { reportId, text }]) => ({ id, reportId, text })).toSorted(byId)).toEqual(texts.toSorted(byId))
  await isCountedAndRung(world.o, mails, written.size)
}

const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)

/** As many incidents as reports, numbered without a gap; each rings through one alarm when it comes in (what nobody worked on rings again), and no step of it reaches anybody twice. */
async function isCountedAndRung(o: Office, mails: readonly OutgoingMail[], count: number) {
  const incidents = await o.sql<{ sequence: number }>('select sequence from incident order by sequence')
  expect(incidents.map((row) => row.sequence)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
  expect(await o.sql(`select incident_id from alarm where kind = 'report'`)).toHaveLength(count)
  const rung = await o.sql<{ n: number }>(`select count(distinct incident_id)::int as n from delivery where channel = 'mail' and stage like 'ring%'`)
  expect(rung[0]!.n).toBe(count)
  expect(new Set(mails.map((one) => `${one.to} ${one.messageId}`)).size).toBe(mails.length)
}

/**
 * Random walks of the real sync against the real API: after each step nothing is called received that the school does not have,
 * and at the end everything saved is there once. A failure is shrunk, and prints its seed and path.
 */
export async function walks(house: House, { tabs }: { tabs: number }): Promise<void> {
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), fc.boolean(), async (moves, robbers) => {
    await cleared(house)
    const world = await makeWorld(house, { tabs, robbers })
    for (const move of moves) {
      await take(world, move)
      await holdsAlways(world)
    }
    await clearsUp(world)
    await endsWell(world, house)
  })
  await fc.assert(property, { numRuns: runs, seed, ...(path ? { path } : {}), endOnFailure: path !== undefined })
}
