import { builtinModules } from 'node:module'
import { expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { code, importsOf, type Import, type Slip, type Source } from './tree.ts'

type Manifest = { dependencies: Readonly<Record<string, string>>; devDependencies: Readonly<Record<string, string>> }

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
const isOurs = (i: Import) => !i.isPackage || /^(node|virtual):/.test(i.to) || builtinModules.includes(i.to)
/** Runs on the server as it stands; the web is built, so it may use what is only there to build with. */
const runsAsIs = (path: string) => /^(api|shared)\//.test(path) && !path.endsWith('.config.ts')

export function undeclared(sources: readonly Source[], { dependencies, devDependencies }: Manifest): Slip[] {
  return sources
    .flatMap(importsOf)
    .filter((i) => !isOurs(i))
    .flatMap((i) => {
      const name = packageOf(i.to)
      if (dependencies[name] !== undefined) return []
      if (devDependencies[name] === undefined) return [`${i.from}:${i.line} imports ${name}, which package.json does not name`]
      return runsAsIs(i.from) && !i.typeOnly ? [`${i.from}:${i.line} runs on the server and needs ${name} under dependencies`] : []
    })
}

const little = { dependencies: { hono: '4' }, devDependencies: { vite: '8' } }

it('finds a package that is not named, or is only there to build with', () => {
  expect(undeclared([{ path: 'api/a.ts', text: "import 'left-pad/x'" }], little)).toHaveLength(1)
  expect(undeclared([{ path: 'api/a.ts', text: "import { build } from 'vite'" }], little)).toHaveLength(1)
  expect(undeclared([{ path: 'web/a.ts', text: "import { build } from 'vite'\nimport { Hono } from 'hono/tiny'\nimport 'node:fs'" }], little)).toEqual([])
})

it('imports only what package.json names, and on the server only what it runs with', () => {
  expect(undeclared(code(), manifest)).toEqual([])
})
