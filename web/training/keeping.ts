import type { MyTraining } from '../../shared/training/training-views.ts'
import { withDb } from '../offline/db.ts'
import type { Vault } from '../offline/vault.ts'
import type { Change, Given } from './my-training.ts'
import type { Answer, Key, Opened, Page } from './on-page.ts'
import type { AnswerRow, MineRow, TrainingDb } from './training-db.ts'

export interface Keeping {
  /** opened once; asked again as long as it fails */
  open: () => Promise<{ db: TrainingDb; vault: Vault }>
  page: Page
  /** device clock, in milliseconds */
  now: () => number
  newId: () => string
}

export type Kept = 'kept' | 'notKept'
/** Somebody this device knows. */
export type Owned = Key & { ownerId: string }
/** What lies here of one person at one board, as it lies there. */
export type Rows = { answers: AnswerRow[]; mine: MineRow | undefined }
/** What is sealed of an answer. */
type Body = Omit<Answer, 'id' | 'ownerId' | 'organisationId' | 'queuedAt' | 'state'>

/** What each seal is bound to. */
export const place = {
  answer: (id: string) => `answer/${id}`,
  mine: ({ ownerId, organisationId }: Key) => `mine/${ownerId}/${organisationId}`,
  change: (changeId: string) => `change/${changeId}`,
}
export const isOwned = (key: Key): key is Owned => key.ownerId !== null
const oldestFirst = (a: Answer, b: Answer) => a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1)

/** On disk when it says `kept`. Where no disk takes it, and of somebody nobody knows, the page holds it: learning goes on. */
export async function keepAnswer({ open, page, now, newId }: Keeping, key: Key, given: Given): Promise<Kept> {
  const at = now()
  const answer: Answer = { ...given, ...key, id: newId(), answeredAt: new Date(at).toISOString(), queuedAt: at, state: 'queued' }
  const { id, ownerId, organisationId, queuedAt, state, ...body } = answer
  try {
    if (ownerId === null) throw new Error('whose it is, nobody knows')
    const { db, vault } = await open()
    // Sealed before the store is asked: Firefox closes a transaction that waits for anything else.
    const sealed = await vault.sealJson(place.answer(id), body satisfies Body)
    await withDb(db, () => db.answer.add({ id, ownerId, organisationId, state, queuedAt, settledAt: null, refusedSince: null, body: sealed }))
    return 'kept'
  } catch {
    page.addAnswer(answer)
    return 'notKept'
  }
}

/** What he says of himself, laid over what he said before and nobody has heard yet. */
export async function keepChange(keeping: Keeping, key: Key, change: Change): Promise<Kept> {
  const { open, page, newId } = keeping
  const changeId = newId()
  try {
    if (!isOwned(key)) throw new Error('whose it is, nobody knows')
    const { db, vault } = await open()
    const { changeId: _, ...before } = (await lying(keeping, key)).change ?? { changeId }
    const sealed = await vault.sealJson(place.change(changeId), { ...before, ...change })
    await withDb(db, () => patchMine(db, key, { change: sealed, changeId }))
    return 'kept'
  } catch {
    page.addChange(key, { ...change, changeId })
    return 'notKept'
  }
}

/** The row of this person at this board, made where there is none. */
export const patchMine = (db: TrainingDb, { ownerId, organisationId }: Owned, patch: Partial<MineRow>): Promise<unknown> =>
  db.transaction('rw', db.mine, async () => {
    const row = await db.mine.get([ownerId, organisationId])
    await db.mine.put({ ...(row ?? { ownerId, organisationId, mine: null, fetchedAt: 0, change: null, changeId: null }), ...patch })
  })

export const rowsOf = async ({ open }: Keeping, key: Owned): Promise<Rows> => rowsIn((await open()).db, key)

/** Asked of an open store, and of nothing else: so that it can be watched. */
export const rowsIn = (db: TrainingDb, { ownerId, organisationId }: Owned): Promise<Rows> =>
  withDb(db, async () => {
    const all = await db.answer.where('ownerId').equals(ownerId).toArray()
    return { answers: all.filter((row) => row.organisationId === organisationId), mine: await db.mine.get([ownerId, organisationId]) }
  })

/** Of disk and page together. What cannot be opened is left out: one bad row never stops the rest. */
export async function openRows({ open, page }: Keeping, key: Owned, { answers, mine }: Rows): Promise<Opened> {
  const { vault } = await open()
  const here = page.of(key)
  const quietly = <T>(opening: Promise<T>) => opening.catch(() => null)
  const whole = await Promise.all(
    answers.map(async ({ id, ownerId, organisationId, queuedAt, state, body }) => {
      const words = await quietly(vault.openJson<Body>(place.answer(id), body))
      return words && { ...words, id, ownerId, organisationId, queuedAt, state: page.isSent(id) ? ('sent' as const) : state }
    }),
  )
  const { change: sealed, changeId } = mine ?? {}
  const change = sealed && changeId ? await quietly(vault.openJson<Change>(place.change(changeId), sealed)) : null
  return {
    answers: [...whole.filter((answer) => answer !== null), ...here.answers].sort(oldestFirst),
    mine: here.mine ?? (mine?.mine ? await quietly(vault.openJson<MyTraining>(place.mine(key), mine.mine)) : null),
    change: here.change ?? (change && changeId ? { ...change, changeId } : null),
  }
}

/** All that is known here of one person at one board. Where no store opens: what this page holds. */
export async function lying(keeping: Keeping, key: Key): Promise<Opened> {
  const rows = isOwned(key) ? await rowsOf(keeping, key).catch(() => null) : null
  return rows && isOwned(key) ? openRows(keeping, key, rows) : keeping.page.of(key)
}
