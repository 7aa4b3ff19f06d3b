import { computed, toValue, type MaybeRefOrGetter, type Ref } from 'vue'
import { useI18n } from '../ui/useSentences.ts'
import { stageAt, type Stage } from '../../shared/deadline/deadline.ts'
import { between, hours, type Instant } from '../../shared/instant.ts'
import { useDuration } from '../ui/useDuration.ts'

const icons = { onTime: 'circle-check', hurry: 'clock', late: 'triangle-alert' } as const
const tones = { onTime: 'ok', hurry: 'warn', late: 'late' } as const
/** Hours left at which a screen reader is told; in between the clock is silent. */
const thresholds = [48, 24, 12, 6, 3, 1, 0] as const

/** The last threshold that was passed: it changes seldom, so it may be read out when it does. */
export const thresholdOf = ({ leftMs }: Pick<Stage, 'leftMs'>): number | undefined => thresholds.findLast((left) => leftMs <= hours(left))

/** A deadline in words and shape: how long, which state, how much of the circle is left (0..1). */
export function useDeadline(now: Readonly<Ref<Instant>>, of: MaybeRefOrGetter<{ awareAt: Instant; deadlineAt: Instant }>) {
  const { t } = useI18n()
  const duration = useDuration()
  const stage = computed(() => stageAt(now.value, toValue(of).deadlineAt))

  /** "Nog 2 dagen en 4 uur", or how long it is past */
  const words = computed(() =>
    t(stage.value.name === 'late' ? 'deadline.over' : 'deadline.left', {
      time: duration(Math.abs(stage.value.leftMs), { coarse: stage.value.name === 'late' }),
    }),
  )

  /** The same in the space of a list, where the word for the state stands in front. */
  const brief = computed(() => {
    const time = duration(Math.abs(stage.value.leftMs), { coarse: true })
    return stage.value.name === 'late' ? time : t('deadline.left', { time })
  })

  /** "52u", "+3u", "12m": for in the ring */
  const short = computed(() => {
    const { days, hours: h, minutes: m } = stage.value.left
    const total = days * 24 + h
    const sign = stage.value.name === 'late' ? '+' : ''
    return (
      sign + (total > 99 ? t('deadline.shortDays', { n: days }) : total > 0 ? t('deadline.shortHours', { n: total }) : t('deadline.shortMinutes', { n: m }))
    )
  })

  const share = computed(() => {
    const term = between(toValue(of).awareAt, toValue(of).deadlineAt)
    return term > 0 ? Math.min(1, Math.max(0, stage.value.leftMs / term)) : 0
  })

  return {
    stage,
    words,
    brief,
    short,
    share,
    icon: computed(() => icons[stage.value.name]),
    tone: computed(() => tones[stage.value.name]),
    threshold: computed(() => thresholdOf(stage.value)),
  }
}
