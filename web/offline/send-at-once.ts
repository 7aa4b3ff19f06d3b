import type { Report } from '../../shared/incident/report.ts'
import { canonical, contentDigest, frozenBytes, sha256Hex, type Json } from './canonical.ts'
import type { Photo } from './drafts.ts'
import { openOffline } from './open-offline.ts'
import { alone, ask, overTheWire, sendingAs, type Fetch } from './send.ts'
import { newId } from './uuid.ts'
import { judge, type Verdict } from './verdict.ts'

/** A photo as the form or the device holds it; no bytes: it can no longer be opened. */
export type HeldPhoto = Omit<Photo, 'bytes'> & { bytes: Photo['bytes'] | null }

export interface AtOnce {
  /** of the form, and of its draft if the device has one */
  id: string
  report: Report
  /** what the form holds in memory; what only the device holds is added */
  photos: readonly HeldPhoto[]
  /** whose report it is: under no other session it is sent; null: nobody's, so only the school's code takes it */
  ownerId: string | null
  code?: string
}

/** `id` is the one it went under; `left`: how many photos neither arrived nor wait on this device. */
export type SentAtOnce = { id: string; verdict: Verdict; left: number }

interface Tried {
  id: string
  body: Uint8Array<ArrayBuffer>
  photos: readonly HeldPhoto[]
  /** what it says, but for the moment it was sent */
  said: string
  /** the server cannot have it · nobody knows · the server has, or had, something else under this id */
  there: 'no' | 'perhaps' | 'other'
}

/** What was tried from memory, by the id of the form. */
const tried = new Map<string, Tried>()

/**
 * For a browser that keeps nothing, or not this any more: sends a report straight from memory, under its writer's session or
 * with the school's code. The same words go again as the same bytes. Other words go under an id of their own once the earlier
 * ones may have arrived: two reports are better than one that went to the wrong person.
 */
export async function sendAtOnce(what: AtOnce, fetch: Fetch = overTheWire): Promise<SentAtOnce> {
  const { id: draftId, ownerId, code } = what
  // Nobody's: the cookie of another tab must not make it somebody's.
  if (ownerId === null && !code) return { id: draftId, verdict: { is: 'signIn' }, left: 0 }
  const { known, allRead } = await toSend(what)
  const { id, body, photos } = known
  const way: Way = code ? { fetch, root: '/hand-in', headers: { 'Seintje-School-Code': code } } : { fetch, root: '', headers: sendingAs(ownerId) }
  const sha256 = await sha256Hex(body)
  const verdict = await put(way, `/reports/${id}`, { 'Content-Type': 'application/json' }, body, { id, what: 'report', sha256 })
  known.there = thereAfter(known.there, verdict)
  if (verdict.is !== 'received') return { id, verdict, left: photos.length }
  const arrived = new Set<string>()
  for (const photo of photos) if (await sendPhoto(way, id, photo)) arrived.add(photo.id)
  const left = photos.length - arrived.size
  tried.delete(draftId)
  const kept = await keepSent(what, known, verdict, arrived)
  if (!kept && left === 0 && allRead) await forgetDraft(draftId)
  return { id, verdict, left: kept ? 0 : left }
}

async function toSend({ id: draftId, report, photos: shown }: AtOnce): Promise<{ known: Tried; allRead: boolean }> {
  const before = tried.get(draftId)
  const read = await openOffline()
    .then((offline) => offline.photosOf(draftId))
    .catch(() => null)
  const photos = together(read ?? before?.photos ?? [], shown)
  const said = canonical([{ ...report, reportedAt: undefined }, photos.map((photo) => photo.id)] as Json)
  const stands = before && before.there !== 'other' && before.said === said
  const known: Tried = stands ? before : { ...anew(before, draftId), body: bytesOf(report, photos.length), photos, said }
  tried.set(draftId, known)
  return { known, allRead: read !== null }
}

/** The id stays as long as the server cannot know it. */
const anew = (before: Tried | undefined, draftId: string): Pick<Tried, 'id' | 'there'> => ({
  id: !before ? draftId : before.there === 'no' ? before.id : newId(Date.now()),
  there: 'no',
})

const bytesOf = (report: Report, photos: number) => frozenBytes((photos > 0 ? { ...report, attachments: photos } : report) as Json)

/** What the device holds, in its order; what it lost or cannot open comes from the form. */
function together(read: readonly HeldPhoto[], shown: readonly HeldPhoto[]): HeldPhoto[] {
  const missing = shown.filter((photo) => read.every(({ id }) => id !== photo.id))
  return [...read.map((photo) => (photo.bytes ? photo : (shown.find(({ id }) => id === photo.id) ?? photo))), ...missing].map(({ id, contentType, bytes }) => ({
    id,
    contentType,
    bytes,
  }))
}

/** Only an answer of our own server says that it has nothing; what may have arrived once may have arrived for good. */
function thereAfter(before: Tried['there'], verdict: Verdict): Tried['there'] {
  if (verdict.is === 'erased' || (verdict.is === 'refused' && verdict.reason === 'report.idTaken')) return 'other'
  const surelyNot = verdict.is === 'signIn' || verdict.is === 'refused' || (verdict.is === 'retry' && verdict.reason === 'busy')
  return surelyNot ? before : 'perhaps'
}

type Way = { fetch: Fetch; root: string; headers: Record<string, string> }

async function put(way: Way, path: string, more: Record<string, string>, body: Uint8Array<ArrayBuffer>, sent: Parameters<typeof judge>[1]): Promise<Verdict> {
  const answer = await ask(alone(way.fetch), way.root + path, { method: 'PUT', headers: { ...more, ...way.headers }, body }, sent.what)
  return answer === 'offline' ? { is: 'retry', reason: 'offline', waitMs: null } : judge(answer, sent)
}

async function sendPhoto(way: Way, reportId: string, { id, contentType, bytes }: HeldPhoto): Promise<boolean> {
  if (!bytes) return false
  const sha256 = await sha256Hex(bytes)
  const headers = { 'Content-Type': contentType, 'Content-Digest': contentDigest(sha256) }
  return (await put(way, `/reports/${reportId}/attachments/${id}`, headers, bytes, { id, what: 'attachment', sha256 })).is === 'received'
}

/** What arrived is no draft any more: with room for it the device knows its number, and sends the photos that are left. */
const keepSent = ({ id: draftId, report, ownerId, code }: AtOnce, { id, body, photos }: Tried, verdict: Verdict, arrived: ReadonlySet<string>) =>
  openOffline()
    .then((offline) => offline.more())
    .then((more) => {
      const receipt = verdict.is === 'received' ? verdict.receipt : null
      return receipt !== null && more.keepSent({ draftId, id, ownerId, kind: report.kind, body, receipt, photos, arrived, code })
    })
    .catch(() => false)

const forgetDraft = (id: string) =>
  openOffline()
    .then((offline) => offline.discardDraft(id))
    .catch(() => undefined)
