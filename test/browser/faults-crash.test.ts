import { afterAll, beforeAll, describe, it } from 'vitest'
import { lostOnTheWay } from '../support/broken-line.ts'
import { signIn } from '../support/chromium.ts'
import { crashingChromium } from '../support/crashing-chromium.ts'
import { brokenOffice, fillIn, kept, picture, received, sendIt, stored, story, type BrokenOffice } from '../support/reporter.ts'

let o: BrokenOffice
beforeAll(async () => void (o = await brokenOffice()))
afterAll(() => o?.close())

const writing = { method: 'PUT' }

describe('a whole browser that goes away', () => {
  it('by SIGKILL right after "Bewaard op dit toestel" has the report and its photo when it starts again, and sends them', async ({
    expect,
    onTestFinished,
  }) => {
    const phone = crashingChromium()
    onTestFinished(phone.dispose)
    const page = await phone.start()
    await signIn(page, o.origin, 'teacher', '/melden')
    const photo = { name: 'stick.jpg', mimeType: 'image/jpeg', buffer: await picture(page, 'navy') }
    const down = o.line.on(writing, lostOnTheWay)
    await fillIn(page, story, [photo])
    const id = await sendIt(page)
    await kept(page).waitFor()
    await phone.die()
    expect(await stored(o, id)).toMatchObject({ times: 0 })

    // A browser writes a cookie down within half a minute: this one was younger, so its owner signs in again.
    const again = await phone.start()
    await signIn(again, o.origin, 'teacher', `/meldingen/${id}`)
    await again.getByText('Nog niet verstuurd').waitFor()
    await again.getByText(story).waitFor()
    down.lift()
    await again.goto(`${o.origin}/melden/klaar/${id}`)
    await received(again).waitFor()
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1, photos: 1 })
  })

  it('by SIGKILL in the middle of typing has every word that stood there for a second', async ({ expect, onTestFinished }) => {
    const phone = crashingChromium()
    onTestFinished(phone.dispose)
    const page = await phone.start()
    await signIn(page, o.origin, 'teacher', '/melden')
    await page.getByRole('radio', { name: 'Account gehackt' }).check()
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByLabel('Wat is er gebeurd?').pressSequentially('Er gaan mails uit die ik niet schr')
    await page.getByText('Bewaard op dit toestel').waitFor()
    await phone.die()

    const again = await phone.start()
    await signIn(again, o.origin, 'teacher', '/melden/vertellen')
    await again.getByText('Je was hier al mee bezig').waitFor()
    expect(await again.getByLabel('Wat is er gebeurd?').inputValue()).toBe('Er gaan mails uit die ik niet schr')
  })

  it('closed by hand before the network was back sends the report when it is opened again', async ({ expect, onTestFinished }) => {
    const phone = crashingChromium()
    onTestFinished(phone.dispose)
    const page = await phone.start()
    await signIn(page, o.origin, 'schoolLead', '/melden')
    const down = o.line.on(writing, lostOnTheWay)
    await fillIn(page)
    const id = await sendIt(page)
    await kept(page).waitFor()
    await phone.quit()
    down.lift()
    const again = await phone.start()
    await again.goto(`${o.origin}/melden/klaar/${id}`)
    await received(again).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
  })
})
