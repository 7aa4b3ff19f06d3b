import { openOffline } from '../offline/open-offline.ts'
import type { Offline } from '../offline/offline.ts'
import { syncStatus } from '../offline/useConnection.ts'
import { dropOldShared, dropShared, openShared, sharedThings, type SharedPhoto, type SharedThing } from '../sw/shared-box.ts'
import { preparePhoto } from './photo.ts'
import { emptyFields, type ReportFields } from './report-form.ts'

/** What came of taking over: the draft it is in, and how many files did not come along. */
export interface TakenOver {
  draftId: string
  photos: number
  left: number
}

/**
 * Takes what other apps shared into drafts, each into one of its own; answers the newest. Only of this person, or shared while
 * nobody was signed in: another's stays sealed until he opens the form. One that fails stays, and is tried again next time.
 */
export async function takeOverShared(identityId: string | null): Promise<{ newest: TakenOver | null; stuck: boolean }> {
  const found = { newest: null as TakenOver | null, stuck: false }
  const take = async () => {
    await dropOldShared(Date.now())
    for (const thing of await sharedThings()) {
      if (thing.who !== null && thing.who !== identityId) continue
      try {
        found.newest = (await takeOver(await openOffline(), thing)) ?? found.newest
      } catch {
        found.stuck = true
      }
    }
  }
  await oneTabAtATime(take).catch(() => undefined)
  return found
}

/** Without locks the ids are guard enough: the same thing becomes the same draft. */
const oneTabAtATime = async (work: () => Promise<void>): Promise<void> => (navigator.locks ? navigator.locks.request('seintje-shared', work) : work())

async function takeOver(offline: Offline, thing: SharedThing): Promise<TakenOver | null> {
  const { id, who, left } = thing
  const shared = await openShared(id)
  if (!shared) return null
  // A page that was killed halfway made the draft already: what was typed in it since stays.
  const there = (await offline.openDraft<ReportFields>(id)) !== undefined
  const fields = { ...emptyFields(new Date().toISOString()), description: shared.text }
  const kept = there || (await offline.saveDraft({ id, ownerId: who, kind: null, draftSkewMs: syncStatus.value.skewMs, fields }))
  if (!kept) return dropShared(id).then(() => null)
  const photos = await addPhotos(offline, id, shared.photos)
  await dropShared(id)
  return { draftId: id, photos, left: left + shared.photos.length - photos }
}

/** The way of the camera: drawn anew and smaller, so that nothing but the picture is left. Answers how many the draft has. */
async function addPhotos(offline: Offline, id: string, photos: readonly SharedPhoto[]): Promise<number> {
  const before = new Set((await offline.photosOf(id)).map((photo) => photo.id))
  let kept = 0
  for (const photo of photos) {
    if (before.has(photo.id)) kept++
    else {
      const prepared = await preparePhoto(new Blob([photo.bytes]))
      if (typeof prepared !== 'string' && (await offline.addPhoto(id, { id: photo.id, ...prepared }))) kept++
    }
  }
  return kept
}
