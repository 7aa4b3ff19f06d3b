import type { Page } from 'playwright-core'
import { days, hours, plus } from '../../shared/instant.ts'
import type { NoticeDraft } from '../../shared/notification/notice-views.ts'
import type { liveOffice } from './live-office.ts'
import type { Furnished, Show } from './screens.ts'

type At = (persona: string, path: (made: Furnished) => string, then?: (page: Page) => Promise<void>) => Show

/** A notification half written, with an attempt that failed; and one that was filed, with a promise, a question and an order. */
export async function furnishNotices(o: Awaited<ReturnType<typeof liveOffice>>, { termsId, filedId }: { termsId: string; filedId: string }) {
  const dpo = await o.as('dpo')
  const post = async (path: string, body: unknown) => {
    const answer = await dpo.post(`/incidents/${path}`, body)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { noticeId: string }
  }
  const written = async (id: string, kind: 'first' | 'followUp', fields: object) => {
    const { noticeId } = await post(`${id}/notices`, { kind })
    const { draft } = (await (await dpo.get(`/incidents/${id}/notices`)).json()) as { draft: NoticeDraft }
    await dpo.put(`/incidents/${id}/notices/${noticeId}`, { revision: 0, fields: { ...draft.fields, ...fields } })
    return noticeId
  }
  const summary = 'Rapporten van groep 7 gingen per mail naar ouders van groep 6. Er staan cijfers in en korte opmerkingen over gedrag.'
  await written(termsId, 'first', { summary, nature: ['confidentiality'], people: { min: 24, max: 26 }, told: 'willBe', willTellAt: plus(o.now(), hours(30)) })
  await post(`${termsId}/filing-attempts`, { at: plus(o.now(), -hours(0.2)), note: 'Foutmelding 503, ook na drie keer proberen.' })
  const promised = { told: 'willBe', willTellAt: plus(o.now(), hours(26)), complete: 'followUp', followUpAt: plus(o.now(), days(4)) }
  const followUp = await written(filedId, 'followUp', { summary: 'De tablet was niet vergrendeld.', ...promised })
  await post(`${filedId}/notices/${followUp}/filed`, { filedAt: plus(o.now(), -hours(1)), number: 'AP-2026-0413', revision: 1 })
  const letter = { direction: 'in', at: plus(o.now(), -hours(0.5)) }
  await post(`${filedId}/authority-letters`, { ...letter, kind: 'question', text: 'Hoeveel leerlingen zijn geraakt?', dueAt: plus(o.now(), hours(20)) })
  await post(`${filedId}/authority-letters`, { ...letter, kind: 'order', text: 'Licht de ouders in, uiterlijk vrijdag.', ordersTelling: true })
}

const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click()

export const noticeScreens = (at: At): Record<string, Show> => ({
  'a notification to the AP, half written': at(
    'dpo',
    (made) => `/desk/${made.termsId}/ap`,
    async (page) => {
      await page.getByText(/^3\. (Wat is er gebeurd|What happened)/).click()
      await page.locator('#notice-summary').waitFor()
    },
  ),
  'a notification to the AP, being recorded': at(
    'dpo',
    (made) => `/desk/${made.termsId}/ap`,
    async (page) => {
      await press(page, /^(Leg vast: dit is gemeld|Record: this was notified)$/)
      await press(page, /^(Leg vast|Record it)$/)
      await page.getByRole('alert').waitFor()
    },
  ),
  'what was notified, promised and asked': at(
    'chair',
    (made) => `/desk/${made.filedId}/ap`,
    async (page) => {
      await page.locator('#notice-letters').waitFor()
    },
  ),
})
