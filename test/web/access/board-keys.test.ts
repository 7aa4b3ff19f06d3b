import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { BoardPersonView, KeyResetView } from '../../../shared/access/key-views.ts'
import type { SessionView } from '../../../shared/access/session-view.ts'
import BoardKeysScreen from '../../../web/access/BoardKeysScreen.vue'
import { openDialogs } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

beforeEach(() => {
  document.body.replaceChildren()
  openDialogs()
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const board = fritsSession().boards[0]!
const under = `/boards/${board.organisationId}`
const id = (n: number) => `01900000-0000-7000-8000-0000000000c${n}`
const person = (n: number, name: string, changes: Partial<BoardPersonView> = {}): BoardPersonView => ({
  ...{ personId: id(n), name, roles: ['staff', 'chair'], deputyFor: [], keys: 2, leftAt: null, ...changes },
})
const vera = person(1, 'Vera Verzonnen', { keys: 1 })
const piet = person(2, 'Piet Proef', { roles: ['staff', 'handler'], keys: 0 })
const noor = person(3, 'Noor Voorbeeld', { roles: ['staff'], keys: 0 })
const frits = person(4, 'Frits Fictief', { personId: board.personId, roles: ['staff', 'dpo'] })
const reset = (changes: Partial<KeyResetView> = {}): KeyResetView => ({
  ...{ id: id(9), personId: vera.personId, personName: vera.name, reason: 'Telefoon kapot.', askedBy: 'Ada Admin', state: 'open' },
  ...{ askedAt: '2026-03-02T08:00:00.000Z', expiresAt: '2026-03-05T08:00:00.000Z', decidedBy: null, decidedAt: null, mayDecide: true, ...changes },
})

type Roles = SessionView['boards'][number]['roles']
async function open({ roles = ['staff', 'dpo'] as Roles, scope = 'desk' as SessionView['scope'], resets = [] as KeyResetView[], answers = {} as FarEnd } = {}) {
  const view = fritsSession({ scope, boards: [{ ...board, roles }] })
  localStorage.setItem('seintje.session', JSON.stringify({ view, boards: [], mode: 'production' }))
  const far = farEnd({ [`GET ${under}/people`]: { body: [vera, piet, noor, frits] }, [`GET ${under}/key-resets`]: { body: resets }, ...answers })
  const { screen } = await mountScreen(BoardKeysScreen, { path: '/ik/mensen', at: '/ik/mensen' })
  await flushPromises()
  const button = (name: string) => screen.findAll('button').find((one) => one.text() === name || one.attributes('aria-label') === name)
  const press = async (name: string) => {
    await button(name)?.trigger('click')
    await flushPromises()
  }
  return { screen, button, press, far }
}

it('shows the team with the number of their keys, and not who only reports', async () => {
  const { screen } = await open()
  expect(screen.findAll('ul li').map((line) => line.text())).toEqual([
    expect.stringMatching(/Vera Verzonnen.*1 sleutel.*Sleutel kwijt/),
    expect.stringMatching(/Piet Proef.*Geen sleutel$/),
    expect.stringMatching(/Frits Fictief.*2 sleutels$/),
  ])
  expect(screen.text()).not.toContain('Noor Voorbeeld')
})

it('lets the administrator invite who has no key', async () => {
  const { screen, press, far } = await open({ roles: ['staff', 'admin'], answers: { [`POST ${under}/key-invitations`]: { body: { mailed: true } } } })
  await press('Nodig Piet Proef uit voor een sleutel')
  expect(far.asked.find(({ what }) => what.endsWith('key-invitations'))?.body).toEqual({ personId: piet.personId })
  expect(screen.text()).toContain('Piet Proef heeft een mail met een link gekregen.')
})

it('says so when the invitation could not be mailed', async () => {
  const { screen, press } = await open({ roles: ['staff', 'admin'], answers: { [`POST ${under}/key-invitations`]: { body: { mailed: false } } } })
  await press('Nodig Piet Proef uit voor een sleutel')
  expect(screen.text()).toContain('De mail aan Piet Proef ging niet weg.')
  expect(screen.text()).not.toContain('heeft een mail met een link gekregen')
})

it('asks for a new key with a reason, and says that another one has to agree', async () => {
  let asked: KeyResetView[] = []
  const answers = {
    [`GET ${under}/key-resets`]: () => ({ body: asked }),
    [`POST ${under}/key-resets`]: () => ((asked = [reset({ mayDecide: false })]), { status: 201, body: asked[0] }),
  }
  const { screen, press, button, far } = await open({ answers })
  await press('Vera Verzonnen is de sleutel kwijt: vraag een nieuwe aan')
  expect(screen.find('dialog[open]').text()).toContain('Een mail kan van een ander zijn.')
  await press('Vraag aan')
  expect(screen.text()).toContain('Schrijf waarom een nieuwe sleutel nodig is.')
  await screen.find('#reset-reason').setValue('Telefoon kapot, Vera belde mij.')
  await press('Vraag aan')
  expect(far.asked.find(({ what }) => what === `POST ${under}/key-resets`)?.body).toEqual({
    personId: vera.personId,
    reason: 'Telefoon kapot, Vera belde mij.',
  })
  expect(screen.text()).toContain('Nu moet een ander het er nog mee eens zijn.')
  expect(screen.text()).toContain('Jij vroeg dit aan. Een ander beslist.')
  expect(button('Vera Verzonnen is de sleutel kwijt: vraag een nieuwe aan')).toBeUndefined()
})

it('says what agreeing does before it is done, and refuses in one tap', async () => {
  const path = `POST ${under}/key-resets/${id(9)}/decision`
  const { screen, press, far } = await open({ resets: [reset()], answers: { [path]: { body: { mailed: true } } } })
  expect(screen.text()).toContain('Ada Admin vraagt een nieuwe sleutel voor Vera Verzonnen')
  expect(screen.text()).toContain('Telefoon kapot.')
  await press('Akkoord met een nieuwe sleutel voor Vera Verzonnen')
  expect(screen.find('dialog[open]').text()).toContain('Alle sleutels en herstelcodes van Vera Verzonnen stoppen meteen.')
  expect(far.asked.some(({ what }) => what === path)).toBe(false)
  await press('Ja, akkoord')
  expect(far.asked.find(({ what }) => what === path)?.body).toEqual({ agree: true })
  expect(screen.text()).toContain('Akkoord. Vera Verzonnen krijgt een mail met een link.')
  await press('Niet akkoord met een nieuwe sleutel voor Vera Verzonnen')
  expect(far.asked.findLast(({ what }) => what === path)?.body).toEqual({ agree: false })
})

it('lets nobody decide about himself, and asks for the key before it shows anybody', async () => {
  const own = await open({ resets: [reset({ personId: board.personId, personName: 'Frits Fictief', mayDecide: false })] })
  expect(own.screen.text()).toContain('Dit gaat over jou. Een ander beslist.')
  expect(own.button('Akkoord')).toBeUndefined()
  own.screen.unmount()
  const shut = await open({ scope: 'device' })
  expect(shut.screen.text()).toContain('Gebruik je sleutel')
  expect(shut.far.asked).toEqual([])
  shut.screen.unmount()
  const teacher = await open({ roles: ['staff'] })
  expect(teacher.screen.text()).toContain('Dit is voor de beheerder, de FG en de voorzitter')
  expect(teacher.far.asked).toEqual([])
})
