import { describeRoute, resolver, validator, type DescribeRouteOptions } from 'hono-openapi'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'

const refuse = (result: { success: boolean; error?: readonly { path?: readonly unknown[] | undefined }[] }) => {
  if (!result.success) throw new Problem('request.invalid', { field: fieldOf(result.error?.[0]?.path) })
}

/** Strict reading of a JSON body, a query or a path: what does not fit is 422 and names the field. */
export const json = <T extends v.GenericSchema>(schema: T) => validator('json', schema, refuse)
export const query = <T extends v.GenericSchema>(schema: T) => validator('query', schema, refuse)
export const param = <T extends v.GenericSchema>(schema: T) => validator('param', schema, refuse)

function fieldOf(path: readonly unknown[] | undefined): string {
  const parts = (path ?? []).map((part) => String(typeof part === 'object' && part !== null && 'key' in part ? part.key : part))
  return parts.join('.') || '(body)'
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

export const Uuid = v.pipe(v.string(), v.uuid())
