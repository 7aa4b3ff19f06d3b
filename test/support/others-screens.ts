import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { demoBoard } from '../../api/demo/board.ts'
import { days, hours, plus } from '../../shared/instant.ts'
import type { liveOffice } from './live-office.ts'
import type { Show } from './screens.ts'

/** Processors of the board, an outage at one of them, a plan that is half done, and measures of which one is late. */
export async function furnishOthers(o: Awaited<ReturnType<typeof liveOffice>>): Promise<{ othersId: string }> {
  const { organisationId = '' } = demoBoard
  const [dpo, ict] = [await o.as('dpo'), await o.as('headOfIct')]
  const said = async (answer: Response | Promise<Response>) => {
    const got = await answer
    if (!got.ok) throw new Error(await got.text())
    return got.json()
  }
  const [system, books, old] = [v7(), v7(), v7()]
  const agreed = { organisationId, revision: 0, contact: 'Beveiliging, 085 555 07 07, incident@beeld.example', communicates: 'board', documented: true }
  await said(dpo.put(`/processors/${system}`, { ...agreed, name: 'Leerling in Beeld bv', product: 'Volgsysteem', noticeHours: 24 }))
  await said(
    dpo.put(`/processors/${books}`, { ...agreed, name: 'Boek en Beeld', product: '', noticeHours: null, communicates: 'notAgreed', documented: false }),
  )
  await said(dpo.put(`/processors/${old}`, { ...agreed, name: 'Toets & Zo', product: 'Toetsen', noticeHours: 48 }))
  await said(dpo.post(`/processors/${system}/tick`, { organisationId }))
  await said(dpo.post(`/processors/${old}/end`, { organisationId }))
  const noticeReceivedAt = plus(o.now(), -hours(5))
  const item = { id: v7(), organisationId, processorId: system, kind: 'dataUnavailable', text: 'Het volgsysteem is gegijzeld. Leveranciers zijn ingeschakeld.' }
  const { items } = await said(dpo.post('/processors/incidents', { items: [{ ...item, noticeReceivedAt, processorAwareAt: plus(o.now(), -hours(38)) }] }))
  const othersId = String(items[0].incidentId)
  const put = async (who: typeof dpo, part: string, body: Record<string, unknown>) =>
    said(who.put(`/incidents/${othersId}/${part}/${v7()}`, { revision: 0, ...body }))
  const ownerId = demoBoard.people.find(({ roles }) => roles.includes('headOfIct'))?.personId ?? null
  await put(dpo, 'others', { party: 'insurer', what: 'Schade melden op de cyberpolis.', ownerId, dueAt: plus(o.now(), hours(20)), state: 'planned' })
  await put(ict, 'others', {
    ...{ party: 'schoolCert', what: 'Andere scholen laten waarschuwen.', state: 'done', doneAt: plus(o.now(), -hours(2)) },
    record: 'Gebeld met School-CERT. Ze waarschuwen de scholen die hetzelfde systeem gebruiken.',
  })
  await put(dpo, 'others', { party: 'media', what: 'Er is nog niets bekend buiten de school.', state: 'notNeeded' })
  await put(ict, 'measures', {
    aim: 'harm',
    text: 'Alle wachtwoorden van het volgsysteem vervangen.',
    ownerId,
    dueOn: plus(o.now(), -days(1)).slice(0, 10),
    state: 'open',
  })
  await put(dpo, 'measures', { aim: 'repetition', text: 'In het contract opnemen dat de leverancier binnen 12 uur meldt.', dueOn: '2027-01-15', state: 'open' })
  await put(dpo, 'measures', { aim: 'harm', text: 'Reservekopie van gisteren teruggezet.', state: 'done' })
  return { othersId }
}

type At = (persona: string | null, path: string | ((made: { othersId: string }) => string), then?: (page: Page) => Promise<void>) => Show

export const othersScreens = (at: At): Record<string, Show> => ({
  'whom else to tell, and what is done about it': at(
    'dpo',
    ({ othersId }) => `/desk/${othersId}/anderen`,
    async (page) => {
      await page.locator('#others-measures').waitFor()
    },
  ),
  'whom else to tell, with a record that is missing': at(
    'chair',
    ({ othersId }) => `/desk/${othersId}/anderen`,
    async (page) => {
      await page.getByRole('button', { name: /^(Zet iemand erbij|Add somebody)$/ }).click()
      await page.locator('dialog[open] input[value=done]').check()
      await page.locator('dialog[open] button[type=submit]').click()
      await page.getByRole('alert').waitFor()
    },
  ),
  'measures of all incidents': at('headOfIct', '/maatregelen', (page) =>
    page
      .getByRole('link', { name: /(dossier|file) 20/ })
      .first()
      .waitFor(),
  ),
  'the processors of the board': at('dpo', '/leveranciers', (page) => page.getByRole('heading', { name: /Boek en Beeld/ }).waitFor()),
  'a notice of a processor': at('dpo', '/leveranciers', async (page) => {
    await page.getByRole('button', { name: /^(Leverancier meldt|Processor reports)/ }).click()
    await page.locator('#notice-what').waitFor()
  }),
})
