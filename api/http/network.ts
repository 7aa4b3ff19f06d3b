import type { Context } from 'hono'
import type { Env as Config } from '../env.ts'
import type { Env } from './context.ts'

/** The sender's network: its own address, or what the nearest trusted proxy says (TRUST_PROXY = how many there are). IPv6 per /64. */
export function networkOf(c: Context<Env>, config: Pick<Config, 'trustProxy'>): string {
  const direct = c.env?.incoming?.socket?.remoteAddress ?? 'unknown'
  const chain = (c.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const address = config.trustProxy > 0 ? (chain.at(-config.trustProxy) ?? direct) : direct
  return prefixOf(address)
}

/** One household or school has a whole IPv6 /64: its first four groups, also where `::` stands among them. */
function prefixOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...after].slice(0, 4).join(':')
}
