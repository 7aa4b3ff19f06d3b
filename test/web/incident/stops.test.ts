import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DeliveryView, IncidentForHandler } from '../../../shared/incident/views.ts'
import { needTexts } from '../../../web/i18n.ts'
import DeskScreen from '../../../web/incident/DeskScreen.vue'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'
import { anOutcome, aTerm } from '../../support/terms.ts'

const base = anIncident()
const path = `/incidents/${base.id}`
function refusedStream() {
  return { readyState: 2, addEventListener: (name: string, listener: () => void) => name === 'error' && queueMicrotask(listener), close: () => undefined }
}
const [board] = fritsSession().boards
const contacts = { dpo: { name: 'Frits Fictief', phone: '085 555 01 11' }, chair: { name: 'Bram Bedacht', phone: '085 555 01 12' } }

beforeEach(async () => {
  document.body.replaceChildren()
  const boards = [{ ...board!, contacts }]
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ boards }), boards, mode: 'production' }))
  vi.stubGlobal('EventSource', refusedStream)
  await needTexts('fence', 'search')
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

async function open(shown: IncidentForHandler, more: FarEnd = {}) {
  const far = farEnd({
    'GET /incidents': { body: { items: [shown], nextCursor: null } },
    [`GET ${path}`]: { body: shown },
    'GET /incidents/closed': { body: [] },
    'GET /alarms': { body: { items: [] } },
    ...more,
  })
  const { screen } = await mountScreen(DeskScreen, { path: '/desk/:incidentId?', at: `/desk/${shown.id}` })
  await flushPromises()
  const press = async (text: string) => {
    await screen
      .findAll('button')
      .find((button) => button.text() === text)
      ?.trigger('click')
    await flushPromises()
  }
  return { ...far, screen, press }
}

const delivery = (changes: Partial<DeliveryView>): DeliveryView => ({
  id: '01900000-0000-7000-8000-000000000091',
  ...{ channel: 'push', stage: 'ring', recipient: 'Frits Fictief', recipientRole: 'dpo', state: 'skipped', attempts: 0, answer: 'noDevice' },
  ...{ createdAt: '2026-03-02T08:00:05.000Z', nextAttemptAt: null, settledAt: '2026-03-02T08:00:06.000Z' },
  ...changes,
})

it('is loud with the numbers to call when nobody could be woken, and sends nobody to himself or to whom it is kept from', async () => {
  const mail = delivery({ id: 'm', channel: 'mail', answer: 'discreet' })
  const { screen } = await open(anIncident({ discreet: true, deliveries: [delivery({}), mail] }))
  expect(screen.text()).toContain('Niemand kreeg een seintje. Bel nu')
  expect(screen.find('a[href="tel:0855550112"]').text()).toContain('Bel de voorzitter, Bram Bedacht')
  expect(screen.find('a[href="tel:0855550111"]').exists()).toBe(false)
  const kept = await open(anIncident({ discreet: true, deliveries: [delivery({})], fence: { ...base.fence, audience: ['dpo', 'handler'] } }))
  expect(kept.screen.text()).toContain('Niemand kreeg een seintje. Bel nu')
  expect(kept.screen.find('a[href="tel:0855550112"]').exists()).toBe(false)
})

it('is not loud once a phone rang, a mail went where mail may go, or somebody has it in hand', async () => {
  const rang = await open(anIncident({ deliveries: [delivery({}), delivery({ id: 'b', state: 'sent', answer: null })] }))
  expect(rang.screen.text()).not.toContain('Niemand kreeg een seintje')
  const mailed = await open(anIncident({ deliveries: [delivery({}), delivery({ id: 'm', channel: 'mail', state: 'sent', answer: null })] }))
  expect(mailed.screen.text()).not.toContain('Niemand kreeg een seintje')
  const taken = await open(anIncident({ state: 'acknowledged', deliveries: [delivery({})] }))
  expect(taken.screen.text()).not.toContain('Niemand kreeg een seintje')
})

it('shows the same stopped clock in the list and in the dossier, and reads both again after a decision', async () => {
  const may = { ...base.may, file: true, retractOutcome: true, reopen: true }
  const stopped = { termEndedAt: '2026-03-04T09:15:00.000Z', termOutcome: 'filed' as const, needsAt: null, needsKind: null }
  const incident = anIncident({ ...stopped, state: 'acknowledged', deadlines: [], outcomes: [anOutcome()], may })
  const retraction = `POST ${path}/outcomes/${anOutcome().id}/retraction`
  const { screen, press, asked } = await open(incident, { [retraction]: { body: { ok: true } } })
  expect(screen.find('a[aria-current=true]').text()).toContain('Gemeld bij de AP · 4 mrt 10:15')
  expect(screen.find('[data-stage=stopped]').text()).toContain('op wo 4 maart 10:15, binnen 72 uur')
  const before = asked.filter(({ what }) => what.startsWith('GET /incidents')).length
  await press('Neem terug')
  await screen.find('dialog[open] textarea').setValue('Verkeerd dossier.')
  await screen.find('dialog[open] form').trigger('submit')
  await flushPromises()
  expect(asked.find(({ what }) => what === retraction)?.body).toEqual({ reason: 'Verkeerd dossier.' })
  expect(asked.filter(({ what }) => what.startsWith('GET /incidents')).length).toBeGreaterThanOrEqual(before + 2)
  expect(screen.text()).toContain('Teruggenomen. De klok loopt weer.')
})

it('names all who took it up, lets a colleague join, and shows who was called', async () => {
  const at = '2026-03-02T08:10:00.000Z'
  const acknowledgements = [
    { name: 'Piet Proef', role: 'handler' as const, at },
    { name: 'Bram Bedacht', role: 'chair' as const, at: '2026-03-02T08:20:00.000Z' },
  ]
  const calls = [{ id: 'c', role: 'headOfIct' as const, reached: false, at, by: 'Piet Proef', note: null }]
  const { screen, press, asked } = await open(
    anIncident({ state: 'acknowledged', acknowledgedAt: at, acknowledgedBy: 'Piet Proef', acknowledgements, calls }),
    { [`POST ${path}/acknowledge`]: { body: { ok: true } } },
  )
  expect(screen.text()).toContain('Opgepakt door Piet Proef, 2 mrt 09:10')
  expect(screen.text()).toContain('Ook opgepakt door Bram Bedacht, 2 mrt 09:20')
  expect(screen.find('[aria-labelledby=calls-made]').text()).toMatch(/Het hoofd ICT niet bereikt.*door Piet Proef, 2 mrt 09:10/)
  await press('Ik pak dit ook op')
  expect(asked.map(({ what }) => what)).toContain(`POST ${path}/acknowledge`)
})

const rung = { ...base, state: 'acknowledged' as const, acknowledgedAt: '2026-03-02T08:10:00.000Z', acknowledgedBy: 'Frits Fictief', ringing: true }

it('says of a report that rings again that it does and why, and stops it from the dossier, also for who took it up before', async () => {
  const acknowledgements = [{ name: 'Frits Fictief', role: 'dpo' as const, at: rung.acknowledgedAt }]
  let shown = anIncident({ ...rung, acknowledgements })
  const { screen, press } = await open(shown, {
    [`GET ${path}`]: () => ({ body: shown }),
    [`POST ${path}/acknowledge`]: () => {
      shown = { ...shown, ringing: false }
      return { body: { ok: true } }
    },
  })
  expect(screen.find('article').text()).toContain('Gaat opnieuw af')
  expect(screen.find('article').text()).toContain('Daarna gebeurde er niets, of er is een nieuw feit.')
  await press('Ik pak dit op')
  expect(screen.find('article').text()).not.toContain('Gaat opnieuw af')
  expect(screen.findAll('button').map((button) => button.text())).not.toContain('Ik pak dit op')
})

it('lists at an open desk what rings and is not new any more, and leads to its dossier', async () => {
  const { awareAt, deadlineAt, receivedAt, organisationName, number } = base
  const alarm = { incidentId: base.id, acknowledgedAt: null, ...{ awareAt, deadlineAt, receivedAt, organisationName, number } }
  const alarms = { 'GET /alarms': { body: { items: [alarm] } } }
  const again = await open(anIncident(rung), alarms)
  expect(again.screen.find('[aria-labelledby=ringing] a').attributes('href')).toBe(`/desk/${base.id}`)
  again.screen.unmount()
  const fresh = await open(base, alarms)
  expect(fresh.screen.find('[aria-labelledby=ringing]').exists()).toBe(false)
})

it('shows nothing of terms where the server is older', async () => {
  const { screen } = await open(base)
  expect(screen.find('#authority').exists()).toBe(false)
  expect(screen.find('#terms').exists()).toBe(false)
})
