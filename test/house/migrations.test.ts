import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import landed from './migrations.json' with { type: 'json' }
import { files, type Slip, type Source } from './tree.ts'

const hash = (text: string) => createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
const nameOf = (path: string) => path.split('/').at(-1) ?? ''

/** Forward only: numbered without a gap, and never another word once landed. A new one gets its line in migrations.json. */
export function migrationSlips(migrations: readonly Source[], known: Readonly<Record<string, string>>): Slip[] {
  const names = migrations.map((m) => nameOf(m.path))
  const order = names.flatMap((name, at) => (name.startsWith(`${String(at).padStart(4, '0')}_`) ? [] : [`${name} is not number ${at}`]))
  const gone = Object.keys(known)
    .filter((name) => !names.includes(name))
    .map((name) => `${name} has landed and is gone`)
  const changed = migrations.flatMap(({ path, text }) => {
    const name = nameOf(path)
    if (known[name] === undefined) return [`${name} is new: add "${name}": "${hash(text)}" to test/house/migrations.json`]
    return known[name] === hash(text) ? [] : [`${name} was changed after it landed: write a new migration instead`]
  })
  return [...order, ...gone, ...changed]
}

const one = { path: 'api/db/migrations/0000_first.sql', text: 'create table a ();' }
const known = { '0000_first.sql': hash(one.text) }

it('finds a migration that was changed, skipped, dropped or not written down', () => {
  expect(migrationSlips([one], known)).toEqual([])
  expect(migrationSlips([{ ...one, text: 'create table b ();' }], known)).toHaveLength(1)
  expect(migrationSlips([], known)).toHaveLength(1)
  expect(migrationSlips([one], {})).toHaveLength(1)
  const third = { path: 'api/db/migrations/0002_third.sql', text: 'x' }
  expect(migrationSlips([one, third], { ...known, '0002_third.sql': hash('x') })).toHaveLength(1)
})

it('has its migrations in order and as they landed', () => {
  const migrations = files('api/db/migrations/*.sql')
  expect(migrations.length).toBeGreaterThan(0)
  expect(migrationSlips(migrations, landed)).toEqual([])
})
