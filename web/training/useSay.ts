import { useI18n } from '../ui/useSentences.ts'

/** What a module says, in the language of the screen. */
export function useSay() {
  const { locale } = useI18n()
  return (text: Readonly<{ nl: string; en: string | null }>): string => (locale.value === 'en' ? (text.en ?? text.nl) : text.nl)
}
