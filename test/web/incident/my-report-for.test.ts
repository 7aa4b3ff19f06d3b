import 'fake-indexeddb/auto'
import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSession } from '../../../web/access/session-store.ts'
import MyReportScreen from '../../../web/incident/MyReportScreen.vue'
import { needTexts } from '../../../web/i18n.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { newId } from '../../../web/offline/uuid.ts'
import { fritsSession, mountScreen } from '../../support/mount-screen.ts'

const [board] = fritsSession().boards
const contacts = { dpo: { name: 'Frits Fictief', phone: '085 555 01 11' }, chair: { name: 'Cor Bedacht', phone: '085 555 01 12' } }
const session = fritsSession({ boards: [{ ...board!, contacts }] })
const at = '2026-03-02T09:00:00.000Z'

/** The school has this report of one's own; the device does not. */
async function open(more: Record<string, unknown>) {
  const id = newId(Date.now())
  const summary = { id, number: '2026-7731', kind: 'other', state: 'read', reportedAt: at, receivedAt: at, readAt: at, discreet: false, unansweredQuestions: 0 }
  vi.stubGlobal('fetch', async (input: string | URL | Request) => {
    const path = String(input instanceof Request ? input.url : input)
    const body = path.includes(id) ? { ...summary, description: 'Iets', messages: [], ...more } : path.endsWith('/reports') ? { items: [summary] } : session
    return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json', 'server-now': new Date().toISOString() } })
  })
  await (await openOffline()).drain('retry')
  const { screen } = await mountScreen(MyReportScreen, { path: '/meldingen/:id', at: `/meldingen/${id}` })
  await vi.waitFor(() => expect(screen.text()).toContain('2026-7731'))
  return screen
}

beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.setItem('seintje.session', JSON.stringify({ view: session, boards: session.boards, mode: 'production' }))
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  await needTexts('mine', 'form', 'device', 'handin')
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

it('hears from the school for whom it is, where this device does not hold it any more', async () => {
  const screen = await open({ addressee: 'dpo', notTo: ['dpo'] })
  await vi.waitFor(() => expect(screen.text()).toContain('Gaat naar het team. Niet naar de FG.'))
  expect(screen.find('a[href="tel:0855550112"]').exists()).toBe(true)
  expect(screen.html()).not.toContain('tel:0855550111')
})

it('gives nobody’s number while nobody knows for whom it is', async () => {
  const screen = await open({})
  await vi.waitFor(() => expect(screen.text()).toContain('Iets'))
  expect(screen.html()).not.toContain('tel:')
})

it('reads in plain words who took it up and when, and of a discreet one nothing', async () => {
  const takenUp = [
    { role: 'dpo', at: '2026-03-02T13:03:00.000Z' },
    { role: 'chair', at: '2026-03-02T13:20:00.000Z' },
  ]
  const screen = await open({ takenUp })
  await vi.waitFor(() => expect(screen.text()).toContain('De FG heeft je melding opgepakt op 2 mrt om 14:03.'))
  expect(screen.text()).toContain('De voorzitter ook, op 2 mrt om 14:20.')
  screen.unmount()
  const discreet = await open({ takenUp, discreet: true, description: null })
  await vi.waitFor(() => expect(discreet.text()).toContain('School belt je.'))
  expect(discreet.text()).not.toContain('opgepakt op')
})
