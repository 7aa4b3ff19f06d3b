import { days, plus } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { append, system } from './append.ts'
import { signPlace, type ChainKey } from './chain-key.ts'
import { cutAt, findLastCut, findLinkAt, takeTurn } from './chain-store.ts'

/** 24 months (protocol 12) in days, and one to spare: the database itself refuses to cut what is younger. */
const keptFor = days(732)

/** Takes away what was linked more than 24 months ago, up to a signed place from which the chain goes on. Gives how many rows that were. */
export const cutLog = (deps: Deps, key: ChainKey, organisationId: string): Promise<number> =>
  deps.db.inBoard({ organisationId }, async (tx) => {
    if (!(await takeTurn(tx))) return 0
    const at = deps.clock.now()
    const last = await findLinkAt(tx, plus(at, -keptFor))
    if (!last || last.position <= ((await findLastCut(tx))?.position ?? 0)) return 0
    const place = { organisationId, position: last.position, hash: last.hash, at }
    const rows = await cutAt(tx, { ...place, signature: signPlace(key, 'cut', place) })
    await append(deps, tx, system, { type: 'log.cut', subjectId: organisationId, facts: { rows, position: last.position } })
    return rows
  })
