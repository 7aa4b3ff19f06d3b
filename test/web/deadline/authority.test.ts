import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { IncidentForHandler } from '../../../shared/incident/views.ts'
import DeadlineAuthority from '../../../web/deadline/DeadlineAuthority.vue'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, mountScreen, type FarEnd } from '../../support/mount-screen.ts'
import { anOutcome, aProposal, aTerm } from '../../support/terms.ts'

const base = anIncident()
const path = `/incidents/${base.id}`
const all = { file: true, retractOutcome: true, reopen: true, planDeadline: true, recordCall: true }
const running = (changes: Partial<IncidentForHandler> = {}) =>
  anIncident({ state: 'acknowledged', outcomes: [], deadlines: [aTerm()], may: { ...base.may, ...all }, ...changes })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-05T09:30:00.000Z') })
  document.body.replaceChildren()
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function open(incident: IncidentForHandler, answers: FarEnd = {}) {
  const far = farEnd(answers)
  const { screen } = await mountScreen(DeadlineAuthority, { props: { incident } })
  const press = async (text: string) => {
    await screen
      .findAll('button')
      .find((button) => button.text() === text)
      ?.trigger('click')
    await flushPromises()
  }
  const send = async () => {
    await screen.find('dialog form').trigger('submit')
    await flushPromises()
  }
  return { ...far, screen, press, send }
}

it('asks for reasons as soon as the moment of the receipt lies after the term, and keeps what was typed when they are missing', async () => {
  const { screen, press, send, asked } = await open(running(), { [`POST ${path}/filed`]: { body: { outcomeId: 'o', inTime: 'late' } } })
  await press('Leg vast: gemeld bij de AP')
  await screen.find('#filed-at').setValue('2026-03-04')
  await screen.find('#filed-at-hour').setValue('10:15')
  expect(screen.find('#filed-reason').exists()).toBe(false)
  await screen.find('#filed-at').setValue('2026-03-05')
  expect(screen.text()).toContain('Dat is na de termijn van do 5 maart 08:00')
  await screen.find('#filed-number').setValue('AP-2026-1234')
  await send()
  expect(asked).toEqual([])
  expect(screen.find('[role=alert]').text()).toContain('Schrijf op waarom.')
  await screen.find('#filed-reason').setValue('Het formulier was een uur onbereikbaar.')
  await send()
  expect(asked).toMatchObject([{ body: { filedAt: '2026-03-05T09:15:00.000Z', number: 'AP-2026-1234', reason: 'Het formulier was een uur onbereikbaar.' } }])
  expect(screen.emitted('changed')).toHaveLength(1)
  expect(screen.text()).toContain('Vastgelegd. De klok staat stil.')
})

it('refuses a receipt from the future and says what the server has against one', async () => {
  const detail = 'De melding ligt voor het moment waarop de school het wist.'
  const { screen, press, send, asked } = await open(running(), { [`POST ${path}/filed`]: { status: 422, body: { code: 'filed.beforeAware', detail } } })
  await press('Leg vast: gemeld bij de AP')
  await screen.find('#filed-number').setValue('AP-2026-1234')
  await screen.find('#filed-at').setValue('2026-03-06')
  await send()
  expect(screen.find('[role=alert]').text()).toContain('Dit moment moet nog komen')
  expect(asked).toEqual([])
  await screen.find('#filed-at').setValue('2026-03-01')
  await send()
  expect(screen.find('[role=alert]').text()).toContain(detail)
})

it('sends who wants to decide that it is not required to the votes of the team, and shows what these came to', async () => {
  const waits = await open(running({ outcomes: [aProposal()] }))
  expect(waits.screen.find(`a[href="/desk/${base.id}/oordeel"]`).text()).toBe('Beslis met het team')
  expect(waits.screen.text()).toContain('De stick is versleuteld en terug.')
  const decided = await open(running({ termEndedAt: '2026-03-04T09:15:00.000Z', termOutcome: 'noBreach' }))
  expect(decided.screen.text()).toContain('Geen datalek, besloten op wo 4 maart 10:15')
  expect(decided.screen.findAll('button').map((button) => button.text())).toEqual(['Er is een nieuw feit'])
})

it('keeps what the clock says apart from what people decided, and offers a new fact or taking it back once it stands still', async () => {
  const stopped = running({ termEndedAt: '2026-03-04T09:15:00.000Z', termOutcome: 'filed', outcomes: [anOutcome()] })
  const { screen, press, send, asked } = await open(stopped, {
    [`POST ${path}/reopening`]: { body: { deadlineId: 'd', kind: 'supplement', dueAt: '2026-03-06T08:00:00.000Z' } },
  })
  expect(screen.findAll('h3').map((h3) => h3.text())).toEqual(['Wat de klok zegt', 'Wat jullie besloten'])
  expect(screen.text()).toContain('Gemeld op wo 4 maart 10:15, nummer AP-2026-1234')
  expect(screen.findAll('button').map((button) => button.text())).toEqual(['Er is een nieuw feit', 'Neem terug'])
  await press('Er is een nieuw feit')
  expect(screen.find('dialog').text()).toContain('Na een melding vul je zonder uitstel aan')
  await screen.find('#noticed-at-hour').setValue('09:00')
  await screen.find('dialog textarea').setValue('De sleutel lag erbij.')
  await send()
  expect(asked.map(({ body }) => body)).toEqual([{ noticedAt: '2026-03-05T08:00:00.000Z', reason: 'De sleutel lag erbij.' }])
})

it('shows what was taken back with who and why, and offers nothing to who may do nothing', async () => {
  const retracted = { by: 'Vera Verzonnen', at: '2026-03-04T10:00:00.000Z', reason: 'Verkeerde melding.' }
  const { screen } = await open(running({ outcomes: [anOutcome({ status: 'retracted', retracted })], may: base.may }))
  expect(screen.text()).toContain('Teruggenomen door Vera Verzonnen, wo 4 maart 11:00: Verkeerde melding.')
  expect(screen.findAll('button')).toEqual([])
})
