import type { Entry } from '../../shared/register/entry.ts'
import { useI18n } from '../ui/useSentences.ts'
import { useMoments } from '../ui/useMoments.ts'

/** What a field of an entry says, in the language of the screen; empty where it says nothing. */
export function useEntryWords() {
  const { t, locale } = useI18n()
  const { dateLong } = useMoments(locale)
  const day = (text: string) => dateLong.value(`${text}T12:00:00.000Z`)

  function wordsOf(entry: Entry, field: keyof Entry): string {
    const { occurred, people } = entry
    if (field === 'registerKind') return entry.registerKind ? t(`register.kind.${entry.registerKind}`) : ''
    if (field === 'happened') return (entry.happened ?? []).map((one) => t(`register.happened.${one}`)).join(', ')
    if (field === 'occurred') {
      if (!occurred) return ''
      if (occurred.known === 'unknown') return t('register.entry.unknown')
      return occurred.known === 'on' ? day(occurred.from) : `${day(occurred.from)} – ${day(occurred.to)}`
    }
    if (field === 'people') {
      if (!people) return ''
      if (people.known === 'unknown') return t('register.entry.unknown')
      return people.min === people.max ? String(people.min) : `${people.min} – ${people.max}`
    }
    return entry[field] ?? ''
  }
  return { wordsOf }
}
