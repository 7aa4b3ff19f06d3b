import nodes from 'lucide-static/icon-nodes.json'
import { expect, it } from 'vitest'
import { drawings } from '../../../web/ui/icons.ts'

const lucide = nodes as unknown as Record<string, [tag: string, measures: Record<string, string>][]>
const bare = (nodes: readonly (readonly [string, Record<string, string>])[]) =>
  nodes.map(([tag, { key: _key, ...measures }]) => [tag, Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, String(value)]))])

it.each(Object.keys(drawings) as (keyof typeof drawings)[])('draws %s as lucide does', (name) => {
  expect(bare(drawings[name])).toEqual(bare(lucide[name] ?? []))
})
