import { startRefusal } from '../start-refusal.ts'
import type { RootKeys } from './keys.ts'
import type { Db, Sql } from './open.ts'
import { installation } from './schema.ts'
import { macText, sameBytes } from './seal.ts'

type Mode = 'demo' | 'production'
/** Whose data this may be: data of the other mode or another root key is refused before anything is written. */
export type Claim = { keys: RootKeys; mode: Mode }

const keyCheck = ({ keys }: Claim) => macText(keys.root, 'seintje installation 1')

/** Refuses: otherKey, demoOnProduction, productionOnDemo. False while nobody claimed it. */
export async function checkInstallation(sql: Sql, claim: Claim): Promise<boolean> {
  const rows = await sql.select().from(installation)
  const valueOf = (key: string) => rows.find((row) => row.key === key)?.value
  const mode = valueOf('mode')
  if (!mode) return false
  if (new TextDecoder().decode(mode) !== claim.mode) throw startRefusal(claim.mode === 'demo' ? 'demoOnProduction' : 'productionOnDemo')
  if (!sameBytes(valueOf('keyCheck') ?? new Uint8Array(), await keyCheck(claim))) throw startRefusal('otherKey')
  return true
}

/** The first start says which mode and which root key this data belongs to; later ones must be the same. Refuses as checkInstallation. */
export async function claimInstallation(db: Db, keys: RootKeys, mode: Mode): Promise<void> {
  const claim = { keys, mode }
  await db.outside(async (sql) => {
    if (await checkInstallation(sql, claim)) return
    const rows = [
      { key: 'mode', value: new TextEncoder().encode(mode) },
      { key: 'keyCheck', value: await keyCheck(claim) },
    ]
    await sql.insert(installation).values(rows).onConflictDoNothing()
    await checkInstallation(sql, claim)
  })
}
