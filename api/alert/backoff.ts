import { hours, minutes } from '../../shared/instant.ts'

const waits = [5_000, 30_000, minutes(2), minutes(5), minutes(15)]

/** Milliseconds until the next try after this many attempts; a quarter of an hour in the end. */
export const waitAfter = (attempts: number): number => waits[Math.max(0, attempts - 1)] ?? minutes(15)

/** A claimed row is free again after this: longer than any sending may take, and growing, so that a row that never settles does not ring every minute. */
export const leaseFor = (attempts: number): number => Math.max(minutes(1), waitAfter(attempts))

/** After this a delivery that never got out is failed: longer than a mail server is down over a weekend day, no longer than the term it is about. */
export const giveUpAfter = hours(72)

/** After so many attempts that nothing came of (half a minute) another channel is tried beside this one, and nobody counts as rung by it. */
export const triedInVain = 3

/** So often one recipient may be refused for good while others get theirs: a greeting or a list that was wrong for a moment is no reason to give up. */
export const refusals = 3
