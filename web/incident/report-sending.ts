import { shallowRef, toRaw } from 'vue'
import { useSession } from '../access/session-store.ts'
import { sentTo } from '../offline/here.ts'
import { isFull } from '../offline/is-full.ts'
import { openOffline } from '../offline/open-offline.ts'
import type { SentAtOnce } from '../offline/send-at-once.ts'
import { trouble } from '../offline/useConnection.ts'
import type { useDraftPhotos } from './draft-photos.ts'
import type { Draft } from './report-draft.ts'
import { toReport } from './report-form.ts'

interface Form {
  draft: Draft
  photos: ReturnType<typeof useDraftPhotos>
  /** keeps what the screen shows and the store lost */
  putPhotosBack: () => Promise<unknown>
  clear: () => void
}

export type Submitted = { id: string; number: string | null; left: number }

/** How the form leaves: through the outbox, or from memory where this device keeps nothing. */
export function useSending({ draft, photos, putPhotosBack, clear }: Form) {
  const session = useSession()
  /** sending straight from memory was tried, and it has not arrived */
  const tried = shallowRef(false)
  const reportNow = () => toReport(toRaw(draft.fields), new Date().toISOString(), draft.state.skewMs)

  /**
   * Freezes the report and hands it to the outbox. Where the device keeps nothing, or not this any more, it is sent at once:
   * `number` says that it arrived, `left` how many photos did not. Null: neither worked, and the form is as it was.
   */
  async function submit(): Promise<Submitted | null> {
    await photos.ready()
    const kept = draft.saving.value === 'saved' || (await draft.save())
    // Another tab has queued this draft: what was typed since gets an id of its own in a moment.
    if (!kept && draft.saving.value !== 'failed') return null
    // It may have arrived from memory: then the same bytes go before others are kept under its id.
    const before = tried.value ? await atOnce() : null
    if (before?.verdict.is === 'received') return arrived(before)
    const { id } = draft.state
    const queued = kept && (await queue(id))
    // False: another tab, or an earlier tap, has queued it already. Null: it did not fit, or the store is gone.
    if (kept && queued === false) return null
    if (queued) {
      clear()
      return { id, number: null, left: 0 }
    }
    const sent = before ?? (await atOnce())
    return sent?.verdict.is === 'received' ? arrived(sent) : null
  }

  async function queue(id: string): Promise<boolean | null> {
    const ownerId = draft.state.ownerId ?? session.identityId
    const report = reportNow()
    const once = async () => (await openOffline()).queueReport({ id, ownerId, report })
    if (photos.photos.value.length > 0) await putPhotosBack()
    const queued = await once().catch((error: unknown) => (isFull(error) && (trouble.value = 'full'), null))
    if (queued !== false || id !== draft.state.id) return queued
    // The store was lost, and the draft with it: what stands on the screen is kept once more.
    return (await draft.save()) && once().catch(() => null)
  }

  const arrived = ({ id, verdict, left }: SentAtOnce): Submitted => ({
    id,
    number: verdict.is === 'received' ? (verdict.receipt?.number ?? '') : '',
    left,
  })

  /** Sends what stands in the form from memory, under its writer's session or with the school's code. Null: it could not be tried. */
  async function atOnce(code?: string): Promise<SentAtOnce | null> {
    await photos.ready()
    const me = draft.state.ownerId ?? session.identityId
    const changes = draft.changes()
    const what = { id: draft.state.id, report: reportNow(), photos: photos.photos.value, ownerId: me, code }
    tried.value = true
    const sent = await import('../offline/send-at-once.ts').then((direct) => direct.sendAtOnce(what)).catch(() => null)
    if (sent?.verdict.is === 'received') {
      tried.value = false
      sentTo.set(sent.id, what.report)
      // Typed on while it was on its way: that is not in it.
      if (draft.state.id === what.id) await (draft.changes() === changes ? clear() : draft.moveOn())
    } else if (sent?.verdict.is === 'signIn' && me !== null && me === session.identityId) session.expired()
    return sent
  }

  /** With the school's code, what was tried before; null: nothing was. */
  const handIn = async (code: string) => (tried.value ? atOnce(code) : null)

  return { tried, submit, handIn }
}
