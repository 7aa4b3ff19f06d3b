import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSession } from '../../../web/access/session-store.ts'
import MyReportMessages from '../../../web/incident/MyReportMessages.vue'
import { needTexts } from '../../../web/i18n.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const id = '01900000-0000-7000-8000-0000000000a1'
beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' }))
  farEnd({ 'GET /session': 'offline' })
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  await needTexts('mine')
})
afterEach(() => vi.restoreAllMocks())

it('keeps a message that does not fit on the screen, says why, and queues it once there is room', async () => {
  const line = { id, kind: 'deviceLost', state: 'received', receivedAt: '2026-03-02T09:00:00.000Z', questions: 0, discreet: false, underway: 0 }
  const { screen } = await mountScreen(MyReportMessages, { props: { line, thread: [] } })
  const send = async () => screen.find('form').trigger('submit')
  await screen.find('#message').setValue('Hij lag in de trein van 7:42')
  const full = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full)
  await send()
  await vi.waitFor(() => expect(screen.text()).toContain('Dit toestel is vol'))
  expect((screen.find('#message').element as HTMLTextAreaElement).value).toBe('Hij lag in de trein van 7:42')
  vi.restoreAllMocks()
  const more = await (await openOffline()).more()
  expect(await more.ownMessages(id)).toEqual([])
  await send()
  await vi.waitFor(() => expect(screen.text()).toContain('Je bericht is bewaard'))
  expect((await more.ownMessages(id)).map(({ text }) => text)).toEqual(['Hij lag in de trein van 7:42'])
})
