import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { demoBoard } from '../../api/demo/board.ts'
import { writeCsv } from '../../shared/register/csv.ts'
import type { liveOffice } from './live-office.ts'
import { base64, oldRegister } from './old-register.ts'
import type { Furnished, Show } from './screens.ts'

const { organisationId } = demoBoard
const kinds = ['Phishing', 'Mail aan de verkeerde', 'Hack', 'Apparaat, drager of papier kwijt of gestolen'] as const

/** A register of some size, as a school kept it before, and one entry that is half filled in. */
export async function furnishRegister(o: Awaited<ReturnType<typeof liveOffice>>, incidentId: string): Promise<void> {
  const dpo = await o.as('dpo')
  const year = o.now().slice(0, 4)
  const row = (n: number) => [
    `${n}`,
    `${year}-01-0${1 + (n % 2)}`,
    kinds[n % 4] ?? '',
    `Een incident uit het oude register (${n}).`,
    n % 3 === 0 ? 'nee' : 'ja',
    demoBoard.schools[n % 3]?.name ?? '',
  ]
  const rows = [['Nr', 'Datum', 'Soort', 'Omschrijving', 'Datalek', 'School'], ...Array.from({ length: 14 }, (_, n) => row(n + 1))]
  const mapping = { oldNumber: 0, occurredFrom: 1, registerKind: 2, description: 3, classification: 4, school: 5 }
  const taken = await dpo.post('/register/imports/confirm', { organisationId, format: 'csv', file: base64(writeCsv(rows)), mapping, importId: v7() })
  if (!taken.ok) throw new Error(`no old register: ${taken.status}`)
  const fields = { description: 'Een stick met toetsen bleef in de trein.', groups: 'Leerlingen van groep 8', occurred: { known: 'on', from: `${year}-01-01` } }
  await dpo.put(`/incidents/${incidentId}/register`, { revision: 0, fields })
}

type At = (persona: string, path: string | ((made: Furnished) => string), then?: (page: Page) => Promise<void>) => Show

/** The register and what is done with it; what there is to see, furnishRegister put there. */
export const registerScreens = (at: At): Record<string, Show> => ({
  'the register': at('dpo', '/register', async (page) => {
    await page
      .getByRole('button', { name: /^(Bekijk|View) / })
      .first()
      .click()
    await page.locator('dl').first().waitFor()
  }),
  'the register in figures': at('dpo', '/register/cijfers'),
  'an old register, looked at before it is taken over': at('handler', '/register/overnemen', async (page) => {
    await page.locator('#import-file').setInputFiles({ name: 'oud.csv', mimeType: 'text/csv', buffer: Buffer.from(writeCsv(oldRegister)) })
    await page.locator('#import-columns').waitFor()
  }),
  'one incident in the register': at(
    'dpo',
    (made) => `/desk/${made.incidentId}/register`,
    async (page) => {
      await page.locator('#entry-description').waitFor()
      await page.getByRole('button', { name: /^(Het is compleet|It is complete)$/ }).click()
    },
  ),
})
