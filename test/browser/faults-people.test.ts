import type { Page } from 'playwright-core'
import { describe, it } from 'vitest'
import { holding, lostOnTheWay } from '../support/broken-line.ts'
import { openShell, signIn } from '../support/chromium.ts'
import { brokenOffice, comeBack, dumpStore, kept, openPhone, received, report, reportPut, stored } from '../support/reporter.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(brokenOffice(), openShell)

const secret = 'Noors verhaal dat alleen Noor mag lezen'
const seen = (page: Page) => page.evaluate(() => document.documentElement.textContent ?? '')

describe.concurrent('two people on one device', () => {
  it('a session that ends in mid-drain keeps the rest: invisible to the next person, sent only when its writer signs in again', async ({ expect }) => {
    const phone = await openPhone(browser, o, { persona: 'adviser' })
    const { fault, letGo } = holding('answer')
    const down = phone.meets(reportPut, lostOnTheWay)
    const first = await report(phone.page, o, `${secret}, een.`)
    await kept(phone.page).waitFor()
    const second = await report(phone.page, o, `${secret}, twee.`)
    await kept(phone.page).waitFor()
    const held = phone.meets(reportPut, fault)
    down.lift()
    await comeBack(phone.page)
    await expect.poll(() => held.met).toBe(1)
    const [going, waiting] = phone.asked(reportPut).at(-1)?.path.endsWith(first) ? [first, second] : [second, first]
    // One is under way when a colleague signs in on this browser, in another tab.
    const other = await phone.context.newPage()
    await signIn(other, o.origin, 'schoolLead', '/meldingen')
    held.lift()
    letGo()
    await expect.poll(() => stored(o, going)).toMatchObject({ times: 1, reporter: 'adviser' })
    await other.getByRole('heading', { name: 'Hier komen je meldingen te staan' }).waitFor()
    await comeBack(other)
    for (const path of ['/', '/meldingen', `/meldingen/${waiting}`, '/melden/vertellen']) {
      await other.goto(o.origin + path)
      await other.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await seen(other)).not.toContain('Noors verhaal')
    }
    expect(await stored(o, waiting)).toMatchObject({ times: 0 })

    await signIn(other, o.origin, 'adviser', '/meldingen')
    await expect.poll(() => other.getByText(/Ontvangen om/).count()).toBe(2)
    for (const id of [first, second]) expect(await stored(o, id)).toMatchObject({ times: 1, reporter: 'adviser' })
    await phone.close()
  })

  it('signing out with something unsent is asked about first, and says that it stays', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const down = phone.meets(reportPut, lostOnTheWay)
    const id = await report(phone.page, o, secret)
    await kept(phone.page).waitFor()
    await phone.page.goto(`${o.origin}/ik`)
    await phone.page.getByRole('button', { name: 'Uitloggen' }).click()
    await phone.page
      .getByRole('dialog')
      .getByText(/niet verstuurd/)
      .waitFor()
    await phone.page.getByRole('button', { name: 'Blijf ingelogd' }).click()
    await phone.page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(phone.asked({ method: 'DELETE', path: /\/session$/ })).toHaveLength(0)
    await phone.page.getByRole('button', { name: 'Uitloggen' }).click()
    await phone.page.getByRole('button', { name: 'Toch uitloggen' }).click()
    await expect.poll(() => phone.asked({ method: 'DELETE', path: /\/session$/ }).length).toBe(1)
    down.lift()

    await signIn(phone.page, o.origin, 'teacher', `/melden/klaar/${id}`)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('the next person finds none of the first one’s words, on the screen or in the store', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const down = phone.meets(reportPut, lostOnTheWay)
    const id = await report(phone.page, o, secret)
    await kept(phone.page).waitFor()
    // And one that is only half written.
    await phone.page.goto(`${o.origin}/melden`)
    await phone.page.getByRole('radio', { name: 'Account gehackt' }).check()
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    await phone.page.getByLabel('Wat is er gebeurd?').fill(`${secret}, half af`)
    await phone.page.getByText('Bewaard op dit toestel').waitFor()

    await signIn(phone.page, o.origin, 'schoolLead', '/')
    down.lift()
    await comeBack(phone.page)
    for (const path of ['/', '/meldingen', '/melden', `/meldingen/${id}`, `/melden/klaar/${id}`]) {
      await phone.page.goto(o.origin + path)
      await phone.page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await seen(phone.page)).not.toContain('Noors verhaal')
    }
    const dump = JSON.stringify(await dumpStore(phone.page))
    expect(dump).toContain(id)
    expect(dump).not.toContain('Noors verhaal')
    expect(await stored(o, id)).toMatchObject({ times: 0 })
    await phone.close()
  })
})
