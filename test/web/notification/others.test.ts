import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OthersView } from '../../../shared/notification/other-parties.ts'
import type { OpenedAt, ProcessorView } from '../../../shared/notification/processors.ts'
import { needTexts } from '../../../web/i18n.ts'
import OthersStep from '../../../web/notification/OthersStep.vue'
import ProcessorsScreen from '../../../web/notification/ProcessorsScreen.vue'
import { anIncident } from '../../support/dossier.ts'
import { openDialogs } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const incident = anIncident()
const at = `/incidents/${incident.id}`
const view: OthersView = {
  parties: [],
  suggestions: [{ id: 'controller', party: 'controller', law: 'AVG 33(2)', handbook: 'H7.1.2', urgent: true }],
  ...{ processors: [], known: [], measures: [], team: [], may: { plan: true, measure: true, processor: true } },
}
const processor: ProcessorView = {
  ...{ id: '01900000-0000-7000-8000-0000000000c1', revision: 3, name: 'Leerling in Beeld bv', product: '', contact: '', noticeHours: 24 },
  ...{ communicates: 'board', documented: true, tickedAt: null, tickedBy: null, overdue: true, endedAt: null },
}

enableAutoUnmount(afterEach)
beforeEach(async () => {
  document.body.replaceChildren()
  openDialogs()
  await needTexts('others', 'processors')
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

async function hands(mounted: Awaited<ReturnType<typeof mountScreen>>) {
  const { screen } = mounted
  await flushPromises()
  const press = async (name: string) => {
    await screen
      .findAll('button')
      .find((one) => one.text() === name)!
      .trigger('click')
    await flushPromises()
  }
  const submit = async () => {
    await screen.find('dialog[open] form').trigger('submit')
    await flushPromises()
  }
  const links = () => screen.findAll('[role=alert] a').map((link) => link.attributes('href'))
  return { screen, press, submit, links }
}

async function openStep(changes: Partial<OthersView> = {}, answers: FarEnd = {}) {
  const far = farEnd({ [`GET ${at}/others`]: { body: { ...view, ...changes } }, ...answers })
  return { far, ...(await hands(await mountScreen(OthersStep, { props: { incident } }))) }
}

it('says of the one duty that it is done at once, with its article, and plans it under the same id after a lost answer', async () => {
  const ids: string[] = []
  const { far, screen, press, submit, links } = await openStep()
  expect(screen.text()).toMatch(/Meteen doen.*zonder uitstel.*AVG 33\(2\), handboek H7\.1\.2/)
  await press('Plan dit')
  await submit()
  expect(links()).toEqual(['#other-controller-what'])
  await screen.find('#other-controller-what').setValue('Bel het samenwerkingsverband.')
  await submit()
  await submit()
  for (const { what, body } of far.asked.filter((one) => one.what.startsWith('PUT'))) {
    ids.push(what)
    expect(body).toEqual({ revision: 0, party: 'controller', state: 'planned', what: 'Bel het samenwerkingsverband.', ownerId: null, dueAt: null })
  }
  expect([ids.length, new Set(ids).size]).toEqual([2, 1])
})

it('asks when and how, once it is done', async () => {
  const { screen, press, submit, links } = await openStep()
  await press('Zet iemand erbij')
  await screen.find('#other-new-what').setValue('Aangifte doen.')
  await screen.find('dialog[open] input[value=done]').setValue()
  await submit()
  expect(links()).toEqual(['#other-new-done', '#other-new-record'])
})

it('offers nothing to who may only read', async () => {
  const { screen } = await openStep({ may: { plan: false, measure: false, processor: false } })
  expect(screen.findAll('button')).toHaveLength(0)
})

it('opens a notice at the boards that were chosen, says per board what became of it, and tries again with the same ids', async () => {
  const [here] = fritsSession().boards
  const there = { ...here!, organisationId: '01900000-0000-7000-8000-000000000002', name: 'Stichting Het Riet' }
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ boards: [here!, there] }), boards: [], mode: 'production' }))
  const opened = ({ body }: { body: unknown }) => {
    const { items } = body as { items: { id: string; organisationId: string }[] }
    const said = { incidentId: null, number: null, code: null, detail: null }
    const answers = items.map(({ id, organisationId }, i): OpenedAt =>
      i === 0
        ? { ...said, id, organisationId, status: 'opened', incidentId: incident.id, number: '2026-014' }
        : { ...said, id, organisationId, status: 'refused', code: 'server.unavailable', detail: 'Probeer het zo nog eens.' },
    )
    return { body: { items: answers } }
  }
  const far = farEnd({ 'GET /processors': { body: [processor] }, 'POST /processors/incidents': opened })
  const { screen, press, submit, links } = await hands(await mountScreen(ProcessorsScreen, { path: '/leveranciers', at: '/leveranciers' }))
  expect(screen.text()).toContain('Bij 1 leverancier is de afspraak dit jaar nog niet nagekeken.')
  await press('Leverancier meldt een incident')
  await submit()
  expect(links()).toEqual(['#notice-boards', '#notice-received', '#notice-what'])
  for (const { organisationId } of [here!, there]) await screen.find(`#notice-at-${organisationId}`).setValue(processor.id)
  await screen.find('#notice-received').setValue('2026-03-02')
  await screen.find('#notice-received-hour').setValue('10:00')
  await screen.find('#notice-aware').setValue('2026-03-03')
  await screen.find('#notice-aware-hour').setValue('10:00')
  await screen.find('#notice-what').setValue('Het systeem is gegijzeld.')
  await submit()
  expect(links()).toEqual(['#notice-aware'])
  await screen.find('#notice-aware').setValue('2026-03-01')
  await submit()
  expect(screen.text()).toMatch(/Dossier 2026-014 is geopend.*Stichting Het Riet.*Niet geopend\. Probeer het zo nog eens\./)
  await press('Probeer wat niet lukte opnieuw')
  await submit()
  const sent = far.asked.filter(({ what }) => what === 'POST /processors/incidents').map(({ body }) => body)
  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
  expect(sent[0]).toMatchObject({ items: [{ noticeReceivedAt: '2026-03-02T09:00:00.000Z', processorAwareAt: '2026-03-01T09:00:00.000Z' }, {}] })
})
