import { expect, it } from 'vitest'
import { wordsOf } from '../../../shared/incident/search-words.ts'

it('finds a word whatever its case, its accents and what stands around it', () => {
  expect(wordsOf('De LEERLÍNG (Noë) liet de usb-stick in lokaal B12; leerling!')).toEqual(['leerling', 'noe', 'liet', 'usb', 'stick', 'lokaal', 'b12'])
  expect(wordsOf('coördinatie')).toEqual(wordsOf('COÖRDINATIE'))
})

it('leaves out what is short and what says nothing, and knows when to stop', () => {
  expect(wordsOf('Ik was er en het is de PC van ons')).toEqual([])
  expect(wordsOf(`${'x'.repeat(61)} 😀 ab`)).toEqual([])
  expect(wordsOf(Array.from({ length: 5_000 }, (_, n) => `woord${n}`).join(' '))).toHaveLength(2_000)
})
