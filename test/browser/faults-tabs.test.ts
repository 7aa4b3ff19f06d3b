import type { CDPSession, Page } from 'playwright-core'
import { describe, it } from 'vitest'
import { holding, lostOnTheWay } from '../support/broken-line.ts'
import { dispatchSync, openShell, workerReady } from '../support/chromium.ts'
import { shiftedClock } from '../support/device-clock.ts'
import { brokenOffice, comeBack, kept, openPhone, photoPut, picture, received, report, reportPut, stored } from '../support/reporter.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(brokenOffice(), openShell)

const freeze = async (page: Page, state: 'frozen' | 'active'): Promise<void> => {
  const cdp: CDPSession = await page.context().newCDPSession(page)
  await cdp.send('Page.setWebLifecycleState', { state })
  await cdp.detach()
}

describe('tabs and the worker at once', () => {
  it('three tabs and a Background Sync that drain together store each report and photo once', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await workerReady(phone.page)
    const down = phone.meets({ method: 'PUT' }, lostOnTheWay)
    const photo = { name: 'stick.jpg', mimeType: 'image/jpeg', buffer: await picture(phone.page, 'olive') }
    const ids = [await report(phone.page, o, 'Een.', [photo]), await report(phone.page, o, 'Twee.'), await report(phone.page, o, 'Drie.')]
    await kept(phone.page).waitFor()
    const tabs = [phone.page, await phone.tab('/meldingen'), await phone.tab('/')]
    const before = phone.asked(reportPut).length
    down.lift()
    await Promise.all([...tabs.map(comeBack), dispatchSync(phone.page, o.origin, 'outbox'), ...tabs.map(comeBack)])
    for (const id of ids) await expect.poll(() => stored(o, id)).toMatchObject({ times: 1 })
    await expect.poll(() => stored(o, ids[0]!)).toMatchObject({ photos: 1 })
    await received(phone.page).waitFor()
    const sent = phone.asked(reportPut).slice(before)
    // More than once is allowed, never with other bytes.
    expect(new Set(sent.map(({ path, sha256 }) => path + sha256)).size).toBe(3)
    expect(new Set(phone.asked(photoPut).map(({ path, sha256 }) => path + sha256)).size).toBe(1)
    expect(sent.every(({ status }) => status === 201 || status === 200)).toBe(true)
    await phone.close()
  })

  it('a Background Sync wakes a tab that waits, without anybody touching it', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await workerReady(phone.page)
    const down = phone.meets({ method: 'PUT' }, lostOnTheWay)
    const id = await report(phone.page, o)
    await kept(phone.page).waitFor()
    await expect.poll(() => phone.asked(reportPut).length).toBeGreaterThan(0)
    down.lift()
    await dispatchSync(phone.page, o.origin, 'outbox')
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('a tab that was frozen while it was sending does not stop another one for ever, and believes the answer when it wakes', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const { fault, letGo } = holding()
    const held = phone.meets(reportPut, fault)
    const id = await report(phone.page, o)
    await expect.poll(() => held.met).toBe(1)
    await freeze(phone.page, 'frozen')
    held.lift()

    // A moment later the other tab finds the place taken, and waits its turn.
    const early = await phone.tab(`/meldingen/${id}`)
    await early.getByText(/Wordt verstuurd|Nog niet verstuurd/).waitFor()
    expect(phone.asked(reportPut)).toHaveLength(1)
    await early.close()

    // Three minutes later nothing was heard of the frozen one.
    const late = await phone.context.newPage()
    await late.addInitScript(shiftedClock(3 * 60_000))
    await late.goto(`${o.origin}/melden/klaar/${id}`)
    await received(late).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })

    letGo()
    await freeze(phone.page, 'active')
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    expect(new Set(phone.asked(reportPut).map(({ sha256 }) => sha256)).size).toBe(1)
    await phone.close()
  })

  it('the worker answers no write: report, photo and message reach the network past it', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await workerReady(phone.page)
    await phone.page.reload()
    const answered: { method: string; url: string; byWorker: boolean }[] = []
    phone.page.on('response', (response) => {
      if (response.url().includes('/api/')) answered.push({ method: response.request().method(), url: response.url(), byWorker: response.fromServiceWorker() })
    })
    const photo = { name: 'stick.jpg', mimeType: 'image/jpeg', buffer: await picture(phone.page, 'purple') }
    const id = await report(phone.page, o, 'Langs de worker.', [photo])
    await received(phone.page).waitFor()
    await expect.poll(() => stored(o, id)).toMatchObject({ photos: 1 })
    // A page of the app does come out of the worker: it is there, and in charge.
    const page = await phone.page.goto(`${o.origin}/meldingen/${id}`)
    expect(page?.fromServiceWorker()).toBe(true)
    await phone.page.getByLabel('Je bericht').fill('Hij is terug.')
    await phone.page.getByRole('button', { name: 'Verstuur bericht' }).click()
    await expect.poll(() => answered.filter(({ url }) => url.endsWith('/messages')).length).toBe(1)
    const writes = answered.filter(({ method }) => method !== 'GET')
    expect(writes.map(({ method }) => method)).toEqual(expect.arrayContaining(['PUT', 'PUT', 'POST']))
    expect(answered.filter(({ byWorker }) => byWorker)).toEqual([])
    await phone.close()
  })
})
