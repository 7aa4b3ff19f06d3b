/** What can happen to one request on its way to the school and back. */
export const weathers = [
  'fine',
  'lostBefore', // it never left
  'lostAfter', // the server had it, the answer was lost
  'late', // the answer comes after that of the next request
  'straggler', // given up by the phone, delivered much later all the same
  'twice', // delivered twice at the same moment
  'portal', // a hotel's page, with 200
  'trouble', // 500, once
  'busy', // 429 with Retry-After
  'cut', // the connection is reset in mid-body
  'short', // half of the JSON, and no error
  'restart', // the server starts anew; the answer is lost
  'frozen', // the tab is put to sleep while it waits; the server had it
  'asleep', // the tab is put to sleep before the request leaves
] as const
export type Weather = (typeof weathers)[number]

export type Request = (path: string, init: RequestInit) => Promise<Response>

/** Everything one device sends goes through here, whichever tab sends it. */
export interface Line {
  /** for the next requests, in this order; after that it is fine */
  ahead: Weather[]
  /** for the next reports, photos and messages; they come before `ahead` */
  writes: Weather[]
  /** of the browser: all its tabs share it */
  cookie: string | null
  /** the wire of one tab; `stuck` resolves while an answer is frozen on it */
  tab: () => { fetch: Request; stuck: () => Promise<void>; thaw: () => void; cut: () => void }
  /** until the school has answered everything it was asked */
  idle: () => Promise<void>
  /** delivers what was given up by the phone and still wanders about */
  deliver: () => Promise<void>
}

interface Far {
  request: Request
  restart: () => void
  now: () => string
}

/** A line to the real office with weather on it. */
export function makeLine(far: Far): Line {
  const [stragglers, overtakes]: [(() => Promise<unknown>)[], Set<() => void>] = [[], new Set()]
  const asked = new Set<Promise<unknown>>()
  const line: Line = {
    ...{ ahead: [], writes: [], cookie: null, tab: () => wire() },
    deliver: async () => void (await Promise.all(stragglers.splice(0).map((go) => go()))),
    idle: async () => void (await Promise.all(asked)),
  }

  /** Until another answer came by; a request that is alone waits a moment. */
  const overtaken = () =>
    new Promise<void>((resolve) => {
      overtakes.add(resolve)
      setTimeout(resolve, 5)
    })
  const answered = () => {
    for (const go of overtakes) go()
    overtakes.clear()
  }

  async function through(weather: Weather, path: string, init: RequestInit, freeze: () => Promise<void>): Promise<Response> {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...(line.cookie === null ? {} : { cookie: line.cookie }) }
    const go = () => {
      const answer = far.request(path, { ...init, headers, signal: null })
      asked.add(answer)
      return answer.finally(() => asked.delete(answer))
    }
    switch (weather) {
      case 'fine':
        return go()
      case 'lostBefore':
        throw new TypeError('Failed to fetch')
      case 'lostAfter':
        await go()
        throw new TypeError('network connection was lost')
      case 'restart':
        await Promise.all([go(), far.restart()])
        throw new TypeError('network connection was lost')
      case 'straggler':
        stragglers.push(go)
        throw new TypeError('the request timed out')
      case 'late':
        return go().then(async (answer) => overtaken().then(() => answer))
      case 'frozen':
        return go().then(async (answer) => freeze().then(() => answer))
      case 'asleep':
        return freeze().then(go)
      case 'twice':
        return (await Promise.all([go(), go()]))[0]
      case 'portal':
        return new Response('<h1>Welkom op WiFi in de trein</h1>', { headers: { 'content-type': 'text/html' } })
      case 'trouble':
        return problem(far, 500, 'server.error')
      case 'busy':
        return problem(far, 429, 'request.tooMany', { 'retry-after': '30' })
      case 'cut':
      case 'short':
        return halfOf(await go(), weather === 'cut')
    }
  }

  function wire() {
    let [stuck, wake, alive] = [gate(), gate(), true]
    const freeze = () => {
      stuck.open()
      return wake.opened
    }
    const fetch: Request = async (path, init) => {
      if (!alive) return new Promise(() => {})
      const writes = init.method === 'PUT' || path.endsWith('/messages')
      const answer = await through((writes ? line.writes.shift() : undefined) ?? line.ahead.shift() ?? 'fine', path, init, freeze)
      queueMicrotask(answered)
      return answer
    }
    const thaw = () => {
      wake.open()
      ;[stuck, wake] = [gate(), gate()]
    }
    return { fetch, stuck: () => stuck.opened, thaw, cut: () => void (alive = false) }
  }
  return line
}

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

const problem = ({ now }: Far, status: number, code: string, more = {}) =>
  new Response(JSON.stringify({ status, code }), { status, headers: { 'content-type': 'application/problem+json', 'server-now': now(), ...more } })

async function halfOf(answer: Response, reset: boolean): Promise<Response> {
  const { status, headers } = answer
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const half = bytes.slice(0, bytes.length >> 1)
  if (!reset) return new Response(half, { status, headers })
  let sent = false
  const pull = (controller: ReadableStreamDefaultController) => {
    if (sent) return controller.error(new TypeError('connection reset'))
    controller.enqueue(half)
    sent = true
  }
  return new Response(new ReadableStream({ pull }), { status, headers })
}
