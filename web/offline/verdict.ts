import { isInstant } from '../../shared/instant.ts'
import { retryAfter } from './backoff.ts'
import type { OutboxRow, Receipt } from './rows.ts'
import { fieldsOf, stateOf } from './told.ts'

/** Why an item waits for another try; every other reason is a code of `problems` or an HTTP status. */
export const retryReasons = ['offline', 'notAnAnswer', 'damaged', 'busy', 'server', 'reportMissing'] as const
export type RetryReason = (typeof retryReasons)[number]

/** What an answer means for an item. */
export type Verdict =
  | { is: 'received'; receipt: Receipt | null }
  | { is: 'retry'; reason: RetryReason; waitMs: number | null }
  | { is: 'signIn' }
  | { is: 'refused'; reason: string }
  | { is: 'reportMissing' }
  | { is: 'erased' }

/** An HTTP answer, read to its end. */
export interface Answer {
  status: number
  /** our server said this, not a portal or a proxy on the way */
  ours: boolean
  code: string | null
  json: unknown
  waitMs: number | null
  serverNow: string | null
}

/** Reads the answer; a body that is not JSON is no reason to fail. */
export async function readAnswer(response: Response, nowMs: number): Promise<Answer> {
  const type = response.headers.get('content-type') ?? ''
  const json: unknown = /[/+]json\b/.test(type) ? await response.json().catch(() => undefined) : undefined
  const serverNow = response.headers.get('server-now')
  const code = fieldsOf(json).code
  const ours = isInstant(serverNow) || type.startsWith('application/problem+json')
  return {
    status: response.status,
    ours,
    code: typeof code === 'string' ? code : null,
    json,
    // A portal may not hold a report for a day, and a date is read off the server's clock.
    waitMs: ours ? retryAfter(response.headers.get('retry-after'), isInstant(serverNow) ? Date.parse(serverNow) : nowMs) : null,
    serverNow: isInstant(serverNow) ? serverNow : null,
  }
}

export type Sent = Pick<OutboxRow, 'id' | 'what'> & { sha256: string }

/** What became of what was sent. Only an acknowledgement of these very bytes is one; a stranger's refusal is no refusal. */
export function judge(answer: Answer, sent: Sent): Verdict {
  const { status, waitMs } = answer
  if (status === 200 || status === 201) return acknowledged(answer, sent) ?? { is: 'retry', reason: 'notAnAnswer', waitMs }
  // Proxies refuse what is too large before we see it; a portal does not.
  if (status === 413) return { is: 'refused', reason: 'request.tooLarge' }
  if (!answer.ours) return { is: 'retry', reason: 'notAnAnswer', waitMs }
  if (status === 401) return { is: 'signIn' }
  if (status === 410) return { is: 'erased' }
  // The bytes were whole when they left: they were damaged on the way.
  if (answer.code === 'attachment.digestWrong') return { is: 'retry', reason: 'damaged', waitMs }
  if (status === 404 && sent.what !== 'report') return { is: 'reportMissing' }
  if (status === 429) return { is: 'retry', reason: 'busy', waitMs }
  if (status >= 500 || status === 408 || status === 425) return { is: 'retry', reason: 'server', waitMs }
  return { is: 'refused', reason: answer.code ?? `http ${status}` }
}

function acknowledged({ json }: Answer, { id, what, sha256 }: Sent): Verdict | undefined {
  const ack = fieldsOf(json)
  if (ack.id !== id || !isInstant(ack.receivedAt)) return undefined
  if (what === 'message') return { is: 'received', receipt: null }
  if (ack.sha256 !== sha256) return undefined
  if (what === 'attachment') return { is: 'received', receipt: null }
  if (typeof ack.number !== 'string' || ack.number === '' || typeof ack.incidentId !== 'string') return undefined
  const state = stateOf(ack.state) ?? 'received'
  return { is: 'received', receipt: { number: ack.number, receivedAt: ack.receivedAt, incidentId: ack.incidentId, state, readAt: null } }
}
