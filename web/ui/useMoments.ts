import { computed, type Ref } from 'vue'
import type { Instant } from '../../shared/instant.ts'

const timeZone = 'Europe/Amsterdam'
const hour = { hour: '2-digit', minute: '2-digit', timeZone } as const
const shapes = {
  /** do 5 maart 10:15 */
  day: { weekday: 'short', day: 'numeric', month: 'long', ...hour },
  /** do 5 maart 2026 10:15:20 */
  exact: { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', second: '2-digit', ...hour },
  /** 5 mrt 10:15 */
  short: { day: 'numeric', month: 'short', ...hour },
  /** 5 mrt */
  date: { day: 'numeric', month: 'short', timeZone },
  /** 5 maart 2026 */
  dateLong: { day: 'numeric', month: 'long', year: 'numeric', timeZone },
  /** 10:15 */
  hour,
} as const satisfies Record<string, Intl.DateTimeFormatOptions>
type Shape = keyof typeof shapes

/** Every moment on a screen is Amsterdam's wall clock, whatever zone the device is in. */
export function writeMoment(instant: Instant, shape: Shape, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, shapes[shape]).formatToParts(new Date(instant))
  // Engines differ in what they put between date and hour: "at", "om", a comma. A space reads well everywhere.
  return parts.map(({ type, value }) => (type === 'literal' && /,|\bat\b|\bom\b/.test(value) ? ' ' : value)).join('')
}

/** Moments in the language of the screen. */
export function useMoments(locale: Ref<string>) {
  const write = (shape: Shape) => computed(() => (instant: Instant) => writeMoment(instant, shape, locale.value))
  return { day: write('day'), exact: write('exact'), date: write('date'), short: write('short'), dateLong: write('dateLong'), hour: write('hour') }
}
