import ts from 'typescript'
import { expect, it } from 'vitest'
import { code, lineOf, nodesOf, treeOf, type Slip, type Source } from './tree.ts'

const defaultsFine = /(^|\/)(vite|drizzle|eslint)\.config\.|\.vue$|\.d\.ts$|^test\/support\/postgres-server\.ts$/
const notes = /\b(T[O]DO|FIX[M]E|XX[X]|HA[C]K)\b/

function nodeSlip(source: Source, node: ts.Node): string | undefined {
  if (ts.isClassLike(node) && node.name?.text !== 'Problem' && !source.path.startsWith('test/')) return 'a class: functions instead'
  const isDefault = ts.isExportAssignment(node) || (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword))
  if (isDefault && !defaultsFine.test(source.path)) return 'a default export: name it'
  if (ts.isEnumDeclaration(node)) return 'an enum: an `as const` list instead'
  if (source.path.startsWith('test/') && ts.isPropertyAccessExpression(node)) {
    const isTest = /^(it|test|describe|suite)\b/.test(node.expression.getText())
    if (isTest && /^(skip|only|todo|fails|skipIf|runIf)$/.test(node.name.text)) return `a test that does not count (.${node.name.text})`
  }
  if (ts.isCallExpression(node) && /^vi\.(mock|doMock)$/.test(node.expression.getText()) && /^['"`]\./.test(node.arguments[0]?.getText() ?? ''))
    return 'a mock of our own code'
  return undefined
}

const lineSlips = (source: Source, pattern: RegExp, why: string): Slip[] =>
  source.text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`${source.path}:${at + 1} ${why}`] : []))

function templateSlips(source: Source): Slip[] {
  if (!source.path.endsWith('.vue')) return []
  return [...lineSlips(source, /\sv-html\b/, 'v-html: text is text'), ...lineSlips(source, /\sstyle="/, 'an inline style: the policy of the page refuses it')]
}

export const habitSlips = (sources: readonly Source[]): Slip[] =>
  sources.flatMap((source) => [
    ...lineSlips(source, notes, 'a note left in the code'),
    ...templateSlips(source),
    ...[...nodesOf(treeOf(source))].flatMap((node) => {
      const why = nodeSlip(source, node)
      return why ? [`${source.path}:${lineOf(node)} ${why}`] : []
    }),
  ])

it.each([
  ['api/a.ts', `// ${'todo'.toUpperCase()} later`],
  ['api/a.ts', 'export class Service {}'],
  ['api/a.ts', 'export default 1'],
  ['api/a.ts', 'export default function go() {}'],
  ['shared/a.ts', 'enum Kind { a }'],
  ['test/a.test.ts', `it.${'skip'}('x', () => {})`],
  ['test/a.test.ts', `describe.${'only'}('x', () => {})`],
  ['test/a.test.ts', `test.each([1]).${'only'}('x', () => {})`],
  ['test/a.test.ts', "vi.mock('../../api/app.ts')"],
  ['web/a/A.vue', '<template><p v-html="x" /></template>'],
  ['web/a/A.vue', '<template><p style="color: red" /></template>'],
])('finds the bad habit in %s: %s', (path, text) => {
  expect(habitSlips([{ path, text }])).toHaveLength(1)
})

it('knows the one class of the house and lets :style through', () => {
  const problem = { path: 'shared/problem.ts', text: 'export class Problem extends Error {}' }
  expect(habitSlips([problem, { path: 'web/a/A.vue', text: '<template><p :style="{ width }" /></template>' }])).toEqual([])
})

it('keeps the habits of the house', () => {
  expect(habitSlips(code())).toEqual([])
})
