import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** 64 random bytes: the first half seals (AES-256-GCM), the second compares (HMAC-SHA-256). */
export type DataKey = { raw: Uint8Array<ArrayBuffer>; aes: Uint8Array; hmac: Uint8Array }

const cipher = 'aes-256-gcm'
const keyBytes = 64
const nonceBytes = 12
const tagBytes = 16
const utf8 = new TextEncoder()

export async function openDataKey(raw: Uint8Array<ArrayBuffer>): Promise<DataKey> {
  if (raw.length !== keyBytes) throw new Error(`a data key is ${keyBytes} bytes`)
  return { raw, aes: raw.subarray(0, 32), hmac: raw.subarray(32) }
}

export const newDataKey = () => openDataKey(crypto.getRandomValues(new Uint8Array(keyBytes)))

/** nonce | ciphertext | tag. `context` is board/row/field: a sealed value moved to another place no longer opens. */
export async function seal(key: DataKey, context: string, plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = new Uint8Array(nonceBytes + plain.length + tagBytes)
  const iv = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, key.aes, iv, { authTagLength: tagBytes }).setAAD(utf8.encode(context))
  sealed.set(iv)
  sealed.set(sealing.update(plain), nonceBytes)
  sealing.final()
  sealed.set(sealing.getAuthTag(), nonceBytes + plain.length)
  return sealed
}

/** Throws when the key, the place or a single bit differs: nothing is given back before the tag was checked. */
export async function unseal(key: DataKey, context: string, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (sealed.length < nonceBytes + tagBytes) throw new Error('too short to be sealed')
  const end = sealed.length - tagBytes
  const opening = createDecipheriv(cipher, key.aes, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  const plain = new Uint8Array(opening.setAAD(utf8.encode(context)).setAuthTag(sealed.subarray(end)).update(sealed.subarray(nonceBytes, end)))
  opening.final()
  return plain
}

export const sealText = (key: DataKey, context: string, text: string) => seal(key, context, utf8.encode(text))
export const unsealText = async (key: DataKey, context: string, sealed: Uint8Array) => new TextDecoder().decode(await unseal(key, context, sealed))
export const sealJson = (key: DataKey, context: string, value: unknown) => sealText(key, context, JSON.stringify(value))
export const unsealJson = async (key: DataKey, context: string, sealed: Uint8Array): Promise<unknown> => JSON.parse(await unsealText(key, context, sealed))

/** Compares without keeping a fingerprint: worthless once the key is thrown away. */
export async function mac(key: DataKey, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(createHmac('sha256', key.hmac).update(bytes).digest())
}

export const macText = (key: DataKey, text: string) => mac(key, utf8.encode(text))

/** Same length, same bytes, in constant time. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)

export const wrapKey = (parent: DataKey, context: string, child: DataKey) => seal(parent, context, child.raw)
export const unwrapKey = async (parent: DataKey, context: string, wrapped: Uint8Array) => openDataKey(await unseal(parent, context, wrapped))
