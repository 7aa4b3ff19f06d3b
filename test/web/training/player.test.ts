import 'fake-indexeddb/auto'
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { questionsFor } from '../../../shared/training/module.ts'
import { incidentOrBreach } from '../../../shared/training/modules/incident-or-breach.ts'
import { reportAtOnce } from '../../../shared/training/modules/report-at-once.ts'
import type { MyTraining } from '../../../shared/training/training-views.ts'
import { needTexts } from '../../../web/i18n.ts'
import ModuleScreen from '../../../web/training/ModuleScreen.vue'
import { nothingYet } from '../../../web/training/my-training.ts'
import { keeping } from '../../../web/training/open-training.ts'
import PracticeScreen from '../../../web/training/PracticeScreen.vue'
import TrainingScreen from '../../../web/training/TrainingScreen.vue'
import { answered } from '../../support/answered.ts'
import { fritsSession, mountScreen } from '../../support/mount-screen.ts'

const board = fritsSession().boards[0]!.organisationId
const now = Date.now()
const at = (days: number) => new Date(now + days * 86_400_000).toISOString()
let mine: MyTraining
let sent: { questionId: string; practice: boolean }[]
let online: boolean
/** what a page remembers of a sitting is one person's: each test has a person of its own */
let people = 0
let me: ReturnType<typeof fritsSession>

beforeEach(async () => {
  document.body.replaceChildren()
  const { db } = await keeping.open()
  await Promise.all([db.answer.clear(), db.mine.clear()])
  keeping.page.keepOnly('nobody at all')
  localStorage.clear()
  me = fritsSession({ identityId: `01900000-0000-7000-8000-0000000001${String((people += 1)).padStart(2, '0')}` })
  localStorage.setItem('seintje.session', JSON.stringify({ view: me, boards: me.boards, mode: 'production' }))
  ;[mine, sent, online] = [{ ...nothingYet(board), role: 'teacher' }, [], true]
  Element.prototype.scrollIntoView = () => undefined
  await needTexts('training')
  vi.stubGlobal('fetch', async (input: string | Request, init?: RequestInit) => {
    if (!online) throw new TypeError('no network')
    const path = input instanceof Request ? new URL(input.url).pathname : input
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : {}
    if (path.endsWith('/answers')) sent.push(...body.answers)
    if (path.endsWith('/mine')) mine = { ...mine, ...body }
    const said = path.endsWith('/answers') ? { kept: body.answers.map(({ id }: { id: string }) => id), mine } : mine
    return path.startsWith('/api/v1/training')
      ? new Response(JSON.stringify(said), { headers: { 'content-type': 'application/json', 'server-now': new Date().toISOString() } })
      : new Response(JSON.stringify(me), { headers: { 'content-type': 'application/json' } })
  })
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

const play = (moduleId: string, step = '') => mountScreen(ModuleScreen, { path: '/oefenen/module/:id/:step?', at: `/oefenen/module/${moduleId}${step}` })
type Screen = Awaited<ReturnType<typeof play>>['screen']
const says = (screen: Screen, words: string | RegExp) => vi.waitFor(() => expect(screen.text()).toMatch(words))
const choose = async (screen: Screen, place: number) => {
  await vi.waitFor(() => expect(screen.findAll('[role=group] button')).toHaveLength(3))
  await screen.findAll('[role=group] button')[place]!.trigger('click')
  await flushPromises()
}
const next = (screen: Screen) => screen.findAll('a').find((link) => /Volgende vraag|Naar het eind/.test(link.text()))!

it('keeps an answer at once, says in words what we think of it, and leaves nothing to choose', async () => {
  const asked = questionsFor(reportAtOnce, 'teacher')
  const wrong = asked[0]!.options.findIndex(({ right }) => !right)
  const { screen } = await play('report-at-once')
  await choose(screen, wrong)
  await says(screen, 'Wij zouden dit anders aanpakken')
  expect(screen.text()).toContain(asked[0]!.options[wrong]!.feedback.nl)
  expect(screen.text()).toContain(asked[0]!.doNow.nl)
  expect(screen.find('[data-verdict]').element).toBe(document.activeElement)
  expect(screen.findAll('[role=group] button')).toHaveLength(0)
  // What we would do stands open, the third can be opened.
  expect(
    screen
      .findAll('details')
      .map((one) => one.attributes('open') !== undefined)
      .toSorted(),
  ).toEqual([false, true])
  expect(screen.findAll('a[href="/melden"]').length).toBeGreaterThan(1)
  await vi.waitFor(() => expect(sent).toMatchObject([{ questionId: asked[0]!.id, practice: false }]))
})

it('shows an earlier answer when one goes back, and goes on after a reload where one was', async () => {
  const [first] = questionsFor(reportAtOnce, 'teacher')
  const { screen, router } = await play('report-at-once')
  await choose(screen, 0)
  await says(screen, first!.options[0].feedback.nl)
  await router.push(next(screen).attributes('href')!)
  await says(screen, 'Vraag 2 van')
  await router.push('/oefenen/module/report-at-once/1')
  await says(screen, first!.options[0].feedback.nl)
  expect(screen.findAll('[role=group] button')).toHaveLength(0)
  screen.unmount()

  const later = await play('report-at-once')
  await says(later.screen, 'Vraag 2 van')
  expect(later.router.currentRoute.value.path).toBe('/oefenen/module/report-at-once/2')
  await later.router.push('/oefenen/module/report-at-once/5')
  await vi.waitFor(() => expect(later.router.currentRoute.value.path).toBe('/oefenen/module/report-at-once/2'))
})

it('tells of an answer from another device only the explanations: what was chosen is not here', async () => {
  const [first] = questionsFor(reportAtOnce, 'teacher')
  mine = { ...mine, ...answered('report-at-once', [first!.id]) }
  const { screen, router } = await play('report-at-once')
  await says(screen, 'Vraag 2 van')
  await router.push('/oefenen/module/report-at-once/1')
  await says(screen, 'Deze vraag deed je al')
  for (const { feedback } of first!.options) expect(screen.text()).toContain(feedback.nl)
  expect(screen.findAll('[role=group] button')).toHaveLength(0)
  expect(next(screen)).toBeDefined()
})

it('says when the device could not keep an answer, and goes on all the same', async () => {
  const { db } = await keeping.open()
  const full = vi.spyOn(db.answer, 'add').mockRejectedValue(new DOMException('full', 'QuotaExceededError'))
  const { screen } = await play('prevent-it')
  await choose(screen, 1)
  await says(screen, 'Dit antwoord staat niet op je toestel')
  expect(next(screen)).toBeDefined()
  full.mockRestore()
})

it.each(['module/prevent-it', 'herhalen'])('says nothing to an answer before it is on disk (%s)', async (where) => {
  const { db } = await keeping.open()
  const add = db.answer.add.bind(db.answer)
  let letGo = () => {}
  const slow = vi.spyOn(db.answer, 'add').mockImplementation(((row: Parameters<typeof add>[0]) => new Promise((go) => (letGo = () => go(add(row))))) as never)
  const due = { due: at(-2), stability: 1, difficulty: 5, scheduledDays: 1, learningSteps: 0, reps: 1, lapses: 0, state: 2 as const, lastReview: at(-3) }
  mine = { ...mine, cards: [{ questionId: 'personal-data-01', card: due }] }
  const practice = () => mountScreen(PracticeScreen, { path: '/oefenen/herhalen/:step?', at: '/oefenen/herhalen' })
  const { screen } = await (where === 'herhalen' ? practice() : play('prevent-it'))
  await choose(screen, 0)
  await vi.waitFor(() => expect(slow).toHaveBeenCalledOnce())
  await flushPromises()
  expect([screen.find('[data-verdict]').exists(), next(screen), screen.findAll('[role=group] button[aria-disabled=true]').length]).toEqual([
    false,
    undefined,
    3,
  ])
  letGo()
  await vi.waitFor(() => expect(screen.find('[data-verdict]').exists()).toBe(true))
  expect([await db.answer.count(), next(screen) !== undefined]).toEqual([1, true])
  slow.mockRestore()
})

it('offers nothing of a module that the board hid since, nor of one that is not there', async () => {
  mine = { ...mine, hidden: ['prevent-it'] }
  await says((await play('prevent-it')).screen, 'Je bestuur biedt het nu niet aan.')
  await says((await play('nergens')).screen, 'Dit onderwerp is er niet')
})

it('says so where the law leaves room, and calls both answers right', async () => {
  const question = incidentOrBreach.questions.find(({ bothCanBeRight }) => bothCanBeRight)!
  const asked = questionsFor(incidentOrBreach, 'teacher')
  const others = asked.filter(({ id }) => id !== question.id).map(({ id }) => id)
  mine = { ...mine, ...answered('incident-or-breach', others) }
  const { screen } = await play('incident-or-breach')
  await says(screen, question.ask.nl)
  await choose(
    screen,
    question.options.findIndex(({ right }) => right),
  )
  await says(screen, 'Zo zouden wij het ook doen')
  expect(screen.text()).toContain(question.bothCanBeRight!.nl)
})

it('ends with ideas, a certificate and what comes next, and begins again only when asked to', async () => {
  mine = { ...mine, completions: [{ id: board, moduleId: 'report-at-once', moduleVersion: 1, completedAt: at(-9), validUntil: at(300) }] }
  const { screen, router } = await play('report-at-once', '/2')
  await says(screen, 'Klaar: Meld direct, ook bij twijfel')
  expect(router.currentRoute.value.path).toBe('/oefenen/module/report-at-once/klaar')
  expect(screen.text()).toContain('Haal je bewijs op')
  expect(screen.text()).not.toMatch(/\d+ (van|of) \d+ goed|%/)
  await screen
    .findAll('button')
    .find((button) => button.text().includes('opnieuw'))!
    .trigger('click')
  await says(screen, 'Vraag 1 van')
})

it('asks what comes back, mixed over the modules, and ends with when the next one does', async () => {
  const card = (questionId: string, due: string) => ({
    questionId,
    card: { due, stability: 1, difficulty: 5, scheduledDays: 1, learningSteps: 0, reps: 1, lapses: 0, state: 2 as const, lastReview: at(-3) },
  })
  mine = { ...mine, cards: [card('personal-data-01', at(-2)), card('prevent-it-07', at(4))] }
  const { screen, router } = await mountScreen(PracticeScreen, { path: '/oefenen/herhalen/:step?', at: '/oefenen/herhalen' })
  await says(screen, 'Vraag 1 van 4')
  expect(screen.text()).toContain('een postcode en een huisnummer')
  online = false
  for (let n = 1; n <= 4; n++) {
    await says(screen, `Vraag ${n} van 4`)
    await choose(screen, 0)
    await vi.waitFor(() => expect(next(screen)).toBeDefined())
    await router.push(next(screen).attributes('href')!)
  }
  await says(screen, 'Klaar voor nu')
  await says(screen, /De volgende vraag komt (morgen|over \d dagen) terug/)
  expect(await (await keeping.open()).db.answer.count()).toBe(4)
})

it('asks on a first visit what one does, keeps it, and shows six modules and no hidden one', async () => {
  mine = { ...mine, role: null, hidden: ['prevent-it'] }
  const { screen } = await mountScreen(TrainingScreen, { path: '/oefenen', at: '/oefenen' })
  await says(screen, 'Wat doe je op school?')
  await screen.find('form').trigger('submit')
  await says(screen, 'Kies wat je op school doet.')
  await screen.find('input[value=care]').setValue(true)
  await screen.find('form').trigger('submit')
  await says(screen, 'Onderwerpen')
  expect(screen.findAll('h3').map((title) => title.text())).toHaveLength(5)
  expect(screen.text()).not.toContain('Voorkom het')
  await vi.waitFor(() => expect(mine.role).toBe('care'))
})
