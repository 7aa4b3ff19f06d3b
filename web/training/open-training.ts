import { useSession } from '../access/session-store.ts'
import { overTheWire } from '../offline/send.ts'
import { newId } from '../offline/uuid.ts'
import { openVault, type Vault } from '../offline/vault.ts'
import { lockNamed } from '../offline/web-lock.ts'
import { watchStore } from '../offline/watch.ts'
import { lying, openRows, rowsIn, isOwned, type Keeping, type Rows } from './keeping.ts'
import { makePage, type Key, type Opened } from './on-page.ts'
import { openTrainingDb, type TrainingDb } from './training-db.ts'
import { keepOnly, tidy, waitingHere } from './settling.ts'
import { makeTrainingSync, type Ending } from './training-sync.ts'
import { noteWhatLies, whatLies } from './waits.ts'

/** A store that does not open in this time is done without. */
const patience = 4_000
const shortestNap = 2_000

let db: TrainingDb | undefined
let opened: Promise<{ db: TrainingDb; vault: Vault }> | undefined

async function openStore(): Promise<{ db: TrainingDb; vault: Vault }> {
  const store = (db ??= openTrainingDb())
  await Promise.race([store.open(), new Promise((_, late) => setTimeout(() => late(new Error('the store does not open')), patience))])
  // From now on something lies here, whatever becomes of this page.
  if (whatLies() === null) noteWhatLies('here')
  return { db: store, vault: await openVault(store) }
}

export const keeping: Keeping = {
  open: () =>
    (opened ??= openStore().catch((error: unknown) => {
      opened = undefined
      throw error
    })),
  page: makePage(),
  now: () => Date.now(),
  newId: () => newId(Date.now()),
}

const sync = makeTrainingSync({
  keeping,
  fetch: overTheWire,
  random: Math.random,
  identity: () => useSession().identityId,
  lock: lockNamed('seintje-training'),
  // It asks the server who is here, and tells the whole page.
  onStranger: () => void useSession().load(),
  onLies: noteWhatLies,
})

let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<(ending: Ending) => void>()

/** Hears how each pass ended, whoever asked for it; answers how to stop. */
export function onDrained(listener: (ending: Ending) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Sends what waits, and comes back when it is worth it. */
export async function drainTraining(board?: string) {
  clearTimeout(timer)
  const ending = await sync.drain(board)
  for (const listener of listeners) listener(ending)
  const wakeAt = sync.wakeAt()
  if (wakeAt !== null) timer = setTimeout(() => void drainTraining(), Math.max(shortestNap, wakeAt - Date.now()))
  return ending
}

/** Erases what is kept of whoever is here, at school and on this device. */
export const eraseTraining = (board: string) => sync.erase(board)

/** The same when the network is back, or the person is: however long it has failed before, it is tried as if for the first time. */
export function comeBack(board?: string) {
  sync.comeBack()
  return drainTraining(board)
}

/** Tells what lies here of one person at one board, now and after each change; answers how to stop. */
export function watchTraining(key: Key, show: (found: Opened) => void): () => void {
  let [turn, stopped] = [0, false]
  const tell = async (rows?: Rows) => {
    const mine = ++turn
    const found = await (rows && isOwned(key) ? openRows(keeping, key, rows) : lying(keeping, key))
    if (mine === turn && !stopped) show(found)
  }
  const stops = [keeping.page.onTold(() => void tell())]
  const watchRows = async () => {
    if (!isOwned(key)) return tell()
    const { db } = await keeping.open()
    if (!stopped)
      stops.push(
        watchStore(
          () => rowsIn(db, key),
          (rows) => void tell(rows),
        ),
      )
  }
  void watchRows().catch(() => tell())
  return () => {
    stopped = true
    for (const stop of stops) stop()
  }
}

/** Somebody came or went, or the app began: what is another's goes, what is his is sent. */
export async function settleTraining(): Promise<void> {
  const me = useSession().identityId
  await keepOnly(keeping, me).catch(() => undefined)
  if (me === null) noteWhatLies(await tidy(keeping))
  else await comeBack()
}

/** How many answers wait on this device, and how they are sent (web/offline/beside.ts). */
export const waiting = () => waitingHere(keeping, useSession().identityId)
export const send = () => comeBack()
