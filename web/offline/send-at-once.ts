import type { Report } from '../../shared/incident/report.ts'
import { contentDigest, frozenBytes, sha256Hex, type Json } from './canonical.ts'
import type { Photo } from './drafts.ts'
import { openOffline } from './open-offline.ts'
import { ask, type Fetch } from './send.ts'
import { judge } from './verdict.ts'

interface Tried {
  body: Uint8Array<ArrayBuffer>
  photos: readonly Photo[]
}

/** What was tried: a second try must send the same bytes. */
const tried = new Map<string, Tried>()

/**
 * For a browser that keeps nothing, or not this any more: sends a report straight from memory, with the photos that still lie
 * here. Answers the board's number and how many photos did not arrive; null when the report itself did not. A draft of it
 * stays on the device as long as a photo of it did not arrive.
 */
export async function sendAtOnce(
  id: string,
  report: Report,
  fetch: Fetch = (path, init) => globalThis.fetch(path, init),
): Promise<{ number: string; left: number } | null> {
  const { body, photos } = tried.get(id) ?? (await freeze(id, report))
  tried.set(id, { body, photos })
  const deps = { fetch, now: () => Date.now(), heard: () => undefined }
  const answer = await ask(deps, `/reports/${id}`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body }, 'report')
  if (answer === 'offline') return null
  const verdict = judge(answer, { id, what: 'report', sha256: await sha256Hex(body) })
  const number = verdict.is === 'received' ? verdict.receipt?.number : undefined
  if (!number) return null
  let left = 0
  for (const photo of photos) if (!(await sendPhoto(deps, id, photo))) left++
  if (left === 0) await forgetDraft(id)
  return { number, left }
}

async function freeze(id: string, report: Report): Promise<Tried> {
  const kept = await openOffline()
    .then((offline) => offline.photosOf(id))
    .catch(() => [])
  const photos = kept.flatMap(({ bytes, ...photo }) => (bytes ? [{ ...photo, bytes }] : []))
  return { body: frozenBytes((kept.length > 0 ? { ...report, attachments: kept.length } : report) as Json), photos }
}

async function sendPhoto(deps: Parameters<typeof ask>[0], reportId: string, { id, contentType, bytes }: Photo): Promise<boolean> {
  const sha256 = await sha256Hex(bytes)
  const headers = { 'Content-Type': contentType, 'Content-Digest': contentDigest(sha256) }
  const answer = await ask(deps, `/reports/${reportId}/attachments/${id}`, { method: 'PUT', headers, body: bytes }, 'attachment')
  return answer !== 'offline' && judge(answer, { id, what: 'attachment', sha256 }).is === 'received'
}

const forgetDraft = (id: string) =>
  openOffline()
    .then((offline) => offline.discardDraft(id))
    .catch(() => undefined)
