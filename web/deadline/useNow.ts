import { onScopeDispose, ref, type Ref } from 'vue'
import type { Clock, Instant } from '../../shared/instant.ts'

const every = { minute: 60_000, second: 1_000 } as const

/** The device's clock. Tests hand over one of their own. */
const deviceClock: Clock = { now: () => new Date().toISOString() }

/**
 * Now, refreshed at each full minute or second. A hidden tab sleeps and is right again as soon as it is looked at.
 */
export function useNow({ every: step = 'minute', clock = deviceClock }: { every?: keyof typeof every; clock?: Clock } = {}): Readonly<Ref<Instant>> {
  const now = ref(clock.now())
  let timer: ReturnType<typeof setTimeout> | undefined

  function tick() {
    clearTimeout(timer)
    now.value = clock.now()
    if (document.visibilityState === 'hidden') return
    timer = setTimeout(tick, every[step] - (Date.parse(now.value) % every[step]))
  }

  tick()
  document.addEventListener('visibilitychange', tick)
  onScopeDispose(() => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', tick)
  })
  return now
}
