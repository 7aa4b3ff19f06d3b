import { defineStore } from 'pinia'
import { computed, ref, shallowRef, toRaw, watch } from 'vue'
import { useSession } from '../access/session-store.ts'
import { useDirty } from '../offline/dirty.ts'
import { isFull } from '../offline/is-full.ts'
import { openOffline } from '../offline/open-offline.ts'
import type { SentAtOnce } from '../offline/send-at-once.ts'
import { trouble } from '../offline/useConnection.ts'
import { useDraftPhotos } from './draft-photos.ts'
import { takeUp, useDraft } from './report-draft.ts'
import { errorsOf, toReport, type FieldError, type Step } from './report-form.ts'

/** The report being written. Everything typed is on the device within a moment; what is queued is the outbox's. */
export const useReport = defineStore('report', () => {
  const session = useSession()
  const draft = useDraft(
    () => session.identityId,
    () => {
      photos.renew()
      void putPhotosBack()
    },
  )
  const photos = useDraftPhotos(() => draft.state.id, draft.save)
  const touched = computed(() => draft.saving.value !== 'untouched')
  const severalBoards = computed(() => session.state === 'signedIn' && session.boards.length > 1)
  const board = computed(() =>
    session.boards.length === 1 ? session.boards[0] : session.boards.find((one) => one.organisationId === draft.fields.organisationId),
  )

  /** sending straight from memory was tried, and it has not arrived */
  const tried = shallowRef(false)
  /** another draft was asked for while this one could not be saved: this one stands */
  const stayed = ref(false)
  useDirty(() => draft.unsaved() || tried.value)

  function clear(): void {
    tried.value = false
    stayed.value = false
    photos.forget()
    draft.reset()
  }

  // Another person on this device never sees what the last one was writing; a session that ends halfway takes nothing away.
  watch(
    () => session.identityId,
    (now) => {
      const mine = draft.state.ownerId === null || now === draft.state.ownerId
      if (!mine && (now !== null || !/^\/(melden|inloggen|inleveren\/direct)/.test(location.pathname))) clear()
    },
  )

  /** False: what stands in the form could not be saved, so it stays there. */
  async function restore(wanted?: string): Promise<boolean> {
    if (touched.value && (wanted === undefined || wanted === draft.state.id)) return true
    const taken = await takeUp(draft, openOffline(), session.identityId, wanted)
    stayed.value = taken === 'unsaved'
    if (taken !== true) return !stayed.value
    tried.value = false
    await photos.show(draft.state.id)
    return true
  }

  /** Starts with an empty form and throws this draft away; one that somebody wrote signed out stays for whoever that was. */
  async function restart(): Promise<void> {
    const { id, ownerId } = draft.state
    const offline = await openOffline()
    clear()
    if (ownerId === null && session.identityId !== null) await (await offline.more()).disown(id, session.identityId)
    else await offline.discardDraft(id)
  }

  /**
   * Freezes the report and hands it to the outbox. Where the device keeps nothing, or not this any more, it is sent at once:
   * `number` says that it arrived, `left` how many photos did not. Null: neither worked, and the form is as it was.
   */
  async function submit(): Promise<{ id: string; number: string | null; left: number } | null> {
    await photos.ready()
    const kept = draft.saving.value === 'saved' || (await draft.save())
    // Another tab has queued this draft: what was typed since gets an id of its own in a moment.
    if (!kept && draft.saving.value !== 'failed') return null
    // It may have arrived from memory: then the same bytes go before others are kept under its id.
    const before = tried.value ? await atOnce() : null
    if (before?.verdict.is === 'received') return arrived(before)
    const { id, ownerId } = draft.state
    const queue = async () => (await openOffline()).queueReport({ id, ownerId: ownerId ?? session.identityId, report: reportNow() })
    if (kept && photos.photos.value.length > 0) await putPhotosBack()
    let queued = kept && (await queue().catch((error: unknown) => (isFull(error) && (trouble.value = 'full'), null)))
    // The store was lost, and the draft with it: what stands on the screen is kept once more.
    if (queued === false && kept && id === draft.state.id && (await draft.save())) queued = await queue().catch(() => null)
    // False: another tab, or an earlier tap, has queued it already. Null: it did not fit, or the store is gone.
    if (kept && queued === false) return null
    if (queued) {
      clear()
      return { id, number: null, left: 0 }
    }
    const sent = before ?? (await atOnce())
    return sent?.verdict.is === 'received' ? arrived(sent) : null
  }

  const reportNow = () => toReport(toRaw(draft.fields), new Date().toISOString(), draft.state.skewMs)
  const arrived = ({ id, verdict, left }: SentAtOnce) => ({ id, number: verdict.is === 'received' ? (verdict.receipt?.number ?? '') : '', left })

  /** Sends what stands in the form from memory, under its writer's session or with the school's code. Null: it could not be tried. */
  async function atOnce(code?: string): Promise<SentAtOnce | null> {
    await photos.ready()
    const me = draft.state.ownerId ?? session.identityId
    const changes = draft.changes()
    const what = { id: draft.state.id, report: reportNow(), photos: photos.photos.value, ownerId: me, code }
    tried.value = true
    const sent = await import('../offline/send-at-once.ts').then((direct) => direct.sendAtOnce(what)).catch(() => null)
    if (what.id !== draft.state.id) return sent
    if (sent?.verdict.is === 'received') {
      // Typed on while it was on its way: that is not in it.
      if (draft.changes() === changes) clear()
      else {
        tried.value = false
        await draft.moveOn()
      }
    } else if (sent?.verdict.is === 'signIn' && me !== null && me === session.identityId) session.expired()
    return sent
  }

  const putPhotosBack = () =>
    import('./put-photos-back.ts').then(({ putBack }) => putBack(draft.state.id, photos.photos.value, draft.save)).catch(() => undefined)

  const errors = (step: Step): FieldError[] => errorsOf(step, draft.fields, { severalBoards: severalBoards.value })

  return {
    fields: draft.fields,
    saving: draft.saving,
    found: draft.found,
    flush: draft.flush,
    photos: photos.photos,
    addPhoto: photos.add,
    removePhoto: photos.remove,
    touched,
    severalBoards,
    board,
    errors,
    restore,
    restart,
    submit,
    /** with the school's code, what was tried before; null: nothing was */
    handIn: async (code: string) => (tried.value ? atOnce(code) : null),
    tried,
    stayed,
    clear,
  }
})
