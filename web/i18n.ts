import common from '../shared/text/nl/common.json'
import home from '../shared/text/nl/home.json'
import offline from '../shared/text/nl/offline.json'
import report from '../shared/text/nl/report.json'
import { tellLanguage } from './shell/other-language.ts'
import { locale, put } from './ui/useSentences.ts'

export { i18n } from './ui/useSentences.ts'

export const locales = ['nl', 'en'] as const
export type Locale = (typeof locales)[number]

/** One file of sentences, named as its file and as the first word of its keys. The first screen's come with it, in Dutch. */
const first = { common, home, offline, report }
type Files = Record<string, () => Promise<Record<string, unknown>>>
const files: Files = {
  ...import.meta.glob('../shared/text/en/{common,home,offline,report}.json', { import: 'default' }),
  ...import.meta.glob(
    '../shared/text/{nl,en}/{advice,alert,app,deadline,device,fence,form,handin,incident,kept,keys,mine,search,session,terms,training}.json',
    {
      import: 'default',
    },
  ),
} as Files

const wanted = new Set<string>(Object.keys(first))
const have = new Set<string>([...wanted].map((subject) => `nl/${subject}`))

put('nl', first)

async function load(lang: Locale): Promise<void> {
  const missing = [...wanted].filter((subject) => !have.has(`${lang}/${subject}`))
  await Promise.all(
    missing.map(async (subject) => {
      const name = `../shared/text/${lang}/${subject}.json`
      const file = files[name] ?? (await import('./desk-texts.ts')).deskTexts[name]
      if (!file) throw new Error(`No text ${lang}/${subject}`)
      put(lang, { [subject]: await file() })
      have.add(`${lang}/${subject}`)
    }),
  )
}

/** The sentences of a screen that is not the first one; they come with it. */
export async function needTexts(...subjects: string[]): Promise<void> {
  for (const subject of subjects) wanted.add(subject)
  await load(locale.value as Locale)
}

const key = 'seintje.lang'

/** The language this device was last set to; Dutch until somebody chose. */
function remembered(): Locale {
  try {
    return locales.find((locale) => locale === localStorage.getItem(key)) ?? 'nl'
  } catch {
    return 'nl'
  }
}

/** Switches the language and remembers it on this device. */
export async function setLocale(lang: Locale): Promise<void> {
  await load(lang)
  locale.value = lang
  document.documentElement.lang = lang
  void tellLanguage(lang).catch(() => undefined)
  try {
    localStorage.setItem(key, lang)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Before the first paint: the remembered language. Without a network and never loaded, Dutch will do. */
export async function startLocale(): Promise<void> {
  if (remembered() !== 'nl') await setLocale(remembered()).catch(() => undefined)
}
