import { shallowRef } from 'vue'
import type { Report } from '../../shared/incident/report.ts'
import { frozenBytes, sha256Hex, type Json } from './canonical.ts'
import { ask, type Fetch } from './send.ts'
import { judge, type Verdict } from './verdict.ts'

/** The bytes of what was tried: a second try must send the same. */
const tried = new Map<string, Uint8Array<ArrayBuffer>>()

const overTheWire: Fetch = (path, init) => globalThis.fetch(path, init)

/** For a browser that keeps nothing: sends a report straight from memory. Answers the board's number, or null when it did not arrive. */
export async function sendAtOnce(id: string, report: Report, fetch: Fetch = overTheWire): Promise<string | null> {
  const body = tried.get(id) ?? frozenBytes(report as Json)
  tried.set(id, body)
  const verdict = await put(`/reports/${id}`, id, body, fetch)
  triedAtOnce.value = verdict.is === 'received' ? null : id
  return verdict.is === 'received' ? (verdict.receipt?.number ?? null) : null
}

/** The report that was last tried from memory and has not arrived; null: none since this page began. */
export const triedAtOnce = shallowRef<string | null>(null)

/** What a browser that keeps nothing could not send, with the school's code: the very bytes that were tried before. */
export async function handInAtOnce(id: string, code: string, fetch: Fetch = overTheWire): Promise<Verdict> {
  const body = tried.get(id)
  if (!body) return { is: 'refused', reason: 'report.notFound' }
  return put(`/hand-in/reports/${id}`, id, body, fetch, { 'Seintje-School-Code': code })
}

async function put(path: string, id: string, body: Uint8Array<ArrayBuffer>, fetch: Fetch, more: Record<string, string> = {}): Promise<Verdict> {
  const init = { method: 'PUT', headers: { 'Content-Type': 'application/json', ...more }, body }
  const answer = await ask({ fetch, now: () => Date.now(), heard: () => undefined }, path, init, 'report')
  return answer === 'offline' ? { is: 'retry', reason: 'offline', waitMs: null } : judge(answer, { id, what: 'report', sha256: await sha256Hex(body) })
}
