import type { MyTraining } from '../../shared/training/training-views.ts'
import { readMeta, withDb, writeMeta } from '../offline/db.ts'
import { openRows, patchMine, place, rowsOf, type Keeping, type Owned } from './keeping.ts'
import type { Opened } from './on-page.ts'
import type { AnswerRow } from './training-db.ts'
import type { Lies } from './waits.ts'

const day = 86_400_000
/** No answer is kept longer at school, so one that it never wanted is not kept longer here. */
const longestAside = 30 * day
/** Whoever left a board may be back there by then. */
const longestHeld = 60 * day

/** A sitting is over by then: nobody looks back at what he answered. */
const longestSent = day

const isRefused = ({ refusedSince }: AnswerRow) => typeof refusedSince === 'number'
const isDue = ({ state, settledAt }: AnswerRow, now: number) => state === 'queued' || (state === 'aside' && Math.abs(now - (settledAt ?? 0)) > day)

/** The boards for which this person has something to send. */
export async function boardsToSend({ open, page, now }: Keeping, ownerId: string): Promise<string[]> {
  const found = new Set(page.boardsOf(ownerId))
  try {
    const { db } = await open()
    const [answers, mine] = await withDb(db, () =>
      Promise.all([db.answer.where('ownerId').equals(ownerId).toArray(), db.mine.where('ownerId').equals(ownerId).toArray()]),
    )
    for (const row of answers) if (isDue(row, now()) && !page.isSent(row.id)) found.add(row.organisationId)
    for (const row of mine) if (row.change) found.add(row.organisationId)
  } catch {
    // No store: what the page holds can leave all the same.
  }
  return [...found]
}

/** What is to be sent for one person at one board, the oldest answer first. One that does not open is set aside: it may tomorrow. */
export async function toSend(keeping: Keeping, key: Owned): Promise<Pick<Opened, 'answers' | 'change'>> {
  const rows = await rowsOf(keeping, key).catch(() => null)
  const due = new Set(rows?.answers.filter((row) => isDue(row, keeping.now())).map(({ id }) => id))
  const { answers, change } = rows ? await openRows(keeping, key, rows) : keeping.page.of(key)
  const opened = new Set(answers.map(({ id }) => id))
  for (const id of due) if (!opened.has(id)) await setAside(keeping, id).catch(() => undefined)
  return { answers: answers.filter(({ id, state }) => state === 'queued' || (state === 'aside' && due.has(id))), change }
}

/**
 * What the server said takes the place of what it said before, and in the same commit the answers it has wait no more. A disk that
 * takes nothing more takes no note of it: the page remembers.
 */
export async function saveTold({ open, page, now }: Keeping, key: Owned, told: MyTraining, kept: readonly string[] = []): Promise<void> {
  try {
    const { db, vault } = await open()
    const sealed = await vault.sealJson(place.mine(key), told)
    await withDb(db, () =>
      db.transaction('rw', db.mine, db.answer, async () => {
        await patchMine(db, key, { mine: sealed, fetchedAt: now() })
        for (const row of await db.answer.bulkGet([...kept])) {
          if (row?.ownerId === key.ownerId) await db.answer.update(row.id, { state: 'sent', settledAt: now() })
        }
      }),
    )
    page.dropMine(key)
  } catch {
    page.putMine(key, told)
  }
  page.settle(kept, 'sent')
}

/** The server erased what it had of him: his answers go here too, sent or not, and its word takes the place of the one before. */
export async function saveErased({ open, page, now }: Keeping, key: Owned, told: MyTraining): Promise<void> {
  const { db, vault } = await open()
  const sealed = await vault.sealJson(place.mine(key), told)
  await withDb(db, () =>
    db.transaction('rw', db.mine, db.answer, async () => {
      await db.answer.filter((row) => row.ownerId === key.ownerId && row.organisationId === key.organisationId).delete()
      await patchMine(db, key, { mine: sealed, fetchedAt: now() })
    }),
  )
  page.dropMine(key)
  page.settle(
    page.of(key).answers.map(({ id }) => id),
    'erased',
  )
}

/** The server has heard this change, or will not hear of it; one that was made meanwhile stays. */
export async function dropChange({ open, page }: Keeping, key: Owned, changeId: string): Promise<void> {
  page.dropChange(key, changeId)
  const { db } = await open()
  await withDb(db, () =>
    db.transaction('rw', db.mine, async () => {
      const row = await db.mine.get([key.ownerId, key.organisationId])
      if (row?.changeId === changeId) await db.mine.put({ ...row, change: null, changeId: null })
    }),
  )
}

/** The server refuses this one by itself, or nobody can open it: it goes again in a day, and stands in nobody's way. */
export async function setAside({ open, page, now }: Keeping, id: string): Promise<void> {
  page.settle([id], 'aside')
  const { db } = await open()
  const aside = (row: AnswerRow) => void Object.assign(row, { state: 'aside', settledAt: now(), refusedSince: row.refusedSince ?? now() })
  await withDb(db, () => db.answer.where('id').equals(id).modify(aside))
}

/** This board refuses its person: what waits for it says since when. */
export async function noteHeld({ open, now }: Keeping, { ownerId, organisationId }: Owned): Promise<void> {
  const { db } = await open()
  const isNew = (row: AnswerRow) => row.organisationId === organisationId && row.state === 'queued' && !isRefused(row)
  await withDb(db, () => db.answer.where('ownerId').equals(ownerId).filter(isNew).modify({ refusedSince: now() }))
}

/** When the tab that sends last gave a sign of life; device clock. */
export const beatAt = async ({ open }: Keeping): Promise<number> => (await readMeta<number>((await open()).db, 'beat')) ?? 0
export const beat = async ({ open, now }: Keeping): Promise<void> => writeMeta((await open()).db, 'beat', now())

/** Somebody came or went: of whoever is not here what the server said goes, and what he did not send stays sealed until he is back. */
export async function keepOnly({ open, page }: Keeping, ownerId: string | null): Promise<void> {
  page.keepOnly(ownerId)
  const { db } = await open()
  await withDb(db, () =>
    db.transaction('rw', db.mine, db.answer, async () => {
      await db.answer.filter((row) => row.ownerId !== ownerId && row.state === 'sent').delete()
      for (const row of await db.mine.toArray()) {
        if (row.ownerId === ownerId) continue
        if (row.change) await db.mine.put({ ...row, mine: null, fetchedAt: 0 })
        else await db.mine.delete([row.ownerId, row.organisationId])
      }
    }),
  )
}

/** Takes away what was sent a day ago, what was refused by itself for thirty and with its board for sixty, and says what of training lies here still. */
export async function tidy({ open, now }: Keeping): Promise<Lies> {
  const { db } = await open()
  return withDb(db, () =>
    db.transaction('rw', db.answer, db.mine, async () => {
      const isOver = ({ state, refusedSince, settledAt }: AnswerRow) =>
        state === 'sent' ? Math.abs(now() - (settledAt ?? 0)) > longestSent : now() - (refusedSince ?? now()) > (state === 'aside' ? longestAside : longestHeld)
      await db.answer.filter(isOver).delete()
      const answers = await db.answer.toArray()
      if (answers.some(({ state }) => state !== 'sent')) return 'waits'
      const rows = await db.mine.toArray()
      return rows.some(({ change }) => change) ? 'waits' : rows.length + answers.length > 0 ? 'here' : null
    }),
  )
}

/** How many answers wait on this device: of this person, for boards that know him, and of others together. */
export async function waitingHere({ open }: Keeping, ownerId: string | null): Promise<{ own: number; others: number }> {
  const { db } = await open()
  const waiting = await withDb(db, () => db.answer.filter(({ state }) => state !== 'sent').toArray())
  const own = waiting.filter((row) => row.ownerId === ownerId)
  return { own: own.filter((row) => row.state === 'aside' || !isRefused(row)).length, others: waiting.length - own.length }
}
