import { expect, it } from 'vitest'
import { code, importsOf, type Import, type Slip, type Source } from './tree.ts'

const noSubject = { api: ['db', 'events', 'http', 'demo', 'papers'], web: ['ui', 'offline', 'shell', 'sw', 'build'] }
const builtOutside = /^web\/(main|App|routes|i18n)\b/

/** `incident` of `web/incident/ReportScreen.vue`; nothing for a root file or a folder that knows no subject. */
function subjectOf(path: string): string | undefined {
  const [room, folder, ...rest] = path.split('/')
  if ((room !== 'api' && room !== 'web') || folder === undefined || rest.length === 0) return undefined
  return noSubject[room].includes(folder) ? undefined : folder
}

/** Packages without clock, dice or I/O that one file of the law book may use (docs/decisions/0027). */
const lawBooks: Readonly<Record<string, readonly string[]>> = { 'shared/training/schedule.ts': ['ts-fsrs'] }

const isLocal = (path: string) => /^(shared|api|web|test)\//.test(path)
const roomOf = (path: string) => path.split('/')[0] ?? ''

function fromShared({ from, to }: Import): string | undefined {
  if (isLocal(to)) return roomOf(to) === 'shared' ? undefined : 'shared knows only itself'
  return to === 'valibot' || lawBooks[from]?.includes(to) ? undefined : 'shared imports only itself and valibot'
}

function fromApi({ from, to }: Import): string | undefined {
  if (roomOf(to) === 'web') return 'the office does not know the desk'
  const [mine, theirs] = [subjectOf(from), subjectOf(to)]
  const isStore = /(^|[/-])store\.ts$/.test(to)
  return mine && theirs && mine !== theirs && isStore ? `the store of ${theirs} is its own: append an event and let jobs.ts answer` : undefined
}

function fromWeb({ from, to, typeOnly }: Import): string | undefined {
  if (roomOf(to) === 'api') return from === 'web/api.ts' && typeOnly ? undefined : 'only web/api.ts names the office, and only its types'
  if (roomOf(to) !== 'web') return undefined
  const [mine, theirs] = [subjectOf(from), subjectOf(to)]
  if (from.startsWith('web/ui/') && !to.startsWith('web/ui/')) return 'ui knows no subject'
  const placed = from.endsWith('Screen.vue') && to.endsWith('.vue')
  const lent = to === 'web/access/session-store.ts'
  return mine && theirs && mine !== theirs && !placed && !lent ? `${mine} does not know ${theirs}` : undefined
}

export function arrowSlips(sources: readonly Source[]): Slip[] {
  const rules: Record<string, (i: Import) => string | undefined> = { shared: fromShared, api: fromApi, web: fromWeb }
  return sources.flatMap(importsOf).flatMap((one) => {
    const room = roomOf(one.from)
    if (builtOutside.test(one.from) && room === 'web' && roomOf(one.to) === 'web') return []
    const why = room !== 'test' && roomOf(one.to) === 'test' ? 'nobody imports the tests' : rules[room]?.(one)
    return why ? [`${one.from}:${one.line} → ${one.to}: ${why}`] : []
  })
}

const bad: [string, string][] = [
  ['shared/incident/a.ts', "import { x } from '../../api/deps.ts'"],
  ['shared/incident/a.ts', "import { readFileSync } from 'node:fs'"],
  ['shared/incident/a.ts', "const x = await import('vue')"],
  ['shared/training/module.ts', "import { fsrs } from 'ts-fsrs'"],
  ['shared/training/schedule.ts', "import { fsrs } from 'ts-fsrs/other'"],
  ['api/incident/a.ts', "import { saveAlarm } from '../alert/alarm-store.ts'"],
  ['api/incident/a.ts', "export { findPerson } from '../access/store.ts'"],
  ['api/incident/a.ts', "import { x } from '../../web/incident/a.ts'"],
  ['api/app.ts', "import { house } from '../test/support/house.ts'"],
  ['web/incident/a.ts', "import type { Api } from '../../api/app.ts'"],
  ['web/incident/a.ts', "type Api = import('../../api/app.ts').Api"],
  ['web/api.ts', "import { Api } from '../api/app.ts'"],
  ['web/incident/ReportCard.vue', '<script setup lang="ts">\nimport Clock from \'../deadline/DeadlineClock.vue\'\n</script>'],
  ['web/incident/ReportScreen.vue', '<script setup lang="ts">\nimport { now } from \'../deadline/useNow.ts\'\n</script>'],
  ['web/ui/UiButton.vue', '<script setup lang="ts">\nimport { x } from \'../incident/x.ts\'\n</script>'],
]

it.each(bad)('finds the wrong arrow in %s: %s', (path, text) => {
  expect(arrowSlips([{ path, text }])).toHaveLength(1)
})

it('lets a Screen place another subject’s component and web/api.ts take the types', () => {
  const screen = { path: 'web/incident/ReportScreen.vue', text: '<script setup lang="ts">\nimport Clock from \'../deadline/DeadlineClock.vue\'\n</script>' }
  const api = { path: 'web/api.ts', text: "import type { Api } from '../api/app.ts'" }
  expect(arrowSlips([screen, api])).toEqual([])
})

it('has every arrow pointing the right way', () => {
  expect(arrowSlips(code())).toEqual([])
})
