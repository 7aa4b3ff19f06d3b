import type { LogRow, someEmployee, someReporter } from '../../shared/access/log-views.ts'
import { isInstant } from '../../shared/instant.ts'
import { writeMoment } from '../ui/useMoments.ts'
import { useI18n } from '../ui/useSentences.ts'

/** Who is no person has a name of its own. */
const nobodies: string[] = [
  'reporter' satisfies typeof someReporter,
  'employee' satisfies typeof someEmployee,
  'system',
  'elsewhere',
  'import',
  'retention',
  'handIn',
  'questionLink',
]

/** One row of the log in words. Contents never stand in it, so neither do they here. */
export function useLogWords() {
  const { t, te, locale } = useI18n()

  function nameOf(actor: string, name: string | null): string {
    return nobodies.includes(actor) ? t(`log.who.${actor}`) : (name ?? actor)
  }

  /** Only people can be asked for by name. */
  const isPerson = ({ actor }: LogRow): boolean => !nobodies.includes(actor)

  /** What a newer server logs, this app may have no sentence for: its code says something, too. */
  const deed = (type: string): string => (te(`event.${type}`) ? t(`event.${type}`) : type)

  function say(value: LogRow['facts'][string]): string {
    if (typeof value === 'boolean') return t(`log.fact.${value ? 'yes' : 'no'}`)
    if (isInstant(value)) return writeMoment(value, 'short', locale.value)
    const known = ['session.role', 'log.value', 'event'].find((place) => te(`${place}.${String(value)}`))
    return known ? t(`${known}.${String(value)}`) : String(value)
  }

  const facts = ({ facts: all }: LogRow): string =>
    Object.entries(all)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => `${te(`log.fact.${key}`) ? t(`log.fact.${key}`) : key}: ${say(value)}`)
      .join(' · ')

  return { nameOf, isPerson, deed, facts }
}
