import { and, desc, eq, notInArray } from 'drizzle-orm'
import type { SSEStreamingApi } from 'hono/streaming'
import type { Actor } from '../../shared/access/roles.ts'
import type { EventType } from '../../shared/event.ts'
import { minutes, plus } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { event } from '../db/schema.ts'

/** How long a desk waits at most for news that another process wrote, and how many silent looks make a sign of life. */
const lookEvery = 3_000
const looksPerHeartbeat = 7
/** The browser then asks again by itself, and is looked at again: who left, or may no longer see something, hears no more of it. */
const longest = minutes(15)

/** Reading is an event too, but no news: a desk that reloads must not wake itself. */
const reads: EventType[] = [
  'incident.listed',
  'incident.read',
  'report.listed',
  'report.read',
  'attachment.read',
  'report.repeated',
  'schoolCode.read',
  'session.opened',
  'session.closed',
  'session.codeAsked',
]

/**
 * Tells an open desk that a board has news, never what: the desk then asks with its own rights. News of this process comes at
 * once, that of another by looking at the newest event of each board.
 */
export async function watchBoards(deps: Deps, actors: readonly Actor[], stream: SSEStreamingApi): Promise<void> {
  const pause = makePause()
  const stop = deps.changes.onChange((organisationId) => actors.some((actor) => actor.organisationId === organisationId) && pause.end())
  stream.onAbort(pause.end)
  try {
    const known = new Map<string, number>()
    for (const actor of actors) known.set(actor.organisationId, await newestOf(deps, actor))
    await stream.writeSSE({ event: 'open', data: '{}' })
    const until = plus(deps.clock.now(), longest)
    for (let silent = 0; !stream.aborted && !stream.closed && deps.clock.now() < until; silent++) {
      await pause.wait(lookEvery)
      for (const actor of actors) {
        const newest = await newestOf(deps, actor)
        if (newest === known.get(actor.organisationId)) continue
        known.set(actor.organisationId, newest)
        await stream.writeSSE({ event: 'changed', data: JSON.stringify({ organisationId: actor.organisationId }) })
        silent = 0
      }
      if (silent >= looksPerHeartbeat) await stream.write(': still here\n\n')
      if (silent >= looksPerHeartbeat) silent = 0
    }
  } finally {
    stop()
  }
}

async function newestOf(deps: Deps, actor: Actor): Promise<number> {
  return deps.db.inBoard(actor, async (tx) => {
    const news = and(eq(event.organisationId, tx.organisationId), notInArray(event.type, reads))
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
