import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import DeadlineAuthority from '../../../web/deadline/DeadlineAuthority.vue'
import DossierAware from '../../../web/incident/DossierAware.vue'
import { useDossier } from '../../../web/incident/dossier-store.ts'
import { amsterdamMoments } from '../../../web/ui/wall-clock.ts'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, mountScreen } from '../../support/mount-screen.ts'
import { anOutcome, aTerm } from '../../support/terms.ts'

// In the night of 25 October 2026 Amsterdam's clocks show two o'clock twice: at midnight and at one in UTC.
const base = anIncident({ awareAt: '2026-10-24T20:00:00.000Z', deadlineAt: '2026-10-27T20:00:00.000Z', state: 'acknowledged' })
const may = { ...base.may, file: true, reopen: true }
const running = anIncident({ ...base, may, outcomes: [], deadlines: [aTerm()] })
const stopped = anIncident({ ...running, termEndedAt: '2026-10-24T22:00:00.000Z', termOutcome: 'notRequired', outcomes: [anOutcome({ kind: 'notRequired' })] })

const at = (now: string) => vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })
beforeEach(() => document.body.replaceChildren())
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function ask(incident: typeof base, button: string) {
  const { asked } = farEnd({})
  const { screen } = await mountScreen(DeadlineAuthority, { props: { incident } })
  await screen
    .findAll('button')
    .find((one) => one.text() === button)
    ?.trigger('click')
  await flushPromises()
  const send = async () => {
    await screen.find('dialog form').trigger('submit')
    await flushPromises()
    return asked.at(-1)?.body
  }
  return { screen, send }
}

it('knows both moments of an hour that came twice', () => {
  expect(amsterdamMoments('2026-10-25', '02:30')).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'])
  expect(amsterdamMoments('2026-10-25', '03:00')).toEqual(['2026-10-25T02:00:00.000Z'])
})

it('takes the first for what starts a clock, and says so', async () => {
  at('2026-10-25T09:00:00.000Z')
  const { screen, send } = await ask(stopped, 'Er is een nieuw feit')
  await screen.find('#noticed-at-hour').setValue('02:30')
  expect(screen.text()).toContain('We rekenen met de eerste keer.')
  await screen.find('dialog textarea').setValue('De sleutel lag erbij.')
  expect(await send()).toMatchObject({ noticedAt: '2026-10-25T00:30:00.000Z' })
})

it('keeps the exact moment of a now nobody touched', async () => {
  at('2026-10-25T01:30:20.500Z')
  const untouched = await ask(stopped, 'Er is een nieuw feit')
  expect(untouched.screen.text()).not.toContain('twee keer')
  await untouched.screen.find('dialog textarea').setValue('De sleutel lag erbij.')
  expect(await untouched.send()).toMatchObject({ noticedAt: '2026-10-25T01:30:20.500Z' })
})

it('takes the first for when the school knew, and says so', async () => {
  at('2026-10-25T09:00:00.000Z')
  const { asked } = farEnd({})
  const { screen } = await mountScreen(DossierAware, { props: { incident: running } })
  useDossier().id = running.id
  await screen
    .findAll('button')
    .find((one) => one.text() === 'Ander moment vaststellen')
    ?.trigger('click')
  await screen.find('#aware-day').setValue('2026-10-25')
  await screen.find('#aware-hour').setValue('02:30')
  expect(screen.text()).toContain('We rekenen met de eerste keer.')
  await screen.find('#aware-reason').setValue('Toen werd gebeld.')
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(asked.find(({ what }) => what.startsWith('PUT'))?.body).toMatchObject({ awareAt: '2026-10-25T00:30:00.000Z' })
})
