import type { RootKeys } from '../db/keys.ts'
import { macText } from '../db/seal.ts'

/** The board (16 bytes) and 32 random bytes, base64url: what a link holds behind its `#`, where no log on the way sees it. */
export function newLinkToken(organisationId: string): string {
  const board = Buffer.from(organisationId.replaceAll('-', ''), 'hex')
  return Buffer.concat([board, crypto.getRandomValues(new Uint8Array(32))]).toString('base64url')
}

/** Only this is kept of a token. */
export const linkMacOf = (keys: RootKeys, token: string) => macText(keys.root, `factRequest:${token}`)

/** The board a token names; undefined for what cannot be a token. */
export function boardOfToken(token: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{64}$/.test(token)) return undefined
  const hex = Buffer.from(token, 'base64url').subarray(0, 16).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
