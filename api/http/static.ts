import { extname } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './context.ts'

/** The built web app. Hashed assets live for ever, everything else is asked again each time. */
export const staticFiles = (root: string): MiddlewareHandler<Env> =>
  serveStatic({
    root,
    precompressed: true,
    onFound: (_path, c) => c.header('cache-control', c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })

/** Every page is the app's one page; a missing file with an extension is not, so that a stale `sw.js` or chunk is never HTML. */
export function appPage(root: string): MiddlewareHandler<Env> {
  const page = serveStatic<Env>({ root, path: 'index.html', onFound: (_path, c) => c.header('cache-control', 'no-cache') })
  return (c, next) => (extname(c.req.path) === '' ? page(c, next) : next())
}
