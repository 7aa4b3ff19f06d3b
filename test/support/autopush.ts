import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { Agent, createServer } from 'node:https'
import type { AddressInfo, LookupFunction } from 'node:net'
import { connect, type ConnectionOptions } from 'node:tls'
import { WebSocketServer, type WebSocket } from 'ws'
import { selfSigned } from './certificate.ts'

type Channel = { socket: WebSocket; channelId: string; key: string }
type FromBrowser = { messageType?: string; uaid?: string; channelID?: string; key?: string; updates?: unknown[] }
export type Posted = { status: number; headers: IncomingHttpHeaders; body: Buffer }

/** Mozilla's push server as far as a browser and a sender see it: a WebSocket on one side, an https endpoint under `host` on the other. */
export async function startAutopush(host: string) {
  const channels = new Map<string, Channel>()
  const seen = { acks: 0, lost: false }
  const pair = selfSigned(host)
  const sockets = await browserSide(host, channels, seen)
  const { endpoint, posted, answerWith } = await senderSide(pair, channels)
  return {
    /** what `dom.push.serverURL` is set to */
    server: `ws://127.0.0.1:${portOf(sockets)}/`,
    /** the way from the office to `host`: the guard's own look-up and TLS with a checked name, then to this stand-in's port */
    agent: wayOut(portOf(endpoint), pair.cert),
    posted,
    seen,
    answerWith,
    /** how many subscriptions the service knows */
    subscriptions: () => channels.size,
    /** the service forgets all of them, without a word to the browser */
    forget: () => channels.clear(),
    /** the service lost everything and knows the browser by no name: it hangs up, and hands out a new one when that comes back */
    startOver: () => {
      channels.clear()
      seen.lost = true
      for (const socket of sockets.clients) socket.terminate()
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      endpoint.closeAllConnections()
      for (const server of [sockets, endpoint]) await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

const portOf = (server: { address: () => AddressInfo | string | null }) => (server.address() as AddressInfo).port

async function browserSide(host: string, channels: Map<string, Channel>, seen: { acks: number; lost: boolean }): Promise<WebSocketServer> {
  const answers: Record<string, (socket: WebSocket, said: FromBrowser) => object | void> = {
    hello: (_, { uaid }) => ({ uaid: (!seen.lost && uaid) || randomBytes(16).toString('hex'), status: 200, use_webpush: true, broadcasts: {} }),
    register: (socket, { channelID = '', key = '' }) => {
      const id = randomBytes(12).toString('hex')
      channels.set(id, { socket, channelId: channelID, key })
      return { channelID, status: 200, pushEndpoint: `https://${host}/wpush/v2/${id}` }
    },
    unregister: (_, { channelID }) => {
      for (const [id, channel] of channels) if (channel.channelId === channelID) channels.delete(id)
      return { channelID, status: 200 }
    },
    ack: () => void seen.acks++,
  }
  const handleProtocols = (names: Set<string>) => (names.has('push-notification') ? 'push-notification' : false)
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols })
  sockets.on('connection', (socket) =>
    socket.on('message', (raw) => {
      const said = JSON.parse(String(raw)) as FromBrowser
      const { messageType } = said
      // An empty message is the browser's ping.
      if (messageType === undefined) return socket.send('{}')
      const reply = answers[messageType]?.(socket, said)
      if (reply) socket.send(JSON.stringify({ messageType, ...reply }))
    }),
  )
  await once(sockets, 'listening')
  return sockets
}

async function senderSide(pair: { key: string; cert: string }, channels: ReadonlyMap<string, Channel>) {
  const posted: Posted[] = []
  let answer: number | null = null
  const endpoint = createServer(pair, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const channel = channels.get(request.url?.split('/').at(-1) ?? '')
      const status = answer ?? (channel ? 201 : 410)
      const body = Buffer.concat(parts)
      posted.push({ status, headers: request.headers, body })
      if (channel && status === 201) hand(channel, request.headers, body)
      response.writeHead(status, { location: 'https://elders.example/' }).end()
    })
  })
  endpoint.listen(0, '127.0.0.1')
  await once(endpoint, 'listening')
  /** this status to whatever comes, null for what is right */
  const answerWith = (status: number | null) => void (answer = status)
  return { endpoint, posted, answerWith }
}
export type Autopush = Awaited<ReturnType<typeof startAutopush>>

function hand({ socket, channelId }: Channel, headers: IncomingHttpHeaders, body: Buffer): void {
  const notification = {
    messageType: 'notification',
    channelID: channelId,
    version: randomUUID(),
    ttl: Number(headers['ttl']),
    data: body.toString('base64url'),
    headers: { encoding: headers['content-encoding'] },
  }
  socket.send(JSON.stringify(notification))
}

/** Asks the look-up it was given first, so that what the guard refuses never gets here. */
function wayOut(port: number, ca: string): Agent {
  const agent = new Agent()
  const open = (options: ConnectionOptions & { lookup?: LookupFunction }, done?: (error: Error | null, socket: ReturnType<typeof connect>) => void) => {
    options.lookup?.(options.host ?? '', { all: true }, (error) => {
      if (error) return done?.(error, undefined as never)
      const socket = connect({ host: '127.0.0.1', port, ca, servername: options.host ?? '' })
      done?.(null, socket)
    })
    return undefined
  }
  return Object.assign(agent, { createConnection: open })
}
