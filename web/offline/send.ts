import { contentDigest } from './canonical.ts'
import type { Store } from './drafts.ts'
import type { OutboxRow, Sealed } from './rows.ts'
import { judge, readAnswer, type Answer, type Verdict } from './verdict.ts'

export type Fetch = (path: string, init: RequestInit) => Promise<Response>

/** The browser's own. */
export const overTheWire: Fetch = (path, init) => globalThis.fetch(path, init)

/** How long one request may take, in milliseconds: photos go over slow lines. */
const patience = { report: 30_000, message: 30_000, attachment: 120_000, question: 15_000 } as const
type Patience = keyof typeof patience

export interface SendDeps extends Pick<Store, 'db' | 'vault' | 'now'> {
  fetch: Fetch
  /** each answer of our own server with the moments around it: what the skew is measured with */
  heard: (answer: Answer, sentAt: number, heardAt: number) => void
}

/** What a question needs that no outbox asks: nobody measures a clock with it. */
export const alone = (fetch: Fetch): Pick<SendDeps, 'fetch' | 'now' | 'heard'> => ({ fetch, now: () => Date.now(), heard: () => undefined })

/** One request, read to its end; `offline` when nothing came back. Every request tells the device's clock. */
export async function ask(
  { fetch, now, heard }: Pick<SendDeps, 'fetch' | 'now' | 'heard'>,
  path: string,
  init: RequestInit = {},
  wait: Patience = 'question',
): Promise<Answer | 'offline'> {
  const sentAt = now()
  const headers = { Accept: 'application/json', 'Device-Now': new Date(sentAt).toISOString(), ...(init.headers as Record<string, string>) }
  try {
    const signal = AbortSignal.timeout(patience[wait])
    const response = await fetch(`/api/v1${path}`, { ...init, headers, signal, cache: 'no-store', credentials: 'same-origin' })
    const answer = await readAnswer(response, now())
    if (answer.ours) heard(answer, sentAt, now())
    return answer
  } catch {
    return 'offline'
  }
}

/** Two tabs share one cookie: the server answers 401 where it is another person's by now. */
export const sendingAs = (identityId: string | null): Record<string, string> => (identityId === null ? {} : { 'Seintje-As': identityId })

export const askJson = (deps: SendDeps, path: string, body: unknown, identityId: string | null = null): Promise<Answer | 'offline'> =>
  ask(deps, path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...sendingAs(identityId) }, body: JSON.stringify(body) })

/** Sends the frozen bytes of one item, with the school's code or under its writer's session; `nothing` when there are none to send any more. */
export async function sendItem(deps: SendDeps, item: OutboxRow, code?: string): Promise<Verdict | 'nothing'> {
  const found = await find(deps, item)
  if (!found) return 'nothing'
  let body: Uint8Array<ArrayBuffer>
  try {
    body = await deps.vault.open(found.place, found.content)
  } catch {
    return { is: 'refused', reason: 'unreadable' }
  }
  const by = code ? { 'Seintje-School-Code': code } : sendingAs(item.ownerId)
  const answer = await ask(deps, (code ? '/hand-in' : '') + found.path, { method: found.method, headers: { ...found.headers, ...by }, body }, item.what)
  if (answer === 'offline') return { is: 'retry', reason: 'offline', waitMs: null }
  return judge(answer, { id: item.id, what: item.what, sha256: found.sha256 })
}

interface Found {
  place: string
  content: Sealed
  sha256: string
  method: 'PUT' | 'POST'
  path: string
  headers: Record<string, string>
}

const json = { 'Content-Type': 'application/json' }

async function find({ db }: SendDeps, { id, what, reportId }: OutboxRow): Promise<Found | undefined> {
  if (what === 'report') {
    const row = await db.report.get(id)
    if (!row?.body || !row.sha256) return undefined
    return { place: `report/${id}/body`, content: row.body, sha256: row.sha256, method: 'PUT', path: `/reports/${id}`, headers: json }
  }
  if (what === 'message') {
    const row = await db.message.get(id)
    if (!row?.body) return undefined
    return { place: `message/${id}`, content: row.body, sha256: row.sha256, method: 'POST', path: `/reports/${reportId}/messages`, headers: json }
  }
  const row = await db.attachment.get(id)
  if (!row?.content) return undefined
  const headers = { 'Content-Type': row.contentType, 'Content-Digest': contentDigest(row.sha256) }
  return { place: `attachment/${id}`, content: row.content, sha256: row.sha256, method: 'PUT', path: `/reports/${reportId}/attachments/${id}`, headers }
}
