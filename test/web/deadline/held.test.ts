import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { IncidentForHandler } from '../../../shared/incident/views.ts'
import DeadlineAuthority from '../../../web/deadline/DeadlineAuthority.vue'
import DossierAware from '../../../web/incident/DossierAware.vue'
import { useDossier } from '../../../web/incident/dossier-store.ts'
import { isDirty } from '../../../web/offline/dirty.ts'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, mountScreen } from '../../support/mount-screen.ts'
import { anOutcome, aTerm } from '../../support/terms.ts'

const base = anIncident()
const path = `/incidents/${base.id}`
const other = '01900000-0000-7000-8000-000000000083'
const may = { ...base.may, file: true, retractOutcome: true, reopen: true }
const incidentWith = (changes: Partial<IncidentForHandler>) => anIncident({ state: 'acknowledged', outcomes: [], deadlines: [aTerm()], may, ...changes })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-04T09:30:00.000Z') })
  document.body.replaceChildren()
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function ask(incident: IncidentForHandler, button: string) {
  const far = farEnd({})
  const { screen } = await mountScreen(DeadlineAuthority, { props: { incident } })
  await screen
    .findAll('button')
    .find((one) => one.text() === button)
    ?.trigger('click')
  await flushPromises()
  const send = async () => {
    await screen.find('dialog[open] form').trigger('submit')
    await flushPromises()
  }
  return { ...far, screen, send }
}

it('takes back what stood there when it was asked, and says in the question what that is', async () => {
  const stopped = { termEndedAt: '2026-03-04T09:15:00.000Z', termOutcome: 'filed' as const }
  const { screen, send, asked } = await ask(incidentWith({ ...stopped, outcomes: [anOutcome()] }), 'Neem terug')
  expect(screen.find('dialog[open]').text()).toContain('nummer AP-2026-1234')
  await screen.find('dialog[open] textarea').setValue('Verkeerd dossier.')
  await screen.setProps({ incident: incidentWith({ ...stopped, outcomes: [anOutcome({ id: other })] }) })
  await send()
  expect(asked.map(({ what }) => what)).toEqual([`POST ${path}/outcomes/${anOutcome().id}/retraction`])
})

it('keeps a half-written question open when a colleague stops the clock, counts its number as half written, and lets go when it closes', async () => {
  const { screen } = await ask(incidentWith({}), 'Leg vast: gemeld bij de AP')
  expect(isDirty.value).toBe(false)
  await screen.find('#filed-number').setValue('AP-2026-1234')
  expect(isDirty.value).toBe(true)
  await screen.setProps({ incident: incidentWith({ termEndedAt: '2026-03-04T09:15:00.000Z', termOutcome: 'notRequired' }) })
  expect(screen.find<HTMLInputElement>('dialog[open] #filed-number').element.value).toBe('AP-2026-1234')
  await screen
    .findAll('dialog[open] button')
    .find((one) => one.text() === 'Annuleren')
    ?.trigger('click')
  expect(isDirty.value).toBe(false)
  expect(screen.text()).toContain('De klok staat stil.')
})

it('lets the chair decide on the later moment he saw, and begins again when another took its place', async () => {
  const { asked } = farEnd({})
  const proposed = (awareAt: string): IncidentForHandler => {
    const first = { awareAt: base.awareAt, reason: null, setBy: null, setAt: base.receivedAt, status: 'first' as const }
    const moment = { awareAt, reason: 'Toen pas gelezen.', setBy: 'Frits Fictief', setAt: '2026-03-02T12:00:00.000Z', status: 'proposed' as const }
    return anIncident({ awareMoments: [first, moment], may: { ...base.may, confirmAware: true } })
  }
  const { screen } = await mountScreen(DossierAware, { props: { incident: proposed('2026-03-02T10:00:00.000Z') } })
  useDossier().id = base.id
  await screen.find('#decision-reason').setValue('Dat klopt.')
  await screen.setProps({ incident: proposed('2026-03-02T11:00:00.000Z') })
  expect(screen.find<HTMLTextAreaElement>('#decision-reason').element.value).toBe('')
  await screen.find('#decision-reason').setValue('Dit ook.')
  await screen
    .findAll('button')
    .find((one) => one.text() === 'Ik stem in')
    ?.trigger('click')
  await flushPromises()
  expect(asked.find(({ what }) => what.startsWith('POST'))?.body).toEqual({ awareAt: '2026-03-02T11:00:00.000Z', accept: true, reason: 'Dit ook.' })
})
