import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { between, days, hours, minutes, type Instant } from '../../shared/instant.ts'
import { lostOnTheWay } from '../support/broken-line.ts'
import { openChromium } from '../support/chromium.ts'
import { setClock, shiftedClock } from '../support/device-clock.ts'
import { brokenOffice, comeBack, kept, openPhone, received, report, reportPut, sendIt, stored, type BrokenOffice } from '../support/reporter.ts'

/** Half past ten in the morning after the clocks went back: yesterday had 25 hours, the day before was summer. */
const morning: Instant = '2026-10-26T09:30:00.000Z'
let ahead = 0
let o: BrokenOffice
let browser: Browser
beforeAll(async () => {
  o = await brokenOffice()
  // The office and every device live on that morning; from here on their clocks run.
  ahead = between(o.now(), morning)
  o.outage(ahead)
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await o?.close()
})

const openAt = (wrong: number, options: Parameters<typeof openPhone>[2] = {}) => openPhone(browser, o, { ...options, before: shiftedClock(ahead + wrong) })

async function timesOf(id: string) {
  const [row] = await o.sql<{ awareAt: Date; reportedAt: Date; flags: string[] }>(
    'select i.aware_at as "awareAt", r.reported_at as "reportedAt", r.flags from report r join incident i on i.id = r.incident_id where r.id = $1',
    [id],
  )
  return { awareAt: new Date(row!.awareAt).toISOString(), reportedAt: new Date(row!.reportedAt).toISOString(), flags: row!.flags }
}

const away = (a: Instant, b: Instant) => Math.abs(between(a, b))

async function tell(page: Page, when: (page: Page) => Promise<void>): Promise<void> {
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill('Op een klok gekeken.')
  await when(page)
  await page.getByRole('button', { name: 'Verder' }).click()
}

const at = (day: 'Gisteren' | 'Kies', hour: string, date?: string) => async (page: Page) => {
  await page.getByRole('radio', { name: day, exact: true }).check()
  if (date) await page.getByLabel('Welke dag?').fill(date)
  await page.getByLabel('Hoe laat ongeveer?').fill(hour)
}

describe.concurrent('a device whose clock is wrong', () => {
  it.for([
    ['fast', days(2)],
    ['slow', -days(2)],
  ] as const)('two days %s gets its report away, and the term starts at the true moment', async ([, wrong], { expect }) => {
    const phone = await openAt(wrong)
    const before = o.now()
    const id = await report(phone.page, o)
    await received(phone.page).waitFor()
    const { awareAt, reportedAt, flags } = await timesOf(id)
    // Noticed "now" is when the form was opened.
    expect(away(awareAt, before)).toBeLessThan(minutes(1))
    expect(away(reportedAt, before)).toBeLessThan(minutes(1))
    expect(flags).toContain('clockOff')
    expect(await phone.page.getByText('Je melding is', { exact: false }).textContent()).toMatch(/om \d\d:\d\d aangekomen/)
    await phone.close()
  })

  it('set two days forward while the report waits never makes the term start later, and says that it changed', async ({ expect }) => {
    const phone = await openAt(0)
    const down = phone.meets(reportPut, lostOnTheWay)
    const before = o.now()
    const id = await report(phone.page, o)
    await kept(phone.page).waitFor()
    await setClock(phone.page, ahead + days(2))
    down.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    const { awareAt, flags } = await timesOf(id)
    expect(between(awareAt, o.now())).toBeGreaterThanOrEqual(0)
    expect(between(before, awareAt)).toBeLessThan(minutes(1))
    expect(flags).toContain('skewChanged')
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('set two days back while the report waits still lets it leave at once, and the moment stands', async ({ expect }) => {
    const phone = await openAt(days(2))
    const down = phone.meets(reportPut, lostOnTheWay)
    const id = await report(phone.page, o)
    await kept(phone.page).waitFor()
    await expect.poll(() => phone.asked(reportPut).length).toBeGreaterThan(0)
    // What was to be tried again in some seconds would now lie two days ahead.
    await setClock(phone.page, ahead)
    down.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    const { awareAt } = await timesOf(id)
    expect(between(awareAt, o.now())).toBeGreaterThanOrEqual(0)
    expect(between(awareAt, o.now())).toBeLessThan(days(2) + minutes(5))
    await phone.close()
  })
})

describe.concurrent('the hour somebody read off a wall', () => {
  it.for([
    ['yesterday at 16:00, on the long day', at('Gisteren', '16:00'), '2026-10-25T15:00:00.000Z'],
    ['yesterday at 02:30, which came twice: the first', at('Gisteren', '02:30'), '2026-10-25T00:30:00.000Z'],
    ['a day in summer at 16:00', at('Kies', '16:00', '2026-10-24'), '2026-10-24T14:00:00.000Z'],
  ] as const)('is that of Amsterdam: %s', async ([, choose, instant], { expect }) => {
    const phone = await openAt(0)
    await tell(phone.page, choose)
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    expect((await timesOf(id)).awareAt).toBe(instant)
    await phone.close()
  })

  it('is that of Amsterdam on a device that lives in New York', async ({ expect }) => {
    const phone = await openAt(0, { timezoneId: 'America/New_York' })
    await tell(phone.page, at('Gisteren', '16:00'))
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    expect((await timesOf(id)).awareAt).toBe('2026-10-25T15:00:00.000Z')
    expect(between((await timesOf(id)).awareAt, o.now())).toBeLessThan(hours(20))
    await phone.close()
  })
})
