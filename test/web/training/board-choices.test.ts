import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { defaultTraining, type TrainingSettings } from '../../../shared/training/training-settings.ts'
import type { BoardQuestionView } from '../../../shared/training/training-views.ts'
import TrainingBoardScreen from '../../../web/training/TrainingBoardScreen.vue'
import { ownContent } from '../../support/own-content.ts'
import type { FarEnd } from '../../support/mount-screen.ts'
import { board, onBoardScreens, openBoardScreen, type Roles } from '../../support/training-board-screen.ts'

const { organisationId } = board
const chosen: TrainingSettings = { ...defaultTraining, hidden: ['spot-it'], dueOn: '03-01', region: 'middle' }
const question: BoardQuestionView = {
  ...{ id: '01900000-0000-7000-8000-0000000000f1', moduleId: 'prevent-it', content: ownContent, state: 'proposed' },
  ...{ proposedBy: 'Hanna Verzonnen', proposedAt: '2026-03-02T09:00:00.000Z', decidedBy: null, decidedAt: null, decision: null, mayDecide: true },
}

onBoardScreens()
enableAutoUnmount(afterEach)

const open = ({ settings = chosen, questions = [] as BoardQuestionView[], answers = {} as FarEnd, roles = ['staff', 'dpo'] as Roles } = {}) =>
  openBoardScreen(TrainingBoardScreen, '/oefenen/bestuur', roles, {
    'GET /training/settings': { body: { organisationId, settings } },
    'GET /training/questions': { body: questions },
    ...answers,
  })
const refusal = (code: string, field: string | null, detail: string) => ({ status: 422, body: { code, field, detail } })

it('shows what was chosen in words, to who may not change it too', async () => {
  const { screen, button } = await open({ roles: ['staff', 'handler'] })
  expect(screen.find('dl').text()).toMatch(/Niet aangeboden: Herken het.*Elk jaar vóór 1 maart.*Staat aan.*Midden.*10 mensen.*Staat uit/s)
  expect(button('Pas aan')).toBeUndefined()
  expect(screen.text()).toContain('De FG, de voorzitter en de beheerder passen dit aan.')
  expect(screen.text()).not.toContain('Dossier voor de medezeggenschap')
})

it('changes all choices at once, and says what hiding a module does', async () => {
  const { screen, press, submit, sent } = await open({ answers: { 'PUT /training/settings': ({ body }) => ({ body }) } })
  await press('Pas aan')
  expect(screen.text()).toContain('Wat collega’s al afmaakten, blijft geldig')
  await screen.find('#offered-spot-it').setValue(true)
  await screen.find('#offered-prevent-it').setValue(false)
  await screen.find('#due-day').setValue('15')
  await screen.find('#due-month').setValue('9')
  await screen.find('input[type=radio][value=all]').setValue()
  await screen.find('#nudges').setValue(false)
  await screen.find('#floor').setValue('25')
  await screen.find('#statements').setValue(true)
  await submit()
  expect(sent('PUT /training/settings')).toEqual({
    organisationId,
    settings: { floor: 25, hidden: ['prevent-it'], dueOn: '09-15', region: null, nudges: false, statements: true },
  })
  expect(screen.text()).toContain('Opgeslagen. Het geldt vanaf nu.')
  expect(screen.find('dl').text()).toContain('Elk jaar vóór 15 september')
  expect(document.activeElement?.id).toBe('edit-choices')
})

it('says at the field what cannot be, before it is sent, and keeps what was typed', async () => {
  const { screen, press, submit, far } = await open()
  await press('Pas aan')
  await screen.find('#floor').setValue('9')
  await screen.find('#due-day').setValue('30')
  await screen.find('#due-month').setValue('2')
  await submit()
  expect(screen.findAll('[role=alert] a').map((link) => link.attributes('href'))).toEqual(['#due-day', '#floor'])
  expect(screen.find('#floor-error').text()).toBe('Vul een heel getal in van 10 tot en met 100.')
  expect(document.title).toBe('Fout: Oefenen bij ons bestuur · Seintje')
  expect((screen.find('#floor').element as HTMLInputElement).value).toBe('9')
  expect(far.asked.some(({ what }) => what.startsWith('PUT'))).toBe(false)
})

it('offers no smaller group than the board has, and says so at the field', async () => {
  const { screen, press, submit, far } = await open({ settings: { ...chosen, floor: 25 } })
  await press('Pas aan')
  await screen.find('#floor').setValue('24')
  await submit()
  expect(screen.find('#floor-error').text()).toBe('Vul een heel getal in van 25 tot en met 100.')
  expect(far.asked.some(({ what }) => what.startsWith('PUT'))).toBe(false)
})

it('keeps everything when the office refuses, and says why', async () => {
  const { screen, press, submit } = await open({
    answers: { 'PUT /training/settings': refusal('training.allHidden', null, 'Laat ten minste één module staan.') },
  })
  await press('Pas aan')
  await screen.find('#floor').setValue('30')
  await submit()
  expect(screen.find('#offered-error').text()).toBe('Laat ten minste één module staan.')
  expect((screen.find('#floor').element as HTMLInputElement).value).toBe('30')
})

it('asks before somebody leaves with a choice that is not saved', async () => {
  const { screen, router, press } = await open()
  await press('Pas aan')
  await screen.find('#nudges').setValue(false)
  await router.push('/elders')
  await flushPromises()
  expect(router.currentRoute.value.path).toBe('/oefenen/bestuur')
  expect(screen.find('dialog[open]').text()).toContain('Je hebt iets niet opgeslagen')
  await press('Gooi weg wat ik typte')
  expect(router.currentRoute.value.path).toBe('/elders')
})

it('proposes a question in Dutch, shows it as colleagues will, and sends it whole', async () => {
  const { screen, press, submit, sent } = await open({ answers: { 'POST /training/questions': { status: 201, body: question } } })
  await press('Schrijf een vraag')
  for (const [field, value] of [
    ['#moduleId', 'prevent-it'],
    ['#idea', 'paperCounts'],
    ['#scenario-nl', ownContent.scenario.nl],
    ['#ask-nl', ownContent.ask.nl],
    ...ownContent.options.flatMap(({ text, feedback }, n) => [
      [`#options-${n}-text-nl`, text.nl],
      [`#options-${n}-feedback-nl`, feedback.nl],
    ]),
    ['#doNow-nl', ownContent.doNow.nl],
  ])
    await screen.find(field!).setValue(value)
  await screen.find('#everyone').setValue(false)
  await screen.find('#roles-teacher').setValue(true)
  await screen.find('#roles-care').setValue(true)
  await screen.find('input[type=radio][value=a]').setValue()
  const preview = screen.find('section[aria-labelledby=preview]')
  expect(preview.text()).toContain(ownContent.scenario.nl)
  expect(preview.findAll('li')[0]?.text()).toContain('Goed antwoord')
  await submit()
  const dutch = (words: { nl: string }) => ({ nl: words.nl, en: null })
  expect(sent('POST /training/questions')).toEqual({
    organisationId,
    moduleId: 'prevent-it',
    content: {
      ...{ idea: 'paperCounts', roles: ['teacher', 'care'] },
      ...{ scenario: dutch(ownContent.scenario), ask: dutch(ownContent.ask), doNow: dutch(ownContent.doNow) },
      options: ownContent.options.map((option) => ({ ...option, text: dutch(option.text), feedback: dutch(option.feedback) })),
    },
  })
  expect(screen.text()).toContain('Een ander leest de vraag voordat ze rondgaat')
})

it('says what is missing in a question, and puts a refusal at the words it is about', async () => {
  const { screen, press, submit, far } = await open()
  await press('Schrijf een vraag')
  await screen.find('#scenario-nl').setValue('Op de gang ligt een lijst.')
  await submit()
  const missing = screen.findAll('[role=alert] a').map((link) => link.attributes('href'))
  expect(missing).toHaveLength(11)
  expect(missing).not.toContain('#scenario-nl')
  expect(missing).toContain('#options')
  expect(far.asked.some(({ what }) => what.startsWith('POST'))).toBe(false)
  expect((screen.find('#scenario-nl').element as HTMLTextAreaElement).value).toBe('Op de gang ligt een lijst.')
})

it('lets a second person read a question whole, and agree', async () => {
  const { screen, press, sent } = await open({ questions: [question], answers: { [`POST /training/questions/${question.id}/decide`]: { body: question } } })
  for (const words of [ownContent.scenario.nl, ownContent.scenario.en ?? '', ownContent.options[2].feedback.nl, ownContent.doNow.nl])
    expect(screen.text()).toContain(words)
  expect(screen.text()).toContain('Voorgesteld door Hanna Verzonnen op 2 maart 2026.')
  await press('Akkoord, laat rondgaan')
  expect(sent(`POST /training/questions/${question.id}/decide`)).toEqual({ organisationId, agree: true, decision: null })
  expect(screen.text()).toContain('De vraag gaat rond.')
})

it('asks why of who does not agree', async () => {
  const { screen, press, submit, sent } = await open({
    questions: [question],
    answers: { [`POST /training/questions/${question.id}/decide`]: { body: question } },
  })
  await press('Niet akkoord')
  await submit()
  expect(screen.text()).toContain('Schrijf op waarom niet.')
  await screen.find('textarea').setValue('Antwoord C is bij ons ook goed.')
  await submit()
  expect(sent(`POST /training/questions/${question.id}/decide`)).toEqual({ organisationId, agree: false, decision: 'Antwoord C is bij ons ook goed.' })
})

it('does not let whoever wrote it decide, and takes a question out after asking', async () => {
  const live = { ...question, state: 'live', mayDecide: false, decidedBy: 'Bram Bedacht', decidedAt: '2026-03-03T09:00:00.000Z' } as const
  const mine = { ...question, id: '01900000-0000-7000-8000-0000000000f2', mayDecide: false }
  const { screen, button, press, sent } = await open({ questions: [live, mine], answers: { [`POST /training/questions/${mine.id}/withdraw`]: { body: mine } } })
  expect(button('Akkoord, laat rondgaan')).toBeUndefined()
  expect(screen.text()).toContain('Jij mag hier niet over beslissen')
  expect(screen.text()).toContain('Goedgekeurd door Bram Bedacht op 3 maart 2026.')
  await press('Trek deze vraag in')
  expect(sent(`POST /training/questions/${mine.id}/withdraw`)).toBeUndefined()
  await press('Ja, trek in')
  expect(sent(`POST /training/questions/${mine.id}/withdraw`)).toEqual({ organisationId })
})

it('offers the export only where it is on, to who may have it', async () => {
  const off = await open()
  expect(off.screen.text()).toContain('Deze export staat uit')
  off.screen.unmount()
  const chair = await open({ roles: ['staff', 'chair'] })
  expect(chair.screen.text()).toContain('Dossier voor de medezeggenschap')
  expect(chair.screen.text()).not.toContain('xAPI)Deze export')
  chair.screen.unmount()
  const on = await open({ settings: { ...chosen, statements: true } })
  expect(on.button('Haal het bestand op')).toBeDefined()
})

it('hands over the dossier as a file, and says why where it does not come', async () => {
  const kept: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    kept.push(this.download)
  })
  let there = true
  const answers: FarEnd = {
    'GET /training/dossier': () => (there ? { body: 'pdf' } : { status: 429, body: { code: 'request.tooMany', detail: 'Even wachten.' } }),
  }
  const { screen, press, far } = await open({ answers })
  await press('Nederlands (pdf)')
  expect(far.asked.at(-1)?.query.get('lang')).toBe('nl')
  expect(kept).toEqual(['seintje-medezeggenschap.pdf'])
  expect(screen.text()).toContain('Het bestand staat bij je downloads.')
  there = false
  await press('Engels (pdf)')
  expect(screen.text()).toContain('Even wachten.')
  vi.restoreAllMocks()
})
