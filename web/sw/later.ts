/** Old and new files side by side: their names hold what is in them. */
const name = 'seintje-later'

let fetching: Promise<void> | undefined
let isWhole = false

/** Fetches, one after the other, what the app can do without while it installs: training (web/build/later.ts). What fails is tried again the next time somebody asks. */
export function fetchLater(list: () => Promise<Response | undefined>): Promise<void> {
  if (isWhole) return Promise.resolve()
  fetching ??= fetchAll(list).finally(() => (fetching = undefined))
  return fetching
}

async function fetchAll(list: () => Promise<Response | undefined>): Promise<void> {
  const files: unknown = await (await list())?.json()
  if (!Array.isArray(files)) return
  const cache = await caches.open(name)
  let missing = 0
  for (const file of files) if (!(await keep(cache, file))) missing += 1
  isWhole = missing === 0
  // A page of the version before may still ask for its own, until all of this one is here.
  if (isWhole) for (const old of await cache.keys()) if (!files.includes(new URL(old.url).pathname)) await cache.delete(old)
}

/** Half a file is never kept: the cache takes it whole or not. */
async function keep(cache: Cache, file: string): Promise<boolean> {
  try {
    if (await cache.match(file)) return true
    const answer = await fetch(file)
    if (answer.ok) await cache.put(file, answer)
    return answer.ok
  } catch {
    return false
  }
}

/** A file of the app that was fetched later. */
export const keptLater = (path: string): Promise<Response | undefined> => caches.match(path, { cacheName: name, ignoreVary: true }).catch(() => undefined)
