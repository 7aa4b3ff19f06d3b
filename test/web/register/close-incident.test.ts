import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ClosingView } from '../../../shared/incident/closing-views.ts'
import { needTexts } from '../../../web/i18n.ts'
import CloseIncident from '../../../web/register/CloseIncident.vue'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, mountScreen } from '../../support/mount-screen.ts'

const incident = anIncident({ state: 'acknowledged' })
const path = `/incidents/${incident.id}`
const view = (changes: Partial<ClosingView> = {}): ClosingView => ({
  ...{ authority: { state: 'notNeeded', final: true }, people: { state: 'notNeeded', final: true }, measures: { loose: 0, final: true } },
  ...{ missing: [], may: { close: true } },
  ...changes,
})

beforeEach(async () => {
  document.body.replaceChildren()
  await needTexts('closing')
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

it('lists what is missing with the way there, and offers no closing before it is done', async () => {
  farEnd({ [`GET ${path}/closing`]: { body: view({ missing: ['subjects', 'entry'], people: { state: 'undecided', final: false } }) } })
  const { screen } = await mountScreen(CloseIncident, { props: { incident } })
  await flushPromises()
  expect(screen.findAll('a').map((link) => [link.attributes('href'), link.text()])).toEqual([
    [`/desk/${incident.id}/oordeel`, 'Beslis of je het de mensen vertelt'],
    [`/desk/${incident.id}/register`, 'Maak de registerregel af'],
  ])
  expect(screen.text()).toContain('Nog 2 dingen te doen')
  expect(screen.findAll('button')).toEqual([])
})

it('closes with a reason, and says what the server has against it', async () => {
  let refuse = true
  const { asked } = farEnd({
    [`GET ${path}/closing`]: { body: view() },
    [`POST ${path}/close`]: () => (refuse ? { status: 409, body: { code: 'incident.notFinal', detail: 'Er ontbreekt nog iets.' } } : { body: { ok: true } }),
  })
  const { screen } = await mountScreen(CloseIncident, { props: { incident } })
  await flushPromises()
  await screen.find('button').trigger('click')
  await flushPromises()
  const send = async () => {
    await screen.find('dialog form').trigger('submit')
    await flushPromises()
  }
  await send()
  expect(screen.find('[role=alert]').text()).toContain('Schrijf op waarom het klaar is.')
  await screen.find('#close-reason').setValue('Alles is gedaan.')
  await send()
  expect(screen.find('[role=alert]').text()).toContain('Er ontbreekt nog iets.')
  refuse = false
  await send()
  expect(asked.filter(({ what }) => what.startsWith('POST')).at(-1)?.body).toEqual({ reason: 'Alles is gedaan.' })
  expect(screen.emitted('changed')).toHaveLength(1)
})
