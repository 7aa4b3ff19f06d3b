import { createDecipheriv, createECDH, hkdfSync, randomBytes, randomUUID, type ECDH } from 'node:crypto'
import { lookup } from 'node:dns'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EndpointGuard } from '../../api/alert/channels/endpoint-guard.ts'
import type { PushPayload, PushSubscriptionInput } from '../../shared/alert/payload.ts'

export type ReceivedPush = { headers: IncomingHttpHeaders; plain: string; payload: PushPayload }
type Mailbox = { keys: ECDH; auth: Buffer; received: ReceivedPush[]; status: number }

/** A push service on loopback, far end of the sender: hands out subscriptions and decrypts what comes in (RFC 8188, 8291). */
export async function startPushService() {
  const boxes = new Map<string, Mailbox>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const box = boxes.get(request.url ?? '')
      if (box?.status === 201) {
        const plain = decrypt(Buffer.concat(parts), box)
        box.received.push({ headers: request.headers, plain, payload: JSON.parse(plain) as PushPayload })
      }
      response.writeHead(box?.status ?? 404, { location: 'http://127.0.0.1:1/elsewhere' }).end()
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const guard: EndpointGuard = { allows: (endpoint) => endpoint.startsWith(`${origin}/`), lookup }

  return {
    origin,
    /** lets the sender reach this stand-in, and nothing else */
    guard,
    /** a browser that subscribed: what it would tell the server, and what it received since */
    subscribe: (keyId: string, lang: 'nl' | 'en' = 'nl') => {
      const keys = createECDH('prime256v1')
      keys.generateKeys()
      const box: Mailbox = { keys, auth: randomBytes(16), received: [], status: 201 }
      const path = `/push/${randomUUID()}`
      boxes.set(path, box)
      const input: PushSubscriptionInput = {
        endpoint: origin + path,
        p256dh: keys.getPublicKey('base64url'),
        auth: box.auth.toString('base64url'),
        keyId,
        lang,
      }
      return { input, received: box.received, answerWith: (status: number) => void (box.status = status) }
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

/** One aes128gcm record: salt (16), record size (4), length and public key of the sender, ciphertext with its tag. */
function decrypt(body: Buffer, { keys, auth }: Mailbox): string {
  const salt = body.subarray(0, 16)
  const keyEnd = 21 + body[20]!
  const sender = body.subarray(21, keyEnd)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender])
  const secret = Buffer.from(hkdfSync('sha256', keys.computeSecret(sender), auth, info, 32))
  const derive = (label: string, length: number) => Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${label}\0`), length))
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
  decipher.setAuthTag(body.subarray(-16))
  const padded = Buffer.concat([decipher.update(body.subarray(keyEnd, -16)), decipher.final()])
  return padded.subarray(0, padded.lastIndexOf(2)).toString()
}
