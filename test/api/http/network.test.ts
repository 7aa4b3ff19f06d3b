import type { Context } from 'hono'
import { expect, it } from 'vitest'
import type { Env } from '../../../api/http/context.ts'
import { networkOf } from '../../../api/http/network.ts'

const from = (remoteAddress: string, forwarded?: string) =>
  ({ env: { incoming: { socket: { remoteAddress } } }, req: { header: () => forwarded } }) as unknown as Context<Env>

it('takes an IPv6 household as one network, also where its address is written short', () => {
  expect(networkOf(from('2001:db8:1:2:aaaa::1'), { trustProxy: 0 })).toBe('2001:db8:1:2')
  expect(networkOf(from('2001:db8::abcd'), { trustProxy: 0 })).toBe('2001:db8:0:0')
  expect(networkOf(from('2001:db8::1:2:3:4:ffff'), { trustProxy: 0 })).toBe(networkOf(from('2001:db8:0:1:9:9:9:9'), { trustProxy: 0 }))
  expect(networkOf(from('::1'), { trustProxy: 0 })).toBe('0:0:0:0')
  expect(networkOf(from('::ffff:192.0.2.7'), { trustProxy: 0 })).toBe('192.0.2.7')
})

it('believes as many proxies as it was told of, and none that a sender made up', () => {
  expect(networkOf(from('10.0.0.1', '198.51.100.9, 203.0.113.5'), { trustProxy: 0 })).toBe('10.0.0.1')
  expect(networkOf(from('10.0.0.1', '198.51.100.9, 203.0.113.5'), { trustProxy: 1 })).toBe('203.0.113.5')
  expect(networkOf(from('10.0.0.1'), { trustProxy: 1 })).toBe('10.0.0.1')
})
