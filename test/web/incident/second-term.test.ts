import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { IncidentForHandler } from '../../../shared/incident/views.ts'
import DeadlineAuthority from '../../../web/deadline/DeadlineAuthority.vue'
import DossierAware from '../../../web/incident/DossierAware.vue'
import DossierMoments from '../../../web/incident/DossierMoments.vue'
import { useDossier } from '../../../web/incident/dossier-store.ts'
import { anIncident, aReport } from '../../support/dossier.ts'
import { farEnd, mountScreen } from '../../support/mount-screen.ts'
import { anOutcome, aTerm } from '../../support/terms.ts'

const base = anIncident()
const first = aTerm({ endedAt: '2026-03-03T09:00:00.000Z', outcome: 'notRequired' })
const second = aTerm({
  id: '01900000-0000-7000-8000-000000000072',
  ...{ anchorAt: '2026-03-05T08:00:00.000Z', dueAt: '2026-03-08T08:00:00.000Z', openedAt: '2026-03-05T08:30:00.000Z' },
})
const overtaken = anOutcome({ kind: 'notRequired', filedAt: null, inTime: null, number: null, setAt: '2026-03-03T09:00:00.000Z' })
const may = { ...base.may, file: true, retractOutcome: true, reopen: true }
/** Not required, and then a new fact: a second term runs. */
const reopened = anIncident({
  ...{ state: 'acknowledged', deadlineAt: second.dueAt, legalEndAt: '2026-03-08T09:00:00.000Z' },
  ...{ deadlines: [second, first], outcomes: [overtaken], may },
})
const stands = { termEndedAt: '2026-03-03T09:00:00.000Z', termOutcome: 'notRequired' as const }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-06T09:30:00.000Z') })
  document.body.replaceChildren()
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const aware = async (incident: IncidentForHandler) => (await mountScreen(DossierAware, { props: { incident } })).screen
const moments = async ({ awareAt, deadlines = [], termEndedAt }: IncidentForHandler) =>
  (await mountScreen(DossierMoments, { props: { report: aReport(), awareAt, deadlines, stopped: Boolean(termEndedAt) } })).screen.text()

it('says beside the legal end of a second term from when that term runs', async () => {
  const said = (await aware(reopened)).text()
  expect(said).toContain('de klok loopt nu vanaf do 5 maart 09:00')
  expect(said).toContain('eindigt de wettelijke termijn op zo 8 maart 10:00')
  expect(said).not.toContain('De klok loopt vanaf het moment dat een medewerker het ontdekte')
})

it('speaks of no clock that runs where it stands still', async () => {
  const said = (await aware(anIncident({ deadlines: [first], ...stands }))).text()
  expect(said).toContain('Sinds wanneer de school het wist')
  expect(said).not.toMatch(/klok loopt|wettelijke termijn/)
})

it('says what begins at the moment the school knew: the clock, a first term, or a clock that stands still', async () => {
  expect(await moments(base)).toContain('Hier begint de klok')
  expect(await moments(reopened)).toContain('Hier begon de eerste termijn. Nu telt een nieuwe, vanaf do 5 maart 09:00.')
  expect(await moments(anIncident({ deadlines: [first], ...stands }))).toContain('Hier begon de klok. Die staat nu stil.')
})

it.each([
  ['a second term counts', reopened, 'Vastgelegd. De klok blijft lopen vanaf do 5 maart 09:00'],
  ['the clock stands still', anIncident({ deadlines: [first], ...stands }), 'Vastgelegd. De klok staat stil.'],
  ['the clock runs', anIncident({ deadlines: [aTerm()] }), 'Vastgelegd. De klok loopt nu vanaf ma 2 maart 07:30.'],
])('tells what a moment that was set does to the clock where %s', async (_, incident, said) => {
  const answer = { status: 'inForce', awareAt: '2026-03-02T06:30:00.000Z', deadlineAt: incident.deadlineAt }
  farEnd({ [`PUT /incidents/${base.id}/aware-at`]: { body: answer }, [`GET /incidents/${base.id}`]: { body: incident } })
  const screen = await aware(incident)
  useDossier().id = base.id
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Ander moment vaststellen')
    ?.trigger('click')
  await screen.find('#aware-hour').setValue('07:30')
  await screen.find('#aware-reason').setValue('Toen werd gebeld.')
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(screen.text()).toContain(said)
})

it('does not say that a decision holds which a new fact overtook, and takes back the one that does', async () => {
  const runs = (await mountScreen(DeadlineAuthority, { props: { incident: reopened } })).screen
  expect(runs.text()).toContain('Gold tot do 5 maart 09:30')
  expect(runs.text()).not.toContain('Geldt nu')
  runs.unmount()
  const filed = anOutcome({ id: 'filed', deadlineId: second.id, setAt: '2026-03-02T00:00:00.000Z' })
  const incident = anIncident({ ...reopened, termEndedAt: '2026-03-06T09:15:00.000Z', termOutcome: 'filed', outcomes: [overtaken, filed] })
  const { screen } = await mountScreen(DeadlineAuthority, { props: { incident } })
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Neem terug')
    ?.trigger('click')
  await flushPromises()
  expect(screen.find('dialog[open]').text()).toContain('nummer AP-2026-1234')
})
