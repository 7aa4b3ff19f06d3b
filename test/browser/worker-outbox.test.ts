import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { dispatchSync, openPage, signIn, workerReady } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(liveOffice())

async function reportUnsent(phone: Page, words: string): Promise<void> {
  await phone.goto(`${o.origin}/melden`)
  await phone.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await phone.getByRole('button', { name: 'Verder' }).click()
  await phone.getByLabel('Wat is er gebeurd?').fill(words)
  await phone.getByRole('button', { name: 'Verder' }).click()
  await phone.getByRole('button', { name: 'Verstuur' }).click()
  await phone.getByText('Nog niet verstuurd').first().waitFor()
}

it('sends from the worker what waits when the network is back and no page is open, and the page finds it received', async () => {
  const phone = await openPage(browser)
  await signIn(phone, o.origin, 'teacher')
  await workerReady(phone)
  await o.down()
  await reportUnsent(phone, 'Stick kwijt, app weggeveegd.')
  // A page of this site that is not the app: only there to speak to the worker.
  const other = await phone.context().newPage()
  await phone.close()
  await o.up()
  await other.goto(`${o.origin}/api/docs`)
  await dispatchSync(other, o.origin, 'outbox')
  await expect.poll(() => o.sql('select id from report'), { timeout: 15_000 }).toHaveLength(1)

  await other.goto(`${o.origin}/meldingen`)
  await other
    .getByText(/Ontvangen om/)
    .first()
    .waitFor()
  expect(await o.sql("select subject_id from event where type = 'report.repeated'")).toEqual([])
  await other.context().close()
})

it('sends nothing from the worker under another name than the writer’s', async () => {
  const before = await o.sql('select id from report')
  const phone = await openPage(browser)
  await signIn(phone, o.origin, 'teacher')
  await workerReady(phone)
  await o.down()
  await reportUnsent(phone, 'Van de eerste.')
  const other = await phone.context().newPage()
  await phone.close()
  await o.up()
  await other.context().request.post(`${o.origin}/api/v1/session/demo`, { data: { persona: 'dpo' } })
  await other.goto(`${o.origin}/api/docs`)
  const asked = o.asked('GET /api/v1/session')
  await dispatchSync(other, o.origin, 'outbox')
  await expect.poll(() => o.asked('GET /api/v1/session') - asked, { timeout: 15_000 }).toBeGreaterThanOrEqual(2)
  expect(await o.sql('select id from report')).toEqual(before)
  await other.context().request.post(`${o.origin}/api/v1/session/demo`, { data: { persona: 'teacher' } })
  await dispatchSync(other, o.origin, 'outbox')
  await expect.poll(() => o.sql('select id from report'), { timeout: 15_000 }).toHaveLength(before.length + 1)
  await other.context().close()
})
