import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { NoticesView } from '../../../shared/notification/notice-views.ts'
import { needTexts } from '../../../web/i18n.ts'
import AuthorityStep from '../../../web/notification/AuthorityStep.vue'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, mountScreen, type FarEnd } from '../../support/mount-screen.ts'
import { aDraft, aVersion, theNotices } from '../../support/notices.ts'
import { aTerm } from '../../support/terms.ts'

const incident = anIncident({ state: 'acknowledged', outcomes: [], deadlines: [aTerm()] })
const path = `/incidents/${incident.id}`
const draftPath = `${path}/notices/${aDraft().id}`
/** the far end of the copy button */
const writeText = vi.fn(async (_text: string) => undefined)

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-05T06:30:00.000Z') })
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(writeText)
  document.body.replaceChildren()
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  writeText.mockClear()
})

async function open(view: NoticesView, answers: FarEnd = {}) {
  await needTexts('notice')
  let now = view
  const far = farEnd({ [`GET ${path}/notices`]: () => ({ body: now }), ...answers })
  const { screen } = await mountScreen(AuthorityStep, { props: { incident } })
  const press = async (text: string) => {
    await screen
      .findAll('button')
      .find((button) => button.text() === text || button.attributes('aria-label') === text)
      ?.trigger('click')
    await flushPromises()
  }
  const send = async () => {
    await screen.find('dialog[open] form').trigger('submit')
    await flushPromises()
  }
  /** a moment later: what waited goes */
  const later = async (ms = 1_000) => {
    await vi.advanceTimersByTimeAsync(ms)
    await flushPromises()
  }
  return { ...far, screen, press, send, later, becomes: (changed: NoticesView) => void (now = changed) }
}

it('says what the clock asks, and that filing to be safe is allowed without a decision', async () => {
  const { screen, press, asked } = await open(theNotices({ may: { start: ['first'], write: true, file: true, correspond: true } }), {
    [`POST ${path}/notices`]: { body: { noticeId: aDraft().id } },
  })
  expect(screen.text()).toContain('Meld uiterlijk do 5 maart 08:00')
  expect(screen.text()).toContain('Er is nog geen besluit om te melden. Voor de zekerheid melden mag altijd.')
  await press('Maak de melding')
  expect(asked.find(({ what }) => what.startsWith('POST'))?.body).toEqual({ kind: 'first' })
})

it('shows the form in its order with what is open, copies a box and a whole part, and says so', async () => {
  const { screen, press } = await open(theNotices({ draft: aDraft() }))
  expect(
    screen
      .findAll('h3')
      .map((one) => one.text())
      .slice(0, 10),
  ).toEqual([
    ...['0. Over deze melding', '1. Wie meldt', '2. Tijdlijn', '3. Wat is er gebeurd', '4. Welke gegevens', '5. Om wie gaat het'],
    ...['6. Bescherming vooraf', '7. Gevolgen', '8. Vervolg', '9. Compleet of aanvulling'],
  ])
  expect(screen.findAll('a[href="#notice-people"]')).toHaveLength(1)
  await press('Kopieer: Samenvatting')
  expect(writeText).toHaveBeenLastCalledWith('Een stick met toetsen is kwijt.')
  expect(screen.text()).toContain('Gekopieerd')
  await press('Kopieer alles van: Over deze melding')
  expect(writeText).toHaveBeenLastCalledWith('Onder welke wet: AVG')
})

it('saves by itself a moment after the last key, and counts against the limit of the form', async () => {
  const { screen, later, asked } = await open(theNotices({ draft: aDraft() }), { [`PUT ${draftPath}`]: { body: { revision: 4 } } })
  await screen.find('#notice-summary').setValue('x'.repeat(4003))
  expect(screen.text()).toContain('3 tekens te veel')
  expect(screen.text()).toContain('Samenvatting: te lang voor het formulier')
  await later()
  expect(asked.filter(({ what }) => what.startsWith('PUT'))).toMatchObject([{ body: { revision: 3, fields: { summary: 'x'.repeat(4003), law: 'gdpr' } } }])
  await later(10_000)
  expect(asked.filter(({ what }) => what.startsWith('PUT'))).toHaveLength(1)
})

it('loses no word when a colleague saved first: mine is laid beside hers, what only I changed goes', async () => {
  const changed = { status: 409, body: { code: 'notice.changed', detail: 'Iemand anders schreef ook.' } }
  let first = true
  const { screen, later, asked, press, becomes } = await open(theNotices({ draft: aDraft() }), {
    [`PUT ${draftPath}`]: () => {
      if (!first) return { body: { revision: 5 } }
      first = false
      return changed
    },
  })
  becomes(theNotices({ draft: aDraft({ revision: 4, setBy: 'Hanna Verzonnen', fields: { ...aDraft().fields, summary: 'Van Hanna.' } }) }))
  await screen.find('#notice-summary').setValue('Van mij.')
  await screen.find('#notice-filerPhone').setValue('085 555 01 11')
  await later()
  expect(screen.text()).toContain('Jij typte: Van mij.')
  await later()
  const puts = () => asked.filter(({ what }) => what.startsWith('PUT')).map(({ body }) => body as { revision: number; fields: Record<string, string> })
  expect(puts().at(-1)).toMatchObject({ revision: 4, fields: { summary: 'Van Hanna.', filerPhone: '085 555 01 11' } })
  await press('Neem mijn tekst')
  await later()
  expect(puts().at(-1)).toMatchObject({ revision: 5, fields: { summary: 'Van mij.' } })
})

it('offers what the facts say now beside what was written, and takes it over in one tap', async () => {
  const draft = aDraft({ known: { ...aDraft().known, people: { min: 20, max: 24 } } })
  const { screen, press, later, asked } = await open(theNotices({ draft }), { [`PUT ${draftPath}`]: { body: { revision: 4 } } })
  expect(screen.text()).toContain('20 tot 24')
  await press('Neem over')
  await later()
  expect(asked.at(-1)?.body).toMatchObject({ fields: { people: { min: 20, max: 24 } } })
})

it('files with the number of the receipt, and asks for reasons once its moment lies after the term, with the attempts in them', async () => {
  vi.setSystemTime(Date.parse('2026-03-05T09:30:00.000Z'))
  const reasons = 'Het meldformulier van de AP was niet bereikbaar:\n- 5 maart 2026 07:30: poging mislukt.'
  const { screen, press, send, asked } = await open(theNotices({ draft: aDraft(), reasons }), {
    [`POST ${draftPath}/filed`]: { body: { noticeId: aDraft().id, inTime: 'late' } },
  })
  expect(screen.text()).toContain('De termijn liep af op do 5 maart 08:00')
  await press('Leg vast: dit is gemeld')
  expect(screen.find('dialog[open]').text()).toContain('De klok staat dan stil.')
  expect(screen.find<HTMLTextAreaElement>('#filed-reason').element.value).toBe(reasons)
  await send()
  expect(screen.find('[role=alert]').text()).toContain('Vul het nummer van de AP in.')
  await screen.find('#filed-at').setValue('2026-03-04')
  expect(screen.find('#filed-reason').exists()).toBe(false)
  await screen.find('#filed-at').setValue('2026-03-05')
  await screen.find('#filed-at-hour').setValue('10:15')
  await screen.find('#filed-reason').setValue('Het formulier was een uur onbereikbaar.')
  await screen.find('#filed-number').setValue('AP-2026-1234')
  await send()
  expect(asked.find(({ what }) => what === `POST ${draftPath}/filed`)?.body).toEqual({
    ...{ filedAt: '2026-03-05T09:15:00.000Z', number: 'AP-2026-1234', revision: 3, reason: 'Het formulier was een uur onbereikbaar.' },
  })
  expect(screen.emitted('changed')).toHaveLength(1)
  expect(screen.text()).toContain('Vastgelegd. Deze versie verandert niet meer.')
})

it.each([
  ['2026-10-25T09:00:00.000Z', '2026-10-25T01:30:00.000Z', true],
  ['2026-10-25T00:40:00.000Z', '2026-10-25T00:30:00.000Z', false],
])('takes of an hour that came twice the last that is over: late rather than wrongly in time (now %s)', async (now, filedAt, said) => {
  vi.setSystemTime(Date.parse(now))
  const { screen, press, send, asked } = await open(theNotices({ draft: aDraft(), deadlineAt: '2026-10-27T20:00:00.000Z' }))
  await press('Leg vast: dit is gemeld')
  await screen.find('#filed-number').setValue('AP-2026-1234')
  await screen.find('#filed-at').setValue('2026-10-25')
  await screen.find('#filed-at-hour').setValue('02:30')
  if (said) expect(screen.text()).toContain('We rekenen met de tweede keer.')
  await send()
  expect(asked.find(({ what }) => what === `POST ${draftPath}/filed`)?.body).toMatchObject({ filedAt })
})

it('shows what was filed, what was promised in it and the post after it, and offers nothing to who may do nothing', async () => {
  const promise = aTerm({ id: aVersion().id, kind: 'promise', dueAt: '2026-03-06T09:00:00.000Z' })
  const letter = {
    id: aTerm().id,
    direction: 'in' as const,
    kind: 'order' as const,
    ordersTelling: true,
    at: '2026-03-05T05:00:00.000Z',
    text: 'Licht de ouders in.',
  }
  const view = theNotices({
    ...{ versions: [aVersion()], clockRuns: false, may: { start: [], write: false, file: false, correspond: false } },
    letters: [{ ...letter, fileId: null, dueAt: '2026-03-07T09:00:00.000Z', dueEndedAt: null, answers: null, setBy: 'Frits Fictief' }],
  })
  const { screen } = await open(view)
  await screen.setProps({ incident: { ...incident, deadlines: [promise] } })
  await flushPromises()
  expect(screen.text()).toContain('Mensen inlichten: uiterlijk vr 6 maart 10:00')
  expect(screen.text()).toContain('Vul de melding dan aan vóór die datum.')
  expect(screen.text()).toContain('Eerste melding, wo 4 maart 10:15')
  expect(screen.text()).toContain('Bevel om mensen in te lichten')
  expect(screen.text()).toContain('Antwoord uiterlijk za 7 maart 10:00')
  expect(screen.findAll('a[download]').map((a) => a.attributes('href'))).toEqual([
    `/api/v1${path}/notices/${aVersion().id}/paper?lang=nl`,
    `/api/v1${path}/notices/${aVersion().id}/json?lang=nl`,
  ])
  expect(screen.findAll('button')).toEqual([])
})
