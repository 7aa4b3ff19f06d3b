import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'

/**
 * How long a request may take to come in, in milliseconds: whoever dribbles is hung up on, and keeps out nobody meanwhile. Five
 * minutes is a photo of a megabyte over the worst line that a phone sends anything on.
 */
export const patience = { headersTimeout: 20_000, requestTimeout: 300_000, connectionsCheckingInterval: 5_000 } as const
type Patience = { [Limit in keyof typeof patience]: number }

/** Opens the socket; port 0 is any free one. */
export const listen = (
  fetch: Parameters<typeof serve>[0]['fetch'],
  { port, host }: { port: number; host: string },
  ready: (at: AddressInfo) => void,
  limits: Patience = patience,
): ServerType => serve({ fetch, port, hostname: host, serverOptions: limits }, ready)
