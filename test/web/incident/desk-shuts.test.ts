import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSession } from '../../../web/access/session-store.ts'
import DeskScreen from '../../../web/incident/DeskScreen.vue'
import { useDossier } from '../../../web/incident/dossier-store.ts'
import { keyAsked } from '../../../web/step-up.ts'
import { anIncident } from '../../support/dossier.ts'
import { challenge, keyDevice } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const incident = anIncident()
const path = `/incidents/${incident.id}`
const words = 'Was de stick versleuteld?'
/** happy-dom has no EventSource: a stream that never says anything. */
function silentStream() {
  return { readyState: 0, addEventListener: () => undefined, close: () => undefined }
}

beforeEach(() => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: [], mode: 'production' }))
  document.body.replaceChildren()
  vi.stubGlobal('EventSource', silentStream)
  keyDevice()
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const shutDesk = { status: 403, body: { code: 'session.deskNeedsPasskey', detail: 'Eerst je sleutel.' } }
const noSession = { status: 401, body: { code: 'session.none', detail: '' } }

/** A desk with half a question in it, and then it shuts. */
async function open(refusal = shutDesk, next = fritsSession()) {
  let shut = false
  const unless = (body: unknown) => () => (shut ? refusal : { body })
  const reportId = incident.reports[0]!.id
  const far = farEnd({
    'GET /incidents': unless({ items: [incident], nextCursor: null }),
    [`GET ${path}`]: unless(incident),
    'GET /alarms': { body: { items: [] } },
    [`POST /reports/${reportId}/messages`]: () => (shut ? refusal : { status: 201, body: {} }),
    'POST /session/desk/challenge': { body: challenge },
    'POST /session/desk': () => ((shut = false), { body: next }),
  })
  const { screen } = await mountScreen(DeskScreen, { path: '/desk/:incidentId?', at: `/desk/${incident.id}` })
  await flushPromises()
  const shuts = async () => {
    shut = true
    await useDossier().refresh()
    await flushPromises()
  }
  const useKey = async () => {
    await screen
      .findAll('button')
      .find((button) => button.text() === 'Gebruik je sleutel')
      ?.trigger('click')
    await vi.waitFor(() => expect(useDossier().state).not.toBe('needsDesk'))
    await flushPromises()
  }
  const typed = () => (screen.find('textarea').exists() ? screen.find('textarea').element.value : undefined)
  return { screen, shuts, useKey, typed, open: () => (shut = false), ...far }
}

it.each([
  ['the desk shut after twelve hours', shutDesk],
  ['the session ended', noSession],
])('keeps half-written words out of sight when %s, and shows them again once the key was shown', async (_, refusal) => {
  const { screen, shuts, useKey, typed } = await open(refusal)
  await screen.find('textarea').setValue(words)
  await shuts()
  expect(screen.find('article').isVisible()).toBe(false)
  expect(screen.text()).toContain('Wat je typte staat er nog.')
  await useKey()
  await vi.waitFor(() => expect(screen.find('article').isVisible()).toBe(true))
  expect(typed()).toBe(words)
  screen.unmount()
})

it('keeps nothing of a dossier in which nothing was being typed', async () => {
  const { screen, shuts } = await open()
  await shuts()
  expect(screen.find('article').exists()).toBe(false)
  expect(screen.text()).toContain('Gebruik je sleutel')
  screen.unmount()
})

it('does not show what one typed to the next person whose key opens this desk', async () => {
  const { screen, shuts, useKey, typed } = await open(shutDesk, fritsSession({ identityId: '01900000-0000-7000-8000-000000000099' }))
  await screen.find('textarea').setValue(words)
  await shuts()
  await useKey()
  expect(useSession().identityId).toBe('01900000-0000-7000-8000-000000000099')
  await vi.waitFor(() => expect(typed()).toBe(''))
  screen.unmount()
})

it('asks for the key when a message is refused for it, and then sends that very message', async () => {
  const { screen, asked, ...desk } = await open()
  await screen.find('textarea').setValue(words)
  const refused = vi.waitFor(() => expect(keyAsked.value?.want).toBe('desk'))
  await desk.shuts()
  await screen.find('form').trigger('submit')
  await refused
  desk.open()
  keyAsked.value?.answer(true)
  await vi.waitFor(() => expect(asked.filter(({ what }) => what.endsWith('/messages'))).toHaveLength(2))
  const [first, second] = asked.filter(({ what }) => what.endsWith('/messages')).map(({ body }) => body)
  expect(second).toEqual(first)
  screen.unmount()
})
