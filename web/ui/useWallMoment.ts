import { computed, ref, shallowRef } from 'vue'
import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { writeMoment } from './useMoments.ts'
import { amsterdamMoments } from './wall-clock.ts'

/**
 * A day and an hour of Amsterdam's clocks and the moment they make. What was put there keeps its exact moment while nobody touches it. Of an
 * hour that came twice the `first` or the `last` is taken, on the right side of now where only one lies there; `twice` says which.
 */
export function useWallMoment(side: 'past' | 'future', take: 'first' | 'last') {
  const day = ref('')
  const hour = ref('')
  const given = shallowRef<{ at: Instant | null; day: string; hour: string }>({ at: null, day: '', hour: '' })
  const touched = computed(() => day.value !== given.value.day || hour.value !== given.value.hour)
  const all = computed(() => amsterdamMoments(day.value, hour.value))

  function taken(): Instant | undefined {
    const now = new Date().toISOString()
    const there = all.value.filter((one) => one <= now === (side === 'past'))
    return (there.length > 0 ? there : all.value).at(take === 'first' ? 0 : -1)
  }
  const at = computed(() => (touched.value || given.value.at === null ? taken() : given.value.at))
  const twice = computed(() => (touched.value && all.value.length > 1 ? (at.value === all.value[0] ? ('first' as const) : ('last' as const)) : undefined))

  function set(instant: Instant | null) {
    day.value = instant === null ? '' : amsterdamDay(instant)
    hour.value = instant === null ? '' : writeMoment(instant, 'hour', 'nl')
    given.value = { at: instant, day: day.value, hour: hour.value }
  }
  return { day, hour, at, twice, touched, set }
}
