import { liveQuery } from 'dexie'
import { claim, disown, unclaimed } from './claims.ts'
import { openDb } from './db.ts'
import { addPhoto, discardDraft, draftsFor, openDraft, photosOf, removePhoto, saveDraft, type Store } from './drafts.ts'
import { linesFor, type ReportLine } from './lines.ts'
import { queueMessage, queueReport, reopen, retry } from './outbox.ts'
import { keptMessages, pull, pullOne } from './pull.ts'
import { copyToDraft, removeItem, removeReport } from './removal.ts'
import { makeSync, type DrainReason, type SyncDeps } from './sync.ts'
import { askBackgroundSync, askToPersist, keepDraining } from './triggers.ts'
import { ownMessages, ownReport } from './own.ts'
import { keeping, syncStatus, unsent } from './useConnection.ts'
import { newId } from './uuid.ts'
import { openVault } from './vault.ts'
import { webLock } from './web-lock.ts'

export type Wiring = Required<Pick<SyncDeps, 'identity' | 'onIdentity'>>
export type Offline = Awaited<ReturnType<typeof startOffline>>

/** Between two times of asking for the state of all reports, in milliseconds. */
const pullGap = 30_000

/** Opens the store, starts sending, and binds every verb to them. The one place of this room with the real clock and dice. */
export async function startOffline({ identity, onIdentity }: Wiring) {
  const db = openDb()
  await db.open()
  const now = () => Date.now()
  const store: Store = { db, vault: await openVault(db), now, newId: () => newId(now()) }
  keeping.value = store.vault.sealing ? 'sealed' : 'readable'

  const fetch: SyncDeps['fetch'] = (path, init) => globalThis.fetch(path, init)
  const sync = makeSync({ ...store, fetch, random: Math.random, identity, onIdentity, lock: webLock })
  sync.onStatus((status) => (syncStatus.value = status))
  await sync.remember()

  let pulledAt = 0
  const drain = async (reason: DrainReason) => {
    await sync.drain(reason)
    const me = sync.status().sendsAs
    if (!me || reason === 'save' || (now() - pulledAt < pullGap && reason === 'interval')) return
    pulledAt = now()
    await pull(sync.sending, me)
  }
  const go = (reason: DrainReason) => drain(reason).catch(() => undefined)
  keepDraining(go, sync.onStatus)
  liveQuery(() => db.outbox.where('state').notEqual('received').and((row) => row.what !== 'attachment').count()).subscribe((count) => (unsent.value = count))

  /** A verb of this room with the store filled in. */
  const bound = <In extends unknown[], Out>(verb: (store: Store, ...input: In) => Promise<Out>) => (...input: In) => verb(store, ...input)
  /** The same, and what it wrote is sent at once. */
  const andSend = <In extends unknown[], Out>(verb: (store: Store, ...input: In) => Promise<Out>, reason: DrainReason = 'save') => async (...input: In) => {
    const out = await verb(store, ...input)
    void go(reason)
    void askBackgroundSync()
    void askToPersist(db)
    return out
  }
  const watch = <T>(query: () => Promise<T>, show: (found: T) => void) => {
    const watching = liveQuery(query).subscribe({ next: show, error: () => undefined })
    return () => watching.unsubscribe()
  }

  return {
    newId: store.newId,
    drain: go,
    saveDraft: bound(saveDraft), draftsFor: bound(draftsFor), discardDraft: bound(discardDraft), photosOf: bound(photosOf), addPhoto: bound(addPhoto), removePhoto: bound(removePhoto),
    openDraft: <T>(id: string) => openDraft<T>(store, id),
    queueReport: andSend(queueReport), queueMessage: andSend(queueMessage), retry: andSend(retry, 'retry'), reopen: bound(reopen),
    copyToDraft: bound(copyToDraft), removeReport: bound(removeReport), removeItem: bound(removeItem),
    unclaimed: bound(unclaimed), claim: andSend(claim), disown: bound(disown),
    ownReport: bound(ownReport), ownMessages: bound(ownMessages), keptMessages: bound(keptMessages),
    /** fetches one report with its messages; false when the server did not give it */
    refresh: async (id: string) => {
      const me = sync.status().sendsAs
      return me !== null && pullOne(sync.sending, me, id)
    },
    watchLines: (me: string | null, show: (lines: ReportLine[]) => void) => watch(() => linesFor(db, me), show),
    /** tells each time something of this report changed here */
    watchReport: (id: string, changed: () => void) =>
      watch(() => Promise.all([db.report.get(id), db.view.get(id), db.outbox.where('reportId').equals(id).toArray()]), changed),
  }
}
