import { timingSafeEqual } from 'node:crypto'

const { subtle } = globalThis.crypto

/** 64 random bytes: the first half seals (AES-256-GCM), the second compares (HMAC-SHA-256). */
export type DataKey = { raw: Uint8Array<ArrayBuffer>; aes: CryptoKey; hmac: CryptoKey }

const keyBytes = 64
const nonceBytes = 12
const utf8 = new TextEncoder()

export async function openDataKey(raw: Uint8Array<ArrayBuffer>): Promise<DataKey> {
  if (raw.length !== keyBytes) throw new Error(`a data key is ${keyBytes} bytes`)
  const [aes, hmac] = await Promise.all([
    subtle.importKey('raw', raw.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt']),
    subtle.importKey('raw', raw.slice(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  ])
  return { raw, aes, hmac }
}

export const newDataKey = () => openDataKey(crypto.getRandomValues(new Uint8Array(keyBytes)))

/** nonce | ciphertext | tag. `context` is board/row/field: a sealed value moved to another place no longer opens. */
export async function seal(key: DataKey, context: string, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const cipher = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(context) }, key.aes, plain)
  const sealed = new Uint8Array(nonceBytes + cipher.byteLength)
  sealed.set(iv)
  sealed.set(new Uint8Array(cipher), nonceBytes)
  return sealed
}

/** Throws when the key, the place or a single bit differs. */
export async function unseal(key: DataKey, context: string, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const iv = sealed.slice(0, nonceBytes)
  const plain = await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(context) }, key.aes, sealed.slice(nonceBytes))
  return new Uint8Array(plain)
}

export const sealText = (key: DataKey, context: string, text: string) => seal(key, context, utf8.encode(text))
export const unsealText = async (key: DataKey, context: string, sealed: Uint8Array) => new TextDecoder().decode(await unseal(key, context, sealed))
export const sealJson = (key: DataKey, context: string, value: unknown) => sealText(key, context, JSON.stringify(value))
export const unsealJson = async (key: DataKey, context: string, sealed: Uint8Array): Promise<unknown> => JSON.parse(await unsealText(key, context, sealed))

/** Compares without keeping a fingerprint: worthless once the key is thrown away. */
export async function mac(key: DataKey, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await subtle.sign('HMAC', key.hmac, bytes))
}

export const macText = (key: DataKey, text: string) => mac(key, utf8.encode(text))

/** Same length, same bytes, in constant time. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)

export const wrapKey = (parent: DataKey, context: string, child: DataKey) => seal(parent, context, child.raw)
export const unwrapKey = async (parent: DataKey, context: string, wrapped: Uint8Array) => openDataKey(await unseal(parent, context, wrapped))
