import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import StepUpDialog from '../../../web/access/StepUpDialog.vue'
import { outcomeOf } from '../../../web/outcome.ts'
import { withStepUp } from '../../../web/step-up.ts'
import { challenge, keyDevice, openDialogs } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

beforeEach(() => {
  document.body.replaceChildren()
  openDialogs()
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const refusal = (code: string) => ({ status: 403, body: { code, detail: 'Eerst je sleutel.' } })
/** Refuses until the key was shown. */
function guarded(code: string) {
  let open = false
  return { answers: { 'DELETE /thing': () => (open ? { status: 204 } : refusal(code)) } satisfies FarEnd, unlock: () => ((open = true), { status: 204 }) }
}
const remove = () => withStepUp(() => outcomeOf(fetch('/api/v1/thing', { method: 'DELETE' })))

async function dialog(answers: FarEnd, changes: Parameters<typeof fritsSession>[0] = {}) {
  const view = fritsSession(changes)
  localStorage.setItem('seintje.session', JSON.stringify({ view, boards: [], mode: view.mode }))
  const far = farEnd({ 'GET /session': { body: view }, 'POST /session/step-up/challenge': { body: challenge }, ...answers })
  const { screen } = await mountScreen(StepUpDialog)
  const press = async (name: string) => {
    await flushPromises()
    await screen
      .findAll('button')
      .find((button) => button.text() === name)
      ?.trigger('click')
  }
  const times = (what: string) => far.asked.filter((one) => one.what === what).length
  return { screen, press, times }
}

it('asks for the key and does it once more, and only once', async () => {
  const asked = keyDevice()
  const { answers, unlock } = guarded('session.stepUpNeeded')
  const { screen, press, times } = await dialog({ ...answers, 'POST /session/step-up': unlock })
  const done = remove()
  await vi.waitFor(() => expect(screen.text()).toContain('Laat eerst je sleutel zien'))
  await press('Gebruik je sleutel')
  expect((await done).is).toBe('ok')
  expect([times('DELETE /thing'), asked.get]).toEqual([2, 1])
  await flushPromises()
  expect(screen.text()).toBe('')
})

it('does nothing when the key is not shown, and gives the refusal to who asked', async () => {
  keyDevice('NotAllowedError')
  const { screen, press, times } = await dialog(guarded('session.stepUpNeeded').answers)
  const done = remove()
  await press('Gebruik je sleutel')
  await vi.waitFor(() => expect(screen.text()).toContain('Er is nog niets gebeurd.'))
  await press('Annuleren')
  expect(await done).toMatchObject({ is: 'refused', code: 'session.stepUpNeeded', detail: 'Eerst je sleutel.' })
  expect(times('DELETE /thing')).toBe(1)
})

it('opens the desk instead where the session has none, whatever was asked', async () => {
  keyDevice()
  for (const code of ['session.stepUpNeeded', 'session.deskNeedsPasskey']) {
    const { answers, unlock } = guarded(code)
    const opened = () => (unlock(), { body: fritsSession() })
    const made = await dialog({ ...answers, 'POST /session/desk/challenge': { body: challenge }, 'POST /session/desk': opened }, { scope: 'device' })
    const done = remove()
    await vi.waitFor(() => expect(made.screen.text()).toContain('Je bureau is dicht'))
    await made.press('Gebruik je sleutel')
    expect((await done).is).toBe('ok')
    made.screen.unmount()
  }
})

it('does not do under the name of another what one person began', async () => {
  keyDevice()
  const { answers, unlock } = guarded('session.deskNeedsPasskey')
  const opened = () => (unlock(), { body: fritsSession({ identityId: '01900000-0000-7000-8000-000000000099' }) })
  const { press, times } = await dialog({ ...answers, 'POST /session/desk/challenge': { body: challenge }, 'POST /session/desk': opened })
  const done = remove()
  await press('Gebruik je sleutel')
  expect((await done).is).toBe('refused')
  expect(times('DELETE /thing')).toBe(1)
})

it('lets two questions that come together wait for one key', async () => {
  const asked = keyDevice()
  const { answers, unlock } = guarded('session.stepUpNeeded')
  const { press } = await dialog({ ...answers, 'POST /session/step-up': unlock })
  const both = Promise.all([remove(), remove()])
  await press('Gebruik je sleutel')
  expect((await both).map(({ is }) => is)).toEqual(['ok', 'ok'])
  expect(asked.get).toBe(1)
})

it('does without a key in the demo, and only there', async () => {
  keyDevice()
  const { answers, unlock } = guarded('session.stepUpNeeded')
  const demo = await dialog({ ...answers, 'POST /session/step-up/demo': unlock }, { mode: 'demo' })
  const done = remove()
  await demo.press('Doe alsof (proefversie)')
  expect((await done).is).toBe('ok')
  demo.screen.unmount()
  const real = await dialog(guarded('session.stepUpNeeded').answers)
  const refused = remove()
  await vi.waitFor(() => expect(real.screen.text()).toContain('Laat eerst je sleutel zien'))
  expect(real.screen.text()).not.toContain('Doe alsof')
  await real.press('Annuleren')
  expect((await refused).is).toBe('refused')
})
