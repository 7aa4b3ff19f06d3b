import { expect, it } from 'vitest'
import { eventTypes } from '../../shared/event.ts'
import { problems } from '../../shared/problem.ts'
import { askedSlips, missing, pairSlips, sentencesOf } from './texts.ts'
import { code, files } from './tree.ts'

const texts = files('shared/text/**/*.json')
const nl = sentencesOf(texts, 'nl')
const en = sentencesOf(texts, 'en')
const one = (sentence: string) => new Map<string, unknown>([['report.title', sentence]])

it.each([
  ['a missing translation', one('Melden'), new Map()],
  ['an empty sentence', one('Melden'), one(' ')],
  ['another placeholder', one('Dag {name}'), one('Hello {person}')],
  ['an exclamation mark', one('Klaar!'), one('Done')],
])('finds %s', (_, dutch, english) => {
  expect(pairSlips(dutch, english)).toHaveLength(1)
})

it('finds a key that a screen asks for and nobody wrote', () => {
  const screen = {
    path: 'web/a.vue',
    text: "<p>{{ $t('report.gone') }}</p><p>{{ t(`nothing.${x}`) }}</p><p>{{ $t('report.title') }}{{ $t(`report.${x}`) }}</p>",
  }
  expect(askedSlips([screen], one('Melden'))).toEqual([
    'web/a.vue:1 asks for report.gone, which nobody wrote',
    'web/a.vue:1 asks for nothing.${x}, which nobody wrote',
  ])
})

it('finds an event without a sentence', () => {
  expect(missing(one('Melden'), 'event', ['incident.reported'])).toHaveLength(1)
})

it('has every sentence in nl and en, with the same things filled in', () => {
  expect(nl.size).toBeGreaterThan(50)
  expect(pairSlips(nl, en)).toEqual([])
})

it('has a sentence for every event and every refusal', () => {
  const codes = Object.keys(problems)
  expect([...missing(nl, 'event', eventTypes), ...missing(nl, 'problem', codes)]).toEqual([])
})

it('has every sentence a screen asks for', () => {
  const screens = code().filter((s) => s.path.startsWith('web/') && !s.path.startsWith('web/build/'))
  expect(askedSlips(screens, nl)).toEqual([])
})
