import { describe, it } from 'vitest'
import { answerLost, cutInTheMiddle, lostOnTheWay, portal, portalElsewhere, portalInJson, proxyRefusal, refusal, type Fault } from '../support/broken-line.ts'
import { openShell } from '../support/chromium.ts'
import { brokenOffice, comeBack, fillIn, kept, openPhone, received, report, reportPut, sendIt, stored } from '../support/reporter.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(brokenOffice(), openShell)

describe.concurrent('an answer that is none', () => {
  it.for<[string, Fault]>([
    ['lost after the office stored it', answerLost],
    ['cut off halfway after the office stored it', cutInTheMiddle],
  ])('because it was %s never says "Ontvangen", and the office keeps one', async ([, fault], { expect }) => {
    const phone = await openPhone(browser, o)
    const broken = phone.meets(reportPut, fault)
    const id = await report(phone.page, o)
    await kept(phone.page).waitFor()
    await phone.page.getByText(/^(Iets tussen jou en Seintje houdt het tegen|Er is geen verbinding)/).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    expect(await phone.page.getByText(/Ontvangen/).count()).toBe(0)
    broken.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    const sent = phone.asked(reportPut)
    expect(sent.at(-1)?.status).toBe(200)
    expect(new Set(sent.map(({ sha256 }) => sha256)).size).toBe(1)
    await phone.close()
  })

  it.for<[string, Fault]>([
    ['a page of HTML', portal],
    ['a way to its own page', portalElsewhere],
    ['JSON of its own', portalInJson],
  ])('because a portal gave %s with a good status never says "Ontvangen"', async ([, fault], { expect }) => {
    const phone = await openPhone(browser, o)
    const broken = phone.meets(reportPut, fault)
    const id = await report(phone.page, o)
    await kept(phone.page).waitFor()
    await phone.page.getByText(/^(Iets tussen jou en Seintje houdt het tegen|Er is geen verbinding)/).waitFor()
    expect(await phone.page.getByText(/Ontvangen/).count()).toBe(0)
    expect(await stored(o, id)).toMatchObject({ times: 0 })
    broken.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('because a portal answers everything is no network: it is kept, it says so, and shows whom to phone', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await fillIn(phone.page)
    const broken = phone.meets({}, portal)
    const id = await sendIt(phone.page)
    await phone.page.getByText(/^Nog niet verstuurd, want er is geen internet/).waitFor()
    await phone.page.getByRole('link', { name: /Bel de FG, .*085 555 01/ }).waitFor()
    // Nobody is signed out by a page of somebody else.
    expect(await phone.page.getByText('log eerst in').count()).toBe(0)
    broken.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })
})

describe.concurrent('a refusal that passes', () => {
  it.for<[string, Fault]>([
    ['a fault of ours (500)', refusal(500, 'server.error')],
    ['an office that starts (503)', refusal(503, 'server.unavailable', { 'retry-after': '0' })],
    ['a proxy without an office behind it (502)', proxyRefusal(502)],
  ])('such as %s is tried again until it is received', async ([, fault], { expect }) => {
    const phone = await openPhone(browser, o)
    const broken = phone.meets(reportPut, fault)
    const id = await report(phone.page, o)
    await phone.page.getByText(/^(Seintje heeft een storing|Iets tussen jou en Seintje)/).waitFor()
    expect(await phone.page.getByText(/Ontvangen/).count()).toBe(0)
    broken.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    expect(phone.asked(reportPut).filter(({ status }) => status !== null)).toHaveLength(1)
    await phone.close()
  })

  it('such as 429 with Retry-After waits as long as it was told, says so, and coming online does not shorten it', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const broken = phone.meets(reportPut, refusal(429, 'request.tooMany', { 'retry-after': '3' }))
    const id = await report(phone.page, o)
    await phone.page.getByText('Het is druk. We wachten even en proberen het dan weer.').waitFor()
    broken.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    const moments = phone.asked(reportPut).map(({ at }) => at)
    expect(moments.length).toBeGreaterThan(1)
    for (const [index, at] of moments.slice(1).entries()) expect(at - moments[index]!).toBeGreaterThanOrEqual(2_900)
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })
})

describe.concurrent('what the browser thinks of the network', () => {
  const onLine = (says: boolean) => `Object.defineProperty(Navigator.prototype, 'onLine', { get: () => ${says} })`

  it('does not keep a report back: with navigator.onLine false it leaves when the office answers', async ({ expect }) => {
    const phone = await openPhone(browser, o, { before: onLine(false) })
    const id = await report(phone.page, o)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('does not make a report sent: with navigator.onLine true and no office it says so, and leaves later', async ({ expect }) => {
    const phone = await openPhone(browser, o, { before: onLine(true) })
    await fillIn(phone.page)
    const down = phone.meets({}, lostOnTheWay)
    const id = await sendIt(phone.page)
    await phone.page.getByText(/^Nog niet verstuurd, want er is geen internet/).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 0 })
    down.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })
})
