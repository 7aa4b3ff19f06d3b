import type { Page } from 'playwright-core'
import type { PeopleView } from '../../shared/notification/people-views.ts'
import type { liveOffice } from './live-office.ts'
import type { Furnished, Show } from './screens.ts'

const filled = (text: Record<string, string>) => Object.fromEntries(Object.entries(text).map(([field, said]) => [field, said.replaceAll(/[[\]]/g, '')]))
const family = [
  { name: 'Ada van Voorbeeld', birthDate: '2014-05-05', addresses: ['moeder@voorbeeld.example', 'vader@voorbeeld.example'], protectedAddress: false },
  { name: 'Bo Fictief', birthDate: '2014-06-06', addresses: ['Kade 2, 1234 AB Waterdam'], protectedAddress: true },
  { name: 'Cas Bedacht', age: 44, addresses: ['cas@voorbeeld.example'], protectedAddress: false },
]

/** A letter that went out, a draft for pupils beside it, a list, and somebody who got what was not for him. */
export async function furnishPeople(o: Awaited<ReturnType<typeof liveOffice>>, incidentId: string): Promise<void> {
  const dpo = await o.as('dpo')
  const at = `/incidents/${incidentId}`
  const id = async (body: object) => ((await (await dpo.post(`${at}/communications`, body)).json()) as { id: string }).id
  const letter = await id({ kind: 'letter', lang: 'nl' })
  const view = (await (await dpo.get(`${at}/people`)).json()) as PeopleView
  await dpo.put(`${at}/communications/${letter}`, { revision: 1, text: filled(view.communications[0]!.text) })
  await dpo.post(`${at}/communications/${letter}/finish`, { revision: 2 })
  await dpo.post(`${at}/imports/recipients`, { kind: 'subject', rows: family })
  await dpo.post(`${at}/communications/${letter}/sendings`, { channel: 'mail', sentAt: o.now(), recipients: 'shared', everyone: false })
  await id({ kind: 'pupilLetter', lang: 'nl' })
  const wrong = { kind: 'wrongRecipient', rows: [{ name: 'Fictieve Buurman', addresses: ['buurman@voorbeeld.example'], protectedAddress: false }] }
  await dpo.post(`${at}/imports/recipients`, wrong)
}

type At = (persona: string, path: (made: Furnished) => string, then?: (page: Page) => Promise<void>) => Show
const path = ({ incidentId }: Furnished) => `/desk/${incidentId}/betrokkenen`

const csv = 'Naam;Geboortedatum;E-mail;Geheim adres\nAda van Voorbeeld;5-5-2014;a@voorbeeld.example;nee\nBo Fictief;31-2-2014;b@voorbeeld.example;ja\n'

export const peopleScreens = (at: At): Record<string, Show> => ({
  'telling people, with a letter half written': at('dpo', path, async (page) => {
    await page.getByRole('button', { name: /^(Brief aan leerlingen|Letter to pupils)/ }).click()
    await page.locator('textarea').first().waitFor()
  }),
  'telling people, while a list is read in': at('dpo', path, async (page) => {
    await page.getByRole('button', { name: /^(Lees een lijst in|Read in a list)$/ }).click()
    await page.locator('#import-file').setInputFiles({ name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByText(/^(1 regel is goed|1 line is good)$/).waitFor()
  }),
  'telling people, for the head of ICT': at('headOfIct', path, (page) => page.locator('#people-sent').waitFor()),
})
