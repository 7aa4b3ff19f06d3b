import fc from 'fast-check'
import { expect } from 'vitest'
import nl from '../../shared/text/nl/problem.json' with { type: 'json' }
import en from '../../shared/text/en/problem.json' with { type: 'json' }
import { problems } from '../../shared/problem.ts'
import type { Route, Schema } from './routes-of.ts'

/** What no answer may hold: a place in the code, a statement, a class, a name of the store. */
const leak =
  /\.[cm]?[jt]s:\d|node_modules|\bat (async )?[\w.<>]+ \(|\b(insert into|update "|delete from|select .+ from)\b|SQLSTATE|Drizzle|DatabaseError|(Type|Range|Syntax|Reference)Error|seintje_app|\bpg_|\/(tmp|home|usr|var|work)\/|\bapi\/(db|http|incident|access|alert)\b/i

/** Statuses of a fault that is told on purpose: a push service that does not answer, an engine that does not beat. */
const told: Record<string, number[]> = { 'post /push-subscriptions/{id}/test': [502], 'get /healthz/engine': [503] }

/** An answer of ours, whatever was asked: no fault, no leak, and a refusal that has a code and its sentences. */
export async function expectDecent(answer: Response, name: string): Promise<string | undefined> {
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) return void (await answer.body?.cancel())
  const text = await answer.text()
  expect({ name, status: answer.status, fault: answer.status >= 500 && !told[name]?.includes(answer.status) ? text : null }).toMatchObject({ fault: null })
  expect([...answer.headers, text].flat().filter((part) => leak.test(part))).toEqual([])
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  if (answer.status < 400 || told[name]) return undefined
  expect(type).toMatch(/^application\/problem\+json/)
  const { code, title, detail, status } = JSON.parse(text) as { code: keyof typeof problems; title: string; detail: string; status: number }
  expect(problems[code]).toBe(answer.status)
  expect(status).toBe(answer.status)
  for (const texts of [nl, en] as Record<string, unknown>[]) expect(sentencesOf(texts, code)).toHaveLength(2)
  expect([title, detail].every((words) => words.length > 3)).toBe(true)
  return code
}

/** The title and the detail of a code, which may be one key with dots in it or a way down. */
function sentencesOf(texts: Record<string, unknown>, code: string): unknown[] {
  const found = code.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], texts) as Record<string, unknown> | undefined
  return ['title', 'detail'].map((part) => found?.[part]).filter((words) => typeof words === 'string' && words !== '')
}

// ---- arbitrary requests

/** Stands in generated JSON for a number that JSON can write and no computer can hold. */
const huge = '@1e400@'
export const jsonText = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').replaceAll(`"${huge}"`, '1e400')

const nasty: unknown[] = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\ufeff', '\u202e', '__proto__', 'constructor', 'x'.repeat(5_000), '%00', '../../etc/passwd'],
  ...["' or 1=1 --", '${7*7}', '{{7*7}}', '<img src=x onerror=alert(1)>', 'a\r\nSet-Cookie: x=y', '0x7f000001', '１２３４５６', 'NaN', '-1', '1e9'],
  ...[huge, -1, 0, -0, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), Number.MIN_VALUE, true, false, null, [], {}, [[[[]]]], [null], { __proto__: null, a: 1 }],
  ...[JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'), Array.from({ length: 501 }, () => 'x')],
]
export const anything = fc.oneof(
  fc.constantFrom(...nasty),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.string({ unit: 'binary', maxLength: 60 }),
)

/** What fits a schema, more or less: each part of it is now and then something else. */
export function fitting(schema: Schema, off = 6): fc.Arbitrary<unknown> {
  const fit = plain(schema, off)
  return fc.oneof({ weight: off, arbitrary: fit }, { weight: 1, arbitrary: anything })
}

function plain(schema: Schema, off: number): fc.Arbitrary<unknown> {
  const any = schema as Schema & { const?: unknown; anyOf?: Schema[] }
  if (any.const !== undefined) return fc.constant(any.const)
  if (any.enum) return fc.constantFrom(...(any.enum as unknown[]))
  if (any.anyOf) return fc.oneof(...any.anyOf.map((one) => plain(one, off)))
  if (any.format === 'binary') return fc.uint8Array({ maxLength: 64 })
  if (any.format === 'uuid')
    return fc.oneof(
      fc.uuid({ version: 7 }),
      fc.uuid({ version: 7 }).map((id) => id.toUpperCase()),
      fc.uuid(),
    )
  if (any.format === 'email') return fc.emailAddress()
  if (any.format === 'uri') return fc.oneof(fc.webUrl({ validSchemes: ['https', 'http'] }), fc.constant('https://fcm.googleapis.com/a\u0000b'))
  if (any.type === 'object') return objectOf(any, off)
  if (any.type === 'array') return fc.array(fitting(any.items ?? {}, off), { maxLength: 4 })
  if (any.type === 'boolean') return fc.boolean()
  if (any.type === 'number' || any.type === 'integer') return fc.oneof(fc.integer(), fc.double())
  if (any.type === 'string')
    return fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constant('123456'),
    )
  return anything
}

function objectOf(schema: Schema, off: number): fc.Arbitrary<unknown> {
  const entries = Object.entries(schema.properties ?? {}) as [string, Schema][]
  const known = fc.record(Object.fromEntries(entries.map(([name, one]) => [name, fitting(one, off * 2)])), {
    requiredKeys: schema.required ?? [],
  })
  const extra = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'toString', 'admin', 'organisation_id', ''), anything, { maxKeys: 2 })
  return fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: fc.tuple(known, extra).map(([a, b]) => ({ ...a, ...b })) })
}

export type Hostile = { path: string; headers: Record<string, string>; body: string | Uint8Array | null }

const headerText = fc.oneof(
  fc.constantFrom('', 'x'.repeat(4_000), '../..', '9999999999999999999', '-1', '*', '2026-13-45T99:99:99Z', 'sha-256=:AAAA:', '__proto__', '%00'),
  fc.string({ maxLength: 40 }).filter((text) => /^[\x21-\x7e]*$/.test(text)),
)

/** A request for this route: its path and query, headers it knows and some it should not care about, and a body that fits or not. */
export function requestFor(route: Route, known: Record<string, string[]>): fc.Arbitrary<Hostile> {
  const id = (name: string) => fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...(known[name] ?? ['x'])) }, { weight: 2, arbitrary: pathPart })
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const query = route.parameters.filter((one) => one.in === 'query')
  const path = fc
    .tuple(fc.tuple(...names.map(id)), fc.record(Object.fromEntries(query.map((one) => [one.name, fitting(one.schema)])), { requiredKeys: [] }))
    .map(([ids, asked]) => {
      let i = 0
      const search = Object.entries(asked).map(
        ([name, value]) => `${name}=${encodeURIComponent((typeof value === 'string' ? value : jsonText(value)).toWellFormed())}`,
      )
      return `${route.path.replace(/\{\w+\}/g, () => ids[i++]!)}${search.length > 0 ? `?${search.join('&')}` : ''}`
    })
  const own = route.parameters.filter((one) => one.in === 'header').map((one) => one.name)
  const headers = fc.record(
    Object.fromEntries([...own, 'accept-language', 'x-http-method-override', 'range', 'if-none-match'].map((name) => [name, headerText])),
    {
      requiredKeys: [],
    },
  )
  const [media, schema] = Object.entries(route.body ?? {})[0] ?? []
  const type = fc.oneof(
    { weight: 6, arbitrary: fc.constant(media === 'image/*' ? 'image/jpeg' : 'application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/json;charset=utf-16', 'x', ''),
    },
  )
  const body = schema ? fitting(schema).map((value) => (value instanceof Uint8Array ? value : jsonText(value))) : fc.constant(null)
  return fc
    .tuple(path, headers, type, body)
    .map(([to, more, contentType, sent]) => ({ path: to, headers: { ...more, 'content-type': contentType }, body: sent }))
}

const pathPart = fc.oneof(
  fc.uuid({ version: 7 }),
  fc.constantFrom(
    '%2e%2e',
    '%00',
    '..%2f..',
    '.',
    '%',
    '%zz',
    '%ff',
    '%ed%a0%80',
    'a;b=c',
    '%2F',
    '__proto__',
    'x'.repeat(2_000),
    '%0d%0aSet-Cookie:x',
    '*',
    '{id}',
  ),
  fc.string({ maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed()) || 'x'),
)
