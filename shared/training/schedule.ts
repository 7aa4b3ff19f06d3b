import type { Instant } from '../instant.ts'

/** How well something is remembered and when it comes back, as FSRS keeps it; moments are Instants, times in days. */
export type CardState = Readonly<{
  due: Instant
  stability: number
  difficulty: number
  scheduledDays: number
  learningSteps: number
  reps: number
  lapses: number
  state: 0 | 1 | 2 | 3
  lastReview: Instant | null
}>
