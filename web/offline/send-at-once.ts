import { shallowRef } from 'vue'
import type { Report } from '../../shared/incident/report.ts'
import { contentDigest, frozenBytes, sha256Hex, type Json } from './canonical.ts'
import type { Photo } from './drafts.ts'
import { openOffline } from './open-offline.ts'
import { ask, type Fetch } from './send.ts'
import { judge, type Verdict } from './verdict.ts'

interface Tried {
  body: Uint8Array<ArrayBuffer>
  photos: readonly Photo[]
}

/** What was tried: a second try must send the same bytes. */
const tried = new Map<string, Tried>()

/** The report that was last tried from memory and has not arrived; null: none since this page began. */
export const triedAtOnce = shallowRef<string | null>(null)

export type SentAtOnce = { verdict: Verdict; left: number }

const overTheWire: Fetch = (path, init) => globalThis.fetch(path, init)

/**
 * For a browser that keeps nothing, or not this any more: sends a report straight from memory, with the photos that still lie
 * here. Answers the board's number and how many photos did not arrive; null when the report itself did not. A draft of it
 * stays on the device as long as a photo of it did not arrive.
 */
export async function sendAtOnce(id: string, report: Report, fetch: Fetch = overTheWire): Promise<{ number: string; left: number } | null> {
  const { verdict, left } = await send(id, tried.get(id) ?? (await freeze(id, report)), fetch)
  const number = verdict.is === 'received' ? verdict.receipt?.number : undefined
  triedAtOnce.value = number ? null : id
  return number ? { number, left } : null
}

/** What could not be sent so, with the school's code: the very bytes that were tried before, and the photos. */
export async function handInAtOnce(id: string, code: string, fetch: Fetch = overTheWire): Promise<SentAtOnce> {
  const known = tried.get(id)
  return known ? send(id, known, fetch, code) : { verdict: { is: 'refused', reason: 'report.notFound' }, left: 0 }
}

type Way = { fetch: Fetch; root: string; headers: Record<string, string> }

async function send(id: string, what: Tried, fetch: Fetch, code?: string): Promise<SentAtOnce> {
  tried.set(id, what)
  const way: Way = code ? { fetch, root: '/hand-in', headers: { 'Seintje-School-Code': code } } : { fetch, root: '', headers: {} }
  const sha256 = await sha256Hex(what.body)
  const verdict = await put(way, `/reports/${id}`, { 'Content-Type': 'application/json' }, what.body, { id, what: 'report', sha256 })
  if (verdict.is !== 'received') return { verdict, left: what.photos.length }
  let left = 0
  for (const photo of what.photos) if (!(await sendPhoto(way, id, photo))) left++
  if (left === 0) await forgetDraft(id)
  return { verdict, left }
}

async function put(way: Way, path: string, more: Record<string, string>, body: Uint8Array<ArrayBuffer>, sent: Parameters<typeof judge>[1]): Promise<Verdict> {
  const deps = { fetch: way.fetch, now: () => Date.now(), heard: () => undefined }
  const answer = await ask(deps, way.root + path, { method: 'PUT', headers: { ...more, ...way.headers }, body }, sent.what)
  return answer === 'offline' ? { is: 'retry', reason: 'offline', waitMs: null } : judge(answer, sent)
}

async function freeze(id: string, report: Report): Promise<Tried> {
  const kept = await openOffline()
    .then((offline) => offline.photosOf(id))
    .catch(() => [])
  const photos = kept.flatMap(({ bytes, ...photo }) => (bytes ? [{ ...photo, bytes }] : []))
  return { body: frozenBytes((kept.length > 0 ? { ...report, attachments: kept.length } : report) as Json), photos }
}

async function sendPhoto(way: Way, reportId: string, { id, contentType, bytes }: Photo): Promise<boolean> {
  const sha256 = await sha256Hex(bytes)
  const headers = { 'Content-Type': contentType, 'Content-Digest': contentDigest(sha256) }
  return (await put(way, `/reports/${reportId}/attachments/${id}`, headers, bytes, { id, what: 'attachment', sha256 })).is === 'received'
}

const forgetDraft = (id: string) =>
  openOffline()
    .then((offline) => offline.discardDraft(id))
    .catch(() => undefined)
