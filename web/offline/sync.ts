import { between } from '../../shared/instant.ts'
import { waitAfter } from './backoff.ts'
import { readMeta, withDb, writeMeta } from './db.ts'
import type { Store } from './drafts.ts'
import { comingBack, runPass, type PassEnd } from './pass.ts'
import type { Fetch, SendDeps } from './send.ts'
import type { Answer } from './verdict.ts'

/** Why a pass starts. Coming back (online, resume, signing in, a person's tap) lifts the waiting of earlier failures. */
export type DrainReason = 'start' | 'save' | 'online' | 'resume' | 'signedIn' | 'retry' | 'interval'

/** Runs the work when no other tab does; `busy` otherwise. `steal` takes over from a tab that went to sleep holding it. */
export type Lock = (work: () => Promise<void>, options: { steal: boolean }) => Promise<'done' | 'busy'>

export interface SyncDeps extends Pick<Store, 'db' | 'vault' | 'now'> {
  fetch: Fetch
  random: () => number
  /** the identity signed in on this page, as far as it knows; null: nobody */
  identity: () => string | null
  lock: Lock
  /** the server says that somebody else, or nobody, is signed in */
  onIdentity?: (identityId: string | null) => void
}

export interface SyncStatus {
  /** what the server answers, never what the browser thinks */
  connection: 'unknown' | 'online' | 'offline'
  busy: boolean
  /** since when things wait until somebody signs in, device clock in milliseconds; null: nothing does */
  signInSince: number | null
  /** the identity under which the last pass could send; null: none */
  sendsAs: string | null
  /** server minus device in milliseconds; null: never measured */
  skewMs: number | null
  /** when the next pass is worth starting, device clock in milliseconds; null: nothing waits for the clock */
  wakeAt: number | null
}

export interface Sync {
  /** Sends what is due; resolves when that is done. A call while one runs adds a pass after it. */
  drain: (reason: DrainReason) => Promise<void>
  status: () => SyncStatus
  onStatus: (listener: (status: SyncStatus) => void) => () => void
  /** what a question to the server needs, with the same fetch, clock and skew */
  sending: SendDeps
  /** the skew remembered from an earlier visit */
  remember: () => Promise<void>
}

/** A pass writes its heartbeat; a lock held by a tab without one for so long is taken over. */
const frozenAfter = 150_000
/** Another tab is sending: how soon to look again. */
const lookAgain = 10_000
/** An answer that took longer says too little about the clock. */
const longestRoundTrip = 10_000

/** Sends what the outbox holds. Everything that differs between a phone, a test and a browser comes in. */
export function makeSync(deps: SyncDeps): Sync {
  const listeners = new Set<(status: SyncStatus) => void>()
  let status: SyncStatus = { connection: 'unknown', busy: false, signInSince: null, sendsAs: null, skewMs: null, wakeAt: null }
  let running: Promise<void> | null = null
  let wanted: DrainReason | null = null
  let unanswered = 0
  let serverNow = 0
  /** the server asked to be left alone between these two moments of the device's clock */
  let quiet = { from: 0, until: 0 }

  const update = (change: Partial<SyncStatus>) => {
    status = { ...status, ...change }
    for (const listener of listeners) listener(status)
  }

  const heard = ({ serverNow: told }: Answer, sentAt: number, heardAt: number) => {
    update({ connection: 'online' })
    if (!told) return
    serverNow = Date.parse(told)
    if (Math.abs(heardAt - sentAt) > longestRoundTrip) return
    const skewMs = Math.round(between(new Date((sentAt + heardAt) / 2).toISOString(), told))
    update({ skewMs })
  }
  const sending: SendDeps = { db: deps.db, vault: deps.vault, now: deps.now, fetch: deps.fetch, heard }

  const close = async ({ who, waiting, nextAt, waitMs }: PassEnd) => {
    const now = deps.now()
    quiet = { from: now, until: now + (waitMs ?? 0) }
    if (status.skewMs !== null) await writeMeta(deps.db, 'skewMs', status.skewMs).catch(() => undefined)
    unanswered = who === 'offline' ? unanswered + 1 : 0
    const isSure = who === 'signedOut' || who === 'signedIn'
    const held = waiting && (isSure ? who === 'signedOut' : status.signInSince !== null)
    // Since the first of the passes that ended so, also when the page was closed in between.
    const signInSince = held ? Math.min((await readMeta<number>(deps.db, 'heldSince')) ?? now, now) : null
    if (isSure) await writeMeta(deps.db, 'heldSince', signInSince).catch(() => undefined)
    update({
      connection: who === 'offline' ? 'offline' : 'online',
      signInSince,
      sendsAs: who === 'signedIn' ? deps.identity() : null,
      wakeAt: who === 'offline' ? now + (waitMs || waitAfter(unanswered, deps.random)) : nextAt,
    })
  }

  /** It is asked again no sooner than it said, unless a person asks; a clock that was set back ends that. */
  const leftAlone = (reason: DrainReason) => reason !== 'retry' && reason !== 'signedIn' && deps.now() >= quiet.from && deps.now() < quiet.until

  const pass = async (reason: DrainReason) => {
    if (leftAlone(reason)) return
    const beat = (await readMeta<number>(deps.db, 'drainBeat')) ?? 0
    const work = async () => close(await runPass({ ...deps, sending, serverNow: () => serverNow }, reason))
    const outcome = await deps.lock(work, { steal: Math.abs(deps.now() - beat) > frozenAfter })
    if (outcome === 'busy') update({ wakeAt: deps.now() + lookAgain })
  }

  const run = async () => {
    update({ busy: true })
    let failed: unknown
    for (let reason = wanted; reason !== null; reason = wanted) {
      wanted = null
      // Another tab took the lock, or the store was away: who asked meanwhile still gets a pass.
      await pass(reason).catch((error: unknown) => (failed = error))
    }
    running = null
    update({ busy: false })
    if (failed) throw failed
  }

  return {
    drain: (reason) => {
      // Coming back lifts the waiting: nothing that is asked after it takes that away.
      wanted = wanted && (reason === 'interval' || comingBack.includes(wanted)) ? wanted : reason
      return (running ??= run())
    },
    sending,
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    remember: async () => update({ skewMs: (await withDb(deps.db, () => readMeta<number>(deps.db, 'skewMs'))) ?? null }),
  }
}
