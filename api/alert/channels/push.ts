import { request as httpRequest } from 'node:http'
import { request as httpsRequest, type Agent } from 'node:https'
import type { Logger } from 'pino'
import webpush from 'web-push'
import type { PushOutcome, PushSender } from '../../deps.ts'
import { badKeyOf } from './device-keys.ts'
import { makeEndpointGuard, type EndpointGuard } from './endpoint-guard.ts'
import type { VapidKeys } from './vapid.ts'

export type PushSettings = {
  keys: VapidKeys
  /** a mailto: or https: address where a push service can reach whoever runs this */ subject: string
  guard?: EndpointGuard
  log?: Pick<Logger, 'error'>
  /** the way out over https; a connection of its own for each push where there is none */ agent?: Agent
}

const patience = 10_000

/**
 * Encrypts and hands over one push. Own connection instead of fetch: the guard's look-up is the connection's look-up,
 * and a redirect is an answer like any other, never followed.
 */
export function makePushSender({ keys, subject, guard = makeEndpointGuard(), agent, log }: PushSettings): PushSender {
  const vapidDetails = { subject, publicKey: keys.publicKey, privateKey: keys.privateKey }
  return {
    publicKey: keys.publicKey,
    keyId: keys.keyId,
    allows: guard.allows,
    send: async ({ endpoint, p256dh, auth, keyId }, payload, { ttlSeconds, topic, urgency }) => {
      if (keyId !== keys.keyId) return { outcome: 'gone', answer: 'keyReplaced' }
      if (!guard.allows(endpoint)) return { outcome: 'retry', answer: 'hostNotAllowed' }
      const options = { vapidDetails, TTL: ttlSeconds, urgency: urgency ?? 'high', topic } as const
      let details: webpush.RequestDetails
      try {
        details = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), options)
      } catch (error) {
        // Our own subject, key or library may be what failed: nobody loses his device over that, only over keys that are none.
        if (await badKeyOf({ p256dh, auth })) return { outcome: 'gone', answer: 'keysUnusable' }
        log?.error({ error: error instanceof Error ? error.name : 'unknown' }, 'a push could not be encrypted: the fault is on this side')
        return { outcome: 'retry', answer: 'encryptionFailed' }
      }
      try {
        return outcomeOf(await post(details, guard, agent))
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code
        return { outcome: 'retry', answer: `push ${typeof code === 'string' && /^\w+$/.test(code) ? code : 'error'}` }
      }
    },
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
