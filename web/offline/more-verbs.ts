import { claim, disown } from './claims.ts'
import { watchDevice, type OnDevice } from './device.ts'
import type { Store } from './drafts.ts'
import { giveCode, heldReports, type CodeGiven } from './hand-in-code.ts'
import { handInNow, leftNow } from './hand-in-now.ts'
import { keepSent } from './keep-sent.ts'
import { keptMessages, ownMessages, queueMessage } from './messages.ts'
import { pullOne } from './pull.ts'
import { copyToDraft, removeItem, removeReport, retry } from './repair.ts'
import { sealPlain } from './reseal.ts'
import { askJson } from './send.ts'
import { leftBy, settleDevice } from './shared-device.ts'
import { storageStatus } from './storage-status.ts'
import type { Sync } from './sync.ts'
import { takeOff } from './take-off.ts'
import type { AndSend, Mine } from './verbs.ts'

/** What reporting itself does without: following a report, talking about it, putting it right. */
export const bindMore = (store: Store, sync: Sync, andSend: AndSend, mine: Mine, here: ReadonlySet<string>) => ({
  queueMessage: andSend(queueMessage),
  ownMessages: async (reportId: string) => ((await mine(reportId)) ? ownMessages(store, reportId) : []),
  keptMessages: async (id: string) => ((await mine(id)) ? keptMessages(store, id) : undefined),
  retry: andSend(retry, 'retry'),
  copyToDraft: async (id: string) => ((await mine(id)) ? copyToDraft(store, id) : undefined),
  removeReport: async (id: string) => (await mine(id)) && removeReport(store, id),
  removeItem: (id: string) => removeItem(store, id),
  claim: andSend(claim),
  heldReports: (identityId: string | null) => heldReports(store, identityId, here),
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
  watchDevice: (me: string | null, show: (found: OnDevice) => void) => watchDevice(store, me, show),
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
