import { expect, it } from 'vitest'
import { files, type Slip, type Source } from './tree.ts'

const row = /^\| (?<promise>[^|]+) \| (?<path>test\/[^|]+\.test\.ts) \| (?<name>[^|]+) \|$/gm

const namesIn = ({ text }: Source) => [...text.matchAll(/\(\s*(?:'([^'\n]+)'|`([^`\n]+)`)/g)].map((found) => found[1] ?? found[2])

/** Rows of the table whose test is not in its file under that name. */
export function brokenPromises(table: string, tests: readonly Source[]): Slip[] {
  return [...table.matchAll(row)].flatMap(({ groups }) => {
    const { promise = '', path = '', name = '' } = groups ?? {}
    const source = tests.find((test) => test.path === path)
    if (!source) return [`${promise}: there is no ${path}`]
    return new Set(namesIn(source)).has(name) ? [] : [`${promise}: ${path} has no test "${name}"`]
  })
}

it('finds a promise whose test is gone or has another name', () => {
  const table = '| It is sent | test/web/a.test.ts | sends it |\n| It is kept | test/web/b.test.ts | keeps it |\n| It stays | test/web/a.test.ts | stays |'
  const tests = [{ path: 'test/web/a.test.ts', text: "it('sends it', () => undefined)\nit(`stays`, () => undefined)" }]
  expect(brokenPromises(table, tests)).toEqual(['It is kept: there is no test/web/b.test.ts'])
  expect(brokenPromises('| It is sent | test/web/a.test.ts | does it |', tests)).toHaveLength(1)
})

it('has a test for each promise of the phone, in the file and under the name that docs/capture-and-sync.md says', () => {
  const [table] = files('docs/capture-and-sync.md')
  expect([...table!.text.matchAll(row)].length).toBeGreaterThan(50)
  expect(brokenPromises(table!.text, files('test/**/*.test.ts'))).toEqual([])
})
