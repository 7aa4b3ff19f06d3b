import { builtinModules } from 'node:module'
import { expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { code, files, importsOf, type Import, type Slip, type Source } from './tree.ts'

type Manifest = { dependencies: Readonly<Record<string, string>>; devDependencies: Readonly<Record<string, string>> }

/** Installed and never imported, each with its reason. */
const withoutImport: Record<string, string> = {
  node: 'the Node that runs every script',
  typescript: 'types, and the house rules',
  'vue-tsc': 'npm run typecheck',
  oxlint: 'npm run lint',
  eslint: 'npm run lint',
  'vue-eslint-parser': 'peer of eslint-plugin-vuejs-accessibility',
  globals: 'peer of eslint-plugin-vuejs-accessibility',
  oxfmt: 'npm run format',
  tailwindcss: 'imported by web/style.css',
  'drizzle-kit': 'writes migrations from the schema',
  '@standard-community/standard-json': 'peer of hono-openapi',
  '@standard-community/standard-openapi': 'peer of hono-openapi',
  '@hono/standard-validator': 'peer of hono-openapi',
  '@valibot/to-json-schema': 'peer of hono-openapi',
  'openapi-types': 'peer of hono-openapi',
  'happy-dom': 'the screen of the tests in test/web',
}

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

export function unused(sources: readonly Source[], { dependencies, devDependencies }: Manifest): Slip[] {
  const used = new Set(sources.flatMap(importsOf).map((i) => packageOf(i.to)))
  const idle = (name: string) => !used.has(name) && withoutImport[name] === undefined && !name.startsWith('@types/')
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)].filter(idle).map((name) => `${name} is installed and nobody imports it`)
}

const little = { dependencies: { hono: '4' }, devDependencies: { vite: '8' } }

it('finds a package that is not named, is only there to build with, or is never used', () => {
  expect(undeclared([{ path: 'api/a.ts', text: "import 'left-pad/x'" }], little)).toHaveLength(1)
  expect(undeclared([{ path: 'api/a.ts', text: "import { build } from 'vite'" }], little)).toHaveLength(1)
  expect(undeclared([{ path: 'web/a.ts', text: "import { build } from 'vite'\nimport { Hono } from 'hono/tiny'\nimport 'node:fs'" }], little)).toEqual([])
  expect(unused([{ path: 'web/a.ts', text: "import 'vite'" }], little)).toEqual(['hono is installed and nobody imports it'])
})

it('imports only what package.json names, and names only what it uses', () => {
  const all = [...code(), ...files('web/**/*.css')]
  expect([...undeclared(all, manifest), ...unused(all, manifest)]).toEqual([])
})
