import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import DeskScreen from '../../../web/incident/DeskScreen.vue'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

/** happy-dom has no EventSource: the server refuses the stream, so the desk polls. */
function refusedStream() {
  return { readyState: 2, addEventListener: (name: string, listener: () => void) => name === 'error' && queueMicrotask(listener), close: () => undefined }
}

beforeEach(() => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: [], mode: 'production' }))
  document.body.replaceChildren()
  vi.stubGlobal('EventSource', refusedStream)
})
afterEach(() => vi.unstubAllGlobals())

async function open(changes: Parameters<typeof anIncident>[0], refused?: { status: number; body: object }) {
  const shown = anIncident({ state: 'closed', ...changes })
  farEnd({
    'GET /incidents': { body: { items: [shown], nextCursor: null } },
    [`GET /incidents/${shown.id}`]: refused ?? { body: shown },
    'GET /alarms': { body: { items: [] } },
  })
  const { screen } = await mountScreen(DeskScreen, { path: '/desk/:incidentId?', at: `/desk/${shown.id}` })
  await flushPromises()
  return screen
}

it('says in the list and in the place of the dossier that an incident was erased, and offers no second try', async () => {
  const body = { code: 'incident.erased', status: 410, title: 'Dit incident is gewist', detail: '' }
  const screen = await open({ erasedAt: '2026-03-09T08:00:00.000Z' }, { status: 410, body })
  expect(screen.find('ul a').text()).toContain('2026-014 · De Regenboog · Afgesloten · Gewist')
  expect(screen.text()).toContain('Dit dossier is gewist')
  expect(screen.text()).toContain('Alleen nummer, soort en tijden zijn bewaard.')
  expect(screen.text()).not.toContain('Probeer opnieuw')
})

it('says in a dossier how many of its reports were erased', async () => {
  expect((await open({ erasedReports: 1 })).find('article').text()).toContain('Eén melding van dit incident is gewist.')
  expect((await open({ erasedReports: 0 })).find('article').text()).not.toContain('gewist')
})
