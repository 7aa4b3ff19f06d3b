import { useI18n } from '../ui/useSentences.ts'
import { goesToOf, isFor, type GoesTo } from './goes-to.ts'

/** For whom a report is, in words; the sentences are those of the form. */
export function useGoesTo() {
  const { t, locale } = useI18n()

  const goesTo = (to: GoesTo): string => t(`form.to.${to.addressee === 'chair' ? 'chair' : isFor(to, 'dpo') ? 'dpo' : 'team'}Short`)

  /** "Niet naar de FG en het hoofd ICT."; empty where nobody was left out. */
  function notTo(to: GoesTo): string {
    const roles = goesToOf(to).notTo.map((role) => t(`form.to.role.${role}`))
    return roles.length > 0 ? t('form.to.not', { who: new Intl.ListFormat(locale.value).format(roles) }) : ''
  }

  return { goesTo, notTo }
}
