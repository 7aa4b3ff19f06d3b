import { shallowRef } from 'vue'
import { reportLimits } from '../../shared/incident/report-lists.ts'
import { isFull } from '../offline/is-full.ts'
import { openOffline } from '../offline/open-offline.ts'
import { trouble } from '../offline/useConnection.ts'
import { newId } from '../offline/uuid.ts'
import { preparePhoto, type PhotoRefusal } from './photo.ts'

export interface ShownPhoto {
  id: string
  /** of the picture in memory; null when it can no longer be opened */
  url: string | null
  contentType: string
  bytes: Uint8Array<ArrayBuffer> | null
}

/** The photos of one report on this device, as pictures on the screen. Forget them when the screen goes. */
export function useShownPhotos() {
  const photos = shallowRef<readonly ShownPhoto[]>([])

  function forget(): void {
    for (const { url } of photos.value) if (url) URL.revokeObjectURL(url)
    photos.value = []
  }

  async function show(reportId: string): Promise<void> {
    const offline = await openOffline()
    const kept = await offline.photosOf(reportId)
    forget()
    photos.value = kept.map((photo) => ({ ...photo, url: photo.bytes && URL.createObjectURL(new Blob([photo.bytes], { type: photo.contentType })) }))
  }

  return { photos, show, forget }
}

export type PhotoProblem = PhotoRefusal | 'tooMany' | 'notKept' | 'full'

/** The photos of the report being written. `saveDraft` must have kept its row before a photo can hang on it. */
export function useDraftPhotos(reportId: () => string, saveDraft: () => Promise<boolean>) {
  const { photos, show, forget } = useShownPhotos()
  const working = new Set<Promise<unknown>>()

  /** Adds one photo; answers why not, if not. */
  function add(file: Blob): Promise<PhotoProblem | null> {
    const adding = addOne(file).finally(() => working.delete(adding))
    working.add(adding)
    return adding
  }

  async function addOne(file: Blob): Promise<PhotoProblem | null> {
    if (photos.value.length >= reportLimits.attachments) return 'tooMany'
    const id = reportId()
    const prepared = await preparePhoto(file)
    if (typeof prepared === 'string') return prepared
    // Sent meanwhile: it must not land in the next report.
    if (id !== reportId()) return 'notKept'
    try {
      const offline = await openOffline()
      const kept = (await saveDraft()) && (await offline.addPhoto(reportId(), { id: offline.newId(), ...prepared }))
      if (kept) await show(reportId())
      return kept ? null : trouble.value === 'full' ? 'full' : 'notKept'
    } catch (error) {
      return isFull(error) ? 'full' : 'notKept'
    }
  }

  async function remove(id: string): Promise<void> {
    await (await openOffline()).removePhoto(reportId(), id)
    await show(reportId())
  }

  /** The same pictures as those of another report, which leave the ones that were sent alone. */
  const renew = () => (photos.value = photos.value.map((photo) => ({ ...photo, id: newId(Date.now()) })))

  return { photos, show, forget, add, remove, renew, /** every photo that was chosen is kept, or was refused */ ready: () => Promise.all(working) }
}
