import { between, minutes, plus, type Instant } from '../../shared/instant.ts'
import type { Lane } from './lane-store.ts'

/** Sendings under way at once in a lane: so many handfuls, each of one board. One mail server takes them one person at a time, so there a handful may be larger. */
const handfuls = 4
const perHandful = { push: 16, mail: 48, sms: 16 } as const satisfies Record<Lane, number>

/** How long a lane that is down is left alone before the next row tries it. */
const holds = [5_000, 30_000, minutes(1)]

export type Went = { id: string; state: 'sent' | 'retry' | 'gone' | 'failed' | 'skipped' | 'waiting'; answer: string }

/**
 * One channel's own queue: what is slow or dead there holds up no other. Push services are many, mail and text messages each go
 * through one server: where that is down, one row at a time tries whether it is back, and the others keep their place.
 */
export function makeLane(name: Lane) {
  const refused = new Set<string>()
  const underWay = new Map<Promise<void>, string>()
  const oneServer = name !== 'push'
  let [held, until] = [0, '' as Instant]
  let [alone, away] = [false, false]

  /** How many rows may be claimed now; 0: no room, or it is down and was tried a moment ago. */
  function room(now: Instant): number {
    if (held > 0) return underWay.size === 0 && between(until, now) >= 0 ? 1 : 0
    return underWay.size < handfuls ? (alone ? 1 : perHandful[name]) : 0
  }

  /** Whether the lane works again, and did not before. One row that keeps being refused is that row's trouble: two in a row are the lane's. */
  function note(went: readonly Went[], now: Instant): boolean {
    if (!oneServer) return false
    if (went.some(({ state }) => state === 'sent' || state === 'failed')) {
      const back = held > 0
      refused.clear()
      held = 0
      return back
    }
    const failed = went.filter(({ state }) => state === 'retry')
    for (const { id } of failed) refused.add(id)
    if (failed.length > 0) away = failed.some(({ answer }) => isAway(answer))
    const down = refused.size > 1 || away
    if (failed.length > 0 && down && (held === 0 || between(until, now) >= 0)) {
      until = plus(now, holds[held] ?? minutes(1))
      held += 1
    }
    return false
  }

  return {
    name,
    underWay,
    room,
    note,
    /** after a failure of ours one row at a time, so that a bad one stands alone */
    takeAlone: (one: boolean) => void (alone = one),
    isDown: () => held > 0,
    /** nobody answers at all, whatever one sends */
    isAway: () => held > 0 && away,
    /** in these everything of one board goes in order, so one handful of it at a time */
    busyBoards: () => (oneServer ? [...underWay.values()] : []),
  }
}
export type LaneState = ReturnType<typeof makeLane>

/** Nobody answers, or says that he answers nobody: no other message would fare better. A bad address, a bad message or a refusal may be that row's own trouble. */
export const isAway = (answer: string): boolean => /^(?:smtp|sms) (?:E(?!ENVELOPE|MESSAGE|STREAM)[A-Z_]+|421)$/.test(answer)
