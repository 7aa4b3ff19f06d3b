import type { ClientResponse } from 'hono/client'
import type { ProblemCode } from '../shared/problem.ts'

/** The language of the screen, so that a refusal comes back in words the reader knows. */
export const languageHeaders = () => ({ 'Accept-Language': document.documentElement.lang || 'nl' })

/** What came back of a request. A refusal carries the server's own sentence; `offline`: no answer of ours came at all. */
export type Outcome<T> =
  | { is: 'ok'; value: T }
  | { is: 'refused'; code: ProblemCode | 'unknown'; status: number; detail: string; field: string | null }
  | { is: 'offline' }

/** Reads an answer to its end; never throws. */
export async function outcomeOf<T>(request: Promise<ClientResponse<T> | Response>): Promise<Outcome<T>> {
  let response: Response
  try {
    response = (await request) as Response
    const json: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
    if (response.ok) return response.status === 204 || json !== undefined ? { is: 'ok', value: json as T } : { is: 'offline' }
    const problem = (json ?? {}) as { code?: ProblemCode; detail?: string; field?: string }
    // A portal or a proxy on the way is not our server: it refuses nothing in our name.
    if (problem.code === undefined && response.status !== 429) return { is: 'offline' }
    return { is: 'refused', code: problem.code ?? 'unknown', status: response.status, detail: problem.detail ?? '', field: problem.field ?? null }
  } catch {
    return { is: 'offline' }
  }
}

/** A path that only exists in the demo, so the typed client does not know it. */
export const demoRequest = <T>(path: string, body?: unknown): Promise<Outcome<T>> =>
  outcomeOf<T>(
    fetch(
      `/api/v1${path}`,
      body === undefined
        ? { headers: languageHeaders() }
        : { method: 'POST', headers: { ...languageHeaders(), 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    ),
  )
