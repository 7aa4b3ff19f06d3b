import { earliest, type Instant } from '../instant.ts'

/**
 * When the school became aware of an incident of several reports: with the earliest of them (protocol 11, Joining). `first`: of the report it
 * began with; `reports`: when each was discovered; `joined`: what counted for those that came from elsewhere, which may have been set earlier.
 */
export const joinedAware = (first: Instant, reports: readonly Instant[], joined: readonly Instant[]): Instant => earliest(first, ...reports, ...joined)
