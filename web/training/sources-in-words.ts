import { laws, seeds, type SeedNumber, type Source } from '../../shared/training/sources.ts'
import type { Localised } from '../../shared/training/module.ts'

/** How the chapters of the seeds are numbered, and the sentence each goes in. */
const places: readonly (readonly [form: RegExp, key: Place['key']])[] = [
  [/^H(\S+)$/, 'chapter'],
  [/^art\. (\S+)$/, 'article'],
  [/^vraag (\S+)$/, 'question'],
  [/^(\d+)$/, 'step'],
  [/^(\d[\d.]*)$/, 'section'],
  [/^(\S+) (\d+)$/, 'annex'],
]
/** `n` in which numbering; `of`: the annex. `name`: a chapter that has a name and no number */
export type Place = { key: 'chapter' | 'article' | 'question' | 'step' | 'section' | 'annex' | 'name'; n: string; of?: string }

export function placeOf(seed: SeedNumber, chapter: string): Place {
  for (const [form, key] of places) {
    // Of the ten steps the number is a step; elsewhere a bare number is a section.
    if (key === 'step' && seed !== '004') continue
    const [, first = '', second] = form.exec(chapter) ?? []
    if (first) return second === undefined ? { key, n: first } : { key, n: second, of: first }
  }
  return { key: 'name', n: chapter }
}

/** Where something comes from, for a reader: the sentence it goes in and what fills it. */
export type SourceWords = { key: 'chapter' | 'example' | 'law'; title?: Localised; about?: Localised; place?: Place; article?: string; example?: number }

function wordsOf(source: Source): SourceWords {
  if ('law' in source) return { key: 'law', article: source.law, about: laws[source.law] }
  const from = { title: seeds[source.seed].title, place: placeOf(source.seed, source.chapter) }
  return source.example === undefined ? { key: 'chapter', ...from } : { key: 'example', ...from, example: source.example }
}

/** Each source once, in the order in which the questions name them. */
export const sourceWords = (sources: readonly Source[]): SourceWords[] => [
  ...new Map(sources.map((source) => [JSON.stringify(source), wordsOf(source)])).values(),
]
