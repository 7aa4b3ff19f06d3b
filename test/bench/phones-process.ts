import { createHash, randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { openDb } from '../../web/offline/db.ts'
import { addPhoto, saveDraft, type Store } from '../../web/offline/drafts.ts'
import { queueReport } from '../../web/offline/outbox.ts'
import { makeSync, type Lock } from '../../web/offline/sync.ts'
import { openVault } from '../../web/offline/vault.ts'
import type { PhonesDone, PhonesPlan } from './phones.ts'

/** Phones with the app's own store, vault and sync, each with its own person; the only thing made up is what the photos show. */
const plan = JSON.parse(process.env['BENCH_PHONES'] ?? '{}') as PhonesPlan
const origin = `http://127.0.0.1:${plan.port}`
const pixels = randomBytes(4 * 2 ** 20)
const jpegHead = Buffer.from([0xff, 0xd8, 0xff, 0xe0])
const [smallest, largest] = [150_000, 300_000]
/** The page looks again no sooner than this (web/offline/triggers.ts). */
const shortestNap = 2_000
const alone: Lock = async (work) => work().then(() => 'done')

const done: PhonesDone = { refused: 0, lastInSeconds: 0, wrongBytes: 0, answers: {} }
const sent: { cookie: string; reportId: string; id: string; sha256: string }[] = []

function photo(): Uint8Array<ArrayBuffer> {
  const length = randomInt(smallest, largest)
  const from = randomInt(pixels.length - length)
  return new Uint8Array(Buffer.concat([jpegHead, pixels.subarray(from, from + length)]))
}

async function write(store: Store, ownerId: string, cookie: string): Promise<void> {
  const id = store.newId()
  const now = new Date().toISOString()
  await saveDraft(store, { id, ownerId, kind: 'deviceLost', draftSkewMs: null, fields: {} })
  for (let n = 0; n < plan.photos; n++) {
    const [bytes, photoId] = [photo(), store.newId()]
    await addPhoto(store, id, { id: photoId, contentType: 'image/jpeg', bytes })
    sent.push({ cookie, reportId: id, id: photoId, sha256: createHash('sha256').update(bytes).digest('hex') })
  }
  const description = 'Laptop kwijt na de gymles. Er stonden toetsen van groep 8 op.'
  await queueReport(store, { id, ownerId, report: { shape: 1, kind: 'deviceLost', description, discoveredBasis: 'now', discoveredAt: now, reportedAt: now } })
}

/** Everything was written without a network; from now on there is one, until nothing is left to send. */
async function phone(cookie: string, me: string): Promise<void> {
  const db = openDb({ indexedDB: new IDBFactory(), IDBKeyRange })
  const store: Store = { db, vault: await openVault(db), now: () => Date.now(), newId: () => v7() }
  for (let n = 0; n < plan.reports; n++) await write(store, me, cookie)
  const fetch = async (path: string, init: RequestInit) => {
    const answer = await globalThis
      .fetch(origin + path, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } })
      .catch((error: Error) => {
        count(error.name)
        throw error
      })
    count(String(answer.status))
    return answer
  }
  const sync = makeSync({ ...store, fetch, random: Math.random, identity: () => me, lock: alone })
  const left = (...states: string[]) => db.outbox.where('state').anyOf(states).count()
  await sync.drain('online')
  while ((await left('queued', 'sending')) > 0) {
    await sleep(Math.max(shortestNap, (sync.status().wakeAt ?? 0) - Date.now()))
    await sync.drain('interval')
  }
  done.refused += await left('attention')
  done.lastInSeconds = Math.max(done.lastInSeconds, (performance.now() - started) / 1000)
  db.close()
}
const count = (what: string) => (done.answers[what] = (done.answers[what] ?? 0) + 1)

/** One photo in thirty, asked back by its writer. */
async function compare(): Promise<void> {
  for (const { cookie, reportId, id, sha256 } of sent.filter((_, at) => at % 30 === 0)) {
    const answer = await fetch(`${origin}/api/v1/reports/${reportId}/attachments/${id}`, { headers: { cookie } })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) done.wrongBytes++
  }
}

process.on('disconnect', () => process.exit())
const started = performance.now()
await Promise.all(
  plan.people.map(async ({ cookie, identityId }, at) => {
    await sleep((at * plan.seconds * 1000) / plan.people.length)
    await phone(cookie, identityId)
  }),
)
await compare()
process.send!(done, () => process.disconnect())
