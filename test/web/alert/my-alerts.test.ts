import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MyAlerts } from '../../../shared/alert/alerting-views.ts'
import type { SessionView } from '../../../shared/access/session-view.ts'
import MyAlertsScreen from '../../../web/alert/MyAlertsScreen.vue'
import UnreachableTeam from '../../../web/alert/UnreachableTeam.vue'
import { needTexts } from '../../../web/i18n.ts'
import { openDialogs } from '../../support/key-device.ts'
import { alerting, mine } from '../../support/ladder-screens.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const board = fritsSession().boards[0]!
const at = `/my-alerts/${board.organisationId}`
const ladder = `GET /boards/${board.organisationId}/alerting`
const here = { ...alerting, team: alerting.team.map((one) => ({ ...one, absences: [] })) }

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

async function open({ items = [mine] as MyAlerts[], answers = {} as FarEnd, scope = 'desk' as SessionView['scope'] } = {}) {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ scope }), boards: [], mode: 'production' }))
  const far = farEnd({ 'GET /my-alerts': { body: items }, [ladder]: { body: here }, ...answers })
  const { screen } = await mountScreen(MyAlertsScreen, { path: '/ik/seintjes', at: '/ik/seintjes' })
  await flushPromises()
  const press = async (name: string) => {
    await screen
      .findAll('button')
      .find((one) => one.text() === name)
      ?.trigger('click')
    await flushPromises()
  }
  const save = async () => {
    await screen.find('form').trigger('submit')
    await flushPromises()
  }
  return { screen, far, press, save }
}

it('says in plain words when it rings for me, and by what', async () => {
  const { screen } = await open()
  const lines = screen.findAll('ul.list-disc > li').map((line) => line.text())
  expect(lines).toEqual([
    'Meteen bij een nieuwe melding (push, mail)',
    'Opnieuw na 15 minuten, als niemand het heeft opgepakt (push, mail)',
    'Opnieuw na 30 minuten, als niemand het heeft opgepakt (push, mail)',
    'Meteen bij een nieuwe melding (push)',
  ])
  expect(screen.text()).toContain('Een seintje maakt je wakker')
  expect(screen.text()).toContain('Sms gaat naar •••••••••678.')
})

it('saves what rings me, and keeps what was typed when a number is refused', async () => {
  let refused = true
  const answer = () =>
    refused ? { status: 422, body: { code: 'alerts.number', field: 'smsNumber', detail: 'Vul een mobiel nummer in.' } } : { body: { ...mine, mail: false } }
  const { screen, far, save } = await open({ answers: { [`PUT ${at}`]: answer } })
  await screen.find(`#mail-${mine.organisationId}`).setValue(false)
  await screen.find(`#smsNumber-${mine.organisationId}`).setValue('085 555')
  await save()
  expect(screen.find(`#smsNumber-${mine.organisationId}-error`).text()).toBe('Vul een mobiel nummer in.')
  expect(document.activeElement?.id).toBe(`smsNumber-${mine.organisationId}`)
  refused = false
  await screen.find(`#smsNumber-${mine.organisationId}`).setValue('06 12345678')
  await save()
  expect(far.asked.findLast(({ what }) => what.startsWith('PUT'))?.body).toEqual({ mail: false, sms: true, smsNumber: '06 12345678' })
  expect(screen.text()).toContain('Opgeslagen. Je krijgt: push, sms.')
  expect((screen.find(`#smsNumber-${mine.organisationId}`).element as HTMLInputElement).value).toBe('')
})

it('sends a test and says in words what came of it', async () => {
  const outcomes = { mail: { outcome: 'sent', answer: '250' }, sms: { outcome: 'failed', answer: '400 geen nummer' } }
  const { screen, press } = await open({ answers: { [`POST ${at}/test`]: ({ body }) => ({ body: outcomes[(body as { channel: 'mail' | 'sms' }).channel] }) } })
  await press('Stuur een proefmail')
  expect(screen.text()).toContain('Verstuurd. Kijk of het binnenkomt.')
  await press('Stuur een proef-sms')
  expect(screen.text()).toContain('De dienst nam het niet aan: 400 geen nummer.')
})

it('takes back an absence of mine, and shows what is left of it', async () => {
  let absences = mine.absences
  const answers: FarEnd = {
    'GET /my-alerts': () => ({ body: [{ ...mine, absences }] }),
    [`DELETE /boards/${board.organisationId}/absences/${absences[0]?.id}`]: () => ((absences = []), { status: 204 }),
  }
  const { screen, press } = await open({ answers })
  await press('Toch niet')
  expect(screen.text()).toContain('Teruggenomen.')
  expect(screen.text()).toContain('Je staat nergens op afwezig.')
})

it('is read only without a key, says why, and shows the door to the key', async () => {
  const { screen, far } = await open({ scope: 'device', items: [{ ...mine, mayChange: false }] })
  expect(screen.text()).toContain('kan wie je toestel of mailbox heeft geen alarm stilzetten')
  expect(screen.text()).toContain('Gebruik je sleutel')
  expect(screen.find('input[type=checkbox]').exists()).toBe(false)
  expect(screen.text()).not.toContain('Afwezig melden')
  expect(far.asked.some(({ what }) => what === ladder)).toBe(false)
})

it('tells who is in no team when a report of his own rings him', async () => {
  const { screen } = await open({ items: [] })
  expect(screen.text()).toContain('Je krijgt een seintje als het team je iets vraagt')
})

it('says above the desk that nobody can be reached, and nothing where somebody can', async () => {
  const { screen } = await open()
  screen.unmount()
  farEnd({ [ladder]: { body: { ...here, unreachable: ['handler'] } } })
  const silent = await mountScreen(UnreachableTeam)
  expect(silent.screen.text()).toContain('Een seintje maakt nu niemand wakker die dit heeft: privacy officer.')
  expect(silent.screen.find('a[href="/ik/bestuur/seintjes"]').exists()).toBe(true)
  silent.screen.unmount()
  farEnd({ [ladder]: { body: here } })
  expect((await mountScreen(UnreachableTeam)).screen.text()).toBe('')
})
