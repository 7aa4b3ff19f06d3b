import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MeetingList } from '../../../shared/register/meeting-views.ts'
import type { DueList, RetentionView } from '../../../shared/register/retention-views.ts'
import { needTexts } from '../../../web/i18n.ts'
import RegisterAgendaScreen from '../../../web/register/RegisterAgendaScreen.vue'
import RetentionPart from '../../../web/register/RetentionPart.vue'
import { openDialogs } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const [id, organisationId] = ['01900000-0000-7000-8000-0000000000aa', fritsSession().boards[0]!.organisationId]
const may = { confirm: true, hold: true, review: false, execute: false }
const kept: RetentionView = {
  proposed: { outcome: 'oneYear', keptUntil: '2027-03-10T09:00:00.000Z', rows: ['keepNotAdverse'] },
  ...{ confirmed: null, hold: null, reviews: [], may },
}

beforeEach(async () => {
  document.body.replaceChildren()
  openDialogs()
  await needTexts('yearly', 'terms', 'keys')
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

async function part(view: RetentionView) {
  const far = farEnd({ [`GET /incidents/${id}/retention`]: { body: view }, [`POST /incidents/${id}/retention`]: { body: view } })
  const { screen } = await mountScreen(RetentionPart, { props: { incident: { id } } })
  await flushPromises()
  const press = async (name: string) => {
    await screen
      .findAll('button')
      .find((one) => one.text() === name)
      ?.trigger('click')
    await flushPromises()
  }
  return { screen, far, press }
}

it('says what the table proposes and lets somebody confirm it, with the proposal chosen already', async () => {
  const { screen, far, press } = await part(kept)
  expect(screen.text()).toContain('10 maart 2027')
  expect(screen.text()).toContain('Nog niemand koos een termijn')
  await press('Leg de termijn vast')
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(far.asked.findLast(({ what }) => what.startsWith('POST'))?.body).toEqual({ outcome: 'oneYear' })
  expect(screen.text()).toContain('De termijn staat vast.')
})

it('shows loud that a file is on hold, until when and why, and offers no erasing', async () => {
  const hold = { id, reason: 'Er loopt een klacht', until: '2028-01-02T09:00:00.000Z', by: 'Vera Verzonnen', at: '2026-03-02T09:00:00.000Z' }
  const { screen } = await part({ ...kept, hold })
  expect(screen.text()).toContain('Wordt vastgehouden tot 2 januari 2028')
  expect(screen.text()).toContain('Er loopt een klacht')
  expect(screen.text()).not.toContain('Wis dit dossier')
})

it('says that nothing is counted while a file is open', async () => {
  const { screen } = await part({ ...kept, proposed: null, may: { ...may, confirm: false } })
  expect(screen.text()).toContain('De termijn begint als het dossier is afgesloten.')
})

const due: DueList = {
  items: [
    {
      kind: 'retention',
      organisationId,
      organisationName: 'De Waterlelie',
      incidentId: id,
      number: '2023-004',
      period: null,
      dueAt: '2020-01-01T09:00:00.000Z',
    },
    {
      kind: 'halfYear',
      organisationId,
      organisationName: 'De Waterlelie',
      incidentId: null,
      number: null,
      period: '2026-1',
      dueAt: '2999-01-01T09:00:00.000Z',
    },
  ],
  ownYears: 1,
}
const meetings: MeetingList = {
  organisationId,
  items: [
    {
      ...{ kind: 'halfYear', period: '2026-1', from: '2026-01-01', until: '2026-07-01', dueOn: '2026-07-31', startsAt: null, heldAt: null, present: null },
      ...{ report: null, revision: 0 },
      agenda: {
        incidents: 4,
        breaches: 2,
        notified: [{ incidentId: id, number: '2026-002', filedAt: '2026-03-02T09:00:00.000Z', inTime: 'late' }],
        told: 1,
        openMeasures: 3,
        lateMeasures: 1,
      },
    },
  ],
  may: { change: true, makeReport: true },
}

async function calendar(view = fritsSession()) {
  localStorage.setItem('seintje.session', JSON.stringify({ view, boards: [], mode: 'production' }))
  farEnd({ 'GET /register/due': { body: due }, 'GET /register/meetings': { body: meetings } })
  const { screen } = await mountScreen(RegisterAgendaScreen, { path: '/register/agenda', at: '/register/agenda' })
  await flushPromises()
  return screen
}

it('puts what is overdue first, says since when, and leads to the file', async () => {
  const screen = await calendar()
  expect(screen.text()).toContain('2023-004: de termijn is om')
  expect(screen.text()).toContain('Sinds 1 januari 2020')
  expect(screen.find(`a[href="/desk/${id}/register"]`).exists()).toBe(true)
})

it('prepares the meeting: numbers, what was notified and how, and what to talk about', async () => {
  const screen = await calendar()
  expect(screen.text()).toContain('4 incidenten in deze periode, waarvan 2 een datalek')
  expect(screen.text()).toContain('te laat')
  expect(screen.text()).toContain('Wat leren we van elk datalek dat we meldden?')
})

it('stays shut for somebody without a part in it', async () => {
  const [board] = fritsSession().boards
  const screen = await calendar(fritsSession({ boards: [{ ...board!, roles: ['staff', 'headOfIct'] }] }))
  expect(screen.text()).toContain('voor de FG, de privacy officer en de voorzitter')
  expect(screen.text()).not.toContain('2023-004')
})
