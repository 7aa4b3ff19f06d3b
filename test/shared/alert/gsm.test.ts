import { expect, it } from 'vitest'
import { asGsm, gsmLength } from '../../../shared/alert/gsm.ts'

it.each([
  ['Eén café in Köln', 'Eén café in Köln'],
  ['ruïne, reünie, coördinator, façade', 'ruine, reünie, coördinator, facade'],
  ['“Noord”–West · ‘t Hof', '"Noord"-West - \'t Hof'],
  ['Ł 学校 😀', '? ?? ?'],
  ['[€] {x}', '[€] {x}'],
])('writes %s in letters of one message', (text, plain) => expect(asGsm(text)).toBe(plain))

it('counts what takes the room of two', () => expect([gsmLength('abc'), gsmLength('[€]'), gsmLength('')]).toEqual([3, 6, 0]))
