import { ref, shallowReactive, type App } from 'vue'

/** The sentences of each language, as they stand in their files; a screen that shows one is drawn again when it comes. */
const sentences: Record<string, Record<string, unknown>> = {
  nl: shallowReactive<Record<string, unknown>>({}),
  en: shallowReactive<Record<string, unknown>>({}),
}
/** the language of the screen; web/i18n.ts sets it once its sentences are here */
export const locale = ref('nl')

/** Lays the sentences of a subject beside those that are there. */
export const put = (lang: string, subjects: Record<string, unknown>): void => void Object.assign((sentences[lang] ??= {}), subjects)

type Filling = Record<string, unknown>
const hole = /\{(?:'([^']*)'|(\w+))\}/g

function find(lang: string, key: string): string | undefined {
  let at: unknown = sentences[lang]
  for (const word of key.split('.')) at = (at as Record<string, unknown> | undefined)?.[word]
  return typeof at === 'string' ? at : undefined
}

/** "one | several", or "none | one | several": the one that goes with this count. */
function formFor(count: number, forms: readonly string[]): string {
  const at = forms.length === 2 ? (count === 1 ? 0 : 1) : Math.min(count, forms.length - 1)
  return forms[at] ?? ''
}

/**
 * A sentence of the files of shared/text, filled in: `{name}` is what goes by that name, `{'{'}` the sign itself, and of a
 * sentence in two or three forms the one that goes with `count`, which is `{n}` and `{count}` in it. Where a language lacks it,
 * the Dutch one; where that is not there either, the key.
 */
function t(key: string, filling: Filling | number = {}, count?: number): string {
  const n = typeof filling === 'number' ? filling : count
  const named: Filling = { n, count: n, ...(typeof filling === 'number' ? {} : filling) }
  const sentence = find(locale.value, key) ?? find('nl', key)
  if (sentence === undefined) return key
  const form = sentence.includes(' | ') ? formFor(n ?? 1, sentence.split(' | ')) : sentence
  return form.replace(hole, (_, sign: string | undefined, name: string) => sign ?? String(named[name] ?? ''))
}
/** whether a language has this sentence; the screen's own unless another is named */
const te = (key: string, lang = locale.value): boolean => find(lang, key) !== undefined

declare module 'vue' {
  interface ComponentCustomProperties {
    $t: typeof t
  }
}

export const i18n = { install: (app: App) => void (app.config.globalProperties.$t = t) }
export const useI18n = () => ({ t, te, locale })
