import { webcrypto } from 'node:crypto'

/**
 * Which of a device's keys is no key: not a point on the curve, not sixteen bytes. Null when nothing is wrong with them, or
 * when that cannot be told: only the curve's own refusal counts.
 */
export async function badKeyOf({ p256dh, auth }: { p256dh: string; auth: string }): Promise<'p256dh' | 'auth' | null> {
  const point = Buffer.from(p256dh, 'base64url')
  const off = await webcrypto.subtle.importKey('raw', point, { name: 'ECDH', namedCurve: 'P-256' }, false, []).then(
    () => false,
    (error: unknown) => (error as { name?: unknown }).name === 'DataError',
  )
  if (off) return 'p256dh'
  return Buffer.from(auth, 'base64url').length === 16 ? null : 'auth'
}
