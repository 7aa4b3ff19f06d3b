import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './context.ts'

/** A strict policy without inline script: what is not listed does not load. Photos are shown from blobs. */
export function securityHeaders(https: boolean): MiddlewareHandler<Env> {
  const strict = strictHeaders(https)
  return async (c, next) => {
    let own: string | null = null
    await strict(c, async () => {
      await next()
      own = c.res.headers.get('content-security-policy')
    })
    // What is said with an answer itself is stricter still: a photo runs nothing, also when it is opened by itself.
    if (own) c.res.headers.set('content-security-policy', own)
  }
}

const strictHeaders = (https: boolean) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'blob:', 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: https ? 'max-age=63072000; includeSubDomains' : false,
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: ['self'], geolocation: [], microphone: [], payment: [], usb: [] },
  })
