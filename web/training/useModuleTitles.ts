import { useI18n } from '../ui/useSentences.ts'
import { titles } from './titles.ts'

/** What modules are called in the language of the screen; one this app does not know goes by its id. */
export function useModuleTitles() {
  const { locale } = useI18n()
  const lang = () => (locale.value === 'en' ? 'en' : 'nl')
  const titleOf = (id: string): string => titles.find((one) => one.id === id)?.title[lang()] ?? id
  const options = (except: readonly string[] = []) =>
    titles.filter(({ id }) => !except.includes(id)).map(({ id, title }) => ({ value: id, label: title[lang()] }))
  return { titleOf, options }
}
