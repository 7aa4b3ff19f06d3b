import { laws, seeds, type Source } from '../../shared/training/sources.ts'
import type { Localised } from '../../shared/training/module.ts'

/** Where something comes from, for a reader: the sentence it goes in and what fills it. */
export type SourceWords = { key: 'chapter' | 'example' | 'law'; title?: Localised; about?: Localised; chapter?: string; article?: string; example?: number }

function wordsOf(source: Source): SourceWords {
  if ('law' in source) return { key: 'law', article: source.law, about: laws[source.law] }
  const from = { title: seeds[source.seed].title, chapter: source.chapter }
  return source.example === undefined ? { key: 'chapter', ...from } : { key: 'example', ...from, example: source.example }
}

/** Each source once, in the order in which the questions name them. */
export const sourceWords = (sources: readonly Source[]): SourceWords[] => [
  ...new Map(sources.map((source) => [JSON.stringify(source), wordsOf(source)])).values(),
]
