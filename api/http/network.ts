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
  return address.includes(':') && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address
}
