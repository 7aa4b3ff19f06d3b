import { Problem } from '../shared/problem.ts'
import type { Deps } from './deps.ts'

type Ticket<Item, Result> = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }

/**
 * Calls that wait at the same moment share one run, at most `largest` of them; `run` gives their results in the same order.
 * Nobody waits for company: a call alone goes at once, those that come meanwhile go next, together. One that cannot be done
 * does not stand in the way of the others: after a failure each is tried again alone.
 */
export function makeBatch<Item, Result>(largest: number, run: (items: readonly Item[]) => Promise<readonly Result[]>): (item: Item) => Promise<Result> {
  const queue: Ticket<Item, Result>[] = []
  let working = false

  async function runOf(batch: readonly Ticket<Item, Result>[]) {
    const results = await run(batch.map(({ item }) => item))
    batch.forEach(({ resolve }, i) => resolve(results[i] as Result))
  }

  async function alone(batch: readonly Ticket<Item, Result>[], error: unknown) {
    const [first, ...others] = batch
    if (others.length === 0) return first?.reject(error)
    // Where the store itself is away, one try tells it for all.
    let away: unknown
    for (const ticket of batch) {
      if (away) ticket.reject(away)
      else
        await runOf([ticket]).catch((again: unknown) => {
          if (again instanceof Problem && again.code === 'server.unavailable') away = again
          ticket.reject(again)
        })
    }
  }

  async function work() {
    working = true
    while (queue.length > 0) {
      const batch = queue.splice(0, largest)
      await runOf(batch).catch((error: unknown) => alone(batch, error))
    }
    working = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject })
      if (!working) void work()
    })
}

/** What is made once for each store of this process, however many copies of `deps` there are. */
export function oncePerStore<T>(make: (deps: Deps) => T): (deps: Deps) => T {
  const made = new WeakMap<Deps['db'], T>()
  return (deps) => {
    const known = made.get(deps.db)
    if (known) return known
    const fresh = make(deps)
    made.set(deps.db, fresh)
    return fresh
  }
}
