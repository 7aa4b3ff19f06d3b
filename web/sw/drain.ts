import { openDb } from '../offline/db.ts'
import { overTheWire } from '../offline/send.ts'
import { makeSync } from '../offline/sync.ts'
import { openVault } from '../offline/vault.ts'
import { webLock } from '../offline/web-lock.ts'

/** The database of the page is made by the page: a worker that finds none has nothing to send. */
const exists = async (name: string) => (await indexedDB.databases()).some((known) => known.name === name)

/**
 * Sends what the outbox holds, as an open page does, under the name of whoever the server says is signed in. For a browser
 * that wakes the worker when the network is back (Background Sync) while no page is open. Rejects when the server did not
 * answer or something has to be tried again, so that the browser wakes it once more.
 */
export async function drainOutbox(): Promise<void> {
  if (!(await exists('seintje'))) return
  const db = openDb()
  try {
    await db.open()
    const now = () => Date.now()
    let me: string | null = null
    const sync = makeSync({
      db,
      vault: await openVault(db),
      now,
      fetch: overTheWire,
      random: Math.random,
      identity: () => me,
      onIdentity: (told) => (me = told),
      lock: webLock,
    })
    await sync.remember()
    // Nobody told the worker who is signed in: the first question does, and nothing leaves before the second.
    await sync.drain('online')
    if (me !== null) await sync.drain('interval')
    const { connection, wakeAt } = sync.status()
    if (connection === 'offline' || wakeAt !== null) throw new Error('something is left to send')
  } finally {
    db.close()
  }
}
