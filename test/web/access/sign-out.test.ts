import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import MeSignOut from '../../../web/access/MeSignOut.vue'
import { useSession } from '../../../web/access/session-store.ts'
import { wireBeside } from '../../../web/offline/beside.ts'
import { onThisPage } from '../../../web/offline/here.ts'
import type { Offline } from '../../../web/offline/offline.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { keeping, syncStatus } from '../../../web/offline/useConnection.ts'
import { lostStick } from '../offline/phone.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const me = fritsSession().identityId
const other = '01900000-0000-7000-8000-000000000777'
let offline: Offline

/** On a shared device the last answer lies where it goes with the browser. */
async function open(ownDevice: boolean, answers: Parameters<typeof farEnd>[0] = {}) {
  localStorage.clear()
  sessionStorage.clear()
  const kept = JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' })
  ;(ownDevice ? localStorage : sessionStorage).setItem('seintje.session', kept)
  const far = farEnd({ 'GET /session': 'offline', 'DELETE /session': { status: 204 }, ...answers })
  const before = vi.fn(async () => undefined)
  const { screen } = await mountScreen(MeSignOut, { props: { before } })
  return { screen, before, asked: () => far.asked.map(({ what }) => what) }
}
beforeEach(async () => {
  document.body.replaceChildren()
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  offline = await openOffline()
})
afterEach(async () => {
  for (const owner of [me, other]) for (const { id } of await offline.draftsFor(owner)) await offline.discardDraft(id)
})

async function draft(ownerId: string) {
  const id = offline.newId()
  await offline.saveDraft({ id, ownerId, kind: 'deviceLost', draftSkewMs: null, fields: { description: 'x' } })
  return id
}
const queued = async (ownerId: string) => {
  const id = await draft(ownerId)
  await offline.queueReport({ id, ownerId, report: lostStick(Date.now()) })
  // The real sync says that there is no network a tenth of a second later: not halfway a click.
  await new Promise((later) => setTimeout(later, 150))
  return id
}
const buttons = (screen: Awaited<ReturnType<typeof open>>['screen']) => screen.findAll('dialog button')
const press = async (screen: Awaited<ReturnType<typeof open>>['screen'], label: string) => {
  await vi.waitFor(() => expect(buttons(screen).map((button) => button.text())).toContain(label))
  await connected()
  await buttons(screen)
    .find((button) => button.text() === label)!
    .trigger('click')
  await flushPromises()
}
/** A pass without a network ended as it does; what is asked here is not about that. */
const connected = async () => {
  await vi.waitFor(() => expect(syncStatus.value.busy).toBe(false))
  syncStatus.value = { ...syncStatus.value, connection: 'online' }
}
const out = async (screen: Awaited<ReturnType<typeof open>>['screen']) => {
  await connected()
  await screen.find('button').trigger('click')
  await flushPromises()
}

it('signs out at once when nothing of this person waits, whatever waits of another', async () => {
  const id = await queued(other)
  const { screen, before, asked } = await open(true)
  await out(screen)
  await vi.waitFor(() => expect(asked()).toContain('DELETE /session'))
  expect(before).toHaveBeenCalledOnce()
  expect(useSession().state).toBe('signedOut')
  expect(await offline.reopen(id)).toBe(false)
})

it('says first what waits and what becomes of it, and leaves it where it is', async () => {
  const id = await queued(me)
  const { screen, asked } = await open(true)
  await out(screen)
  await vi.waitFor(() => expect(screen.find('dialog').text()).toContain('Er wacht nog 1 melding'))
  expect(screen.find('dialog').text()).toContain('als jij hier weer inlogt')
  await press(screen, 'Blijf ingelogd')
  expect(asked()).not.toContain('DELETE /session')
  await out(screen)
  await press(screen, 'Toch uitloggen')
  await vi.waitFor(() => expect(useSession().state).toBe('signedOut'))
  useSession().view = fritsSession()
  expect((await offline.ownReport(id))?.kind).toBe('deviceLost')
  await (await offline.more()).takeOff(id)
})

it('stays signed in and says so when sending first does not work', async () => {
  const id = await queued(me)
  const { screen, asked } = await open(true)
  await out(screen)
  await press(screen, 'Verstuur en log uit')
  await vi.waitFor(() => expect(screen.find('dialog').text()).toContain('Versturen lukte nog niet'))
  expect(asked()).not.toContain('DELETE /session')
  await (await offline.more()).takeOff(id)
})

it('asks on a shared device what becomes of a draft, and throws it away only when told to', async () => {
  const kept = await draft(me)
  const first = await open(false)
  await out(first.screen)
  await vi.waitFor(() => expect(first.screen.find('dialog').text()).toContain('Je hebt nog 1 melding die niet af is'))
  await press(first.screen, 'Toch uitloggen')
  await vi.waitFor(() => expect(useSession().state).toBe('signedOut'))
  expect((await offline.draftsFor(me)).map(({ id }) => id)).toEqual([kept])
  first.screen.unmount()
  const second = await open(false)
  await out(second.screen)
  await vi.waitFor(() => expect(second.screen.find('#drop-drafts').exists()).toBe(true))
  await second.screen.find('#drop-drafts').setValue(true)
  await press(second.screen, 'Toch uitloggen')
  await vi.waitFor(async () => expect(await offline.draftsFor(me)).toEqual([]))
})

it('does not bother anybody about a draft on a device of his own', async () => {
  await draft(me)
  const { screen, asked } = await open(true)
  await out(screen)
  await vi.waitFor(() => expect(asked()).toContain('DELETE /session'))
})

it('says where the browser cannot seal that what stays is readable, and has throwing drafts away ticked', async () => {
  await draft(me)
  keeping.value = 'readable'
  const { screen } = await open(false)
  await out(screen)
  await vi.waitFor(() => expect(screen.find('dialog').text()).toContain('Die blijft leesbaar op dit gedeelde toestel'))
  expect(screen.find('dialog').text()).not.toMatch(/versleuteld|Alleen jij/)
  expect((screen.find('#drop-drafts').element as HTMLInputElement).checked).toBe(true)
  screen.unmount()
  const id = await queued(me)
  const own = await open(true)
  await out(own.screen)
  await vi.waitFor(() => expect(own.screen.find('dialog').text()).toContain('leesbaar'))
  await press(own.screen, 'Toch uitloggen')
  await vi.waitFor(() => expect(useSession().state).toBe('signedOut'))
  // On a device of his own nobody asked, so nothing is thrown away.
  expect((await offline.draftsFor(me)).length).toBe(1)
  keeping.value = 'sealed'
  useSession().view = fritsSession()
  await (await offline.more()).takeOff(id)
})

it('sends answers of training on the way out, and says how many wait where that does not work', async () => {
  const line = { ...{ waits: 2, works: false }, sent: 0 }
  wireBeside(async () => ({
    waiting: async () => ({ own: line.waits, others: 5 }),
    send: async () => {
      line.sent += 1
      if (!line.works) return
      line.waits = 0
      syncStatus.value = { ...syncStatus.value, connection: 'online' }
    },
  }))
  const { screen, asked } = await open(true)
  await out(screen)
  await vi.waitFor(() => expect(screen.find('dialog').text()).toContain('Er wachten nog 2 antwoorden van Oefenen.'))
  expect([line.sent, asked()]).toEqual([1, expect.not.arrayContaining(['DELETE /session'])])
  line.works = true
  await press(screen, 'Verstuur en log uit')
  await vi.waitFor(() => expect(useSession().state).toBe('signedOut'))
  expect(line.sent).toBe(2)
  wireBeside(async () => null)
})

it('waits three seconds for answers to leave over a slow line, and asks', async () => {
  let sent = 0
  wireBeside(async () => ({ waiting: async () => ({ own: 1, others: 0 }), send: () => new Promise(() => void (sent += 1)) }))
  const { screen } = await open(true)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await out(screen)
  await vi.waitFor(() => expect(sent).toBe(1))
  expect(screen.find('dialog').text()).not.toContain('antwoord')
  await vi.advanceTimersByTimeAsync(3_000)
  vi.useRealTimers()
  await vi.waitFor(() => expect(screen.find('dialog').text()).toContain('Er wacht nog 1 antwoord van Oefenen.'))
  wireBeside(async () => null)
})

it('leaves nothing of this page to the next person on it', async () => {
  await draft(me)
  expect(onThisPage.size).toBeGreaterThan(0)
  const { screen } = await open(true)
  await out(screen)
  await vi.waitFor(() => expect(useSession().state).toBe('signedOut'))
  expect(onThisPage.size).toBe(0)
})
