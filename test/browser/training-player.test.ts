import type { Locator, Page } from 'playwright-core'
import { beforeEach, expect, it } from 'vitest'
import { questionsFor } from '../../shared/training/module.ts'
import { spotIt } from '../../shared/training/modules/spot-it.ts'
import { openPage, signIn } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(liveOffice())
const asked = questionsFor(spotIt, 'teacher')
// A second try finds nobody half way.
beforeEach(async () => {
  for (const table of ['training_answer', 'training_card', 'training_completion', 'learner']) await o.sql(`delete from ${table}`)
})

/** Tabs on until it has the focus: whoever has no mouse gets there, and back is not asked of anybody. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let taps = 0; taps < 40; taps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by keyboard to ${target}`)
}
async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}
const heading = (page: Page, n: number) => page.getByRole('heading', { level: 1, name: `Herken het: Vraag ${n} van ${asked.length}` })
const verdict = (page: Page) => page.locator('[data-verdict]')
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())
const options = (page: Page, n: number) => page.getByRole('group', { name: asked[n - 1]!.ask.nl }).getByRole('button')

/** Answers with Enter, reads what is said to it, and goes on. */
async function answer(page: Page, n: number): Promise<void> {
  await heading(page, n).waitFor()
  await press(page, options(page, n).first())
  await verdict(page).waitFor()
  await expect.poll(() => focused(page)).toMatch(/^(Zo zouden wij het ook doen|Wij zouden dit anders aanpakken)$/)
}
const goOn = (page: Page, n: number) => press(page, page.getByRole('link', { name: n === asked.length ? 'Naar het eind' : 'Volgende vraag' }))

it('takes somebody with a keyboard alone through a whole module, back to an earlier answer and on after a reload', async () => {
  const page = await openPage(browser, { serviceWorkers: 'block' })
  await signIn(page, o.origin, 'teacher', '/oefenen')
  await press(page, page.getByRole('radio', { name: /^Lesgeven/ }), 'Space')
  await press(page, page.getByRole('button', { name: 'Begin' }))
  await page.getByRole('heading', { level: 1, name: 'Oefenen' }).waitFor()
  await press(page, page.getByRole('link', { name: 'Herken het' }))

  await answer(page, 1)
  await goOn(page, 1)
  await answer(page, 2)
  // Back by the browser: the answer stands as it was given, and nothing is left to choose.
  await page.goBack()
  await heading(page, 1).waitFor()
  await page.getByText(asked[0]!.options[0].feedback.nl).waitFor()
  expect(await options(page, 1).count()).toBe(0)
  await page.goForward()
  await goOn(page, 2)
  await heading(page, 3).waitFor()

  // The way to report is on each screen, and leaving asks nothing.
  await press(page, page.getByRole('link', { name: 'Meld een incident' }))
  await page.waitForURL(/\/melden$/)
  await page.goto(`${o.origin}/oefenen/module/spot-it`)
  for (let n = 3; n <= asked.length; n++) {
    await answer(page, n)
    if (n === 4) await page.reload()
    await goOn(page, n)
  }
  await page.getByRole('heading', { level: 1, name: 'Klaar: Herken het' }).waitFor()
  await page.getByText(/^Je hebt dit onderwerp gedaan/).waitFor()
  await expect.poll(() => o.sql('select module_id from training_completion')).toEqual([{ module_id: 'spot-it' }])
  expect(await o.sql('select count(*)::int as n from training_answer')).toEqual([{ n: asked.length }])

  const paper = page.waitForEvent('download')
  await press(page, page.getByRole('button', { name: 'Haal je bewijs op' }))
  await press(page, page.getByRole('button', { name: 'Maak het bewijs' }))
  expect((await paper).suggestedFilename()).toBe('seintje-spot-it.pdf')
  await page.getByText('Je bewijs is opgehaald.').waitFor()
  await page.context().close()
})

it('reads a picture out as a picture, in order, with nothing to press in it, and after the answer with its signs', async () => {
  const page = await openPage(browser, { serviceWorkers: 'block' })
  await signIn(page, o.origin, 'handler', '/oefenen')
  const role = page.request.patch(`${o.origin}/api/v1/training/mine`, { data: { organisationId: '01900000-0000-7000-8000-000000000001', role: 'care' } })
  expect((await role).status()).toBe(200)
  await page.goto(`${o.origin}/oefenen/module/spot-it`)
  const figure = page.getByRole('figure', { name: 'Plaatje van een deelvenster Delen: Zorgplan leerling groep 7' })
  await figure.waitFor()
  const before = await figure.ariaSnapshot()
  expect(before).not.toMatch(/^ *- (button|link|textbox|combobox)|Signaal/m)
  const texts = ['Wie heeft toegang', 'Mag', 'Vervalt op', 'Ook gedeeld met', 'Geopend: 14 keer']
  expect(texts.map((text) => before.indexOf(text)).toSorted((a, b) => a - b)).toEqual(texts.map((text) => before.indexOf(text)))
  expect(before.match(/listitem/g)).toHaveLength(5)

  await page.getByRole('group').getByRole('button').first().click()
  await verdict(page).waitFor()
  expect(await figure.ariaSnapshot()).toMatch(/Signaal 1\s+- paragraph: "Wie heeft toegang/)
  expect(
    await verdict(page).evaluate((element) =>
      element
        .getAttribute('aria-describedby')!
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' '),
    ),
  ).toMatch(/In het plaatje staan nu 4 signalen met een nummer\.$/)
  await page.getByRole('button', { name: 'Kijk terug in het plaatje' }).click()
  expect(await figure.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.context().close()
})
