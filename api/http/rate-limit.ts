import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../shared/problem.ts'

/** Points per so many seconds. A refusal is 429 with Retry-After: a phone waits and loses nothing. */
export const rateLimits = {
  /** asking for a sign-in code, per address: mails nobody asked for are a nuisance */
  codePerAddress: { points: 5, duration: 15 * 60 },
  /** asking for or trying codes, per network: a school of hundreds sits behind one address */
  codePerNetwork: { points: 300, duration: 15 * 60 },
  /** trying codes, per address, on top of five tries per code */
  tryPerAddress: { points: 20, duration: 15 * 60 },
  /** reports, photos and messages, per person: a queue of weeks drains in a minute */
  writePerPerson: { points: 1200, duration: 60 },
  /** every other request with a session */
  readPerPerson: { points: 6000, duration: 60 },
  /** requests without a session, per network */
  perNetwork: { points: 3000, duration: 60 },
} as const
export type LimitName = keyof typeof rateLimits

export interface Limits {
  /** takes one point; throws request.tooMany with the seconds to wait */
  take: (name: LimitName, key: string) => Promise<void>
}

export function makeLimits(): Limits {
  const limiters = new Map<LimitName, RateLimiterMemory>()
  const limiterOf = (name: LimitName) => {
    const known = limiters.get(name)
    if (known) return known
    const made = new RateLimiterMemory({ keyPrefix: name, ...rateLimits[name] })
    limiters.set(name, made)
    return made
  }
  return {
    take: async (name, key) => {
      try {
        await limiterOf(name).consume(key)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw new Problem('request.tooMany', { retryAfter: Math.ceil(refused.msBeforeNext / 1000) })
      }
    },
  }
}
