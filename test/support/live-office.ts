import { existsSync } from 'node:fs'
import type { Agent } from 'node:https'
import { fileURLToPath } from 'node:url'
import type { ServerType } from '@hono/node-server'
import type { EndpointGuard } from '../../api/alert/channels/endpoint-guard.ts'
import { createApp } from '../../api/app.ts'
import { makeEngine } from '../../api/alert/engine.ts'
import { makeLinker } from '../../api/events/linker.ts'
import { listen } from '../../api/http/listen.ts'
import type { Later } from '../../api/loop.ts'
import type { BrokenLine } from './broken-line.ts'
import { office } from './office.ts'
import { freePort } from './free-port.ts'

const built = fileURLToPath(new URL('../../dist/web', import.meta.url))

interface Options {
  guard?: EndpointGuard
  /** how the sender trusts a push service */
  pushAgent?: Agent
  /** another build than the one in dist/web */
  webRoot?: string
  /** where the hashed files of earlier builds lie */
  keptRoot?: string
  /** the network before its door */
  line?: BrokenLine
  /** answers in the office's place where it wants to: what went wrong on the way */
  before?: (request: Request) => Response | undefined
}

/** The office behind a real socket with the built web app, a running clock and a running engine: what a browser opens. */
export async function liveOffice({ webRoot = built, keptRoot, line, before, ...options }: Options = {}) {
  if (!existsSync(`${webRoot}/index.html`)) throw new Error('no built web app: run `npm run build` first')
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const house = await office({ at: 'real', env: { publicUrl: origin, port }, ...options })
  const engine = makeEngine(house.deps)
  const app = createApp(house.deps, { engine, webRoot, ...(keptRoot ? { keptRoot } : {}) })
  const asked: string[] = []
  const answer: typeof app.fetch = (request, ...rest) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return before?.(request) ?? app.fetch(request, ...rest)
  }
  const door = line ? line.wrap((request, env) => answer(request, env)) : answer
  let server = await open(door, port)
  const later: Later = (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  }
  const [stopEngine, stopLinker] = [engine.run(later), makeLinker(house.deps).run(later)]
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  return {
    ...house,
    origin,
    /** how often something was asked, as `GET /api/v1/session` */
    asked: (what: string) => asked.filter((one) => one === what).length,
    /** nothing listens any more, as when the school's server is down; `up` brings it back on the same port */
    down: shut,
    up: async () => void (server = await open(door, port)),
    close: async () => {
      await stopEngine()
      await stopLinker()
      await shut()
      await house.drop()
    },
  }
}

const open = (fetch: Parameters<typeof listen>[0], port: number) =>
  new Promise<ServerType>((resolve) => {
    const server = listen(fetch, { port, host: '127.0.0.1' }, () => resolve(server))
  })
