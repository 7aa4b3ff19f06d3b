import { addPhoto, discardDraft, draftsFor, openDraft, photosOf, removePhoto, saveDraft, type DraftToSave, type Store } from './drafts.ts'
import { keptJustNow, onThisPage as here } from './here.ts'
import { lineFor, linesFor, type ReportLine } from './lines.ts'
import { ownReport, queueReport, reopen, type ReportToQueue } from './outbox.ts'
import type { DrainReason, Sync } from './sync.ts'
import { askBackgroundSync, askToPersist } from './triggers.ts'
import { watchStore } from './watch.ts'
import { mineOf } from './whose.ts'

type Verb<In extends unknown[], Out> = (store: Store, ...input: In) => Promise<Out>

export type AndSend = <In extends unknown[], Out>(verb: Verb<In, Out>, reason?: DrainReason) => (...input: In) => Promise<Out>

/** how long a screen gets to say that something is kept, in milliseconds */
const aMoment = 100

/** What a screen may do with the store on this device. What is written to be sent is sent at once. */
export function bindVerbs(store: Store, sync: Sync, drain: (reason: DrainReason) => Promise<void>, identity: () => string | null) {
  const { db } = store
  const mine = mineOf(db, identity, here)
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
  const stands = async (id: string) => lineFor(db, id, identity(), here)

  return {
    newId: store.newId,
    drain,
    saveDraft: (draft: DraftToSave) => {
      here.add(draft.id)
      return saveDraft(store, draft)
    },
    draftsFor: (me: string | null) => draftsFor(store, me, here),
    discardDraft: bound(discardDraft),
    photosOf: async (id: string) => ((await mine(id)) ? photosOf(store, id) : []),
    addPhoto: bound(addPhoto),
    removePhoto: bound(removePhoto),
    openDraft: async <T>(id: string) => {
      const opened = (await mine(id)) ? await openDraft<T>(store, id) : undefined
      if (opened) here.add(id)
      return opened
    },
    queueReport: async (report: ReportToQueue) => {
      here.add(report.id)
      const kept = await queue(report)
      // Kept is kept, whether or not it can be told at once.
      const tell = (line: ReportLine | undefined) => keptJustNow(line, identity())
      if (kept) await stands(report.id).then(tell, () => undefined)
      return kept
    },
    reopen: async (id: string) => (await mine(id)) && reopen(store, id),
    ownReport: async (id: string) => ((await mine(id)) ? ownReport(store, id) : null),
    /** what reporting itself does without; it comes when it is needed */
    more: async () => (await import('./more-verbs.ts')).bindMore(store, sync, andSend, mine, here),
    watchLines: (me: string | null, show: (lines: ReportLine[]) => void) => watchStore(() => linesFor(db, me, here), show),
    /** tells how one report stands, each time something of it changed here; undefined: unknown on this device */
    watchLine: (id: string, show: (line: ReportLine | undefined) => void) => watchStore(() => stands(id), show),
  }
}
