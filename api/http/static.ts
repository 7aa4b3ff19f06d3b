import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { serveStatic, type ServeStaticOptions } from '@hono/node-server/serve-static'
import { Hono, type Context, type MiddlewareHandler, type Next } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Env as Config } from '../env.ts'
import type { Env } from './context.ts'

const isAsset = (path: string) => path.startsWith('/assets/')

/** A file with how long it lives. Said on the answer itself: a header set in `onFound` comes after that was made, and is lost. */
export function fileServer(options: ServeStaticOptions<Env>): MiddlewareHandler<Env> {
  const file = serveStatic<Env>(options)
  return async (c, next) => {
    const found = await file(c, next)
    if (found instanceof Response) found.headers.set('cache-control', isAsset(c.req.path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    return found
  }
}

/** Screens that are drawn at build time, in Dutch and for nobody in particular: the start for who is signed in draws itself. */
const drawn = [
  { path: '/', file: 'start.html', notFor: (c: Context) => /(^|; )(__Host-)?seintje=/.test(c.req.header('cookie') ?? '') },
  { path: '/melden', file: 'melden.html', notFor: () => false },
] as const

/** What first-paint.js will ask for, told a round trip earlier. Not in the page: there a worker would fetch it before the first paint. */
function aheadOf(page: string): string {
  const html = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const named = /data-app="([^"]+)" data-ahead="([^"]*)"/.exec(html)
  const files = named ? [named[1], ...(named[2] ?? '').split(' ')].filter(Boolean) : []
  return files.map((file) => `<${file}>; rel=preload; as=script; crossorigin`).join(', ')
}

/** The first screen stands in its page, for whoever the drawing is right; everybody else gets the app's one page. */
export function drawnPages(root: string): Hono<Env> {
  const app = new Hono<Env>()
  for (const { path, file, notFor } of drawn) {
    const ahead = aheadOf(join(root, file))
    const page = fileServer({ root, path: file, precompressed: true })
    app.get(path, async (c, next) => {
      c.header('vary', 'Cookie', { append: true })
      const language = getCookie(c, 'seintje-lang') ?? 'nl'
      if (language !== 'nl' || notFor(c)) return next()
      if (ahead !== '') c.header('link', ahead)
      return page(c, next)
    })
  }
  return app
}

/** The built web app. Hashed assets live for ever, everything else is asked again each time. */
export const staticFiles = (root: string): MiddlewareHandler<Env> => fileServer({ root, precompressed: true })

/** The worker; with SEINTJE_WORKER=off, under the same address, the one that takes itself and its cache off every phone. */
export function workerFile(root: string, config: Pick<Config, 'worker'>): MiddlewareHandler<Env> {
  const off = fileServer({ root, path: 'sw-off.js' })
  return (c, next) => (config.worker === 'off' ? off(c, next) : next())
}

/** Every page is the app's one page; a missing file is not, so that a stale `sw.js` or chunk is never HTML. */
export function appPage(root: string): MiddlewareHandler<Env> {
  const page = fileServer({ root, path: 'index.html', precompressed: true })
  return (c, next) => (extname(c.req.path) === '' && !isAsset(c.req.path) ? page(c, next) : next())
}

/**
 * What another app shares is for the worker, which keeps it on the phone. Here, without one, nothing of it is read or kept:
 * the form opens and says that it did not come along.
 */
export const sharedWithoutWorker = (c: Context<Env>, _next: Next) => c.redirect('/melden?gedeeld=mislukt', 303)
