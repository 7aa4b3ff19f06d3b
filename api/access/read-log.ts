import type { LogPage } from '../../shared/access/log-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { boardKey, type RootKeys } from '../db/keys.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import { sealJson, unsealJson } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { allow } from './allow.ts'
import { actorAt, openRows, periodOf } from './log-rows.ts'
import { countOwn, listSeen } from './log-store.ts'

type Query = { organisationId: string } & Record<'from' | 'to' | 'type' | 'actor' | 'number' | 'cursor', string | undefined>

const pageSize = 50

/** The log of a board, newest first, for its auditor; that he looked stands in it too, without what he looked for. Refuses: access.denied, request.invalid. */
export async function readLog(deps: Deps, actors: readonly Actor[], query: Query): Promise<LogPage> {
  const actor = actorAt(actors, query.organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'log.read')
    const period = periodOf(deps.clock.now(), query)
    const before = query.cursor === undefined ? undefined : await openCursor(deps.keys, tx, query.cursor)
    const rows = await listSeen(tx, actor, { ...query, ...period }, before, pageSize + 1)
    const last = rows[pageSize - 1]
    const page = {
      items: await openRows(deps, tx, rows.slice(0, pageSize)),
      own: await countOwn(tx, actor, period),
      nextCursor: rows.length > pageSize && last ? await sealCursor(deps.keys, tx, last.sequence) : null,
    }
    const facts = { ...period, type: query.type ?? null, byActor: query.actor !== undefined, byNumber: query.number !== undefined }
    await append(deps, tx, actor, { type: 'log.read', subjectId: actor.personId, facts })
    return page
  })
}

const cursorContext = (organisationId: string) => `${organisationId}/log/cursor`

/** Sealed: the numbers of events would tell how many rows were left out. */
const sealCursor = async (keys: RootKeys, tx: BoardTx, sequence: number) =>
  Buffer.from(await sealJson(await boardKey(keys, tx), cursorContext(tx.organisationId), sequence)).toString('base64url')

async function openCursor(keys: RootKeys, tx: BoardTx, text: string): Promise<number> {
  const key = await boardKey(keys, tx)
  try {
    return Number(await unsealJson(key, cursorContext(tx.organisationId), new Uint8Array(Buffer.from(text, 'base64url'))))
  } catch {
    throw new Problem('request.invalid', { field: 'cursor' })
  }
}
