import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openPage, signIn, workerReady } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { withChromium } from '../support/with-chromium.ts'

/** On the bus: what is learned without a network, through the real app. Half of the files fail the first time. */
const failed = new Set<string>()
const spoil = ({ url, headers }: Request) => {
  const { pathname } = new URL(url)
  if (!/spot-it|TrainingScreen/.test(pathname) || failed.has(pathname) || headers.get('sec-fetch-dest') === 'script') return undefined
  failed.add(pathname)
  return new Response('', { status: 502 })
}
const { o, browser } = await withChromium(liveOffice({ before: spoil }))

const keptLater = (page: Page) => page.evaluate(async () => (await (await caches.open('seintje-later')).keys()).map(({ url }) => new URL(url).pathname))
const whole = (page: Page) => page.evaluate(async () => ((await (await fetch('/later.json')).json()) as string[]).toSorted())
const answers = () => o.sql('select id, question_id from training_answer')

/** Chooses the first way to go, and goes on. */
async function answerOne(page: Page) {
  const choices = page.getByRole('group').getByRole('button')
  await choices.first().click()
  await page.getByRole('link', { name: /Volgende|uitkomst/i }).click()
}

it('learns without a network what was never opened with one, and has every answer at school once', async () => {
  const page = await openPage(browser)
  const context = page.context()
  await signIn(page, o.origin, 'teacher')
  await workerReady(page)
  await expect.poll(() => failed.size).toBeGreaterThan(0)
  expect(await keptLater(page)).not.toEqual(await whole(page))
  // The next visit fetches what failed.
  await page.reload()
  await expect.poll(() => keptLater(page).then((files) => files.toSorted())).toEqual(await whole(page))

  await o.down()
  await page.goto(`${o.origin}/oefenen`)
  await page.getByRole('radio', { name: 'Lesgeven' }).check()
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('link', { name: /Herken het/ }).click()
  await page.getByText('Vraag 1 van').first().waitFor()
  await answerOne(page)
  await page.getByText('Vraag 2 van').first().waitFor()
  await page.reload()
  await page.getByText('Vraag 2 van').first().waitFor()
  await answerOne(page)
  await page.goto(`${o.origin}/oefenen`)
  await page.getByText('2 antwoorden wachten op internet').waitFor()

  const second = await context.newPage()
  await second.goto(`${o.origin}/oefenen`)
  await second.getByText('2 antwoorden wachten op internet').waitFor()
  await o.up()
  for (const one of [page, second]) await one.evaluate(() => void window.dispatchEvent(new Event('online')))
  await expect.poll(answers).toHaveLength(2)
  for (const one of [page, second]) await one.getByText('antwoorden wachten op internet').waitFor({ state: 'detached' })

  // Killed with an answer waiting: the start of the app sends it, wherever it starts.
  await o.down()
  await second.close()
  await page.getByRole('link', { name: /Herken het/ }).click()
  await page.getByText('Vraag 3 van').first().waitFor()
  await answerOne(page)
  await page.getByText('Vraag 4 van').first().waitFor()
  const start = await context.newPage()
  await page.close()
  await o.up()
  await start.goto(o.origin)
  await expect.poll(answers).toHaveLength(3)
  await expect.poll(() => start.evaluate(() => localStorage.getItem('seintje.training'))).toBe('here')
  expect(new Set((await answers()).map((row) => row.question_id)).size).toBe(3)
  await context.close()
})

it('reports as before when nothing of training can be kept', async () => {
  const page = await openPage(browser)
  await page.addInitScript(() => {
    const open = indexedDB.open.bind(indexedDB)
    indexedDB.open = (name: string, version?: number) => {
      if (name === 'seintje-training') throw new DOMException('full', 'QuotaExceededError')
      return open(name, version)
    }
  })
  const before = (await answers()).length
  await signIn(page, o.origin, 'chair', '/oefenen')
  await page.getByRole('radio', { name: 'Lesgeven' }).check()
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('link', { name: /Herken het/ }).click()
  await answerOne(page)
  // It could not be kept here, and went to school all the same.
  await expect.poll(answers).toHaveLength(before + 1)
  await page.goto(`${o.origin}/melden`)
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill('Stick kwijt in de bus.')
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByRole('button', { name: 'Verstuur' }).click()
  await page.getByRole('heading', { name: 'Ontvangen' }).waitFor()
  await page.context().close()
})
