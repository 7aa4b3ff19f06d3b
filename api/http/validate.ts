import { describeRoute, resolver, validator, type DescribeRouteOptions } from 'hono-openapi'
import type { Context } from 'hono'
import * as v from 'valibot'
import { Problem, type ProblemCode } from '../../shared/problem.ts'
import type { Env } from './context.ts'

const refuse = (result: { success: boolean; error?: readonly { path?: readonly unknown[] | undefined }[] }) => {
  if (!result.success) throw new Problem('request.invalid', { field: fieldOf(result.error?.[0]?.path) })
}

/** Strict reading of a JSON body, a query or a path: what does not fit is 422 and names the field. */
export const json = <T extends v.GenericSchema>(schema: T) => validator('json', schema, refuse)
export const query = <T extends v.GenericSchema>(schema: T) => validator('query', schema, refuse)
export const param = <T extends v.GenericSchema>(schema: T) => validator('param', schema, refuse)

function fieldOf(path: readonly unknown[] | undefined): string {
  const parts = (path ?? []).map((part) => String(typeof part === 'object' && part !== null && 'key' in part ? part.key : part))
  // A field that is not ours is a sender's own words: a line of them says enough.
  return parts.join('.').slice(0, 100) || '(body)'
}

type Answers = Record<number, v.GenericSchema | string>

/** One line of documentation per route: what it does, what it answers; refusals are problem+json everywhere. */
export const describe = (summary: string, answers: Answers, more: Pick<DescribeRouteOptions, 'requestBody' | 'parameters'> = {}) =>
  describeRoute({
    summary,
    ...more,
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)])),
      default: { description: 'Refusal, RFC 9457', content: { 'application/problem+json': { schema: resolver(ProblemBody) } } },
    },
  })

const responseOf = (answer: v.GenericSchema | string) =>
  typeof answer === 'string' ? { description: answer } : { description: 'OK', content: { 'application/json': { schema: resolver(answer) } } }

const ProblemBody = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.string(),
  requestId: v.string(),
  field: v.optional(v.string()),
  limit: v.optional(v.union([v.string(), v.number()])),
})

/** In lower case, as the store writes it: what is sealed is bound to the ids as they stand there. */
export const Uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())

/** An id made on the device: UUIDv7, lower case. Anything else cannot be compared for ever. */
export function uuid7(c: Context<Env>, name: string, code: ProblemCode): string {
  const id = c.req.param(name)?.toLowerCase() ?? ''
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) throw new Problem(code, { field: name })
  return id
}

/** A header of a request, for the documentation. */
export const header = (name: string, description: string) => ({
  name,
  in: 'header' as const,
  required: false,
  description,
  schema: { type: 'string' as const },
})
export const sendingAs = header('Seintje-As', 'the identity under which the phone means to send; another session answers 401')
