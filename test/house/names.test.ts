import ts from 'typescript'
import { expect, it } from 'vitest'
import { code, treeOf, type Slip, type Source } from './tree.ts'

const rooms = /(^|\/)(utils?|helpers?|common|types|services|misc|lib)(\/|\.ts$)/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.config|\.d)?\.(ts|js)$/
const composable = /^use[A-Z][A-Za-z]*\.ts$/
const component = /^[A-Z][A-Za-z0-9]*\.vue$/

/** Only passes on what others export: a door that hides where things stand. */
function isBarrel(source: Source): boolean {
  const { statements } = treeOf(source)
  return statements.length > 0 && statements.every((s) => ts.isExportDeclaration(s) && s.moduleSpecifier !== undefined)
}

function slipsOf(source: Source): Slip[] {
  const name = source.path.split('/').at(-1) ?? ''
  const slips: Slip[] = []
  if (rooms.test(source.path)) slips.push(`${source.path}: a room without a subject`)
  if (name === 'index.ts' || (source.path.endsWith('.ts') && isBarrel(source))) slips.push(`${source.path}: a barrel`)
  if (name.endsWith('.vue') ? !component.test(name) : !kebab.test(name) && !composable.test(name))
    slips.push(`${source.path}: the name is not in the house's hand`)
  return slips
}

export const nameSlips = (sources: readonly Source[]): Slip[] => sources.flatMap(slipsOf)

it.each([
  ['api/utils/date.ts', 'export const a = 1'],
  ['web/helpers.ts', 'export const a = 1'],
  ['api/incident/index.ts', 'export const a = 1'],
  ['api/incident/verbs.ts', "export * from './report-incident.ts'"],
  ['api/incident/ReportIncident.ts', 'export const a = 1'],
  ['web/incident/report-screen.vue', '<template><p /></template>'],
])('finds the wrong name or room of %s', (path, text) => {
  expect(nameSlips([{ path, text }])).toHaveLength(1)
})

it('lets composables and components keep their own hand', () => {
  expect(
    nameSlips([
      { path: 'web/deadline/useNow.ts', text: 'export const a = 1' },
      { path: 'web/ui/UiButton.vue', text: '' },
    ]),
  ).toEqual([])
})

it('has every file in a room with a subject, under a name of the house', () => {
  expect(nameSlips(code())).toEqual([])
})
