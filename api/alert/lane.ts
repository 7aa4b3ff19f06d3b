import { between, minutes, plus, type Instant } from '../../shared/instant.ts'
import type { Lane } from './lane-store.ts'

/** Sendings under way at once in a lane: so many handfuls, each of one board. One mail server takes them one person at a time, so there a handful may be larger. */
const handfuls = 4
const perHandful = { push: 16, mail: 48, sms: 16 } as const satisfies Record<Lane, number>

/** How long a lane that is down is left alone before the next row tries it. */
const holds = [5_000, 30_000, minutes(1)] as const

export type Went = { id: string; personId: string; state: 'sent' | 'retry' | 'gone' | 'failed' | 'skipped' | 'waiting'; answer: string }

/**
 * One channel's own queue: what is slow or dead there holds up no other. Push services are many, mail and text messages each go
 * through one server: where that is down, one row at a time tries whether it is back, and the others keep their place. An address that nobody has is its own trouble.
 */
export function makeLane(name: Lane) {
  /** people to whom nothing got through since something last did; and of those for whom it may pass */
  const [refused, forNow] = [new Set<string>(), new Set<string>()]
  const putOff = new Set<string>()
  const underWay = new Map<Promise<void>, string>()
  const oneServer = name !== 'push'
  let [held, until] = [0, '' as Instant]
  let [alone, away, works] = [false, false, false]

  /** How many rows may be claimed now; 0: no room, or it is down and was tried a moment ago. */
  function room(now: Instant): number {
    if (held > 0) return underWay.size === 0 && between(until, now) >= 0 ? 1 : 0
    return underWay.size < handfuls ? (alone ? 1 : perHandful[name]) : 0
  }

  function comesBack(): true {
    held = 0
    away = false
    forNow.clear()
    putOff.clear()
    return true
  }

  /**
   * Whether what waits here should be tried again now: the lane works again and did not before, or its first message since this process began
   * got through. A server that answers nobody is down at once; one that puts off several people is too, until something gets through.
   */
  function note(went: readonly Went[], now: Instant): boolean {
    if (!oneServer) return false
    if (went.some(({ state }) => state === 'sent' || state === 'failed')) {
      const through = went.some(({ state }) => state === 'sent')
      const back = held > 0 || (through && !works)
      refused.clear()
      works ||= through
      return comesBack() && back
    }
    const failed = went.filter(({ state }) => state === 'retry')
    if (failed.length === 0) return false
    for (const { personId } of failed) refused.add(personId)
    const others = failed.filter(({ answer }) => !isOwnTrouble(answer))
    for (const { id, personId } of others) {
      forNow.add(personId)
      putOff.add(id)
    }
    const answers = others.length < failed.length
    if (refused.size > 1) works = false
    if (answers && away) return comesBack()
    away = others.some(({ answer }) => isAway(answer))
    if (away) works = false
    if ((away || forNow.size > 1) && others.length > 0 && (held === 0 || between(until, now) >= 0)) {
      until = plus(now, away ? (holds[held] ?? minutes(1)) : holds[0])
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
    /** what a server that answers would not take just now: anything else is tried first */
    putOff: () => (held > 0 && !away ? [...putOff] : []),
    /** messages get through to others: what is refused for good is no trouble of the server's */
    works: () => works,
    /** in these everything of one board goes in order, so one handful of it at a time */
    busyBoards: () => (oneServer ? [...underWay.values()] : []),
  }
}
export type LaneState = ReturnType<typeof makeLane>

/** Nobody answers, or says that he answers nobody: no other message would fare better. A bad address, a bad message or a refusal may be that row's own trouble. */
export const isAway = (answer: string): boolean => /^(?:smtp|sms) (?:E(?!ENVELOPE|MESSAGE|STREAM)[A-Z_]+|421|53\d)$/.test(answer)

/** Refused for good, or never accepted as a message: another to somebody else may fare better. */
export const isOwnTrouble = (answer: string): boolean => !isAway(answer) && /^smtp (?:5\d\d|EENVELOPE|EMESSAGE|ESTREAM)/.test(answer)
