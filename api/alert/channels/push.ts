import { request as httpRequest } from 'node:http'
import { request as httpsRequest, type Agent } from 'node:https'
import webpush from 'web-push'
import type { PushOutcome, PushSender } from '../../deps.ts'
import { makeEndpointGuard, type EndpointGuard } from './endpoint-guard.ts'
import type { VapidKeys } from './vapid.ts'

export type PushSettings = {
  keys: VapidKeys
  /** a mailto: or https: address where a push service can reach whoever runs this */ subject: string
  guard?: EndpointGuard
  /** the way out over https; a connection of its own for each push where there is none */ agent?: Agent
}

const patience = 10_000

/**
 * Encrypts and hands over one push. Own connection instead of fetch: the guard's look-up is the connection's look-up,
 * and a redirect is an answer like any other, never followed.
 */
export function makePushSender({ keys, subject, guard = makeEndpointGuard(), agent }: PushSettings): PushSender {
  const vapidDetails = { subject, publicKey: keys.publicKey, privateKey: keys.privateKey }
  return {
    publicKey: keys.publicKey,
    keyId: keys.keyId,
    allows: guard.allows,
    send: async ({ endpoint, p256dh, auth, keyId }, payload, { ttlSeconds, topic }) => {
      if (keyId !== keys.keyId) return { outcome: 'gone', answer: 'keyReplaced' }
      if (!guard.allows(endpoint)) return { outcome: 'retry', answer: 'hostNotAllowed' }
      const details = encrypted({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), { vapidDetails, TTL: ttlSeconds, urgency: 'high', topic })
      if (!details) return { outcome: 'gone', answer: 'keysUnusable' }
      try {
        return outcomeOf(await post(details, guard, agent))
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code
        return { outcome: 'retry', answer: `push ${typeof code === 'string' && /^\w+$/.test(code) ? code : 'error'}` }
      }
    },
  }
}

/** Nothing when the device's keys are no keys: it can never be reached. */
function encrypted(...request: Parameters<typeof webpush.generateRequestDetails>): webpush.RequestDetails | null {
  try {
    return webpush.generateRequestDetails(...request)
  } catch {
    return null
  }
}

function outcomeOf(status: number): PushOutcome {
  const answer = `http ${status}`
  if (status >= 200 && status < 300) return { outcome: 'sent', answer }
  return { outcome: status === 404 || status === 410 ? 'gone' : 'retry', answer }
}

function post({ endpoint, method, headers, body }: webpush.RequestDetails, guard: EndpointGuard, agent?: Agent): Promise<number> {
  const url = new URL(endpoint)
  const secure = url.protocol === 'https:'
  const request = secure ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(patience)
    const sending = request(url, { method, headers, lookup: guard.lookup, signal, agent: secure && agent ? agent : false }, (answer) => {
      answer.resume()
      answer.on('error', reject)
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sending.on('error', reject)
    sending.end(body)
  })
}
