import { withDb } from './db.ts'
import { addPhoto, discardDraft, draftsFor, openDraft, photosOf, removePhoto, saveDraft, type Store } from './drafts.ts'
import { keptJustNow } from './just-kept.ts'
import { lineFor, linesFor, type ReportLine } from './lines.ts'
import { ownReport, queueReport, reopen, type ReportToQueue } from './outbox.ts'
import type { DrainReason, Sync } from './sync.ts'
import { askBackgroundSync, askToPersist } from './triggers.ts'
import { watchStore } from './watch.ts'

type Verb<In extends unknown[], Out> = (store: Store, ...input: In) => Promise<Out>

export type AndSend = <In extends unknown[], Out>(verb: Verb<In, Out>, reason?: DrainReason) => (...input: In) => Promise<Out>

export type Mine = (reportId: string) => Promise<boolean>

/** Whose it is: words open, and are thrown away, only by who wrote them. One written signed out is whoever's has not called it another's. */
const mineOf =
  ({ db }: Store, identity: () => string | null): Mine =>
  async (id) => {
    const [report, view] = await withDb(db, () => db.transaction('r', db.report, db.view, () => Promise.all([db.report.get(id), db.view.get(id)])))
    const me = identity()
    const own = !report || report.ownerId === me || (report.ownerId === null && !report.notOf.includes(me ?? ''))
    return own && (!view || view.ownerId === me)
  }

/** how long a screen gets to say that something is kept, in milliseconds */
const aMoment = 100

/** What a screen may do with the store on this device. What is written to be sent is sent at once. */
export function bindVerbs(store: Store, sync: Sync, drain: (reason: DrainReason) => Promise<void>, identity: () => string | null) {
  const { db } = store
  const mine = mineOf(store, identity)
  const bound =
    <In extends unknown[], Out>(verb: Verb<In, Out>) =>
    (...input: In) =>
      verb(store, ...input)
  const andSend: AndSend =
    (verb, reason = 'save') =>
    async (...input) => {
      const out = await verb(store, ...input)
      void askBackgroundSync()
      // First the screen says that it is kept; sending shares the one processor of the phone with it.
      setTimeout(() => {
        void drain(reason)
        void askToPersist(db)
      }, aMoment)
      return out
    }
  const queue = andSend(queueReport)
  /** what was queued on this page */
  const here = new Set<string>()
  const stands = async (id: string) => lineFor(db, id, identity(), here)

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
    queueReport: async (report: ReportToQueue) => {
      here.add(report.id)
      const kept = await queue(report)
      // Kept is kept, whether or not it can be told at once.
      if (kept) keptJustNow(await stands(report.id).catch(() => undefined))
      return kept
    },
    reopen: async (id: string) => (await mine(id)) && reopen(store, id),
    ownReport: async (id: string) => ((await mine(id)) ? ownReport(store, id) : null),
    /** what reporting itself does without; it comes when it is needed */
    more: async () => (await import('./more-verbs.ts')).bindMore(store, sync, andSend, mine, here),
    watchLines: (me: string | null, show: (lines: ReportLine[]) => void) => watchStore(() => linesFor(db, me), show),
    /** tells how one report stands, each time something of it changed here; undefined: unknown on this device */
    watchLine: (id: string, show: (line: ReportLine | undefined) => void) => watchStore(() => stands(id), show),
  }
}
