import { startRefusal } from '../start-refusal.ts'
import type { RootKeys } from './keys.ts'
import type { Db } from './open.ts'
import { installation } from './schema.ts'
import { macText, sameBytes } from './seal.ts'

type Mode = 'demo' | 'production'
const utf8 = { write: new TextEncoder(), read: new TextDecoder() }

/**
 * The first start says which mode and which root key this data belongs to; later ones must be the same.
 * Refuses: start.otherKey, start.demoOnProduction, start.productionOnDemo.
 */
export async function claimInstallation(db: Db, keys: RootKeys, mode: Mode): Promise<void> {
  const keyCheck = await macText(keys.root, 'seintje installation 1')
  const found = await db.outside(async (sql) => {
    const rows = await sql.select().from(installation)
    if (rows.some((row) => row.key === 'mode')) return rows
    await sql.insert(installation).values([{ key: 'mode', value: utf8.write.encode(mode) }, { key: 'keyCheck', value: keyCheck }]).onConflictDoNothing()
    return sql.select().from(installation)
  })
  const valueOf = (key: string) => found.find((row) => row.key === key)?.value ?? new Uint8Array()
  const foundMode = utf8.read.decode(valueOf('mode'))
  if (foundMode !== mode) throw startRefusal(mode === 'demo' ? 'demoOnProduction' : 'productionOnDemo')
  if (!sameBytes(valueOf('keyCheck'), keyCheck)) throw startRefusal('otherKey')
}
