import autocannon from 'autocannon'
import { v7 } from 'uuid'

type Server = { port: number; cookies: readonly string[] }
export type Load = { perSecond: number; p99: number; refused: number }

const description = 'USB-stick met toetsen van groep 8 kwijt. Waarschijnlijk in de trein van 16.14 uur blijven liggen, in het vak naast de deur. '.repeat(3)

function report(): string {
  const now = new Date().toISOString()
  return JSON.stringify({
    shape: 1,
    kind: 'deviceLost',
    description,
    discoveredAt: now,
    discoveredBasis: 'now',
    reportedAt: now,
    alreadyDone: ['callLostProperty'],
  })
}

async function run(options: autocannon.Options): Promise<Load> {
  const result = await autocannon(options)
  const good = result['2xx']
  return { perSecond: good / result.duration, p99: result.latency.p99, refused: result.non2xx + result.errors }
}

/** Reports, each its own, from as many people as there are cookies, as fast as it goes. */
export function sendReports(server: Server, { seconds }: { seconds: number }): Promise<Load> {
  let at = 0
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    const cookie = server.cookies[at++ % server.cookies.length] ?? ''
    return {
      ...request,
      path: `/api/v1/reports/${v7()}`,
      headers: { cookie, 'content-type': 'application/json', 'device-now': new Date().toISOString() },
      body: report(),
    }
  }
  return run({
    url: `http://127.0.0.1:${server.port}`,
    connections: 32,
    duration: seconds,
    requests: [{ method: 'PUT', setupRequest }],
  })
}

/** Reports at an even pace, one every so many milliseconds: bursts would measure how a queue empties, not how long an answer takes. */
export async function sendSteadily(server: Server, { seconds, perSecond }: { seconds: number; perSecond: number }): Promise<Omit<Load, 'perSecond'>> {
  const took: number[] = []
  let refused = 0
  const send = async (at: number) => {
    const headers = { cookie: server.cookies[at % server.cookies.length] ?? '', 'content-type': 'application/json', 'device-now': new Date().toISOString() }
    const from = performance.now()
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1/reports/${v7()}`, { method: 'PUT', headers, body: report() })
    await answer.arrayBuffer()
    took.push(performance.now() - from)
    if (!answer.ok) refused++
  }
  const start = performance.now()
  const sending: Promise<void>[] = []
  for (let at = 0; at < seconds * perSecond; at++) {
    const due = start + (at * 1000) / perSecond
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
    sending.push(send(at))
  }
  await Promise.all(sending)
  return { p99: took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0, refused }
}

/** The same page of the list again and again, one reader at a time. Gives the slowest of every twenty. */
export async function readList(server: Server, times: number, path = '/incidents'): Promise<{ p95: number }> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    const from = performance.now()
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1${path}`, { headers: { cookie: server.cookies[0] ?? '' } })
    if (answer.status !== 200) throw new Error(`list: ${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
    took.push(performance.now() - from)
  }
  return { p95: took.toSorted((a, b) => a - b)[Math.floor(times * 0.95)] ?? 0 }
}
