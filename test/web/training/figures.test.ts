import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SessionView } from '../../../shared/access/session-view.ts'
import type { FiguresView } from '../../../shared/training/figure-views.ts'
import FiguresScreen from '../../../web/training/FiguresScreen.vue'
import { needTexts } from '../../../web/i18n.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'
import { figures, notYet, tooSmall } from '../../support/training-desk-screens.ts'

const board = fritsSession().boards[0]!
type Roles = SessionView['boards'][number]['roles']

beforeEach(() => needTexts('figures', 'keys'))
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

async function open(
  view: FiguresView | 'offline' = figures,
  { roles = ['staff', 'dpo'] as Roles, scope = 'desk' as SessionView['scope'], locale = 'nl' as const } = {},
) {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ scope, boards: [{ ...board, roles }] }), boards: [], mode: 'production' }))
  const far = farEnd({ 'GET /training/figures': view === 'offline' ? 'offline' : { body: view } })
  const { screen } = await mountScreen(FiguresScreen, { path: '/oefenen/cijfers', at: '/oefenen/cijfers', locale })
  await flushPromises()
  return { screen, far }
}

it('says before any figure how large a group is, what is left out, and when the next ones come', async () => {
  const { screen, far } = await open()
  const about = screen.find('section').text()
  expect(about).toContain('Elke groep telt ten minste 10 mensen')
  expect(about).toContain('geen namen en geen scores')
  expect(about).toContain('Gemaakt op 2 maart 2026. De volgende cijfers komen op 9 maart 2026.')
  expect(far.asked[0]?.query.get('organisationId')).toBe(board.organisationId)
})

it('names each group in words, the board first and then by name, never by how well it does', async () => {
  const { screen } = await open()
  expect(screen.findAll('tbody th[role=rowheader]').map((row) => row.text())).toEqual([
    expect.stringMatching(/^Hele bestuur\s*ten minste 70 mensen/),
    expect.stringMatching(/^De Klimop en Het Kompas\s*vooral administratie en zorg/),
    expect.stringMatching(/^De Regenboog\s*vooral leraren/),
    expect.stringMatching(/^Het Kompas\s*alle functies/),
  ])
})

it('has words for people of several functions and of schools too small to be named', async () => {
  const [whole, one] = figures.report!.lines
  const [regenboog] = one!.block.schoolIds
  const ofPart = (schoolIds: (string | null)[], part: boolean) => ({ ...one!, block: { schoolIds, roles: [] }, whole: !part })
  const { screen } = await open({
    ...figures,
    report: {
      ...figures.report!,
      lines: [whole!, ofPart([regenboog!], false), ofPart([regenboog!], true), ofPart([null, regenboog!], true), ofPart([null], false)],
    },
  })
  expect(screen.findAll('tbody th[role=rowheader]').map((row) => row.text())).toEqual([
    expect.stringMatching(/^Hele bestuur/),
    expect.stringMatching(/^Andere scholen, of geen vaste school\s*alle functies/),
    expect.stringMatching(/^De Regenboog\s*alle functies/),
    expect.stringMatching(/^De Regenboog\s*verschillende functies/),
    expect.stringMatching(/^De Regenboog en anderen\s*verschillende functies/),
  ])
})

it('is a table with a caption and headers, in which a share stands in words and its bar is decoration', async () => {
  const { screen } = await open()
  const table = screen.find('table[role=table]')
  expect(table.find('caption').text()).toBe('Per groep het deel dat elke module afmaakte')
  expect(table.findAll('thead th').map((head) => head.text())).toEqual([
    'Groep',
    'Wat zijn persoonsgegevens?',
    'Wat is een incident, wat een datalek?',
    'Meld direct, ook bij twijfel',
    'Herken het',
    'Wat gebeurt er daarna?',
    'Voorkom het',
  ])
  const cells = table.findAll('tbody tr')[2]?.findAll('td') ?? []
  expect(cells[2]?.text()).toContain('meer dan 90%')
  expect(cells[2]?.findAll('[aria-hidden=true]')).toHaveLength(2)
  expect(table.findAll('tbody tr')[3]?.findAll('td')[5]?.text()).toContain('minder dan 10%')
})

it('names the ideas that were missed and the four weeks it is about', async () => {
  const { screen } = await open()
  const missed = screen.find('section[aria-labelledby=missed]')
  expect(missed.text()).toContain('Van 26 januari tot en met 22 februari 2026')
  expect(
    missed
      .findAll('ol')[0]
      ?.findAll('li')
      .map((one) => one.text()),
  ).toEqual(['Niet uit te sluiten? Dan is het een datalekrond 40%', 'Adressen van ouders horen in bccrond 40%', '72 uur, ook in het weekendrond 30%'])
})

it('says in words which way reporting goes, and nothing where there is too little', async () => {
  const { screen } = await open()
  const [whole, kompas] = screen.findAll('section[aria-labelledby=reporting] table').map((table) => table.element.parentElement?.textContent ?? '')
  expect(whole).toMatch(/Hele bestuur.*Er is vaker gemeld dan een kwartaal eerder\. Het ging sneller\..*Kwartaal 4 van 2025.*4,1.*binnen een dag/s)
  expect(kompas).toMatch(/Het Kompas.*Er zijn te weinig meldingen om te vergelijken.*te weinig/s)
})

it('lets somebody with many groups choose a school', async () => {
  const [whole, one] = figures.report!.lines
  const roles = ['teacher', 'administration', 'care', 'caretaker', 'ict', 'schoolLead', 'board'] as const
  const lines = [whole!, ...roles.map((role) => ({ ...one!, block: { ...one!.block, roles: [role] } })), figures.report!.lines[3]!]
  const { screen } = await open({ ...figures, report: { ...figures.report!, lines } })
  expect(screen.findAll('tbody th[role=rowheader]')).toHaveLength(9)
  await screen.find('#figures-school').setValue(figures.schools[1]?.id)
  expect(screen.findAll('tbody th[role=rowheader]').map((row) => row.text())).toEqual([
    expect.stringContaining('Hele bestuur'),
    expect.stringContaining('Het Kompas'),
  ])
})

it.each<[string, FiguresView, Roles, string, string]>([
  ['nothing was made yet', notYet, ['staff', 'chair'], 'Er zijn nog geen cijfers', 'De volgende keer is 9 maart 2026'],
  ['the board is too small', tooSmall, ['staff', 'dpo'], 'Nog te weinig mensen voor cijfers', 'Pas vanaf 10 mensen'],
  [
    'there is no line for his schools',
    { ...figures, report: { ...figures.report!, lines: figures.report!.lines.slice(0, 1), reporting: [] } },
    ['staff', 'schoolLead'],
    'Voor jouw school zijn er geen cijfers',
    'In het hele bestuur tellen ze wel mee',
  ],
])('says what it means where %s', async (_, view, roles, title, text) => {
  const { screen } = await open(view, { roles })
  expect(screen.text()).toContain(title)
  expect(screen.text()).toContain(text)
})

it('tells a school leader that other schools are not shown apart', async () => {
  const { screen } = await open(figures, { roles: ['staff', 'schoolLead'] })
  expect(screen.text()).toContain('Je ziet je eigen school en het hele bestuur')
  expect(screen.text()).not.toContain('ranglijst')
})

it('is for school leaders, the FG and the chair, with a key, and says so when there is no connection', async () => {
  const handler = await open(figures, { roles: ['staff', 'handler'] })
  expect(handler.screen.text()).toContain('Dit is voor schoolleiders, de FG en de voorzitter')
  handler.screen.unmount()
  const shut = await open(figures, { scope: 'device' })
  expect(shut.screen.text()).toContain('Gebruik je sleutel')
  expect(shut.far.asked).toEqual([])
  shut.screen.unmount()
  const offline = await open('offline')
  expect(offline.screen.find('[role=status]').text()).toContain('geen verbinding')
  expect(offline.screen.find('button').text()).toBe('Opnieuw proberen')
})
