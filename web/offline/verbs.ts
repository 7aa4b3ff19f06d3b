import { liveQuery } from 'dexie'
import { withDb } from './db.ts'
import { addPhoto, discardDraft, draftsFor, openDraft, photosOf, removePhoto, saveDraft, type Store } from './drafts.ts'
import { lineFor, linesFor, type ReportLine } from './lines.ts'
import { ownReport, queueMessage, queueReport, reopen, retry } from './outbox.ts'
import { askJson } from './send.ts'
import type { DrainReason, Sync } from './sync.ts'
import { askBackgroundSync, askToPersist } from './triggers.ts'

type Verb<In extends unknown[], Out> = (store: Store, ...input: In) => Promise<Out>

type AndSend = <In extends unknown[], Out>(verb: Verb<In, Out>) => (...input: In) => Promise<Out>

type Mine = (reportId: string) => Promise<boolean>

/** Whose it is: words open, and are thrown away, only by who wrote them. One written signed out is whoever's has not called it another's. */
const mineOf =
  ({ db }: Store, identity: () => string | null): Mine =>
  async (id) => {
    const [report, view] = await withDb(db, () => db.transaction('r', db.report, db.view, () => Promise.all([db.report.get(id), db.view.get(id)])))
    const me = identity()
    const own = !report || report.ownerId === me || (report.ownerId === null && !report.notOf.includes(me ?? ''))
    return own && (!view || view.ownerId === me)
  }

/** What reporting does without comes when it is needed. */
const onDemand = (store: Store, andSend: AndSend, mine: Mine) => ({
  ownMessages: async (reportId: string) => ((await mine(reportId)) ? (await import('./own-messages.ts')).ownMessages(store, reportId) : []),
  keptMessages: async (id: string) => ((await mine(id)) ? (await import('./own-messages.ts')).keptMessages(store, id) : undefined),
  copyToDraft: async (id: string) => ((await mine(id)) ? (await import('./removal.ts')).copyToDraft(store, id) : undefined),
  removeReport: async (id: string) => (await mine(id)) && (await import('./removal.ts')).removeReport(store, id),
  removeItem: async (id: string) => (await import('./removal.ts')).removeItem(store, id),
  claim: async (id: string, identityId: string, organisationId?: string) => andSend((await import('./claims.ts')).claim)(id, identityId, organisationId),
  settleDevice: async (identityId: string | null, own: boolean) => (await import('./shared-device.ts')).settleDevice(store, identityId, own),
  disown: async (id: string, identityId: string) => (await import('./claims.ts')).disown(store, id, identityId),
})

/** Everything a screen may do with the store on this device. What is written to be sent is sent at once. */
export function bindVerbs(store: Store, sync: Sync, drain: (reason: DrainReason) => Promise<void>, identity: () => string | null) {
  const { db } = store
  const mine = mineOf(store, identity)
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
    let stopped = false
    let watching = liveQuery(query).subscribe({ next: show, error: again })
    // The browser dropped the database: it opens again with the next question.
    function again() {
      setTimeout(() => !stopped && (watching = liveQuery(query).subscribe({ next: show, error: again })), 1_000)
    }
    return () => {
      stopped = true
      watching.unsubscribe()
    }
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
    reopen: async (id: string) => (await mine(id)) && reopen(store, id),
    ...onDemand(store, andSend, mine),
    ownReport: async (id: string) => ((await mine(id)) ? ownReport(store, id) : null),
    /** fetches one report with its messages, which it keeps, and answers its words, which it does not; null: the server did not give it */
    refresh: async (id: string) => {
      if (sync.status().sendsAs === null) await sync.drain('interval')
      const me = sync.status().sendsAs
      if (me === null) return null
      const told = await (await import('./pull.ts')).pullOne(sync.sending, me, id)
      // Only a screen asks this, so what it shows was read; the rounds that fetch in a pocket say nothing.
      if (told && document.visibilityState === 'visible') void askJson(sync.sending, `/reports/${id}/messages/read`, {}, me)
      return told
    },
    watchLines: (me: string | null, show: (lines: ReportLine[]) => void) => watch(() => linesFor(db, me), show),
    /** tells how one report stands, each time something of it changed here; undefined: unknown on this device */
    watchLine: (id: string, show: (line: ReportLine | undefined) => void) => watch(() => lineFor(db, id), show),
  }
}
