import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { days } from '../../../shared/instant.ts'
import { useSession } from '../../../web/access/session-store.ts'
import ReportScreen from '../../../web/incident/ReportScreen.vue'
import StartScreen from '../../../web/incident/StartScreen.vue'
import { mergeThread } from '../../../web/incident/useReportThread.ts'
import { needTexts } from '../../../web/i18n.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { newId } from '../../../web/offline/uuid.ts'
import { writeMoment } from '../../../web/ui/useMoments.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' }))
  farEnd({})
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  const offline = await openOffline()
  for (const draft of await offline.draftsFor(fritsSession().identityId)) await offline.discardDraft(draft.id)
})
afterEach(() => vi.unstubAllGlobals())

const openForm = async (step = '') => {
  await needTexts('form', 'advice')
  return mountScreen(ReportScreen, { path: '/melden/:step?', at: `/melden${step}` })
}

it('offers one large thing to do', async () => {
  const { screen } = await mountScreen(StartScreen)
  const link = screen.find('a[href="/melden"]')
  expect(link.text()).toContain('Meld een incident')
  expect(screen.findAll('h1')).toHaveLength(1)
})

it('asks what happened with eight radio buttons under one question, and says what is missing', async () => {
  const { screen } = await openForm()
  expect(screen.findAll('input[type=radio]')).toHaveLength(8)
  expect(screen.find('fieldset legend h1').text()).toBe('Wat is er gebeurd?')
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('alert'))
  expect(document.title).toMatch(/^Fout: /)
  expect(screen.find('[role=alert] a').attributes('href')).toBe('#kind')
})

it('leads from the kind to the story, and from there only on with a story', async () => {
  const { screen, router } = await openForm()
  await screen.find('input[value=deviceLost]').setValue()
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/melden/vertellen'))
  await screen.find('form').trigger('submit')
  expect(screen.find('[role=alert] a').attributes('href')).toBe('#description')
  await screen.find('#description').setValue('Stick kwijt in de trein')
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/melden/controleren'))
  expect(screen.text()).toContain('Stick kwijt in de trein')
})

it('begins at the beginning when a later step is opened with nothing written', async () => {
  const { router } = await openForm('/controleren')
  await flushPromises()
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/melden'))
})

it('reads a "now" of four days ago as the day and hour it was, before it is sent', async () => {
  const fields = { kind: 'deviceLost', description: 'Map in de trein', when: 'now', chosenAt: new Date(Date.now() - days(4)).toISOString() }
  const ownerId = fritsSession().identityId
  await (await openOffline()).saveDraft({ id: newId(Date.now()), ownerId, kind: null, draftSkewMs: null, fields })
  const { screen } = await openForm('/controleren')
  await vi.waitFor(() => expect(screen.text()).toContain(`Gemerkt${writeMoment(fields.chosenAt, 'day', 'nl')}`))
})

it('shows each message once, in the order of time, wherever it comes from', () => {
  const told = { from: 'team' as const, authorRole: 'dpo', corrects: null, readAt: null, receivedAt: '2026-03-02T09:00:00.000Z' }
  const fromServer = [
    { ...told, id: 'b', mine: true, text: 'antwoord', sentAt: '2026-03-02T09:02:00.000Z' },
    { ...told, id: 'a', mine: false, text: 'vraag', sentAt: '2026-03-02T09:01:00.000Z' },
  ]
  const fromHere = ['b', 'c'].map((id) => ({
    id,
    text: `hier ${id}`,
    corrects: null,
    sentAt: Date.parse('2026-03-02T09:03:00.000Z'),
    state: 'queued' as const,
    reason: null,
  }))
  expect(mergeThread(fromServer, fromHere).map(({ id, state }) => `${id} ${state}`)).toEqual(['a received', 'b received', 'c queued'])
})
