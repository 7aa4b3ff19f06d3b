import ts from 'typescript'
import { expect, it } from 'vitest'
import { code, lineOf, nodesOf, treeOf, type Slip, type Source } from './tree.ts'

const owners = ['api/main.ts']
const readsEnvironment = ['api/main.ts', 'api/env.ts']

function slipAt(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date() reads the clock: use deps.clock'
  if (!ts.isCallExpression(node)) return undefined
  const called = node.expression.getText()
  if (/^(globalThis\.)?Date(\.now)?$/.test(called)) return `${called}() reads the clock: use deps.clock`
  if (called === 'Math.random') return 'Math.random() throws dice: take it through deps'
  if (/(^|\.)randomUUID$/.test(called)) return 'randomUUID() throws dice: use deps.newId'
  return called.startsWith('Temporal.Now.') ? `${called}() reads the clock: use deps.clock` : undefined
}

export function clockSlips(sources: readonly Source[]): Slip[] {
  return sources
    .filter((s) => /^(shared|api)\//.test(s.path) && !owners.includes(s.path))
    .flatMap((source) =>
      [...nodesOf(treeOf(source))].flatMap((node) => {
        const why = slipAt(node)
        return why ? [`${source.path}:${lineOf(node)} ${why}`] : []
      }),
    )
}

export function environmentSlips(sources: readonly Source[]): Slip[] {
  return sources
    .filter((s) => /^(shared|api)\//.test(s.path) && !readsEnvironment.includes(s.path))
    .flatMap((source) =>
      [...nodesOf(treeOf(source))]
        .filter((node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env')
        .map((node) => `${source.path}:${lineOf(node)} process.env is read in env.ts`),
    )
}

const bad = [
  'const a = new Date()',
  'const a = new Date',
  'const a = Date.now()',
  'Math.random()',
  'crypto.randomUUID()',
  "import { randomUUID } from 'node:crypto'\nrandomUUID()",
]

it.each(bad)('finds the clock or the dice in: %s', (text) => {
  expect(clockSlips([{ path: 'api/incident/a.ts', text }])).toHaveLength(1)
  expect(clockSlips([{ path: 'shared/a.ts', text }])).toHaveLength(1)
})

it('leaves a date of a given instant, a stopwatch and main.ts alone', () => {
  expect(
    clockSlips([
      { path: 'api/a.ts', text: 'new Date(at); performance.now()' },
      { path: 'api/main.ts', text: 'Date.now()' },
    ]),
  ).toEqual([])
})

it('finds the environment read outside env.ts', () => {
  expect(environmentSlips([{ path: 'api/alert/a.ts', text: 'const port = process.env.PORT' }])).toHaveLength(1)
})

it('keeps clock and dice in main.ts, and the environment in env.ts', () => {
  expect([...clockSlips(code()), ...environmentSlips(code())]).toEqual([])
})
