import { chainKey } from '../../api/events/chain-key.ts'
import { verifyBoard } from '../../api/events/verify-board.ts'
import { linkBoard } from '../../api/events/link-events.ts'
import { makeLinker } from '../../api/events/linker.ts'
import type { SignedHead } from '../../api/events/chain-heads.ts'
import type { Office } from './office.ts'
import { demoBoard } from '../../api/demo/board.ts'

export const board = demoBoard.organisationId

/** The log of an office in the hands of somebody who owns its database. */
export async function logOf(h: Office) {
  const key = await chainKey(h.deps.db, h.deps.keys)
  return {
    key,
    link: () => linkBoard(h.deps, key, board, 'late'),
    linkAll: () => makeLinker(h.deps).tick(),
    verify: (heads: readonly SignedHead[] = []) => verifyBoard(h.deps, { organisationId: board, publicKey: key.publicKey, heads }),
    /** the first thing that is wrong, as `what@position` */
    broke: async (heads: readonly SignedHead[] = []) => {
      const { broke } = await verifyBoard(h.deps, { organisationId: board, publicKey: key.publicKey, heads })
      return broke ? `${broke.what}@${broke.position ?? `row ${broke.sequence}`}` : 'good'
    },
    /** does something to the tables, asks, and puts everything back as it was */
    after: async (statements: readonly string[], ask: () => Promise<string>) => {
      for (const table of tables) await h.sql(`create table kept_${table} as table ${table}`)
      try {
        for (const statement of statements) await h.sql(statement)
        return await ask()
      } finally {
        for (const table of tables) {
          await h.sql(`truncate ${table}`)
          await h.sql(`insert into ${table} overriding system value table kept_${table}`)
          await h.sql(`drop table kept_${table}`)
        }
      }
    },
  }
}

const tables = ['event', 'event_link', 'chain_cut']
