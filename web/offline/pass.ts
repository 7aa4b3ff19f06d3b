import { readMeta, withDb, writeMeta, type OfflineDb } from './db.ts'
import { isFull } from './is-full.ts'
import type { OutboxRow } from './rows.ts'
import { ask, sendItem, type SendDeps } from './send.ts'
import { isDue, putBackInterrupted, resetWaits, settle, startAttempt } from './settle.ts'
import type { DrainReason, SyncDeps } from './sync.ts'
import { fieldsOf } from './told.ts'
import type { Answer, Verdict } from './verdict.ts'

export interface PassDeps extends SyncDeps {
  sending: SendDeps
  /** the last moment the server told, in milliseconds: it is at least that late there; 0 when it never told */
  serverNow: () => number
}

/** How a pass ended: who the server says we are, whether anything unsent is left, and when the next item is due. */
export interface PassEnd {
  /** `another`: somebody is signed in, and this page has only just heard who */
  who: 'offline' | 'signedOut' | 'another' | 'signedIn'
  waiting: boolean
  nextAt: number | null
  /** how long the server asked to be left alone, in milliseconds; null: it did not */
  waitMs: number | null
}

export const comingBack: readonly DrainReason[] = ['start', 'online', 'resume', 'signedIn', 'retry']

/** One pass: ask who we are, send what is due under that name, reconcile, tidy. A page runs it, and the worker when the browser wakes it. */
export async function runPass(deps: PassDeps, reason: DrainReason): Promise<PassEnd> {
  // Where nothing can be written down any more (the disk is full) what waits can still leave.
  await beat(deps)
  if (deps.identity() !== null) await writeMeta(deps.db, 'lastHere', deps.identity()).catch(() => undefined)
  await putBackInterrupted(deps.db).catch(() => undefined)
  if (comingBack.includes(reason)) await resetWaits(deps.db).catch(() => undefined)
  const who = await whoAreWe(deps)
  if ('waitMs' in who) return end(deps, 'offline', who.waitMs)
  const me = who.identityId
  // The page hears now who it is: until then nothing leaves, under no name.
  if (who.isNews) return end(deps, me === null ? 'signedOut' : 'another')
  // Nearly no phone ever hands in with the school's code, so what does that comes when there is something.
  const coded = await withDb(deps.db, () => deps.db.outbox.filter((row) => row.code !== undefined).count())
  const handIn = coded > 0 ? await import('./hand-in.ts').catch(() => null) : null
  await handIn?.takeUp(deps.db, me).catch(() => undefined)
  let state: PassEnd['who'] = me === null ? 'signedOut' : await sendDue(deps, me)
  if (handIn && me !== null && state === 'signedIn') {
    // His name came to it, or could not: what hangs on it knows its way now.
    await handIn.takeUp(deps.db, me).catch(() => undefined)
    state = await sendDue(deps, me)
  }
  await handIn?.sendWithCode(deps, me).catch(() => undefined)
  // A phone that stays signed out keeps what was received no longer than another.
  if (me === null && (await deps.db.report.filter(({ receipt }) => receipt !== null).count()) > 0)
    await (await import('./reconcile.ts').catch(() => null))?.tidy(deps.db, deps.serverNow())
  if (me !== null && state === 'signedIn') {
    // Not needed to get a report away, so it comes after it; where it cannot be loaded, the next pass does it.
    const later = await import('./reconcile.ts').catch(() => null)
    const told = await later?.reconcile(deps.sending, me)
    if (told === 'signIn') state = 'signedOut'
    else if (told?.sendAgain) state = await sendDue(deps, me)
    await later?.tidy(deps.db, deps.serverNow())
  }
  return end(deps, state)
}

type Who = { waitMs: number | null } | { identityId: string | null; isNews: boolean }

/** What the server calls nobody: no session, or one of a person who belongs to no board (any more). */
const isNobody = ({ status, code }: Answer): boolean => status === 401 || code === 'access.noBoard'

/** The server's answer tells at once whether there is a network, whose session this is, and how late it is there. */
async function whoAreWe(deps: PassDeps): Promise<Who> {
  const { sending, identity, onIdentity } = deps
  const asked = identity()
  const answer = await ask(sending, '/session')
  // Somebody signed in or out meanwhile: this answer is about before.
  if (identity() !== asked) return whoAreWe(deps)
  if (answer === 'offline' || !answer.ours) return { waitMs: null }
  const { identityId } = fieldsOf(answer.status === 200 ? answer.json : undefined)
  if (typeof identityId !== 'string' && !isNobody(answer)) return { waitMs: answer.waitMs }
  const told = typeof identityId === 'string' ? identityId : null
  const isNews = told !== identity()
  if (isNews) onIdentity?.(told)
  return { identityId: told, isNews }
}

/** Each due item once, so that one that will not go never stands in the way of the next. */
async function sendDue(deps: PassDeps, identityId: string): Promise<PassEnd['who']> {
  const tried = new Set<string>()
  for (let item = await nextDue(deps, identityId, tried); item; item = await nextDue(deps, identityId, tried)) {
    tried.add(item.id)
    // Signed out, or another person, since this pass began: what is left is not theirs to send.
    if (deps.identity() !== identityId) return 'signedOut'
    await beat(deps)
    // One that cannot be read or written here is put back by a later pass; the others go now.
    const verdict = await sendOne(deps, item).catch(() => 'nothing' as const)
    if (verdict !== 'nothing' && verdict.is === 'signIn') return 'signedOut'
  }
  return 'signedIn'
}

/** A lock whose holder gives no sign of life is taken over (sync.ts). */
export const beat = ({ db, now }: PassDeps) => writeMeta(db, 'drainBeat', now()).catch(() => undefined)

async function sendOne(deps: PassDeps, item: OutboxRow): Promise<Verdict | 'nothing'> {
  const started = await startAttempt(deps.db, item.id, deps.now()).catch(goOnIfFull)
  if (!started) return 'nothing'
  const verdict = await sendItem(deps.sending, item)
  await settle(deps, item, verdict)
  return verdict
}

/** A full disk takes no note of the attempt, and is no reason to keep the report here: the server knows the id. */
export function goOnIfFull(error: unknown): true {
  if (isFull(error)) return true
  throw error
}

const order = { report: 0, message: 1, attachment: 2 } as const

/** A report before what hangs on it, and then what waits longest. */
export const inOrder = (a: OutboxRow, b: OutboxRow): number => order[a.what] - order[b.what] || a.queuedAt - b.queuedAt

async function nextDue({ db, now }: PassDeps, identityId: string, tried: ReadonlySet<string>): Promise<OutboxRow | undefined> {
  const mine = await withDb(db, () => db.outbox.where('ownerId').equals(identityId).toArray())
  const due = mine.filter((row) => row.state === 'queued' && row.what in order && !tried.has(row.id) && isDue(row, now()))
  due.sort(inOrder)
  for (const row of due) if (row.what === 'report' || (await isReceived(db, row.reportId))) return row
  return undefined
}

/**
 * What hangs on a report goes after it, and after its writer's name came to it when it was handed in; a report that is neither
 * in this outbox nor in the form is the server's already.
 */
async function isReceived(db: OfflineDb, reportId: string): Promise<boolean> {
  const [item, report] = [await db.outbox.get(reportId), await db.report.get(reportId)]
  return item ? item.state === 'received' && !report?.receipt?.handedIn : report?.phase !== 'draft'
}

async function end({ db, identity }: PassDeps, who: PassEnd['who'], waitMs: number | null = null): Promise<PassEnd> {
  const me = who === 'signedIn' ? identity() : undefined
  const here = [identity(), null, (await readMeta<string>(db, 'lastHere')) ?? null]
  const rows = await withDb(db, () => db.outbox.where('state').anyOf('queued', 'attention').toArray())
  const reports = rows.filter((row) => row.what === 'report')
  const stuck = new Set(reports.filter((row) => row.state === 'attention').map((row) => row.id))
  const queued = rows.filter((row) => row.state === 'queued' && !stuck.has(row.reportId))
  // What waits for its report, or could not be touched at all, is no reason to come back every two seconds.
  const unsent = new Set(reports.map((row) => row.id))
  const free = queued.filter((row) => (row.ownerId === me || row.code) && (row.what === 'report' || !unsent.has(row.reportId)))
  const moments = free.map((row) => Math.max(row.nextTryAt, row.notBefore)).filter((at) => at > 0)
  return {
    who,
    waiting: queued.some((row) => !row.code && here.includes(row.ownerId)),
    nextAt: moments.length > 0 ? Math.min(...moments) : null,
    waitMs,
  }
}
