import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonical, contentDigest, frozenBytes, sha256Hex, type Json } from '../../../web/offline/canonical.ts'
import { uuid7 } from '../../../web/offline/uuid.ts'

it('writes the same content as the same bytes, whatever order it was filled in', () => {
  expect(canonical({ b: 1, a: [true, null, { d: 'x', c: undefined }] })).toBe('{"a":[true,null,{"d":"x"}],"b":1}')
  expect(canonical({ a: [true, null, { d: 'x' }], b: 1 })).toBe(canonical({ b: 1, a: [true, null, { d: 'x' }] }))
})

it('reads back as it was, for any content', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value as Json)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonical(JSON.parse(text))).toBe(text)
    }),
  )
})

it('gives the sha256 of the exact bytes, in hex and as Content-Digest', async () => {
  const hex = await sha256Hex(frozenBytes('hoi'))
  expect(hex).toBe('9f91d2e983998ba20ac796e6350f809743a8ebd30fb14e7a97537c999bed2a49')
  expect(contentDigest('00ff')).toBe('sha-256=:AP8=:')
})

it('makes ids of version 7 that sort by time', () => {
  const bytes = Uint8Array.from({ length: 10 }, () => 255)
  const [early, late] = [uuid7(1_700_000_000_000, bytes), uuid7(1_700_000_000_001, bytes)]
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(early < late).toBe(true)
})
