import type { Page } from 'playwright-core'
import { days, plus } from '../../shared/instant.ts'
import { questionsFor } from '../../shared/training/module.ts'
import { modules } from '../../shared/training/modules.ts'
import { afterAnswer } from '../../shared/training/schedule.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { signIn } from './chromium.ts'
import { answered as answeredOf } from './answered.ts'

const now = () => new Date().toISOString()
const idsOf = (moduleId: string) =>
  questionsFor(
    modules.find(({ id }) => id === moduleId)!,
    'teacher',
  ).map(({ id }) => id)

/** What the office says of somebody, but for these: so that a screen shows a year of learning without living it. */
async function says(page: Page, changes: Partial<MyTraining>): Promise<void> {
  const mine = { ...{ role: 'teacher', progress: [], sat: [], completions: [], cards: [] }, ...changes }
  await page.route(/\/api\/v1\/training(\/answers|\/mine)?(\?|$)/, async (route) => {
    const response = await route.fetch()
    const said = (await response.json()) as { mine?: object }
    await route.fulfill({ response, json: said.mine ? { ...said, mine: { ...said.mine, ...mine } } : { ...said, ...mine } })
  })
}

const completion = (moduleId: string, daysAgo: number) => ({
  id: '01900000-0000-7000-8000-0000000000aa',
  moduleId,
  moduleVersion: 1,
  completedAt: plus(now(), -days(daysAgo)),
  validUntil: plus(now(), days(365 - daysAgo)),
})
const card = (questionId: string, daysAgo: number, right = false) => ({ questionId, card: { ...afterAnswer(undefined, right, plus(now(), -days(daysAgo))) } })

const teacherLearns = (page: Page) => says(page, {})

/** Something of everything: done, busy, to be done again, run out, offered, hidden since, and due today. */
const muchLearned = (page: Page) =>
  says(page, {
    dueOn: plus(now(), days(40)).slice(0, 10),
    offered: ['spot-it'],
    hidden: ['prevent-it'],
    completions: [completion('personal-data', 20), completion('incident-or-breach', 320), completion('what-happens-next', 400), completion('prevent-it', 30)],
    ...answeredOf('report-at-once', idsOf('report-at-once').slice(0, 2)),
    cards: [card('personal-data-01', 4), card('personal-data-03', 3)],
  })

/** Up to this question all is answered; it has a picture, and is answered now. */
async function upTo(page: Page, questionId: string): Promise<void> {
  const moduleId = questionId.replace(/-\d+$/, '')
  const ids = idsOf(moduleId)
  await says(page, answeredOf(moduleId, ids.slice(0, ids.indexOf(questionId))))
}

/** Everything is answered, some of it otherwise than we would. */
const atTheEnd = (page: Page) =>
  says(page, { completions: [completion('spot-it', 0)], cards: idsOf('spot-it').map((id, place) => card(id, 0, place % 3 !== 0)) })

const nothingDue = (page: Page) => says(page, { cards: [card('personal-data-01', -2)] })

/** Chooses the last of the three, and waits until it says something to that. */
async function choose(page: Page): Promise<void> {
  await page.getByRole('group').getByRole('button').last().click()
  await page.locator('[data-verdict]').waitFor()
}

type Show = (page: Page, origin: string) => Promise<void>
/** A screen as a teacher sees it of whom the office says this. */
const shows =
  (path: string, prepare: (page: Page) => Promise<unknown>, then?: (page: Page) => Promise<unknown>): Show =>
  async (page, origin) => {
    await prepare(page)
    await signIn(page, origin, 'teacher', path)
    await page.locator('h1').first().waitFor()
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
    await page.locator('h1').first().waitFor()
    await then?.(page)
  }
const player = (moduleId: string) => `/oefenen/module/${moduleId}`
const answered = (questionId: string) => shows(player(questionId.replace(/-\d+$/, '')), (page) => upTo(page, questionId), choose)

export const trainingScreens: Record<string, Show> = {
  'practising, first visit': shows('/oefenen', (page) => says(page, { role: null })),
  practising: shows('/oefenen', muchLearned),
  'a question': shows(player('spot-it'), teacherLearns),
  'a share window, answered': answered('spot-it-03'),
  'a mail, answered': answered('spot-it-01'),
  'a page in a browser, answered': answered('spot-it-02'),
  'a stick, answered': answered('spot-it-04'),
  'a room, answered': answered('incident-or-breach-03'),
  'the end of a module': shows(player('spot-it'), atTheEnd, (page) => page.getByRole('heading', { level: 1, name: /^(Klaar|Done)/ }).waitFor()),
  'what comes back': shows('/oefenen/herhalen', muchLearned, (page) => page.getByRole('group').waitFor()),
  'what comes back, when nothing does': shows('/oefenen/herhalen', nothingDue),
}
