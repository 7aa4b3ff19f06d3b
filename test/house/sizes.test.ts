import ts from 'typescript'
import { expect, it } from 'vitest'
import { code, lineOf, nodesOf, treeOf, type Slip, type Source } from './tree.ts'

/** The stops of CONTRIBUTING.md; most files are a third of it. */
const stops = { ts: 300, vue: 200, test: 400, function: 60 }
const data = [
  /^shared\/text\//,
  /^shared\/training\/modules\//,
  /^api\/db\/schema\.ts$/,
  /^api\/db\/migrations\//,
  /^api\/demo\/.*-data\.ts$/,
  /^web\/ui\/icons\.ts$/,
]

const linesOf = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
const stopOf = (path: string) => (path.startsWith('test/') ? stops.test : path.endsWith('.vue') ? stops.vue : stops.ts)
const tooLong = (source: Source): Slip[] => {
  const lines = linesOf(source.text)
  return lines > stopOf(source.path) ? [`${source.path}: ${lines} lines, the stop is ${stopOf(source.path)}`] : []
}

const callsTest = (node: ts.Node) => ts.isCallExpression(node) && /^(it|test|describe)\b/.test(node.expression.getText())
/** Holds tests and does nothing itself: what is given to `describe`, or a function that tells the same stories of two engines. */
const holdsTests = (source: Source, node: ts.Node) => source.path.startsWith('test/') && !callsTestItself(node) && [...nodesOf(node)].some(callsTest)
const callsTestItself = (node: ts.Node) => ts.isCallExpression(node.parent) && /^(it|test)\b/.test(node.parent.expression.getText())

/** A function with a name of its own inside another, as a store or a composable holds them; a callback that is handed on is not one. */
const isNamed = (node: ts.Node) =>
  ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || (ts.isArrowFunction(node) && ts.isVariableDeclaration(node.parent))

const linesBetween = (node: ts.Node) => node.getSourceFile().getLineAndCharacterOfPosition(node.end).line + 2 - lineOf(node)

/** Its own lines: what is held inside and has a name counts by itself. */
function ownLines(node: ts.Node): number {
  let lines = linesBetween(node)
  const take = (child: ts.Node): void => {
    if (isNamed(child)) lines -= linesBetween(child) - 1
    else child.forEachChild(take)
  }
  node.forEachChild(take)
  return lines
}

function longFunctions(source: Source): Slip[] {
  return [...nodesOf(treeOf(source))]
    .filter((node) => ts.isFunctionLike(node) && !holdsTests(source, node))
    .flatMap((node) => {
      const lines = ownLines(node)
      return lines > stops.function ? [`${source.path}:${lineOf(node)} a function of ${lines} lines, the stop is ${stops.function}`] : []
    })
}

export const sizeSlips = (sources: readonly Source[]): Slip[] =>
  sources.filter((s) => !data.some((exempt) => exempt.test(s.path))).flatMap((source) => [...tooLong(source), ...longFunctions(source)])

const lines = (n: number) => 'export const a = 1\n'.repeat(n)

it('finds what is too long', () => {
  expect(sizeSlips([{ path: 'api/a.ts', text: lines(301) }])).toHaveLength(1)
  expect(sizeSlips([{ path: 'web/ui/A.vue', text: lines(201) }])).toHaveLength(1)
  expect(sizeSlips([{ path: 'test/api/a.test.ts', text: lines(401) }])).toHaveLength(1)
  expect(sizeSlips([{ path: 'api/a.ts', text: `const f = () => {\n${'  go()\n'.repeat(59)}}\n` }])).toHaveLength(1)
})

it('lets a file and a function of just the stop pass, and data be as long as they are', () => {
  expect(
    sizeSlips([
      { path: 'api/a.ts', text: lines(300) },
      { path: 'shared/training/modules/a.ts', text: lines(900) },
    ]),
  ).toEqual([])
  expect(sizeSlips([{ path: 'api/a.ts', text: `const f = () => {\n${'  go()\n'.repeat(58)}}\n` }])).toEqual([])
})

it('counts what a store holds by itself, and a callback with the function it stands in', () => {
  const body = '    go()\n'.repeat(50)
  const store = `const useStore = defineStore('a', () => {\n  function one() {\n${body}  }\n  const two = () => {\n${body}  }\n  return { one, two }\n})\n`
  expect(sizeSlips([{ path: 'web/a/a-store.ts', text: store }])).toEqual([])
  expect(sizeSlips([{ path: 'web/a/a.ts', text: `function f() {\n  run(() => {\n${body}${body}  })\n}\n` }])).toHaveLength(2)
})

it('keeps files and functions small enough to read', () => {
  expect(sizeSlips(code())).toEqual([])
})
