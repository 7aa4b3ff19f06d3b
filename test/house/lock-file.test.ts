import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { root, type Slip } from './tree.ts'

type Locked = { optionalDependencies?: Record<string, string>; hasInstallScript?: boolean }
type Lock = { packages: Record<string, Locked> }

const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? ''

/** npm 11 refuses `npm ci` when the lock lacks a build for another platform; npm 10 and the machine that made it do not notice. */
export function lockSlips({ packages }: Lock): Slip[] {
  const known = new Set(Object.keys(packages).map(nameOf))
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !known.has(name))
      .map((name) => `${nameOf(path)} may want ${name}, which the lock file does not hold: choose a version that is there for every platform`),
  )
}

/** Later npm versions run no install script that package.json does not allow. */
export function scriptSlips({ packages }: Lock, allowed: Readonly<Record<string, boolean>>): Slip[] {
  const running = new Set(Object.entries(packages).flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [nameOf(path)] : [])))
  return [...running]
    .filter((name) => allowed[name] === undefined)
    .map((name) => `${name} runs a script when it is installed: read it, then name it in allowScripts`)
}

it('finds a platform that is missing and a script that nobody allowed', () => {
  const lock = {
    packages: { 'node_modules/a': { optionalDependencies: { 'a-linux': '1', 'a-mac': '1' } }, 'node_modules/a-linux': { hasInstallScript: true } },
  }
  expect(lockSlips(lock)).toHaveLength(1)
  expect(scriptSlips(lock, {})).toHaveLength(1)
  expect(scriptSlips(lock, { 'a-linux': true })).toEqual([])
})

it('installs on every platform, with the install scripts that were read', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  expect([...lockSlips(lock), ...scriptSlips(lock, manifest.allowScripts)]).toEqual([])
})
