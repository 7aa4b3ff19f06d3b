import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { RootKeys } from '../db/keys.ts'
import type { Db } from '../db/open.ts'
import { installation } from '../db/schema.ts'
import { sealJson, unsealJson } from '../db/seal.ts'
import { hex } from './chain-hash.ts'

/** `publicKey`: 43 letters of base64url, for whoever checks the log elsewhere. */
export type ChainKey = { publicKey: string; signing: KeyObject }
type Jwk = { x: string; d: string }

const name = 'chain'
const context = 'installation/chain'

/** The key that signs the log: made at the first start, its private half under the root key, so that who owns the database cannot sign. */
export async function chainKey(db: Db, keys: RootKeys): Promise<ChainKey> {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Jwk
  const value = await sealJson(keys.root, context, { x, d })
  const [row] = await db.outside(async (sql) => {
    const known = await sql.select().from(installation).where(eq(installation.key, name))
    if (known.length > 0) return known
    await sql.insert(installation).values({ key: name, value }).onConflictDoNothing()
    return sql.select().from(installation).where(eq(installation.key, name))
  })
  if (!row) throw new Error('the key of the chain could not be kept')
  const kept = (await unsealJson(keys.root, context, row.value)) as Jwk
  return { publicKey: kept.x, signing: createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', ...kept }, format: 'jwk' }) }
}

/** A place in the chain of a board, at a moment. */
export type Head = { organisationId: string; position: number; hash: Uint8Array; at: Instant }

/** `head`: the last link of a batch. `cut`: the last link that was cut. The one is never taken for the other. */
const words = (what: 'head' | 'cut', { organisationId, position, hash, at }: Head) =>
  Buffer.from(`seintje ${what} 1 ${organisationId} ${position} ${hex(hash)} ${at}`)

export const signPlace = (key: ChainKey, what: 'head' | 'cut', head: Head): Uint8Array<ArrayBuffer> =>
  new Uint8Array(sign(null, words(what, head), key.signing))

export function isSigned(publicKey: string, what: 'head' | 'cut', head: Head, signature: Uint8Array): boolean {
  try {
    return verify(null, words(what, head), createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }), signature)
  } catch {
    return false
  }
}
