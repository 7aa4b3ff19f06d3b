import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import type { liveOffice } from './live-office.ts'

type Office = Awaited<ReturnType<typeof liveOffice>>
const known = {
  ...{ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', dataGone: 'yes', currentCopy: 'yes' },
  ...{ accessExcluded: 'no', sensitiveData: 'no', pupilsData: 'yes', peopleCount: 'upTo100' },
}

/** A judgement under way: facts, a decision that was taken, and one that lies before the team with votes. */
export async function furnishDecisions(o: Office, incidentId: string) {
  const [dpo, chair, headOfIct] = [await o.as('dpo'), await o.as('chair'), await o.as('headOfIct')]
  const post = async (who: typeof dpo, path: string, body: unknown) => {
    const answer = await who.post(`/incidents/${incidentId}/${path}`, body)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { decisionId: string }
  }
  for (const [fact, choice] of Object.entries(known)) {
    const answer = await dpo.put(`/incidents/${incidentId}/facts/fact.${fact}`, { id: v7(), basedOn: null, answer: { choice } })
    if (!answer.ok) throw new Error(`${fact}: ${answer.status} ${await answer.text()}`)
  }
  await post(dpo, 'advice', { about: 'authority', text: 'Ik zie geen gevoelige gegevens. Toch zijn het leerlingen: ik zou melden.' })
  const breach = await post(dpo, 'decisions', { question: 'breach' })
  await post(dpo, `decisions/${breach.decisionId}/votes`, { outcome: 'breach', reason: 'De map lag in de gang. Iedereen kon erbij.' })
  await post(chair, `decisions/${breach.decisionId}/votes`, { outcome: 'breach', reason: 'Eens met de FG.' })
  await post(chair, `decisions/${breach.decisionId}/take`, { reason: 'Niet uit te sluiten dat iemand de map inkeek.' })
  const authority = await post(dpo, 'decisions', { question: 'authority' })
  await post(dpo, `decisions/${authority.decisionId}/votes`, { outcome: 'notify', reason: 'Het zijn gegevens van leerlingen.' })
  await post(headOfIct, `decisions/${authority.decisionId}/votes`, {
    outcome: 'notRequired',
    reason: 'De map lag achter een dichte deur. Er staan alleen voornamen in.',
  })
}

type At<Show> = (persona: string, path: (made: { proposedId: string }) => string, then?: (page: Page) => Promise<void>) => Show

/** The judgement, in the states worth a look. */
export const decisionScreens = <Show>(at: At<Show>): Record<string, Show> => ({
  'the judgement of a dossier': at(
    'chair',
    (made) => `/desk/${made.proposedId}/oordeel`,
    (page) => page.locator('#judge-subjects').waitFor(),
  ),
  'a vote on the judgement': at(
    'chair',
    (made) => `/desk/${made.proposedId}/oordeel`,
    async (page) => {
      await page.getByRole('button', { name: /^(Stem|Vote)$/ }).click()
      await page.locator('#vote-outcome').waitFor()
    },
  ),
  'a decision, before it is recorded': at(
    'chair',
    (made) => `/desk/${made.proposedId}/oordeel`,
    async (page) => {
      await page.getByRole('button', { name: /^(Leg het besluit vast|Record the decision)$/ }).click()
      await page.locator('dialog[open] textarea').first().waitFor()
    },
  ),
})
