import { beforeEach, expect, it } from 'vitest'
import { deviceLabel } from '../../../web/alert/push-browser.ts'
import { deviceFor, keepDevice } from '../../../web/alert/push-device.ts'
import { standingOf } from '../../../web/alert/push-registration.ts'

beforeEach(() => localStorage.clear())

it('works as long as the last alert arrived, whatever failed before it', () => {
  expect(standingOf({ lastOkAt: null, lastFailedAt: null })).toBe('on')
  expect(standingOf({ lastOkAt: '2026-03-02T10:00:00.000Z', lastFailedAt: '2026-03-02T09:00:00.000Z' })).toBe('on')
  expect(standingOf({ lastOkAt: '2026-03-02T10:00:00.000Z', lastFailedAt: '2026-03-02T11:00:00.000Z' })).toBe('failing')
  expect(standingOf({ lastOkAt: null, lastFailedAt: '2026-03-02T11:00:00.000Z' })).toBe('failing')
})

it('is the same device at each visit, and another one for another person', () => {
  const first = deviceFor('frits')
  expect(deviceFor('frits').id).toBe(first.id)
  keepDevice({ ...first, wanted: true, keyId: 'k1' })
  expect(deviceFor('frits')).toMatchObject({ id: first.id, wanted: true, keyId: 'k1' })
  expect(deviceFor('bram')).toMatchObject({ wanted: false, keyId: null })
  expect(deviceFor('bram').id).not.toBe(first.id)
})

it('starts over where storage holds something that is no device', () => {
  localStorage.setItem('seintje.push', '{"id":7}')
  expect(deviceFor('frits').wanted).toBe(false)
})

it('names a device so that one knows it again', () => {
  expect(deviceLabel('Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36')).toBe(
    'Chrome, Android',
  )
  expect(deviceLabel('Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 Version/18.4 Mobile/15E148 Safari/604.1')).toBe(
    'Safari, iPhone',
  )
  expect(deviceLabel('something else')).toBe('Browser')
})
