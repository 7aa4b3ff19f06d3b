import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import SignInScreen from '../../../web/access/SignInScreen.vue'
import { safeReturn } from '../../../web/access/safe-return.ts'
import { useSession } from '../../../web/access/session-store.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  document.body.replaceChildren()
})
afterEach(() => vi.unstubAllGlobals())

const open = (naar: string) => mountScreen(SignInScreen, { path: '/inloggen', at: `/inloggen?naar=${encodeURIComponent(naar)}` })

it('takes a pasted code with spaces and goes on to the page that was asked for', async () => {
  const { asked } = farEnd({ 'POST /session/code': { status: 202, body: { ok: true } }, 'POST /session': { body: fritsSession({ scope: 'device' }) } })
  const { screen, router } = await open('/alarm/01900000-0000-7000-8000-000000000099?x=1')
  await screen.find('#email').setValue(' frits@school.example ')
  await screen.find('form').trigger('submit')
  await flushPromises()
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('code'))
  expect(screen.find('#code').attributes('autocomplete')).toBe('one-time-code')
  await screen.find('#code').setValue('123 456')
  await screen.find('input[value=no]').setValue()
  await screen.find('form').trigger('submit')
  await flushPromises()
  await vi.waitFor(() => expect(router.currentRoute.value.path).not.toBe('/inloggen'))
  expect(asked.at(-1)?.body).toEqual({ email: 'frits@school.example', code: '123456', ownDevice: false })
  expect(router.currentRoute.value.fullPath).toBe('/alarm/01900000-0000-7000-8000-000000000099?x=1')
})

it('remembers a shared device for as long as the browser stands open, and an own device longer', async () => {
  farEnd({ 'POST /session': { body: fritsSession() } })
  await open('/')
  const session = useSession()
  await session.signIn('a@b.nl', '123456', false)
  expect([localStorage.getItem('seintje.session'), sessionStorage.getItem('seintje.session')]).toEqual([null, expect.stringContaining('Frits')])
  await session.signIn('a@b.nl', '123456', true)
  expect([localStorage.getItem('seintje.session'), sessionStorage.getItem('seintje.session')]).toEqual([expect.stringContaining('Frits'), null])
})

it('says what is wrong with the code beside the code, in the summary and in the title', async () => {
  farEnd({ 'POST /session/code': { status: 202, body: { ok: true } }, 'POST /session': { status: 401, body: { code: 'session.codeWrong', detail: '' } } })
  const { screen } = await open('/')
  await screen.find('#email').setValue('frits@school.example')
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(screen.find('#code').exists()).toBe(true))
  await screen.find('form').trigger('submit')
  expect(screen.findAll('[role=alert] li')).toHaveLength(2)
  await screen.find('#code').setValue('000000')
  await screen.find('input[value=yes]').setValue()
  await screen.find('form').trigger('submit')
  await flushPromises()
  await vi.waitFor(() => expect(screen.find('#code-error').exists()).toBe(true))
  expect(screen.find('#code-error').text()).toBe('Deze code klopt niet. Kijk in de nieuwste mail.')
  expect(document.title).toBe('Fout: Inloggen · Seintje')
})

it('keeps board and phone numbers when the session has run out, but not the person', async () => {
  farEnd({ 'POST /session': { body: fritsSession() }, 'GET /session': { status: 401, body: { code: 'session.none' } } })
  await open('/')
  const session = useSession()
  await session.signIn('a@b.nl', '123456', true)
  await session.load()
  expect([session.state, session.identityId, session.can('report.write')]).toEqual(['signedOut', null, false])
  expect(session.boards[0]?.contacts.dpo?.phone).toBe('085 555 01 11')
  expect(localStorage.getItem('seintje.session')).not.toContain('personName')
})

it('believes the last answer while there is no network', async () => {
  farEnd({ 'POST /session': { body: fritsSession() }, 'GET /session': 'offline' })
  await open('/')
  const session = useSession()
  await session.signIn('a@b.nl', '123456', true)
  await session.load()
  expect([session.state, session.can('incident.list')]).toEqual(['signedIn', true])
})

it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', '/inloggen?naar=/', undefined, ['/a']])(
  'never leads out of the app: %s',
  (naar) => {
    expect(safeReturn(naar)).toBe('/')
  },
)
