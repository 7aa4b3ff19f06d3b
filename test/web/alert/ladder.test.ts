import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AlertingView } from '../../../shared/alert/alerting-views.ts'
import type { SessionView } from '../../../shared/access/session-view.ts'
import LadderScreen from '../../../web/alert/LadderScreen.vue'
import { needTexts } from '../../../web/i18n.ts'
import { openDialogs } from '../../support/key-device.ts'
import { alerting, idOf } from '../../support/ladder-screens.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const board = fritsSession().boards[0]!
const under = `/boards/${board.organisationId}`

beforeEach(async () => {
  document.body.replaceChildren()
  openDialogs()
  await needTexts('ladder')
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

type Roles = SessionView['boards'][number]['roles']
async function open({ view = alerting, answers = {} as FarEnd, roles = ['staff', 'dpo'] as Roles, scope = 'desk' as SessionView['scope'] } = {}) {
  const contacts = { dpo: { name: 'Frits Fictief', phone: '085 555 01 11' }, chair: { name: 'Bram Bedacht', phone: '085 555 01 13' } }
  localStorage.setItem(
    'seintje.session',
    JSON.stringify({ view: fritsSession({ scope, boards: [{ ...board, roles, contacts }] }), boards: [{ ...board, contacts }], mode: 'production' }),
  )
  const far = farEnd({ [`GET ${under}/alerting`]: { body: view }, ...answers })
  const { screen, router } = await mountScreen(LadderScreen, { path: '/ik/bestuur/seintjes', at: '/ik/bestuur/seintjes' })
  await flushPromises()
  const button = (name: string | RegExp) =>
    screen
      .findAll('button')
      .find((one) => [one.text(), one.attributes('aria-label') ?? ''].some((word) => (typeof name === 'string' ? word === name : name.test(word))))
  const press = async (name: string | RegExp) => {
    await button(name)?.trigger('click')
    await flushPromises()
  }
  const save = async () => {
    await screen.find('form').trigger('submit')
    await flushPromises()
  }
  return { screen, router, far, button, press, save }
}
const sent = (far: ReturnType<typeof farEnd>, method: string) => far.asked.find(({ what }) => what.startsWith(method))?.body

it('shows as a line in time who is rung when, who stands in, and who cannot be woken', async () => {
  const { screen } = await open()
  const steps = screen.findAll('ol > li').map((step) => step.text())
  expect(steps[0]).toMatch(/^Meteen.*Hanna Verzonnen.*vervangt de FG · push, mail.*Frits Fictief is weg tot/)
  expect(steps[2]).toMatch(/^Na 30 minuten.*Bram Bedacht.*voorzitter.*Alleen mail: dat maakt niemand wakker/)
  expect(steps[3]).toMatch(/Iris Denkbeeld.*Niet te bereiken.*Hiervan wordt nu niemand wakker/)
  expect(steps[4]).toBe('Daarna om de 60 minuten opnieuw, tot iemand het oppakt.')
  expect(screen.text()).toContain('Pakt iemand het op en gebeurt er 4 uur niets, dan gaat het opnieuw af.')
  expect(screen.text()).toContain('Sms is hier niet ingesteld.')
})

it('shows the night beside the day where that is another ladder', async () => {
  const { screen } = await open()
  await screen.find('input[type=radio][value=night]').setValue()
  expect(screen.text()).toContain('Van 22:00 tot 07:00.')
  expect(screen.findAll('ol > li')[1]?.text()).toMatch(/^Na 2 uur.*Bram Bedacht/)
})

it('works out who would be rung while it is changed, saves it, and says what was saved', async () => {
  const changed: AlertingView = { ...alerting, alerting: { ...alerting.alerting, progressMinutes: 120 } }
  const { screen, far, press, save } = await open({ answers: { [`PUT ${under}/alerting`]: { body: changed } } })
  await press('Pas aan')
  await press('Pas de stap aan: Na 15 minuten')
  await screen.find('#day-1-afterMinutes').setValue('20')
  expect(screen.find('#day-1-title').text()).toBe('Na 20 minuten')
  await screen.find('#day-1-roles-headOfIct').setValue(true)
  expect(screen.findAll('section > ul > li')[1]?.text()).toContain('Iris Denkbeeld')
  await screen.find('#night').setValue(false)
  await screen.find('#progressMinutes').setValue('120')
  await save()
  const { day } = alerting.alerting
  expect(sent(far, 'PUT')).toEqual({
    ...alerting.alerting,
    day: [day[0], { afterMinutes: 20, roles: ['dpo', 'handler', 'headOfIct'], channels: ['push', 'mail'] }, ...day.slice(2)],
    night: null,
    progressMinutes: 120,
  })
  expect(screen.text()).toContain('Opgeslagen: 4 stappen, dag en nacht. Na 2 uur zonder vervolg gaat het opnieuw af.')
  expect(screen.find('form').exists()).toBe(false)
})

it('adds a step after the last and takes one out; what comes first rings at once', async () => {
  const { screen, far, press, save } = await open({ answers: { [`PUT ${under}/alerting`]: { body: alerting } } })
  await press('Pas aan')
  await press('Pas de stap aan: Meteen')
  await press('Haal deze stap weg: Meteen')
  expect(screen.find('#day-0-title').text()).toBe('Meteen')
  await press('Voeg een stap toe')
  expect(document.activeElement?.id).toBe('day-3-afterMinutes')
  await screen.find(`#day-3-people-${idOf('dpo')}`).setValue(true)
  await save()
  const { day } = sent(far, 'PUT') as AlertingView['alerting']
  expect(day.map(({ afterMinutes }) => afterMinutes)).toEqual([0, 30, 60, 90])
  expect(day[3]).toEqual({ afterMinutes: 90, roles: [], people: [idOf('dpo')], channels: ['push', 'mail'] })
})

it('says at the field what is wrong before it is sent, and keeps what was typed', async () => {
  const { screen, far, press, save } = await open()
  await press('Pas aan')
  await press('Pas de stap aan: Na 15 minuten')
  await screen.find('#day-1-afterMinutes').setValue('een kwartier')
  await save()
  expect(screen.find('[role=alert] a').attributes('href')).toBe('#day-1-afterMinutes')
  await screen.find('#day-1-afterMinutes').setValue('0')
  await save()
  expect(document.activeElement).toBe(screen.find('[role=alert]').element)
  expect(screen.find('#day-1-afterMinutes-error').text()).toBe('Laat deze stap later komen dan de stap ervoor.')
  expect(document.title).toBe('Fout: Wie krijgt wanneer een seintje · Seintje')
  expect((screen.find('#day-1-afterMinutes').element as HTMLInputElement).value).toBe('0')
  expect(sent(far, 'PUT')).toBeUndefined()
})

it('puts a refusal of the server at the step it is about, with everything still there', async () => {
  const refusal = { status: 422, body: { code: 'ladder.person', field: 'day.2', detail: 'Kies iemand van het team. Er is niets veranderd.' } }
  const { screen, press, save } = await open({ answers: { [`PUT ${under}/alerting`]: refusal } })
  await press('Pas aan')
  await screen.find('#progressMinutes').setValue('60')
  await save()
  expect(screen.find('#day-2-people-error').text()).toBe('Kies iemand van het team. Er is niets veranderd.')
  expect(screen.find('[role=alert] a').attributes('href')).toBe('#day-2-people')
  expect(screen.find('[role=alert] a').text()).toBe('Stap 3: Kies iemand van het team. Er is niets veranderd.')
  expect((screen.find('#progressMinutes').element as HTMLSelectElement).value).toBe('60')
})

it('asks before somebody leaves with something unsaved, and lets go after that', async () => {
  const { screen, router, press } = await open()
  await press('Pas aan')
  await screen.find('#progressMinutes').setValue('60')
  await router.push('/elders')
  await flushPromises()
  expect(router.currentRoute.value.path).toBe('/ik/bestuur/seintjes')
  expect(screen.find('dialog[open]').text()).toContain('Je hebt iets niet opgeslagen')
  await press('Gooi weg wat ik veranderde')
  expect(router.currentRoute.value.path).toBe('/elders')
})

it('shows of everyone whether something wakes him, by what, and when that last worked', async () => {
  const { screen } = await open()
  const rows = screen.findAll('section > ul > li').map((row) => row.text())
  expect(rows[0]).toMatch(/Frits Fictief.*\(jij\).*FG.*Te bereiken.*2 toestellen, mail · laatst gelukt: .*Weg tot/)
  expect(rows[2]).toMatch(/Bram Bedacht.*Alleen mail.*geen toestel, mail · nog geen seintje gelukt/)
  expect(rows[3]).toMatch(/Iris Denkbeeld.*Niet te bereiken/)
  expect(rows[3]).not.toContain('Afwezig melden')
})

it('sets somebody as away by the clock of Amsterdam, keeps what was typed when that is refused, and takes it back', async () => {
  let refused = true
  const answers: FarEnd = {
    [`POST ${under}/absences`]: () =>
      refused ? { status: 409, body: { code: 'absence.tooMany', detail: 'Er staan al veel periodes.' } } : { status: 201, body: {} },
    [`DELETE ${under}/absences/${alerting.team[0]?.absences[0]?.id}`]: { status: 204 },
  }
  const { screen, far, press } = await open({ answers })
  const bram = idOf('chair')
  await press('Bram Bedacht is afwezig')
  for (const [field, value] of [
    ['from', '2026-03-28'],
    ['from-hour', '09:00'],
    ['until', '2026-03-30'],
    ['until-hour', '09:00'],
  ] as const)
    await screen.find(`#away-${field}-${bram}`).setValue(value)
  await screen.find(`#away-form-${bram}`).trigger('submit')
  await flushPromises()
  expect(screen.find(`#away-until-${bram}-error`).text()).toBe('Er staan al veel periodes.')
  refused = false
  await screen.find(`#away-form-${bram}`).trigger('submit')
  await flushPromises()
  expect(far.asked.findLast(({ what }) => what.startsWith('POST'))?.body).toEqual({
    personId: bram,
    fromAt: '2026-03-28T08:00:00.000Z',
    untilAt: '2026-03-30T07:00:00.000Z',
  })
  expect(screen.text()).toContain('Bram Bedacht staat op afwezig.')
  await press(/^Toch niet: Weg tot/)
  expect(far.asked.some(({ what }) => what.startsWith('DELETE'))).toBe(true)
  expect(screen.text()).toContain('Teruggenomen.')
})

it('is loud when a report would wake nobody: which roles, what to do, and whom to phone', async () => {
  const { screen } = await open({ view: { ...alerting, unreachable: ['dpo', 'handler'] } })
  const loud = screen.find('section section').text()
  expect(loud).toContain('Niemand is te bereiken')
  expect(loud).toContain('FG, privacy officer')
  expect(loud).toContain('Bram Bedacht (voorzitter), 085 555 01 13')
  expect(loud).not.toContain('085 555 01 11')
})

it('opens for the team and the administrator, with a key, and is changed by three of them', async () => {
  const handler = await open({ roles: ['staff', 'handler'], view: { ...alerting, mayChange: false } })
  expect(handler.button('Pas aan')).toBeUndefined()
  expect(handler.screen.text()).toContain('De FG, de voorzitter en de beheerder passen dit aan.')
  handler.screen.unmount()
  const shut = await open({ scope: 'device' })
  expect(shut.screen.text()).toContain('Gebruik je sleutel')
  expect(shut.far.asked).toEqual([])
  shut.screen.unmount()
  const teacher = await open({ roles: ['staff'] })
  expect(teacher.screen.text()).toContain('Dit is voor het team en de beheerder')
})
