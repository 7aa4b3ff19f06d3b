import { defineStore } from 'pinia'
import { computed, toRaw, watch } from 'vue'
import { useSession } from '../access/session-store.ts'
import { isFull } from '../offline/is-full.ts'
import { openOffline } from '../offline/open-offline.ts'
import { trouble } from '../offline/useConnection.ts'
import { useDraftPhotos } from './draft-photos.ts'
import { takeUp, useDraft } from './report-draft.ts'
import { errorsOf, toReport, type FieldError, type Step } from './report-form.ts'

/** The report being written. Everything typed is on the device within a moment; what is queued is the outbox's. */
export const useReport = defineStore('report', () => {
  const session = useSession()
  const draft = useDraft(() => session.identityId)
  const photos = useDraftPhotos(() => draft.state.id, draft.save)
  const touched = computed(() => draft.saving.value !== 'untouched')
  const severalBoards = computed(() => session.state === 'signedIn' && session.boards.length > 1)
  const board = computed(() =>
    session.boards.length === 1 ? session.boards[0] : session.boards.find((one) => one.organisationId === draft.fields.organisationId),
  )

  function clear(): void {
    photos.forget()
    draft.reset()
  }

  // Another person on this device never sees what the last one was writing; a session that ends halfway takes nothing away.
  watch(
    () => session.identityId,
    (now) => {
      const mine = draft.state.ownerId === null || now === draft.state.ownerId
      if (!mine && (now !== null || !location.pathname.startsWith('/melden'))) clear()
    },
  )

  async function restore(wanted?: string): Promise<void> {
    if (touched.value && (wanted === undefined || wanted === draft.state.id)) return
    if (await takeUp(draft, openOffline(), session.identityId, wanted)) await photos.show(draft.state.id)
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
    const { id, ownerId, skewMs } = draft.state
    const report = toReport(toRaw(draft.fields), new Date().toISOString(), skewMs)
    const queue = async () => (await openOffline()).queueReport({ id, ownerId: ownerId ?? session.identityId, report })
    if (kept && photos.photos.value.length > 0) await putPhotosBack()
    let queued = kept && (await queue().catch((error: unknown) => (isFull(error) && (trouble.value = 'full'), null)))
    // The store was lost, and the draft with it: what stands on the screen is kept once more.
    if (queued === false && kept && (await draft.save())) queued = await queue().catch(() => null)
    // False: another tab, or an earlier tap, has queued it already. Null: it did not fit, or the store is gone.
    if (kept && queued === false) return null
    const sent = queued
      ? { number: null, left: 0 }
      : await import('../offline/send-at-once.ts').then(
          (direct) => direct.sendAtOnce(id, report),
          () => null,
        )
    if (!sent) return null
    clear()
    return { id, ...sent }
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
    clear,
  }
})
