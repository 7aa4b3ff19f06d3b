import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type Line = { bitsPerSecond: number; roundTripMs: number }

const packet = 1_448
/** TCP and TLS 1.3 greet each other before the first request goes. */
const greetings = 2

type Waiting = { bytes: Buffer; to: Socket }

/** One download for all connections together, in turns of a packet. Gives what hands it bytes. */
function shared(line: () => Line | null) {
  const queues = new Map<Socket, Waiting[]>()
  let last = 0
  let ticking = false

  function tick() {
    const now = performance.now()
    let budget = ((line()?.bitsPerSecond ?? Infinity) / 8_000) * (now - last)
    last = now
    while (budget > 0 && queues.size > 0) {
      for (const [socket, queue] of queues) {
        const { bytes, to } = queue.shift()!
        if (!to.destroyed) to.write(bytes)
        budget -= bytes.byteLength
        if (queue.length === 0) queues.delete(socket)
      }
    }
    ticking = queues.size > 0
    if (ticking) setTimeout(tick, 2)
  }

  return (to: Socket, bytes: Buffer) => {
    if (line() === null) return void to.write(bytes)
    const queue = queues.get(to) ?? []
    for (let at = 0; at < bytes.byteLength; at += packet) queue.push({ bytes: bytes.subarray(at, at + packet), to })
    queues.set(to, queue)
    if (!ticking) last = performance.now()
    if (!ticking) setTimeout(tick, 2)
    ticking = true
  }
}

/**
 * A bad line before a server: every byte of page and service worker shares one download, a request takes a round trip and a new
 * connection two more. The browser's own slow-down leaves the worker's requests alone, and a first visit would look better than it is.
 */
export async function badLine(serverPort: number) {
  let line: Line | null = null
  let received = 0
  const open = new Set<Socket>()
  const download = shared(() => line)
  const server = createServer((phone) => {
    const far = connect(serverPort, '127.0.0.1')
    const ready = performance.now() + greetings * (line?.roundTripMs ?? 0)
    open.add(phone)
    phone.setNoDelay(true)
    far.setNoDelay(true)
    phone.on('data', (bytes) => {
      if (line === null) return void far.write(bytes)
      setTimeout(() => far.writable && far.write(bytes), Math.max(0, ready - performance.now()) + line.roundTripMs)
    })
    far.on('data', (bytes) => {
      received += bytes.byteLength
      download(phone, bytes)
    })
    const end = () => [phone, far].forEach((one) => one.destroy())
    phone.on('close', () => {
      open.delete(phone)
      end()
    })
    phone.on('error', end)
    far.on('error', end).on('close', end)
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const down = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of open) socket.destroy()
    await closed
  }
  return {
    port,
    origin: `http://localhost:${port}`,
    shape: (now: Line | null) => void (line = now),
    /** bytes that came down since the last time this was asked */
    taken: () => {
      const bytes = received
      received = 0
      return bytes
    },
    /** no network at all: nothing listens on this port until `up` */
    down,
    up: () => listen(port),
    close: () => (server.listening ? down() : Promise.resolve()),
  }
}
