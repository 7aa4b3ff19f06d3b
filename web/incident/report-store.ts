import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useSession } from '../access/session-store.ts'
import { useDirty } from '../offline/dirty.ts'
import { openOffline } from '../offline/open-offline.ts'
import { useDraftPhotos } from './draft-photos.ts'
import { takeUp, useDraft } from './report-draft.ts'
import { errorsOf, type FieldError, type Step } from './report-form.ts'
import { useSending } from './report-sending.ts'

/** The report being written. Everything typed is on the device within a moment; what is queued is the outbox's. */
export const useReport = defineStore('report', () => {
  const session = useSession()
  const draft = useDraft(
    () => session.identityId,
    () => void (photos.renew(), putPhotosBack()),
  )
  const photos = useDraftPhotos(() => draft.state.id, draft.save)
  const touched = computed(() => draft.saving.value !== 'untouched')
  const severalBoards = computed(() => session.state === 'signedIn' && session.boards.length > 1)
  const board = computed(() =>
    session.boards.length === 1 ? session.boards[0] : session.boards.find((one) => one.organisationId === draft.fields.organisationId),
  )

  /** another draft was asked for while this one could not be saved: this one stands */
  const stayed = ref(false)
  const putPhotosBack = () =>
    import('./put-photos-back.ts').then(({ putBack }) => putBack(draft.state.id, photos.photos.value, draft.save)).catch(() => undefined)
  const { tried, submit, handIn } = useSending({ draft, photos, putPhotosBack, clear })
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
    handIn,
    tried,
    stayed,
    clear,
  }
})
