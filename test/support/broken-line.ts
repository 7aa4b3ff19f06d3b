import { createHash } from 'node:crypto'
import type { HttpBindings, serve } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

type Fetch = Parameters<typeof serve>[0]['fetch']

/** One request of a device as the office's door saw it. */
export interface Asked {
  /** ms since 1970 */
  at: number
  method: string
  path: string
  /** what `openPhone` calls this device; null: anybody else */
  device: string | null
  /** of the body, in hex; empty for none */
  sha256: string
  body: string
  /** the request was broken on the way */
  broken: boolean
  /** what the office answered, also when that never arrived; null: it never heard of it */
  status: number | null
}

export interface Where {
  device?: string
  method?: string
  path?: RegExp
}

interface Way {
  /** the office hears it and answers */
  forward: () => Promise<Response>
  /** the socket is destroyed: nothing (more) arrives */
  hangUp: () => Response
  /** half of the answer arrives, then the socket is destroyed */
  cutShort: (answer: Response) => Promise<Response>
}

export type Fault = (way: Way) => Promise<Response> | Response
export interface Rule {
  /** requests it met so far */
  met: number
  lift: () => void
}

export type BrokenLine = ReturnType<typeof brokenLine>

/**
 * A network between the browser and the office that breaks when told, on real sockets: page, worker and devtools all meet the
 * same. A browser asks again by itself when a socket it used before is hung up, so a fault lasts until it is lifted.
 */
export function brokenLine() {
  const log: Asked[] = []
  const rules: (Rule & { where: Where; fault: Fault; left: number })[] = []

  const wrap =
    (app: (request: Request, env: HttpBindings) => Response | Promise<Response>): Fetch =>
    async (request, env) => {
      const { pathname } = new URL(request.url)
      if (!pathname.startsWith('/api/')) return app(request, env as HttpBindings)
      const bytes = request.method === 'GET' ? null : Buffer.from(await request.arrayBuffer())
      const asked = note(request, pathname, bytes)
      log.push(asked)
      const whole = bytes
        ? new Request(request.url, { method: request.method, headers: request.headers, ...(bytes.length > 0 ? { body: bytes } : {}) })
        : request
      const forward = async () => {
        const answer = await app(whole, env as HttpBindings)
        asked.status = answer.status
        return answer
      }
      const rule = rules.findLast(({ where, left }) => left > 0 && fits(asked, where))
      if (!rule) return forward()
      rule.met++
      rule.left--
      asked.broken = true
      return rule.fault({ forward, ...ends(env as HttpBindings) })
    }

  return {
    wrap,
    /** breaks what fits, the latest rule first, as often as told or until lifted */
    on: (where: Where, fault: Fault, times = Infinity): Rule => {
      const rule = { where, fault, met: 0, left: times, lift: () => void (rule.left = 0) }
      rules.push(rule)
      return rule
    },
    asked: (where: Where): Asked[] => log.filter((asked) => fits(asked, where)),
  }
}

const note = ({ method, headers }: Request, path: string, bytes: Buffer | null): Asked => ({
  at: Date.now(),
  method,
  path,
  device: headers.get('x-device'),
  sha256: bytes ? createHash('sha256').update(bytes).digest('hex') : '',
  body: bytes && (headers.get('content-type') ?? '').startsWith('application/json') ? bytes.toString('utf8') : '',
  broken: false,
  status: null,
})

const fits = (asked: Asked, { device, method, path }: Where) =>
  (device === undefined || asked.device === device) && (method === undefined || asked.method === method) && (path === undefined || path.test(asked.path))

function ends({ incoming, outgoing }: HttpBindings): Pick<Way, 'hangUp' | 'cutShort'> {
  return {
    hangUp: () => {
      incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    },
    cutShort: async (answer) => {
      const bytes = Buffer.from(await answer.arrayBuffer())
      outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': String(bytes.length) })
      outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => setTimeout(() => incoming.socket.destroy(), 20))
      return RESPONSE_ALREADY_SENT
    },
  }
}

/** Lost on the way there: the office never hears of it. */
export const lostOnTheWay: Fault = ({ hangUp }) => hangUp()

/** Lost on the way back: the office has it, the phone does not know. */
export const answerLost: Fault = async ({ forward, hangUp }) => {
  await forward()
  return hangUp()
}

export const cutInTheMiddle: Fault = async ({ forward, cutShort }) => cutShort(await forward())

const page = '<!doctype html><title>Gast-wifi</title><h1>Welkom op de trein</h1><p>Ga akkoord om verder te gaan. Ontvangen om 10:00.</p>'

/** The sign-in page of a free wifi, in the place of every answer. */
export const portal: Fault = () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
export const portalElsewhere: Fault = () => new Response(null, { status: 302, headers: { location: 'http://portal.trein.example/welkom' } })
/** A proxy that thinks it knows JSON. */
export const portalInJson: Fault = () => Response.json({ ok: true, status: 'received' })

/** Something before the office refuses in its own words, in HTML. */
export const proxyRefusal =
  (status: number): Fault =>
  () =>
    new Response(`<html><h1>${status}</h1></html>`, { status, headers: { 'content-type': 'text/html' } })

/** The office's own refusal, as it would write it. */
export const refusal =
  (status: number, code: string, headers: Record<string, string> = {}): Fault =>
  () =>
    new Response(JSON.stringify({ type: `urn:seintje:problem:${code}`, status, code, title: code, detail: code }), {
      status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8', 'server-now': new Date().toISOString(), ...headers },
    })

/** Holds requests before the office hears them, or their answers after it did, until they are let go. */
export function holding(what: 'request' | 'answer' = 'request') {
  let letGo = () => {}
  const free = new Promise<void>((resolve) => (letGo = resolve))
  const fault: Fault = async ({ forward }) => {
    if (what === 'request') await free
    const answer = await forward()
    await free
    return answer
  }
  return { fault, letGo }
}
