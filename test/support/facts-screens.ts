import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { demoIdentity } from '../../api/demo/board.ts'
import { hours, plus } from '../../shared/instant.ts'
import type { liveOffice } from './live-office.ts'
import type { Show } from './screens.ts'

/** An incident of which much is known, a colleague who was asked, a link that waits and one that is over. */
export async function furnishFacts(
  o: Awaited<ReturnType<typeof liveOffice>>,
  report: (changes: Record<string, unknown>, ago: number) => Promise<{ incidentId: string }>,
) {
  const [dpo, handler, noor] = [await o.as('dpo'), await o.as('handler'), await o.as('teacher')]
  const { incidentId: factsId } = await report({ kind: 'deviceLost', description: 'Een laptop van het zorgteam is uit een auto gestolen.' }, 5)
  const at = `/incidents/${factsId}`
  const say = async (who: typeof dpo, field: string, answer: unknown, basedOn: string | null = null) => {
    const said = await who.put(`${at}/facts/${field}`, { id: v7(), basedOn, answer })
    if (!said.ok) throw new Error(`${field}: ${said.status}`)
    return ((await said.json()) as { id: string }).id
  }
  await say(dpo, 'summary', { text: 'Een laptop van het zorgteam is gestolen uit een auto bij het station.' })
  const guess = await say(handler, 'people', { unknown: true })
  await say(dpo, 'people', { min: 20, max: 30 }, guess)
  await say(handler, 'groups', { chosen: ['pupils', 'parents'] })
  await say(dpo, 'occurred', { from: plus(o.now(), -hours(9)), until: plus(o.now(), -hours(5)) })
  await say(handler, 'data', { chosen: ['nameAddress', 'specialCategory'], namely: 'gezondheid' })
  await say(dpo, 'unintelligible', { choice: 'partly', namely: 'de schijf, maar niet de map op het bureaublad' })
  const ask = async (body: Record<string, unknown>) => {
    const asked = await dpo.post(`${at}/requests`, { id: v7(), ...body })
    if (!asked.ok) throw new Error(`asked: ${asked.status}`)
    return (await asked.json()) as { id: string; link: string | null }
  }
  const personId = demoIdentity('teacher').replace(/2(.)$/, '3$1')
  const known = await ask({ personId, question: 'Stond de laptop aan toen je wegging?' })
  await noor.post(`/questions/${known.id}/answer`, { answer: 'Nee, ik had hem net afgesloten.' })
  await ask({ personId, question: 'Wie kent het wachtwoord nog meer?' })
  const { link } = await ask({ to: 'De parkeerwachter', question: 'Hebben jullie beelden van de achterste rij, van vanmorgen?', lang: 'nl' })
  const { cookie } = dpo
  const headers = { cookie, 'file-name': encodeURIComponent('aangifte politie.pdf') }
  await o.request(`/api/v1${at}/files/${v7()}`, { method: 'PUT', headers, body: new TextEncoder().encode('%PDF-1.7 fictief') })
  return { factsId, factLink: link?.split('#')[1] ?? '' }
}

type Made = { factsId: string; factLink: string }
type At = (persona: string | null, path: string | ((made: Made) => string), then?: (page: Page) => Promise<void>) => Show

/** Somebody else answers while one types: the same person in another window will do. */
const overtaken = async (page: Page) => {
  await page.locator('#ws-summary').fill('Een laptop en een tablet van het zorgteam zijn gestolen.')
  await page.evaluate(async () => {
    const at = `/api/v1/incidents/${location.pathname.split('/')[2]}/facts`
    const { fields } = await (await fetch(at)).json()
    const json = { id: crypto.randomUUID(), basedOn: fields.summary.id, answer: { text: 'Een laptop is gestolen. De auto stond op slot.' } }
    await fetch(`${at}/summary`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) })
  })
  await page.getByText(/^(Twee antwoorden|Two answers)/).waitFor()
}

export const factsScreens = (at: At): Record<string, Show> => ({
  'the facts of a dossier, with two people at one field': at('dpo', ({ factsId }) => `/desk/${factsId}/feiten`, overtaken),
  'the facts of a dossier, asking somebody': at(
    'handler',
    ({ factsId }) => `/desk/${factsId}/feiten`,
    async (page) => {
      await page.getByRole('button', { name: /^(Stel een vraag|Ask a question)$/ }).click()
      await page.locator('#ask-person option').nth(1).waitFor({ state: 'attached' })
      await page.getByRole('button', { name: /^(Vraag stellen|Ask the question)$/ }).click()
      await page.locator('#ask-question-error').waitFor()
    },
  ),
  'a question by a link, signed out': at(
    null,
    ({ factLink }) => `/vraag#${factLink}`,
    (page) => page.locator('#answer-link').waitFor(),
  ),
  'a link to a question that is over': at(null, `/vraag#${'A'.repeat(64)}`, (page) => page.getByText(/Er is hier geen vraag|There is no question/).waitFor()),
  'questions for whoever is signed in': at('teacher', '/vraag', (page) => page.locator('li').first().waitFor()),
})
