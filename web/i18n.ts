import { createI18n } from 'vue-i18n'
import common from '../shared/text/nl/common.json'
import home from '../shared/text/nl/home.json'
import offline from '../shared/text/nl/offline.json'
import report from '../shared/text/nl/report.json'
import { tellLanguage } from './shell/other-language.ts'

export const locales = ['nl', 'en'] as const
export type Locale = (typeof locales)[number]

/** One file of sentences, named as its file and as the first word of its keys. The first screen's come with it, in Dutch. */
const first = { common, home, offline, report }
type Files = Record<string, () => Promise<Record<string, unknown>>>
const files: Files = {
  ...import.meta.glob('../shared/text/en/{common,home,offline,report}.json', { import: 'default' }),
  ...import.meta.glob('../shared/text/{nl,en}/{advice,alert,app,deadline,device,form,handin,incident,mine,session}.json', { import: 'default' }),
} as Files

const wanted = new Set<string>(Object.keys(first))
const have = new Set<string>([...wanted].map((subject) => `nl/${subject}`))

export const i18n = createI18n({
  legacy: false,
  locale: 'nl',
  fallbackLocale: 'nl',
  missingWarn: import.meta.env?.DEV ?? false,
  fallbackWarn: false,
  messages: { nl: first, en: {} as typeof first },
})

async function load(locale: Locale): Promise<void> {
  const missing = [...wanted].filter((subject) => !have.has(`${locale}/${subject}`))
  await Promise.all(
    missing.map(async (subject) => {
      const file = files[`../shared/text/${locale}/${subject}.json`]
      if (!file) throw new Error(`No text ${locale}/${subject}`)
      i18n.global.mergeLocaleMessage(locale, { [subject]: await file() })
      have.add(`${locale}/${subject}`)
    }),
  )
}

/** The sentences of a screen that is not the first one; they come with it. */
export async function needTexts(...subjects: string[]): Promise<void> {
  for (const subject of subjects) wanted.add(subject)
  await load(i18n.global.locale.value as Locale)
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
export async function setLocale(locale: Locale): Promise<void> {
  await load(locale)
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
  void tellLanguage(locale).catch(() => undefined)
  try {
    localStorage.setItem(key, locale)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Before the first paint: the remembered language. Without a network and never loaded, Dutch will do. */
export async function startLocale(): Promise<void> {
  if (remembered() !== 'nl') await setLocale(remembered()).catch(() => undefined)
}
