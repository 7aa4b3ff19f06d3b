/** A UUIDv7 (RFC 9562) from the device's clock in milliseconds and ten random bytes. */
export function uuid7(nowMs: number, random: Uint8Array): string {
  const time = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0').slice(-12)
  const tail = Array.from(random.subarray(0, 10))
  tail[0] = ((tail[0] ?? 0) & 0x0f) | 0x70
  tail[2] = ((tail[2] ?? 0) & 0x3f) | 0x80
  const hex = time + tail.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A new id for a report, a photo or a message. */
export const newId = (nowMs: number): string => uuid7(nowMs, crypto.getRandomValues(new Uint8Array(10)))
