import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { hours, plus } from '../../shared/instant.ts'
import { openPage, openShell, signIn } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { lostStick } from '../support/office.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(liveOffice(), openShell)

it('takes the FG on a phone from the alarm to the two calls and on to a clock that stands still', async () => {
  const discoveredAt = plus(o.now(), -hours(5))
  const made = await (await o.as('teacher')).put(`/reports/${v7()}`, lostStick(o.now(), { discoveredAt, discoveredBasis: 'picked' }), { 'device-now': o.now() })
  const { incidentId } = (await made.json()) as { incidentId: string }

  const phone = await openPage(browser)
  await signIn(phone, o.origin, 'dpo', `/alarm/${incidentId}`)
  await phone.getByRole('button', { name: 'Ik pak dit op' }).click()
  await phone.getByRole('heading', { name: 'Wie je nu belt' }).waitFor()
  const chair = phone.getByRole('link', { name: /Bel de voorzitter/ })
  expect(await chair.getAttribute('href')).toMatch(/^tel:\+?\d+$/)
  await phone.getByRole('button', { name: 'De voorzitter: gesproken' }).click()
  await phone.getByText('De voorzitter weet ervan.').waitFor()
  await phone.getByRole('button', { name: 'Het hoofd ICT: niet bereikt' }).click()
  await phone.getByText('Alle telefoontjes zijn gedaan.').waitFor()

  await phone.getByRole('link', { name: 'Open het dossier' }).click()
  await phone.getByRole('link', { name: /(^|: ?)AP$/ }).click()
  await phone.getByRole('button', { name: 'Maak de melding' }).click()
  await phone.getByRole('button', { name: 'Leg vast: dit is gemeld' }).click()
  await phone.getByLabel('Nummer van de AP').fill('AP-2026-1234')
  expect(await phone.locator('#filed-reason').count()).toBe(0)
  await phone.getByRole('dialog').getByRole('button', { name: 'Leg vast' }).click()
  await phone.locator('[data-stage=stopped]').getByText('Gemeld bij de AP').waitFor()
  await phone.getByRole('link', { name: /(^|: ?)Melding$/ }).click()
  expect(await phone.locator('[aria-labelledby=calls-made]').textContent()).toMatch(
    /Het hoofd ICT niet bereikt.*De voorzitter gesproken|De voorzitter gesproken.*Het hoofd ICT niet bereikt/,
  )

  await phone.getByRole('link', { name: 'Alle dossiers' }).click()
  await phone.getByText(/Gemeld bij de AP · /).waitFor()
  expect(await o.sql('select term_outcome from incident where id = $1', [incidentId])).toEqual([{ term_outcome: 'filed' }])
})
