export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** JSON with sorted keys and no spaces: the same content is the same bytes, whatever order it was filled in. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`
  const fields = Object.entries(value).filter((field): field is [string, Json] => field[1] !== undefined)
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

/** The bytes of the canonical form, ready to be sent. */
export const frozenBytes = (value: Json): Uint8Array<ArrayBuffer> => new TextEncoder().encode(canonical(value))

const digest = async (bytes: BufferSource) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

/** SHA-256 in lower-case hex. */
export const sha256Hex = async (bytes: BufferSource): Promise<string> => Array.from(await digest(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The value of the header Content-Digest (RFC 9530) for a digest in hex. */
export function contentDigest(hex: string): string {
  const bytes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []
  return `sha-256=:${btoa(String.fromCharCode(...bytes))}:`
}
