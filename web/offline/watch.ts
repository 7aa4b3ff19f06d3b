import { liveQuery } from 'dexie'

/** How soon to ask again when the browser dropped the database under a question, in milliseconds. */
const again = 1_000

/** Tells what a question to the store answers, now and after each change. It outlives a database that went away; answers how to stop. */
export function watchStore<T>(query: () => Promise<T>, show: (found: T) => void): () => void {
  let stopped = false
  let watching = start()
  function start() {
    return liveQuery(query).subscribe({ next: show, error: () => setTimeout(() => !stopped && (watching = start()), again) })
  }
  return () => {
    stopped = true
    watching.unsubscribe()
  }
}
