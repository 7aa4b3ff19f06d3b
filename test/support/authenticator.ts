import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'

/** What a test wants to go wrong, as a forged page, a stolen answer or a broken key would have it. */
export type Twist = {
  origin?: string
  rpId?: string
  challenge?: string
  verified?: boolean
  counter?: number
  crossOrigin?: boolean
  type?: string
  x5c?: Uint8Array
}

type Held = { id: Buffer; privateKey: KeyObject; rpId: string; userHandle: string }
export type Authenticator = ReturnType<typeof authenticator>

/** A passkey provider in software: makes ES256 keys and shows them, as browser and authenticator do together (WebAuthn level 3). */
export function authenticator(origin: string, { counts = true }: { counts?: boolean } = {}) {
  const keys: Held[] = []
  let counter = 0
  const next = (twist: Twist) => twist.counter ?? (counts ? ++counter : 0)

  return {
    keys,
    /** what `navigator.credentials.create()` would answer */
    create(options: PublicKeyCredentialCreationOptionsJSON, twist: Twist = {}) {
      const rpId = options.rp.id ?? new URL(origin).hostname
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const key = { id: randomBytes(16), privateKey, rpId, userHandle: options.user.id }
      keys.push(key)
      const credential = Buffer.concat([Buffer.alloc(16), uint16(key.id.length), key.id, coseKey(publicKey)])
      const authData = Buffer.concat([head(twist.rpId ?? rpId, 0x40 | flags(twist), next(twist)), credential])
      const statement = twist.x5c ? map(['alg', -7], ['sig', randomBytes(70)], ['x5c', [twist.x5c]]) : map()
      const attestation = cbor(map(['fmt', twist.x5c ? 'packed' : 'none'], ['attStmt', statement], ['authData', authData]))
      const client = clientData(twist.type ?? 'webauthn.create', twist.challenge ?? options.challenge, twist.origin ?? origin, twist)
      return credentialOf(key, { clientDataJSON: b64(client), attestationObject: b64(attestation), transports: ['internal'] })
    },
    /** what `navigator.credentials.get()` would answer with this key */
    show(options: PublicKeyCredentialRequestOptionsJSON, twist: Twist = {}, key = keys.at(-1)!) {
      const authData = head(twist.rpId ?? options.rpId ?? key.rpId, flags(twist), next(twist))
      const client = clientData(twist.type ?? 'webauthn.get', twist.challenge ?? options.challenge, twist.origin ?? origin, twist)
      const signature = sign('sha256', Buffer.concat([authData, createHash('sha256').update(client).digest()]), key.privateKey)
      return credentialOf(key, { clientDataJSON: b64(client), authenticatorData: b64(authData), signature: b64(signature), userHandle: key.userHandle })
    },
  }
}

const credentialOf = <R>(key: Held, response: R) => ({
  ...{ id: b64(key.id), rawId: b64(key.id), type: 'public-key' as const, authenticatorAttachment: 'platform', clientExtensionResults: {}, response },
})

/** User present, user verified (a finger or a PIN), and a copy that may be and is kept elsewhere. */
const flags = ({ verified = true }: Twist) => 0x01 | (verified ? 0x04 : 0) | 0x18

const head = (rpId: string, bits: number, counter: number) => Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([bits]), uint32(counter)])

const clientData = (type: string, challenge: string, origin: string, { crossOrigin = false }: Twist) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }))

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const uint16 = (n: number) => Buffer.from([n >> 8, n & 255])
const uint32 = (n: number) => Buffer.from([n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255])

/** An ES256 key as COSE writes it: kty EC2, alg -7, curve P-256, x and y. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x, y } = createPublicKey({ key: publicKey.export({ type: 'spki', format: 'der' }), type: 'spki', format: 'der' }).export({ format: 'jwk' })
  return cbor(map([1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x!, 'base64url')], [-3, Buffer.from(y!, 'base64url')]))
}

// ---- the little CBOR that WebAuthn needs (RFC 8949): whole numbers, bytes, text, lists and maps

type Cbor = number | string | Uint8Array | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>
const map = (...entries: [Cbor, Cbor][]): ReadonlyMap<Cbor, Cbor> => new Map(entries)

function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? lead(1, -1 - value) : lead(0, value)
  if (typeof value === 'string') return Buffer.concat([lead(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([lead(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([lead(4, value.length), ...value.map(cbor)])
  const entries = [...(value as ReadonlyMap<Cbor, Cbor>)]
  return Buffer.concat([lead(5, entries.length), ...entries.flatMap(([key, held]) => [cbor(key), cbor(held)])])
}

/** The kind of a value and its number or length. */
function lead(kind: number, n: number): Buffer {
  if (n < 24) return Buffer.from([(kind << 5) | n])
  return n < 256 ? Buffer.from([(kind << 5) | 24, n]) : Buffer.concat([Buffer.from([(kind << 5) | 25]), uint16(n)])
}
