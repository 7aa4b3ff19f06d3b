import { setTimeout as sleep } from 'node:timers/promises'
import type { Figure } from './figures.ts'
import { startOffice, startProcess } from './office.ts'

export type PhonesPlan = {
  port: number
  people: { cookie: string; identityId: string }[]
  reports: number
  photos: number
  /** over which they come online */ seconds: number
}
/** `refused`: items a phone gave up on · `answers`: how often the server said what. */
export type PhonesDone = { refused: number; lastInSeconds: number; wrongBytes: number; answers: Record<string, number> }

const [reports, photos] = [3, 2]

/** Once a second the officer's list, and a dossier from it; what each took in milliseconds. */
function officer(port: number, cookie: string) {
  const [lists, dossiers]: [number[], number[]] = [[], []]
  let working = true
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers: { cookie } })
  const get = async (path: string, took: number[]) => {
    const from = performance.now()
    // A connection that the server had just closed for being idle: browsers ask once more, too.
    const answer = await ask(path).catch(() => ask(path))
    const body: unknown = await answer.json()
    took.push(performance.now() - from)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`)
    return body
  }
  const look = async () => {
    while (working) {
      const { items } = (await get('/incidents', lists)) as { items: { id: string }[] }
      const some = items[Math.floor(items.length / 2)]
      if (some) await get(`/incidents/${some.id}`, dossiers)
      await sleep(1_000)
    }
  }
  const looking = look()
  const slow = (took: number[]) => took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)] ?? Number.POSITIVE_INFINITY
  return {
    stop: async () => {
      working = false
      await looking
      return { list: slow(lists), dossier: slow(dossiers) }
    },
  }
}

/** A school that gets its network back: every phone sends what it wrote, from one address, while the officer works on. */
export async function manyPhones(dataDir: string, { phones = 500, seconds = 60 } = {}): Promise<Figure[]> {
  const office = await startOffice({ dataDir, people: phones + 1 })
  const people = office.cookies.map((cookie, at) => ({ cookie, identityId: office.identityIds[at] ?? '' })).slice(1)
  const desk = officer(office.port, office.cookies[0] ?? '')
  const { heard, ended } = startProcess('phones-process.ts', {
    BENCH_PHONES: JSON.stringify({ port: office.port, people, reports, photos, seconds } satisfies PhonesPlan),
  })
  const done = (await heard()) as PhonesDone
  await ended
  const took = await desk.stop()
  const stored = await office.count()
  await office.close()
  console.log(`  answers ${JSON.stringify(done.answers)}, stored ${JSON.stringify(stored)}, a dossier ${took.dossier.toFixed(0)} ms`)
  const lost = Math.abs(stored.reports - phones * reports) + Math.abs(stored.incidents - phones * reports) + Math.abs(stored.photos - phones * reports * photos)
  return [
    { what: '500 phones in a minute: reports and photos missing or double', value: lost, unit: '', limit: 0 },
    { what: 'of these refused for good, or with other bytes', value: done.refused + done.wrongBytes, unit: '', limit: 0 },
    { what: 'until the last photo was in', value: done.lastInSeconds, unit: 's', limit: 180 },
    { what: "the officer's list meanwhile, 95 of 100", value: took.list, unit: 'ms', limit: 1_000 },
    { what: 'a dossier meanwhile, 95 of 100', value: took.dossier, unit: 'ms', limit: 1_000 },
    { what: 'the most memory the server took', value: stored.peakRss / 2 ** 20, unit: 'MB', limit: 1_024 },
  ]
}
