import type { Instant } from '../../shared/instant.ts'
import { useMoments } from '../ui/useMoments.ts'
import { useI18n } from '../ui/useSentences.ts'
import { daysUntil } from './module-state.ts'

/** Days as one says them: "morgen", "over 3 dagen", and beyond two weeks the date. */
export function useWhen() {
  const { t, locale } = useI18n()
  const { dateLong } = useMoments(locale)
  return (at: Instant, now: Instant): string => {
    const n = daysUntil(at, now)
    if (n <= 1) return t(n === 0 ? 'training.when.today' : 'training.when.tomorrow')
    return n <= 14 ? t('training.when.days', { n }) : t('training.when.date', { date: dateLong.value(at) })
  }
}
