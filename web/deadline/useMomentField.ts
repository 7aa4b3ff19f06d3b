import { computed, ref } from 'vue'
import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { writeMoment } from '../ui/useMoments.ts'
import { useI18n } from '../ui/useSentences.ts'
import { amsterdamAt } from '../ui/wall-clock.ts'

/** A day and an hour that are filled in, the moment they make, and what is wrong with it: not readable, or on the wrong side of now. */
export function useMomentField(id: string, side: 'past' | 'future') {
  const { t } = useI18n()
  const day = ref('')
  const hour = ref('')
  const at = computed(() => amsterdamAt(day.value, hour.value))

  function set(instant: Instant | null) {
    day.value = instant === null ? '' : amsterdamDay(instant)
    hour.value = instant === null ? '' : writeMoment(instant, 'hour', 'nl')
  }

  function wrong(): { id: string; text: string }[] {
    if (day.value === '') return [{ id, text: t('terms.error.day') }]
    if (at.value === undefined) return [{ id: `${id}-hour`, text: t('terms.error.hour') }]
    const isPast = at.value <= new Date().toISOString()
    if (isPast === (side === 'past')) return []
    return [{ id, text: t(side === 'past' ? 'terms.error.future' : 'terms.error.past') }]
  }
  return { day, hour, at, set, wrong }
}
