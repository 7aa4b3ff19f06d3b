import type { Page } from 'playwright-core'
import { describe, it } from 'vitest'
import { lostOnTheWay, refusal } from '../support/broken-line.ts'
import { openShell } from '../support/chromium.ts'
import { brokenOffice, comeBack, fillIn, kept, openPhone, received, report, reportPut, sendIt, stored, story } from '../support/reporter.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(brokenOffice(), openShell)

const words = (page: Page) => page.getByLabel('Wat is er gebeurd?')
const next = (page: Page) => page.getByRole('button', { name: 'Verder' })

async function toTell(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await next(page).click()
  await words(page).waitFor()
}

/** By the Tab key alone; as far as there is something to go to. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tab = 0; tab < 30; tab++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
  }
  throw new Error(`The keyboard does not reach ${selector}`)
}

/** As pasting does: the whole text at once. */
const paste = (page: Page, length: number) =>
  words(page).evaluate((field: HTMLTextAreaElement, length) => {
    field.value = 'Dit is veel te lang. '.repeat(Math.ceil(length / 21)).slice(0, length)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, length)

describe.concurrent('the report form', () => {
  it('takes ten megabytes that were pasted without losing them or standing still, and tells the limit', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await toTell(phone.page)
    const size = 10 * 1024 * 1024
    await paste(phone.page, size)
    await next(phone.page).click()
    await phone.page
      .getByText(/tekens te lang\. Maak het korter\./)
      .first()
      .waitFor()
    expect(await words(phone.page).evaluate((field: HTMLTextAreaElement) => field.value.length)).toBe(size)
    const frame = await phone.page.evaluate(async () => {
      const from = performance.now()
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      return performance.now() - from
    })
    expect(frame).toBeLessThan(1_000)
    // Made shorter, it simply goes.
    await words(phone.page).fill(story)
    await next(phone.page).click()
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('brings every script to the office as it was typed', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const odd = 'Emoji 👩🏽‍🏫🇳🇱, rechts-naar-links: شكرا עברית \u202Eomgekeerd\u202C, e\u0301 en é, 漢字, <b>&amp;</b>\nen "een" nieuwe regel\\.'
    const id = await report(phone.page, o, odd)
    await received(phone.page).waitFor()
    const dpo = await o.as('dpo')
    const { incidentId } = await (await dpo.get(`/reports/${id}`)).json().catch(() => ({}))
    const [row] = await o.sql<{ id: string }>('select incident_id as id from report where id = $1', [id])
    const dossier = await (await dpo.get(`/incidents/${incidentId ?? row!.id}`)).text()
    expect(dossier).toContain(JSON.stringify(odd).slice(1, -1))
    await phone.page.goto(`${o.origin}/meldingen/${id}`)
    await expect.poll(() => phone.page.getByText('Emoji 👩🏽‍🏫🇳🇱').textContent()).toBe(odd)
    await phone.close()
  })

  it('sends one report for a double tap, and for a tap in two tabs', async ({ expect }) => {
    const phone = await openPhone(browser, o, { persona: 'adviser' })
    await fillIn(phone.page)
    const other = await phone.tab('/melden/controleren')
    await other.getByRole('button', { name: 'Verstuur' }).waitFor()
    await Promise.all([phone.page.getByRole('button', { name: 'Verstuur' }).dblclick(), other.getByRole('button', { name: 'Verstuur' }).dblclick()])
    // A tab that finds the other one sending looks again after ten seconds.
    await expect.poll(() => phone.asked(reportPut).filter(({ status }) => status === 201).length, { timeout: 30_000 }).toBe(1)
    expect(new Set(phone.asked(reportPut).map(({ path, sha256 }) => path + sha256)).size).toBe(1)
    expect(await stored(o, phone.asked(reportPut)[0]!.path.split('/').at(-1)!)).toMatchObject({ times: 1, reporter: 'adviser' })
    await phone.close()
  })

  it('does not send again when somebody goes back after sending, and begins empty', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const id = await report(phone.page, o)
    await received(phone.page).waitFor()
    await phone.page.goBack()
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page.goForward()
    await received(phone.page).waitFor()
    await phone.page.goto(`${o.origin}/melden`)
    await toTell(phone.page)
    expect(await words(phone.page).inputValue()).toBe('')
    expect(phone.asked(reportPut)).toHaveLength(1)
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('keeps everything when somebody goes back and forth through the steps, and over a reload', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await toTell(phone.page)
    await words(phone.page).fill(story)
    await phone.page.getByRole('radio', { name: 'Gisteren' }).check()
    await phone.page.getByLabel('Hoe laat ongeveer?').fill('16:00')
    await phone.page.getByText('Meer vertellen').click()
    await phone.page.getByLabel('Op welk nummer mogen we je bellen?').fill('06 12 34 56 78')
    await next(phone.page).click()
    await phone.page.getByRole('button', { name: 'Verstuur' }).waitFor()
    await phone.page.goBack()
    await words(phone.page).waitFor()
    await phone.page.goBack()
    await phone.page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).waitFor()
    expect(await phone.page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).isChecked()).toBe(true)
    await phone.page.goForward()
    await expect.poll(() => words(phone.page).inputValue()).toBe(story)
    await phone.page.reload()
    await expect.poll(() => words(phone.page).inputValue()).toBe(story)
    expect(await phone.page.getByRole('radio', { name: 'Gisteren' }).isChecked()).toBe(true)
    expect(await phone.page.getByLabel('Hoe laat ongeveer?').inputValue()).toBe('16:00')
    expect(await phone.page.getByLabel('Op welk nummer mogen we je bellen?').inputValue()).toBe('06 12 34 56 78')
    await next(phone.page).click()
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })
})

describe.concurrent('what the screen says of a report', () => {
  /** Every heading and state the page ever showed, with when. */
  const watching = `{
    globalThis.saidReceived = []
    new MutationObserver(() => {
      if (/Ontvangen/.test(document.body?.innerText ?? '')) saidReceived.push(Date.now())
    }).observe(document, { childList: true, subtree: true, characterData: true })
  }`

  it('is "Ontvangen" only after the office answered, through every state before it', async ({ expect }) => {
    const phone = await openPhone(browser, o, { before: watching })
    const down = phone.meets(reportPut, lostOnTheWay)
    const id = await report(phone.page, o)
    await kept(phone.page).waitFor()
    await phone.page.getByText('Er is geen verbinding.', { exact: false }).waitFor()
    const trouble = phone.meets(reportPut, refusal(500, 'server.error'))
    await comeBack(phone.page)
    await phone.page.getByText('Seintje heeft een storing.', { exact: false }).waitFor()
    down.lift()
    trouble.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    const answered = phone.asked(reportPut).at(-1)!
    const first = await phone.page.evaluate(() => (globalThis as unknown as { saidReceived: number[] }).saidReceived[0])
    expect(first).toBeGreaterThanOrEqual(answered.at)
    const line = phone.page.getByText(/^(Ontvangen om|Gelezen op school)/)
    await phone.page.goto(`${o.origin}/meldingen/${id}`)
    await line.waitFor()
    // Read is said when somebody read it, not before.
    expect(await line.textContent()).toMatch(/^Ontvangen om \d\d:\d\d$/)
    const [row] = await o.sql<{ id: string }>('select incident_id as id from report where id = $1', [id])
    await (await o.as('dpo')).post(`/incidents/${row!.id}/acknowledge`)
    await comeBack(phone.page)
    await phone.page.getByText(/^Gelezen op school om \d\d:\d\d$/).waitFor()
    await phone.close()
  })

  it('is the phone number of the FG when it is urgent and there is no network, also on the form', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await fillIn(phone.page)
    const down = phone.meets({}, lostOnTheWay)
    await comeBack(phone.page)
    await phone.page.getByText('Geen internet', { exact: true }).waitFor()
    await sendIt(phone.page)
    await kept(phone.page).waitFor()
    const call = phone.page.getByRole('link', { name: /Bel de FG/ })
    await call.waitFor()
    expect(await call.getAttribute('href')).toMatch(/^tel:085/)
    down.lift()
    await phone.close()
  })

  it('is never the number of somebody it is kept from, which a keyboard alone can say without a network', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await fillIn(phone.page)
    await phone.context.setOffline(true)
    await tabTo(phone.page, 'summary')
    await phone.page.keyboard.press('Enter')
    await tabTo(phone.page, 'input[type=checkbox][value=dpo]')
    await phone.page.keyboard.press('Space')
    await phone.page.locator('summary').getByText('Niet naar de FG.').waitFor()
    await tabTo(phone.page, 'button[type=submit]')
    await phone.page.keyboard.press('Enter')
    await kept(phone.page).waitFor()
    await phone.page.getByText('Niet naar de FG.').waitFor()
    await phone.page.getByRole('link', { name: /Bel de voorzitter/ }).waitFor()
    expect(await phone.page.getByRole('link', { name: /Bel de FG/ }).count()).toBe(0)
    expect(phone.page.url()).toMatch(/\/melden\/klaar\/[0-9a-f-]{36}$/)
    const id = phone.page.url().split('/').at(-1)!
    await phone.context.setOffline(false)
    await received(phone.page).waitFor()
    const [row] = await o.sql<{ id: string; left: string[] }>('select incident_id as id, not_to as left from report where id = $1', [id])
    expect(row?.left).toEqual(['dpo'])
    expect((await (await o.as('dpo')).get(`/incidents/${row!.id}`)).status).toBe(404)
    await phone.close()
  })

  it('includes that it stands on this device alone, and the browser is asked once to keep it', async ({ expect }) => {
    const asking = `{
      globalThis.askedToPersist = Number(localStorage.getItem('test-asked') ?? 0)
      StorageManager.prototype.persist = async () => { localStorage.setItem('test-asked', String(++askedToPersist)); return false }
      StorageManager.prototype.persisted = async () => false
    }`
    const phone = await openPhone(browser, o, { before: asking })
    const times = () => phone.page.evaluate(() => Number(localStorage.getItem('test-asked') ?? 0))
    expect(await times()).toBe(0)
    const down = phone.meets(reportPut, lostOnTheWay)
    await report(phone.page, o, 'Een.')
    await kept(phone.page).waitFor()
    await expect.poll(times).toBe(1)
    const id = await report(phone.page, o, 'Twee.')
    await kept(phone.page).waitFor()
    expect(await times()).toBe(1)
    await phone.page.goto(`${o.origin}/meldingen/${id}`)
    await phone.page.getByText('Je melding staat alleen nog op dit toestel.', { exact: false }).waitFor()
    down.lift()
    await phone.close()
  })
})
