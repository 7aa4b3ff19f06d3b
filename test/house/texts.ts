import type { Slip, Source } from './tree.ts'

/** `report.done.title` -> sentence, for one file of texts. */
export function flatten(value: unknown, prefix: string, into = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) flatten(item, `${prefix}.${key}`, into)
  else into.set(prefix, value)
  return into
}

/** All sentences of a language, by the name of their file and their keys. */
export function sentencesOf(sources: readonly Source[], locale: string): Map<string, unknown> {
  const all = new Map<string, unknown>()
  for (const { path, text } of sources) {
    const [, file] = new RegExp(`^shared/text/${locale}/(.+)\\.json$`).exec(path) ?? []
    if (file) flatten(JSON.parse(text), file, all)
  }
  return all
}

const placeholders = (sentence: unknown) => [...new Set([...String(sentence).matchAll(/\{\s*(\w+)\s*\}/g)].map((m) => m[1]))].toSorted().join(',')

function sentenceSlips(key: string, nl: unknown, en: unknown): Slip[] {
  if (nl === undefined || en === undefined) return [`${key} has no ${nl === undefined ? 'nl' : 'en'} sentence`]
  if ([nl, en].some((s) => typeof s !== 'string' || s.trim() === '')) return [`${key} is empty or no sentence`]
  if (placeholders(nl) !== placeholders(en)) return [`${key} fills in {${placeholders(nl)}} in nl and {${placeholders(en)}} in en`]
  return [nl, en].some((s) => String(s).includes('!')) ? [`${key} has an exclamation mark`] : []
}

export function pairSlips(nl: ReadonlyMap<string, unknown>, en: ReadonlyMap<string, unknown>): Slip[] {
  return [...new Set([...nl.keys(), ...en.keys()])].toSorted().flatMap((key) => sentenceSlips(key, nl.get(key), en.get(key)))
}

/** One sentence, or a title and a detail, for each of a closed list. */
export function missing(known: ReadonlyMap<string, unknown>, file: string, codes: readonly string[]): Slip[] {
  const keys = [...known.keys()]
  return codes
    .filter((code) => !keys.some((key) => key === `${file}.${code}` || key.startsWith(`${file}.${code}.`)))
    .map((code) => `${file}.${code} has no sentence`)
}

const asked = /(?<![\w])\$?t\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`]+)`)/g

/** Of `report.${state}.title` what stands before the first variable and after the last. */
const fits = (known: string, asked: string) => known.startsWith(asked.slice(0, asked.indexOf('${'))) && known.endsWith(asked.slice(asked.lastIndexOf('}') + 1))

/** Keys that a screen asks for and nobody wrote. */
export function askedSlips(sources: readonly Source[], known: ReadonlyMap<string, unknown>): Slip[] {
  const keys = [...known.keys()]
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(asked)].flatMap((match) => {
      const key = match[1] ?? match[2] ?? match[3] ?? ''
      const line = text.slice(0, match.index).split('\n').length
      return known.has(key) || (key.includes('${') && keys.some((k) => fits(k, key))) ? [] : [`${path}:${line} asks for ${key}, which nobody wrote`]
    }),
  )
}
