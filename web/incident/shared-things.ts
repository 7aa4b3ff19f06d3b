import { openOffline } from '../offline/open-offline.ts'
import type { Offline } from '../offline/offline.ts'
import { syncStatus } from '../offline/useConnection.ts'
import { dropOldShared, dropShared, openShared, sharedThings, type SharedPhoto, type SharedThing } from '../sw/shared-box.ts'
import { preparePhoto } from './photo.ts'
import { emptyFields, type ReportFields } from './report-form.ts'

/** What came of taking over: the draft it is in, when it was shared (device clock, in ms), and how many files did not come along. */
export interface TakenOver {
  draftId: string
  at: number
  photos: number
  left: number
}
/** Why something is not here: it did not come along, or it waits for whoever was signed in when it was shared. */
export type Missed = 'failed' | 'waits'

/**
 * Takes what other apps shared into drafts, each into one of its own; answers the newest. Only of this person, or shared while
 * nobody was signed in: another's stays sealed until he opens the form. One that fails stays, and is tried again next time.
 * `asked`: the one whose address was opened; when it is in no draft of this person, `missed` says why.
 */
export async function takeOverShared(identityId: string | null, asked?: string): Promise<{ newest: TakenOver | null; missed: Missed | null }> {
  const found = { newest: null as TakenOver | null, missed: null as Missed | null }
  let here = false
  const take = async () => {
    await dropOldShared(Date.now())
    for (const thing of await sharedThings()) {
      const isAsked = thing.id === asked
      if (thing.who !== null && thing.who !== identityId) {
        if (isAsked) found.missed ??= 'waits'
        continue
      }
      try {
        // Whoever is signed in where it is opened at once, shared it: the box does not know who that is on a device of several people.
        found.newest = (await takeOver(await openOffline(), thing, thing.who ?? (isAsked ? identityId : null))) ?? found.newest
        here ||= isAsked
      } catch {
        found.missed = 'failed'
      }
    }
    // An address that was opened before: its draft, if this person has that still.
    here ||= asked !== undefined && (await (await openOffline()).draftsFor(identityId)).some(({ id }) => id === asked)
  }
  await oneTabAtATime(take).catch(() => undefined)
  if (asked !== undefined && !here) found.missed ??= 'failed'
  return found
}

/** Without locks the ids are guard enough: the same thing becomes the same draft. */
const oneTabAtATime = async (work: () => Promise<void>): Promise<void> => (navigator.locks ? navigator.locks.request('seintje-shared', work) : work())

async function takeOver(offline: Offline, { id, at, left }: SharedThing, ownerId: string | null): Promise<TakenOver | null> {
  const shared = await openShared(id)
  if (!shared) return null
  // A page that was killed halfway made the draft already: what was typed in it since stays.
  const there = (await offline.openDraft<ReportFields>(id)) !== undefined
  // Noticed at the latest when it was shared; taking over may be days later.
  const fields = { ...emptyFields(new Date(at).toISOString()), description: shared.text }
  const kept = there || (await offline.saveDraft({ id, ownerId, kind: null, draftSkewMs: syncStatus.value.skewMs, fields }))
  if (!kept) return dropShared(id).then(() => null)
  const photos = await addPhotos(offline, id, shared.photos)
  await dropShared(id)
  return { draftId: id, at, photos, left: left + shared.photos.length - photos }
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
