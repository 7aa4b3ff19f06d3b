import { extname } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Env } from './context.ts'

/** The built web app. Hashed assets live for ever, everything else is asked again each time. */
export const staticFiles = (root: string): MiddlewareHandler<Env> =>
  serveStatic({
    root,
    precompressed: true,
    onFound: (_path, c) => c.header('cache-control', c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })

/** Screens that are drawn at build time, in Dutch and for nobody in particular: the start for who is signed in draws itself. */
const drawn = [
  { path: '/', file: 'start.html', notFor: (c: Context) => /(^|; )(__Host-)?seintje=/.test(c.req.header('cookie') ?? '') },
  { path: '/melden', file: 'melden.html', notFor: () => false },
] as const

/** The first screen stands in its page, for whoever the drawing is right; everybody else gets the app's one page. */
export function drawnPages(root: string): Hono<Env> {
  const app = new Hono<Env>()
  for (const { path, file, notFor } of drawn) {
    const page = serveStatic<Env>({ root, path: file, precompressed: true, onFound: (_path, c) => c.header('cache-control', 'no-cache') })
    app.get(path, async (c, next) => {
      c.header('vary', 'Cookie', { append: true })
      const language = getCookie(c, 'seintje-lang') ?? 'nl'
      return language === 'nl' && !notFor(c) ? page(c, next) : next()
    })
  }
  return app
}

/** Every page is the app's one page; a missing file with an extension is not, so that a stale `sw.js` or chunk is never HTML. */
export function appPage(root: string): MiddlewareHandler<Env> {
  const page = serveStatic<Env>({ root, path: 'index.html', onFound: (_path, c) => c.header('cache-control', 'no-cache') })
  return (c, next) => (extname(c.req.path) === '' ? page(c, next) : next())
}
