import type { Context } from 'hono'
import { problems, type Problem } from '../../shared/problem.ts'
import { say, langOf } from '../text.ts'
import type { Env } from './context.ts'

/** RFC 9457 application/problem+json: the sentence in the reader's language, what to do, and a number to quote when asking for help. */
export function problemResponse(c: Context<Env>, problem: Problem): Response {
  const lang = langOf(c.req.header('accept-language'))
  const { field, limit, retryAfter } = problem.detail
  const status = problems[problem.code]
  const body = {
    type: `urn:seintje:problem:${problem.code}`,
    title: say(lang, `problem.${problem.code}.title`),
    status,
    detail: say(lang, `problem.${problem.code}.detail`, { field: field ?? '', limit: String(limit ?? ''), seconds: String(retryAfter ?? '') }),
    code: problem.code,
    requestId: c.var.requestId,
    ...(field === undefined ? {} : { field }),
    ...(limit === undefined ? {} : { limit }),
  }
  const headers = new Headers({ 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' })
  if (retryAfter !== undefined) headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfter))))
  return c.newResponse(JSON.stringify(body), status, Object.fromEntries(headers))
}
