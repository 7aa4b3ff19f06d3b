import { amsterdamDay, amsterdamTime, type Instant } from '../instant.ts'

const months = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'] as const

/** As it goes into the form of the authority: 5 maart 2026 10:15, on Amsterdam's wall. */
export function writeDutch(instant: Instant): string {
  const [year = '', month = '', day = ''] = amsterdamDay(instant).split('-')
  return `${Number(day)} ${months[Number(month) - 1]} ${year} ${amsterdamTime(instant)}`
}
