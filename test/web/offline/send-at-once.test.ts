import { expect, it } from 'vitest'
import { sendAtOnce } from '../../../web/offline/send-at-once.ts'
import { makeFarEnd } from './far-end.ts'
import { lostStick, start } from './phone.ts'

const id = '018f3a5e-0000-7000-8000-0000000000c1'

it('sends from memory where nothing can be kept, and the same bytes when it is tried again', async () => {
  const end = makeFarEnd(() => start)
  end.fault = () => 'lost'
  expect(await sendAtOnce(id, lostStick(start), end.fetch)).toBeNull()
  end.fault = () => 'none'
  expect(await sendAtOnce(id, lostStick(start + 60_000), end.fetch)).toEqual({ number: '2026-014', left: 0 })
  expect(new Set(end.reports.get(id)?.bodies).size).toBe(1)
})

it('does not call it arrived when a portal answers', async () => {
  const end = makeFarEnd(() => start)
  end.fault = () => 'portal'
  expect(await sendAtOnce(id.replace('c1', 'c2'), lostStick(start), end.fetch)).toBeNull()
})
