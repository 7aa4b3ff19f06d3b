import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { drawings } from '../../../web/ui/icons.ts'

type Node = [tag: string, measures: Record<string, string>]
const path = createRequire(import.meta.url).resolve('lucide-static/icon-nodes.json')
const lucide = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Node[]>
const bare = (nodes: readonly (readonly [string, Record<string, string>])[]) =>
  nodes.map(([tag, { key: _key, ...measures }]) => [tag, Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, String(value)]))])

it.each(Object.keys(drawings) as (keyof typeof drawings)[])('draws %s as lucide does', (name) => {
  expect(bare(drawings[name])).toEqual(bare(lucide[name] ?? []))
})
