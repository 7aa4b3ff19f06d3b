import type { Facts } from '../../shared/breach/facts.ts'
import type { Choice } from '../../shared/breach/votes.ts'
import { days, hours, plus, readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { TakeInput } from './take-decision.ts'

/** People are told within a day, within four hours where logins leaked; leave not to tell is for thirty days at most (protocol 8). */
const tellWithin = (facts: Facts) => (facts.passwords === 'yes' ? hours(4) : hours(24))
export const postponedAtMost = days(30)

export type Planned = { plannedAt: Instant | null; askedBy: 'police' | 'om' | null }

/** The moment that goes with what was decided about people. Refuses: decision.postponement, deadline.inPast, deadline.tooFar, request.invalid. */
export function plannedFor(outcome: Choice, facts: Facts, { plannedAt, postponement }: TakeInput, at: Instant): Planned {
  if (outcome === 'communicate' || outcome === 'publicNotice')
    return { plannedAt: plannedAt === undefined ? plus(at, tellWithin(facts)) : ahead(plannedAt, at, postponedAtMost, 'plannedAt'), askedBy: null }
  if (outcome !== 'postpone') return { plannedAt: null, askedBy: null }
  if (!postponement) throw new Problem('decision.postponement', { field: 'postponement' })
  return { plannedAt: ahead(postponement.until, at, postponedAtMost, 'postponement'), askedBy: postponement.askedBy }
}

function ahead(given: string, now: Instant, atMost: number, field: string): Instant {
  const at = readInstant(given)
  if (!at) throw new Problem('request.invalid', { field })
  if (at <= now) throw new Problem('deadline.inPast', { field })
  if (at > plus(now, atMost)) throw new Problem('deadline.tooFar', { field, limit: atMost / days(1) })
  return at
}
