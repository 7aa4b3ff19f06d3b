import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { writeMoment } from '../ui/useMoments.ts'
import { amsterdamMoments } from '../ui/wall-clock.ts'

/** A day and an hour as they stand on Amsterdam's wall; both empty where nothing was filled in. */
export type Wall = { day: string; hour: string }

export const wallOf = (at: Instant | null): Wall => (at === null ? { day: '', hour: '' } : { day: amsterdamDay(at), hour: writeMoment(at, 'hour', 'nl') })

/** Null where nothing stands there, undefined where it cannot be read. What nobody touched keeps its exact moment; of an hour that came twice the first is taken, which is the earlier one. */
export function instantOf({ day, hour }: Wall, before: Instant | null = null): Instant | null | undefined {
  const was = wallOf(before)
  if (before !== null && was.day === day && was.hour === hour) return before
  if (day === '' && hour === '') return null
  return amsterdamMoments(day, hour)[0]
}

type Slip = { id: string; text: string }
type Ask = { id: string; before?: Instant | null; side?: 'past' | 'future'; needed?: boolean }

/** What is wrong with it: a part that is missing, or on the wrong side of now. `word`: the words of this subject's `error`. */
export function wrongMoment(wall: Wall, { id, before = null, side, needed = false }: Ask, word: (name: 'day' | 'hour' | 'past' | 'future') => string): Slip[] {
  const at = instantOf(wall, before)
  if (at === null) return needed ? [{ id, text: word('day') }] : []
  if (at === undefined) return wall.day === '' ? [{ id, text: word('day') }] : [{ id: `${id}-hour`, text: word('hour') }]
  const now = new Date().toISOString()
  if (side === 'past' && at > now) return [{ id, text: word('future') }]
  return side === 'future' && at <= now && at !== before ? [{ id, text: word('past') }] : []
}
