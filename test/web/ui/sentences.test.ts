import { beforeEach, expect, it } from 'vitest'
import { locale, put, useI18n } from '../../../web/ui/useSentences.ts'

const { t, te } = useI18n()
beforeEach(() => {
  put('nl', {
    probe: {
      plain: 'Klaar',
      step: 'Stap {n} van {total}',
      sign: "Schrijf {'{'}naam{'}'}",
      photos: '{n} foto | {n} foto’s',
      late: 'net voorbij | {count} uur | {count} uren',
    },
  })
  put('en', { probe: { plain: 'Done' } })
  locale.value = 'nl'
})

it('fills in what goes by a name, and leaves out what nobody gave', () => {
  expect(t('probe.plain')).toBe('Klaar')
  expect(t('probe.step', { n: 1, total: 3 })).toBe('Stap 1 van 3')
  expect(t('probe.step', { n: 1 })).toBe('Stap 1 van ')
  expect(t('probe.sign', { naam: 'x' })).toBe('Schrijf {naam}')
})

it('never reads what is filled in as a sentence', () => {
  expect(t('probe.step', { n: '{total} | $&', total: 3 })).toBe('Stap {total} | $& van 3')
})

it.each([
  [0, '0 foto’s'],
  [1, '1 foto'],
  [2, '2 foto’s'],
])('chooses between one and several for %i', (count, text) => {
  expect(t('probe.photos', count)).toBe(text)
  expect(t('probe.photos', { n: count }, count)).toBe(text)
})

it('knows a third form for none', () => {
  expect([0, 1, 5].map((count) => t('probe.late', count))).toEqual(['net voorbij', '1 uur', '5 uren'])
})

it('speaks the language of the screen, Dutch where that lacks a sentence, and the key where nobody has one', () => {
  locale.value = 'en'
  expect(t('probe.plain')).toBe('Done')
  expect(t('probe.step', { n: 2, total: 3 })).toBe('Stap 2 van 3')
  expect(t('probe.nowhere')).toBe('probe.nowhere')
  expect([te('probe.plain'), te('probe.step'), te('probe.step', 'nl')]).toEqual([true, false, true])
})
