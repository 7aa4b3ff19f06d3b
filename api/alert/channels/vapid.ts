import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import webpush from 'web-push'
import type { RootKeys } from '../../db/keys.ts'
import type { Db } from '../../db/open.ts'
import { installation } from '../../db/schema.ts'
import { sealJson, unsealJson } from '../../db/seal.ts'

export type VapidKeys = {
  publicKey: string
  privateKey: string
  /** names the public key, so that a device made with another one is recognised */ keyId: string
}

const name = 'vapid'
const context = 'installation/vapid'

/** The installation's own pair: made at the first start, kept sealed, the same ever after, whoever of several processes was first. */
export async function vapidKeys(db: Db, keys: RootKeys): Promise<VapidKeys> {
  const value = await sealJson(keys.root, context, webpush.generateVAPIDKeys())
  const [row] = await db.outside(async (sql) => {
    await sql.insert(installation).values({ key: name, value }).onConflictDoNothing()
    return sql.select().from(installation).where(eq(installation.key, name))
  })
  if (!row) throw new Error('the push keys could not be kept')
  const { publicKey, privateKey } = (await unsealJson(keys.root, context, row.value)) as { publicKey: string; privateKey: string }
  return { publicKey, privateKey, keyId: createHash('sha256').update(publicKey).digest('base64url').slice(0, 16) }
}
