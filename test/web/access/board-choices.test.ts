import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import BoardChoicesScreen from '../../../web/access/BoardChoicesScreen.vue'
import { needTexts } from '../../../web/i18n.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const board = fritsSession().boards[0]!
const signIn = (roles: typeof board.roles) =>
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ boards: [{ ...board, roles }] }), boards: [], mode: 'production' }))

beforeEach(() => needTexts('search', 'keys'))
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

it('explains what searching costs, and switches it on and off', async () => {
  signIn(['staff', 'dpo'])
  const settings = { organisationId: board.organisationId, search: false, preparing: false }
  const { asked } = farEnd({
    [`GET /boards/${board.organisationId}/settings`]: { body: settings },
    [`PUT /boards/${board.organisationId}/settings`]: { body: { ...settings, search: true, preparing: true } },
    'GET /session': { body: fritsSession() },
  })
  const { screen } = await mountScreen(BoardChoicesScreen)
  await flushPromises()
  expect(screen.text()).toContain('Staat uit')
  expect(screen.text()).toContain('Wie de sleutel heeft, kan wel nagaan of een woord voorkomt')
  await screen.find('button').trigger('click')
  await flushPromises()
  expect(asked.find(({ what }) => what.startsWith('PUT'))?.body).toEqual({ search: true })
  expect(screen.text()).toContain('Staat aan')
  expect(screen.text()).toContain('Wat er al stond, wordt nu doorzoekbaar gemaakt')
})

it('is for the FG, the chair and the administrator', async () => {
  signIn(['staff', 'handler'])
  farEnd({})
  const { screen } = await mountScreen(BoardChoicesScreen)
  expect(screen.text()).toContain('Dit kiezen de FG, de voorzitter en de beheerder')
})
