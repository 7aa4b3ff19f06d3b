import { useI18n } from './ui/useSentences.ts'
import { useWallMoment } from './ui/useWallMoment.ts'

/** A day and an hour that are filled in, the moment they make, and what is wrong with it: not readable, or on the wrong side of now. */
export function useMomentField(id: string, side: 'past' | 'future', take: 'first' | 'last' = 'first') {
  const { t } = useI18n()
  const moment = useWallMoment(side, take)

  function wrong(): { id: string; text: string }[] {
    if (moment.day.value === '') return [{ id, text: t('terms.error.day') }]
    if (moment.at.value === undefined) return [{ id: `${id}-hour`, text: t('terms.error.hour') }]
    const isPast = moment.at.value <= new Date().toISOString()
    if (isPast === (side === 'past')) return []
    return [{ id, text: t(side === 'past' ? 'terms.error.future' : 'terms.error.past') }]
  }
  return { ...moment, wrong }
}
