import { readdirSync, readFileSync } from 'node:fs'
import { compile, createCoreContext, registerMessageCompiler, registerMessageResolver, resolveValue, translate } from '@intlify/core-base'

export const langs = ['nl', 'en'] as const
export type Lang = (typeof langs)[number]

registerMessageCompiler(compile)
registerMessageResolver(resolveValue)

/** The same sentences the screens read: shared/text/<lang>/<subject>.json becomes `<subject>.…`. */
function read(lang: Lang) {
  const folder = new URL(`../shared/text/${lang}/`, import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(files.map((name) => [name.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]))
}

const contextOf = (lang: Lang) =>
  createCoreContext({ locale: lang, messages: { [lang]: read(lang) }, fallbackLocale: false, missingWarn: false, fallbackWarn: false, warnHtmlMessage: false })
const contexts = { nl: contextOf('nl'), en: contextOf('en') }

/** A sentence in the reader's language; `count` chooses between singular and plural. Throws on a key that is not there. */
export function say(lang: Lang, key: string, params: Record<string, string | number> = {}): string {
  const count = params['count']
  const text = typeof count === 'number' ? translate(contexts[lang], key, params, { plural: count }) : translate(contexts[lang], key, params)
  if (typeof text !== 'string' || text === key) throw new Error(`no text ${key} in ${lang}`)
  return text
}

/** The first language of an Accept-Language header that we speak; Dutch otherwise. */
export function langOf(header: string | undefined): Lang {
  const wanted = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return langs.find((lang) => lang === wanted.find((want) => want === 'nl' || want === 'en')) ?? 'nl'
}
