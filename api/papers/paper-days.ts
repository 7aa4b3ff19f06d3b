import type { Lang } from '../text.ts'

const shape = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
const shapes = { nl: new Intl.DateTimeFormat('nl-NL', shape), en: new Intl.DateTimeFormat('en-GB', shape) }
const yearly = {
  nl: new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
}

/** 'YYYY-MM-DD' as people write it: 5 maart 2026. */
export const dayInWords = (day: string, lang: Lang): string => shapes[lang].format(new Date(`${day}T00:00:00.000Z`))

/** 'MM-DD' of every year: 1 juni. */
export const yearlyDayInWords = (day: string, lang: Lang): string => yearly[lang].format(new Date(`2028-${day}T00:00:00.000Z`))
