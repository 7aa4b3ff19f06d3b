import { and, desc, eq, isNotNull, notInArray } from 'drizzle-orm'
import type { SSEStreamingApi } from 'hono/streaming'
import type { Actor } from '../../shared/access/roles.ts'
import type { EventType } from '../../shared/event.ts'
import type { Deps } from '../deps.ts'
import { event } from '../db/schema.ts'

/** How long a desk waits at most for news that another process wrote, and how often it gets a sign of life. */
const lookEvery = 3_000
const heartbeatEvery = 21_000

/** Reading is an event too, but no news: a desk that reloads must not wake itself. */
const reads: EventType[] = [
  'incident.listed',
  'incident.read',
  'report.listed',
  'report.read',
  'attachment.read',
  'facts.read',
  'file.read',
  'notice.exported',
  'register.read',
  'communication.read',
  'communication.exported',
  'recipient.read',
  'recipient.exported',
  'report.repeated',
  'schoolCode.read',
  'session.opened',
  'session.closed',
  'session.codeAsked',
  'session.refused',
  'session.revoked',
  'session.steppedUp',
  'key.registered',
  'key.resetsListed',
  'key.ownerTold',
  'person.listed',
]

/**
 * Tells an open desk that a board has news, never what: the desk then asks with its own rights. News of this process comes at
 * once, that of another by looking at the newest event of each board. Who looks is asked again each time: a seat, an emergency
 * door or a session that ended meanwhile shows nothing more. The sign of life has a rhythm of its own, so that it tells nothing of
 * what others do; only the newest event that this reader sees makes a word.
 */
export async function watchBoards(deps: Deps, look: () => Promise<readonly Actor[]>, stream: SSEStreamingApi): Promise<void> {
  const pause = makePause()
  let actors = await look()
  const stop = deps.changes.onChange((organisationId) => actors.some((actor) => actor.organisationId === organisationId) && pause.end())
  const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatEvery)
  stream.onAbort(pause.end)
  try {
    const known = new Map<string, number>()
    for (const actor of actors) known.set(actor.organisationId, await newestOf(deps, actor))
    await stream.writeSSE({ event: 'open', data: '{}' })
    while (actors.length > 0) {
      await pause.wait(lookEvery)
      if (stream.aborted || stream.closed) break
      actors = await look()
      for (const actor of actors) {
        const newest = await newestOf(deps, actor)
        if (newest === known.get(actor.organisationId)) continue
        known.set(actor.organisationId, newest)
        await stream.writeSSE({ event: 'changed', data: JSON.stringify({ organisationId: actor.organisationId }) })
      }
    }
  } finally {
    clearInterval(heartbeat)
    stop()
  }
}

/** Of an incident this reader sees: what hangs on none is no news for a desk, and tells when others sign in or look around. */
async function newestOf(deps: Deps, actor: Actor): Promise<number> {
  return deps.db.inBoard(actor, async (tx) => {
    const news = and(eq(event.organisationId, tx.organisationId), isNotNull(event.incidentId), notInArray(event.type, reads))
    const [row] = await tx.sql.select({ sequence: event.sequence }).from(event).where(news).orderBy(desc(event.sequence)).limit(1)
    return row?.sequence ?? 0
  })
}

/** A wait that can be ended from outside, also just before it starts. */
function makePause() {
  let early = false
  let resume: (() => void) | undefined
  const end = () => {
    early = true
    resume?.()
  }
  const wait = async (ms: number) => {
    if (!early) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        resume = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    early = false
  }
  return { wait, end }
}
