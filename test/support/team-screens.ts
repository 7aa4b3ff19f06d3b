import type { Page } from 'playwright-core'
import { demoBoard } from '../../api/demo/board.ts'
import { hours, plus } from '../../shared/instant.ts'
import type { liveOffice } from './live-office.ts'
import type { Furnished, Show } from './screens.ts'

type Report = (changes: Record<string, unknown>, ago: number) => Promise<{ id: string; incidentId: string }>
const personOf = (role: string) => demoBoard.people.find(({ roles }) => roles.some((one) => one === role))?.personId ?? ''

/** A dossier that two reports became, with its team called together, somebody let in to advise, and advice. */
export async function furnishTeam(o: Awaited<ReturnType<typeof liveOffice>>, report: Report): Promise<string> {
  const [dpo, chair, iris, ada] = [await o.as('dpo'), await o.as('chair'), await o.as('headOfIct'), await o.as('adviser')]
  const kind = 'suspiciousMessage'
  const { incidentId } = await report({ kind, description: 'In mijn mail zat een link naar een nagemaakte inlogpagina.' }, 6)
  const twin = await report({ kind, description: 'Op de link in die mail heb ik ook geklikt.' }, 4)
  const reason = 'Beide meldingen gaan over dezelfde mail.'
  await chair.post(`/incidents/${incidentId}/convenings`, { kind: 'convene', startsAt: plus(o.now(), hours(2)), place: 'Directiekamer, of bel in op 085 555 01 90' })
  const { convenings } = (await (await iris.get(`/incidents/${incidentId}/team`)).json()) as { convenings: { id: string }[] }
  await iris.post(`/incidents/${incidentId}/convenings/${convenings[0]?.id}/answer`, { answer: 'coming' })
  await chair.post(`/incidents/${incidentId}/advisers`, { personId: personOf('adviser'), speciality: 'forensic', reason: 'We willen weten wie er keek.' })
  await dpo.post(`/incidents/${incidentId}/advice`, { about: 'authority', text: 'Meld voorlopig, en vul later aan. Er is kans dat iemand meelas.' })
  await ada.post(`/incidents/${incidentId}/advice`, { about: 'general', text: 'Bewaar de mail met kop en al. Zet het account nog niet uit.' })
  await dpo.post(`/incidents/${incidentId}/join`, { from: twin.incidentId, reason })
  return incidentId
}

type At = (persona: string | null, path: string | ((made: Furnished) => string), then?: (page: Page) => Promise<void>) => Show

const toTeam = async (page: Page) => {
  await page.locator('#convene').waitFor()
  await page.locator('#convene').scrollIntoViewIfNeeded()
}

export const teamScreens = (at: At): Record<string, Show> => ({
  'a dossier with its team': at('chair', (made) => `/desk/${made.teamId}`, toTeam),
  'a dossier while the team is called': at(
    'dpo',
    (made) => `/desk/${made.teamId}`,
    async (page) => {
      await toTeam(page)
      await page.getByRole('button', { name: /^(Roep het team op|Call the team)$/ }).click()
      await page.locator('dialog[open] button[type=submit]').click()
      await page.getByRole('alert').waitFor()
    },
  ),
  'a dossier as an adviser sees it': at('adviser', (made) => `/desk/${made.teamId}`, (page) => page.locator('#advice').waitFor()),
})
