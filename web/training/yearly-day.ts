import { readDay } from '../../shared/instant.ts'

const pad = (n: string) => n.padStart(2, '0')

/** '9', '3' -> '03-09'; nothing when that day is not there in every year. */
export const yearlyDay = (day: string, month: string): string | undefined => {
  const written = `${pad(month)}-${pad(day)}`
  // 2027 has no 29 February: what exists in it exists in every year.
  return readDay(`2027-${written}`) === undefined ? undefined : written
}

/** '03-09' -> "9 maart". */
export const writeDay = (monthDay: string, locale: string): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`2028-${monthDay}T12:00:00Z`))

/** Their names in the language of the screen, as a list to choose from. */
export const months = (locale: string): { value: string; label: string }[] =>
  Array.from({ length: 12 }, (_, n) => ({
    value: String(n + 1),
    label: new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2027, n, 15))),
  }))
