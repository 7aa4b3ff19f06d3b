import { between, earliest, minutes, plus, type Instant } from '../instant.ts'

/** A phone whose clock is less off than this is taken at its word. */
const tolerance = minutes(2)

/** When an answer was given, by the office's clock: a phone's clock is put right by what it says at sending, and nothing lies later than its arrival. */
export function givenAt(answeredAt: Instant, sentAt: Instant, arrivedAt: Instant): Instant {
  const skew = between(sentAt, arrivedAt)
  return earliest(arrivedAt, Math.abs(skew) > tolerance ? plus(answeredAt, skew) : answeredAt)
}
