import { useI18n } from './useSentences.ts'
import { days, hours, minutes } from '../../shared/instant.ts'

/** Elapsed time in words: "2 dagen en 4 uur", never more than two parts; minutes only where they matter, and with `coarse` only the largest part. */
export function useDuration() {
  const { t } = useI18n()
  const part = (unit: 'days' | 'hours' | 'minutes', n: number) => t(`common.duration.${unit}`, { n }, n)
  const join = (a: string, b: string | false) => (b ? t('common.duration.and', { a, b }) : a)

  return (ms: number, { coarse = false } = {}): string => {
    const d = Math.floor(ms / days(1))
    const h = Math.floor((ms % days(1)) / hours(1))
    const m = Math.floor((ms % hours(1)) / minutes(1))
    if (d > 0) return join(part('days', d), h > 0 && !coarse && part('hours', h))
    if (h > 0) return join(part('hours', h), h < 6 && m > 0 && !coarse && part('minutes', m))
    return m > 0 ? part('minutes', m) : t('common.duration.lessThanMinute')
  }
}
