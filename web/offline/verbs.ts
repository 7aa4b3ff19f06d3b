import { liveQuery } from 'dexie'
import { addPhoto, discardDraft, draftsFor, openDraft, photosOf, removePhoto, saveDraft, type Store } from './drafts.ts'
import { lineFor, linesFor, type ReportLine } from './lines.ts'
import { ownReport, queueMessage, queueReport, reopen, retry } from './outbox.ts'
import type { DrainReason, Sync } from './sync.ts'
import { askBackgroundSync, askToPersist } from './triggers.ts'

type Verb<In extends unknown[], Out> = (store: Store, ...input: In) => Promise<Out>

type AndSend = <In extends unknown[], Out>(verb: Verb<In, Out>) => (...input: In) => Promise<Out>

/** What reporting does without comes when it is needed. */
const onDemand = (store: Store, andSend: AndSend) => ({
  ownMessages: async (reportId: string) => (await import('./own-messages.ts')).ownMessages(store, reportId),
  keptMessages: async (id: string) => (await import('./own-messages.ts')).keptMessages(store, id),
  copyToDraft: async (id: string) => (await import('./removal.ts')).copyToDraft(store, id),
  removeReport: async (id: string) => (await import('./removal.ts')).removeReport(store, id),
  removeItem: async (id: string) => (await import('./removal.ts')).removeItem(store, id),
  claim: async (id: string, identityId: string, organisationId?: string) => andSend((await import('./claims.ts')).claim)(id, identityId, organisationId),
  disown: async (id: string, identityId: string) => (await import('./claims.ts')).disown(store, id, identityId),
})

/** Everything a screen may do with the store on this device. What is written to be sent is sent at once. */
export function bindVerbs(store: Store, sync: Sync, drain: (reason: DrainReason) => Promise<void>) {
  const { db } = store
  const bound =
    <In extends unknown[], Out>(verb: Verb<In, Out>) =>
    (...input: In) =>
      verb(store, ...input)
  const andSend =
    <In extends unknown[], Out>(verb: Verb<In, Out>, reason: DrainReason = 'save') =>
    async (...input: In) => {
      const out = await verb(store, ...input)
      void drain(reason)
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
    drain,
    saveDraft: bound(saveDraft),
    draftsFor: bound(draftsFor),
    discardDraft: bound(discardDraft),
    photosOf: bound(photosOf),
    addPhoto: bound(addPhoto),
    removePhoto: bound(removePhoto),
    openDraft: <T>(id: string) => openDraft<T>(store, id),
    queueReport: andSend(queueReport),
    queueMessage: andSend(queueMessage),
    retry: andSend(retry, 'retry'),
    reopen: bound(reopen),
    ...onDemand(store, andSend),
    ownReport: bound(ownReport),
    /** fetches one report with its messages, which it keeps, and answers its words, which it does not; null: the server did not give it */
    refresh: async (id: string) => {
      if (sync.status().sendsAs === null) await sync.drain('interval')
      const me = sync.status().sendsAs
      return me === null ? null : (await import('./pull.ts')).pullOne(sync.sending, me, id)
    },
    watchLines: (me: string | null, show: (lines: ReportLine[]) => void) => watch(() => linesFor(db, me), show),
    /** tells how one report stands, each time something of it changed here; undefined: unknown on this device */
    watchLine: (id: string, show: (line: ReportLine | undefined) => void) => watch(() => lineFor(db, id), show),
  }
}
