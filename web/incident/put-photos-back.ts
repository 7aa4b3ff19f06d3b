import { openOffline } from '../offline/open-offline.ts'
import type { ShownPhoto } from './draft-photos.ts'

/** A store that was lost while the form was open took the photos along: those on the screen are kept once more. */
export async function putBack(reportId: string, shown: readonly ShownPhoto[], saveDraft: () => Promise<boolean>): Promise<void> {
  const offline = await openOffline()
  const kept = new Set((await offline.photosOf(reportId)).map(({ id }) => id))
  const gone = shown.flatMap(({ id, contentType, bytes }) => (bytes && !kept.has(id) ? [{ id, contentType, bytes }] : []))
  if (gone.length === 0 || !(await saveDraft())) return
  for (const photo of gone) await offline.addPhoto(reportId, photo)
}
