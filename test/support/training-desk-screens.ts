import type { Page } from 'playwright-core'
import { demoBoard } from '../../api/demo/board.ts'
import type { Show } from './screens.ts'
import type { FigureLine, FiguresView, ReportingLine, ShareBand } from '../../shared/training/figure-views.ts'

/** Figures of a board of some size: the demo's is too small to have any, as it should be. */
const organisationId = demoBoard.organisationId
const [regenboog = '', kompas = '', klimop = ''] = demoBoard.schools.map(({ id }) => id)
const ids = ['personal-data', 'incident-or-breach', 'report-at-once', 'spot-it', 'what-happens-next', 'prevent-it']

const line = (block: FigureLine['block'], people: number, shares: readonly ShareBand[], missed: FigureLine['missed'] = []): FigureLine => ({
  ...{ block, people, missed, whole: block.roles.length === 0 },
  completed: ids.map((moduleId, n) => ({ moduleId, share: shares[n] ?? 'under10' })),
})
const quarter = (schoolIds: ReportingLine['schoolIds'], name: string, perHundred: number | null, medianToReport: ReportingLine['medianToReport']) => ({
  ...{ schoolIds, quarter: name, perHundred, medianToReport },
})

export const figures: FiguresView = {
  organisationId,
  madeAt: '2026-03-02T01:30:00.000Z',
  nextAt: '2026-03-09T01:30:00.000Z',
  schools: demoBoard.schools.map(({ id, name }) => ({ id, name })),
  report: {
    ...{ schoolYear: 2025, floor: 10, missedUntil: '2026-02-23' },
    lines: [
      line(
        { schoolIds: [regenboog, kompas, klimop, null], roles: [] },
        70,
        ['about70', 'about60', 'about80', 'about40', 'about30', 'about10'],
        [
          { idea: 'cannotExclude', share: 'about40' },
          { idea: 'hiddenAddresses', share: 'about40' },
          { idea: 'clockRuns', share: 'about30' },
        ],
      ),
      line(
        { schoolIds: [regenboog], roles: ['teacher'] },
        10,
        ['about80', 'about70', 'over90', 'about40', 'about30', 'about20'],
        [
          { idea: 'hiddenAddresses', share: 'about40' },
          { idea: 'paperCounts', share: 'about30' },
        ],
      ),
      line({ schoolIds: [kompas, klimop], roles: ['administration', 'care'] }, 10, ['about60', 'about60', 'about70', 'about50', 'about30', 'under10']),
      line(
        { schoolIds: [kompas], roles: [] },
        30,
        ['about50', 'about40', 'about70', 'about40', 'about20', 'under10'],
        [
          { idea: 'outageCounts', share: 'about50' },
          { idea: 'foundCarrier', share: 'about20' },
        ],
      ),
    ],
    reporting: [
      quarter(null, '2025-Q3', 2.6, 'withinThreeDays'),
      quarter(null, '2025-Q4', 4.1, 'withinDay'),
      quarter([kompas], '2025-Q3', null, null),
      quarter([kompas], '2025-Q4', 6.5, 'withinDay'),
    ],
  },
}
const nothing = (changes: Partial<FiguresView>): FiguresView => ({ ...figures, ...changes })
export const tooSmall = nothing({ report: { schoolYear: 2025, floor: 10, missedUntil: null, lines: [], reporting: [] } })
export const notYet = nothing({ madeAt: null, report: null })

const answer = (page: Page, json: FiguresView) => page.route('**/api/v1/training/figures?*', (route) => route.fulfill({ json }))
const withFigures = (page: Page) => answer(page, figures)
const withTooFewPeople = (page: Page) => answer(page, tooSmall)

type At = (persona: string, path: string, then?: (page: Page) => Promise<void>) => Show
type Where = (first: (page: Page) => Promise<unknown>, show: Show) => Show

/** What a board sees and chooses of its training; what there is to see, furnishTraining put there. */
export const trainingDeskScreens = (at: At, where: Where): Record<string, Show> => ({
  'figures about training': where(withFigures, at('chair', '/oefenen/cijfers')),
  'figures about training, of too few people': where(withTooFewPeople, at('schoolLead', '/oefenen/cijfers')),
  'a question of the board, reviewed': at('dpo', '/oefenen/bestuur', async (page) => {
    await page
      .getByRole('button', { name: /^(Niet akkoord|Not agreed)$/ })
      .first()
      .click()
    await page.getByRole('button', { name: /^(Wijs de vraag af|Reject the question)$/ }).click()
  }),
  'a question of the board, being written': at('handler', '/oefenen/bestuur', async (page) => {
    await page.getByRole('button', { name: /^(Schrijf een vraag|Write a question)$/ }).click()
    await page.locator('#scenario-nl').fill('Op de gang ligt een lijst met allergieën van groep 3. Er lopen ouders langs.')
    await page.locator('#options-0-text-nl').fill('Ik neem hem mee en meld het.')
    await page.locator('input[type=radio][value=a]').check()
    await page.getByRole('button', { name: /^(Stel de vraag voor|Propose the question)$/ }).click()
    await page.getByRole('alert').waitFor()
  }),
  'choices about training, while they are changed': at('admin', '/oefenen/bestuur', async (page) => {
    await page.getByRole('button', { name: /^(Pas aan|Change it)$/ }).click()
    await page.locator('#floor').fill('9')
    await page.locator('#save-choices').click()
    await page.getByRole('alert').waitFor()
  }),
  'lists of names, one open': at('dpo', '/oefenen/namenlijsten', async (page) => {
    await page.getByRole('button', { name: /^(Bekijk de namen|Look at the names)$/ }).click()
    await page.getByRole('table').waitFor()
    await page.getByRole('button', { name: /^(Vraag een lijst aan|Ask for a list)$/ }).click()
    await page.locator('#list-module').waitFor()
  }),
})
