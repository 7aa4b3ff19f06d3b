import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
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
    const onFound = (_path: string, c: Context<Env>) => {
      c.header('cache-control', 'no-cache')
      if (ahead !== '') c.header('link', ahead)
    }
    const page = serveStatic<Env>({ root, path: file, precompressed: true, onFound })
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
