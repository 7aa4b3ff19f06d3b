import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { Problem } from '../../shared/problem.ts'
import type { Logger } from 'pino'
import type { Env } from './context.ts'
import { problemResponse } from './problem-response.ts'

/** The only place that makes an answer of what went wrong. The log gets a name and a place, never what a person wrote. */
export const onError =
  (log: Logger): ErrorHandler<Env> =>
  (error, c) => {
    if (error instanceof Problem) return problemResponse(c, error)
    if (error instanceof HTTPException && error.status < 500) return problemResponse(c, new Problem('request.malformed'))
    const unavailable = isUnavailable(error)
    log.error(
      {
        requestId: c.var.requestId,
        error: error.name,
        at: placesOf(error),
        unavailable,
      },
      'request failed',
    )
    return problemResponse(c, unavailable ? new Problem('server.unavailable', { retryAfter: 5 }) : new Problem('server.error'))
  }

/** Places in the code and nothing else: the message above them may quote what a person wrote, on as many lines as he liked. */
const placesOf = ({ stack = '', message }: Error) =>
  stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^ {4}at \S.*:\d+:\d+\)?$/.test(line))
    .slice(0, 5)

/** The database is away or starting: the phone waits and tries again. */
function isUnavailable(error: unknown): boolean {
  for (
    let cause = error as { code?: unknown; message?: unknown; cause?: unknown } | undefined, depth = 0;
    cause && depth < 5;
    cause = cause.cause as typeof cause, depth++
  ) {
    if (typeof cause.code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|57P0|08|53)/.test(cause.code)) return true
    if (typeof cause.message === 'string' && /timeout exceeded when trying to connect|Connection terminated/i.test(cause.message)) return true
  }
  return false
}
