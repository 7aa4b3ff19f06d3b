import { claim, disown } from './claims.ts'
import { withDb } from './db.ts'
import { watchDevice, type OnDevice } from './device.ts'
import type { Store } from './drafts.ts'
import { giveCode, heldReports, type CodeGiven } from './hand-in-code.ts'
import { handInNow, leftNow } from './hand-in-now.ts'
import { keepSent } from './keep-sent.ts'
import { keptMessages, ownMessages, queueMessage, type MessageToQueue } from './messages.ts'
import { pullOne } from './pull.ts'
import { copyToDraft, removeItem, retry } from './repair.ts'
import { sealPlain } from './reseal.ts'
import { askJson } from './send.ts'
import { leftBy, settleDevice } from './shared-device.ts'
import { storageStatus } from './storage-status.ts'
import type { Sync } from './sync.ts'
import { takeOff } from './take-off.ts'
import type { AndSend } from './verbs.ts'
import { isHidden, lookerOf, type Mine } from './whose.ts'

/** What reporting itself does without: following a report, talking about it, putting it right. */
export const bindMore = (store: Store, sync: Sync, andSend: AndSend, mine: Mine, here: Set<string>) => ({
  queueMessage: async (message: MessageToQueue) => {
    if (!(await mine(message.reportId))) throw new Error('not yours to write about')
    return andSend(queueMessage)(message)
  },
  ownMessages: async (reportId: string) => ((await mine(reportId)) ? ownMessages(store, reportId) : []),
  keptMessages: async (id: string) => ((await mine(id)) ? keptMessages(store, id) : undefined),
  retry: andSend(retry, 'retry'),
  copyToDraft: async (id: string) => {
    const fresh = (await mine(id)) ? await copyToDraft(store, id) : undefined
    if (fresh) here.add(fresh)
    return fresh
  },
  removeItem: async (id: string) => {
    const item = await withDb(store.db, () => store.db.outbox.get(id))
    if (item && (await mine(item.reportId))) await removeItem(store, id)
  },
  claim: andSend(claim),
  /** what nobody knows the writer of is named by its hour alone */
  heldReports: async (identityId: string | null) => {
    const held = await heldReports(store, identityId, here)
    const [rows, looker] = await withDb(
      store.db,
      async () => [await store.db.report.bulkGet(held.map(({ id }) => id)), await lookerOf(store.db, identityId, here)] as const,
    )
    return held.map((one, at) => (isHidden(rows[at], looker) ? { ...one, kind: null } : one))
  },
  giveCode: ({ writtenBy, callBackNumber, ...given }: CodeGiven) =>
    andSend(giveCode, 'retry')(leftNow.has(given.reportId) ? given : { ...given, writtenBy, callBackNumber }, here),
  handInNow: (given: CodeGiven) => handInNow(store, sync.sending, given, here),
  keepSent: andSend(keepSent, 'retry'),
  disown: (id: string, identityId: string) => disown(store, id, identityId),
  settleDevice: async (identityId: string | null, own: boolean) => {
    await settleDevice(store, identityId, own)
    await sealPlain(store)
  },
  leftBy: (identityId: string) => leftBy(store, identityId),
  watchDevice: (me: string | null, show: (found: OnDevice) => void) => watchDevice(store, { me, here }, show),
  storageStatus: () => storageStatus(store.db),
  takeOff: async (id: string) => (await mine(id)) && takeOff(store, id),
  /** fetches one report with its messages, which it keeps, and answers its words, which it does not; null: the server did not give it */
  refresh: async (id: string) => {
    if (sync.status().sendsAs === null) await sync.drain('interval')
    const me = sync.status().sendsAs
    if (me === null) return null
    const told = await pullOne(sync.sending, me, id)
    // Only a screen asks this, so what it shows was read; the rounds that fetch in a pocket say nothing.
    if (told && document.visibilityState === 'visible') void askJson(sync.sending, `/reports/${id}/messages/read`, {}, me)
    return told
  },
})
