import type { Sealed } from './rows.ts'

const cipher = (iv: Uint8Array<ArrayBuffer>, place: string) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) })

/** A key that this browser can use and nobody can take out of it. */
export const newSealKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

/** Seals for one `place`, which is bound to the seal: moved elsewhere it does not open. */
export async function sealWith(key: CryptoKey, place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Exclude<Sealed, { plain: ArrayBuffer }>> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt(cipher(iv, place), key, bytes) }
}

/** Throws when the key, the place or a single bit differs. */
export const openWith = async (key: CryptoKey, place: string, { iv, data }: Exclude<Sealed, { plain: ArrayBuffer }>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.decrypt(cipher(iv, place), key, data))
