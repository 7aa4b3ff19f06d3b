import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Planted in every text a request can hold. If it shows anywhere in clear, the app itself is the leak. */
export const canary = 'kanarieZX81'
/** Planted where a name stands in clear on purpose: what somebody calls his own device or key. */
export const label = 'etiketZX82'

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
/** Base64 has three ways to write the same bytes, by where they begin; the letters that its neighbours touch are left out. */
const base64At = (text: string, offset: number) =>
  Buffer.from(' '.repeat(offset) + text)
    .toString('base64')
    .slice(offset === 0 ? 0 : 4, Math.floor((offset + text.length) / 3) * 4)

/** A word in every form in which it could lie about. */
function formsOf(word: string): [string, string][] {
  const units = [...word].map((letter) => letter.charCodeAt(0))
  return [
    ['utf-8', word],
    ['utf-16', Buffer.from(word, 'utf16le').toString('latin1')],
    ['utf-16 the other way', utf16be(word).toString('latin1')],
    ['hex', Buffer.from(word).toString('hex')],
    ['HEX', Buffer.from(word).toString('hex').toUpperCase()],
    ['json', units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')],
    ['url', units.map((unit) => `%${unit.toString(16)}`).join('')],
    ['html', units.map((unit) => `&#${unit};`).join('')],
    ['lower case', word.toLowerCase()],
    ...[0, 1, 2].map((offset): [string, string] => [`base64 ${offset}`, base64At(word, offset)]),
    ...[0, 1, 2].map((offset): [string, string] => [`base64url ${offset}`, base64At(word, offset).replaceAll('+', '-').replaceAll('/', '_')]),
    // Of a short word too few letters are left to tell it from chance.
  ].filter((one): one is [string, string] => one[1]!.length > 3 && (word.length > 6 || !one[0]!.startsWith('base64')))
}
const forms = new Map<string, [string, string][]>()
const known = (word: string) => forms.get(word) ?? forms.set(word, formsOf(word)).get(word)!

/** Where these words show, and in which form: nothing, if all is well. */
export function leaks(where: string, bytes: string | Uint8Array, words: readonly string[]): string[] {
  const hay = typeof bytes === 'string' ? Buffer.from(bytes).toString('latin1') : Buffer.from(bytes).toString('latin1')
  return words.flatMap((word) => known(word).flatMap(([form, needle]) => (hay.includes(needle) ? [`${where}: ${word} as ${form}`] : [])))
}

/** The same in every file of a folder, byte by byte. */
export const leaksInFolder = (folder: string, words: readonly string[]): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => leaks(join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name)), words))

// ---- what the API's own document says can be written

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  additionalProperties?: Schema | boolean
  enum?: unknown[]
  format?: string
  pattern?: string
}
type Parameter = { name: string; in: 'path' | 'query' | 'header'; schema?: Schema }
export type Operation = { method: string; path: string; body: Schema | null; parameters: Parameter[]; name: string }
type Document = { paths: Record<string, Record<string, { parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } }>> }

export const operationsOf = ({ paths }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'put', 'post', 'delete', 'patch'].includes(method))
      .map(([method, { parameters = [], requestBody }]) => {
        const body = requestBody?.content['application/json']?.schema ?? null
        return { method: method.toUpperCase(), path, parameters, body, name: `${method.toUpperCase()} ${path}` }
      }),
  )

/** Every place in a body where text goes; `free`: the document says nothing of its form, so anything can be written there. */
export function textFields(schema: Schema | null, at = ''): { at: string; free: boolean }[] {
  if (!schema) return []
  const inner = [...(schema.anyOf ?? [])].flatMap((one) => textFields(one, at))
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => textFields(one, `${at}.${name}`))
  const items = schema.items ? textFields(schema.items, `${at}[]`) : []
  const own = schema.type === 'string' ? [{ at, free: !schema.enum && !schema.pattern && (!schema.format || schema.format === 'email') }] : []
  return [...own, ...inner, ...below, ...items]
}

/** A body that holds the canary in every place where text goes, and one field too many: an answer names that by its name, never by what is in it. */
export function poisoned(schema: Schema | null): unknown {
  if (!schema) return { notAField: canary }
  if (schema.anyOf) return poisoned(schema.anyOf.find((one) => one.type !== 'null') ?? {})
  if (schema.properties) return { ...Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, poisoned(one)])), notAField: canary }
  return schema.items ? [poisoned(schema.items)] : canary
}

/** The places of a body that was sent where the canary, or a label, stands. */
export function plantedIn(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return value.includes(canary) || value.includes(label) ? [at] : []
  if (Array.isArray(value)) return value.flatMap((one) => plantedIn(one, `${at}[]`))
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([name, one]) => plantedIn(one, `${at}.${name}`)) : []
}
