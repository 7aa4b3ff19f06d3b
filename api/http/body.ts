import type { Context } from 'hono'
import { Problem } from '../../shared/problem.ts'
import type { Env } from './context.ts'

/** The raw bytes of a body, at most `limit`; more is request.tooLarge, and reading stops at once. */
export async function readBody(c: Context<Env>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Problem('request.tooLarge', { limit: limit >= 1024 * 1024 ? `${limit / 1024 / 1024} MB` : `${limit / 1024} KB` })
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge()
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of c.req.raw.body ?? []) {
    length += part.length
    if (length > limit) throw tooLarge()
    parts.push(part)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
