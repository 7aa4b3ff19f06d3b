import { openDb, withDb, writeMeta, type OfflineDb } from './db.ts'
import type { Store } from './drafts.ts'
import { overTheWire } from './send.ts'
import { makeSync, type DrainReason, type SyncDeps } from './sync.ts'
import { keepDraining } from './triggers.ts'
import { keeping, syncStatus, trouble, unsent } from './useConnection.ts'
import { newId } from './uuid.ts'
import { openVault } from './vault.ts'
import { bindVerbs } from './verbs.ts'
import { watchStore } from './watch.ts'
import { webLock } from './web-lock.ts'

export type Wiring = Required<Pick<SyncDeps, 'identity' | 'onIdentity'>>
export type Offline = Awaited<ReturnType<typeof startOffline>>

/** Between two times of asking for the state of all reports, in milliseconds. */
const pullGap = 30_000
/** A store that does not open in this time lets the form go on without it. */
const patience = 8_000

/** One for the whole page: what a first try is still waiting for, the next one waits for too. */
let db: OfflineDb | undefined

async function openStore(): Promise<OfflineDb> {
  db ??= openDb()
  db.told = (now) => (now !== null || trouble.value === 'lost') && (trouble.value = now)
  await Promise.race([db.open(), new Promise((_, late) => setTimeout(() => late(new Error('the store does not open')), patience))])
  if (trouble.value !== 'newer') trouble.value = null
  return db
}

/** Opens the store and starts sending. The one place of this room with the real clock and dice. */
export async function startOffline({ identity, onIdentity }: Wiring) {
  const db = await openStore()
  const now = () => Date.now()
  const store: Store = { db, vault: await openVault(db), now, newId: () => newId(now()) }
  keeping.value = store.vault.sealing ? 'sealed' : 'readable'

  const sync = makeSync({ ...store, fetch: overTheWire, random: Math.random, identity, onIdentity, lock: webLock })
  sync.onStatus((status) => (syncStatus.value = status))
  await sync.remember()

  let pulledAt = 0
  const drain = async (reason: DrainReason) => {
    await sync.drain(reason)
    if (sync.status().connection === 'online') await writeMeta(db, 'heardAt', now()).catch(() => undefined)
    const me = sync.status().sendsAs
    if (!me || reason === 'save' || (now() - pulledAt < pullGap && reason === 'interval')) return
    pulledAt = now()
    await (await import('./pull.ts')).pull(sync.sending, me)
  }
  const go = (reason: DrainReason) => drain(reason).catch(() => undefined)
  keepDraining(go, sync.onStatus)
  const waiting = () =>
    db.outbox
      .where('state')
      .notEqual('received')
      .and((row) => row.what !== 'attachment')
      .count()
  watchStore(
    () => withDb(db, waiting),
    (count) => (unsent.value = count),
  )
  return bindVerbs(store, sync, go, identity)
}
