import type { Page } from 'playwright-core'
import { demoBoard } from '../../api/demo/board.ts'
import type { AbsenceView, AlertingView, MyAlerts, TeamPerson } from '../../shared/alert/alerting-views.ts'
import type { TeamRole } from '../../shared/access/fence.ts'

/** A board as the screens of its ladder may meet it: in the demo everyone can be reached, so the answers are given here. */
const organisationId = demoBoard.organisationId
const personOf = (role: TeamRole) => demoBoard.people.find(({ roles }) => roles.some((one) => one === role))
export const idOf = (role: TeamRole) => personOf(role)?.personId ?? ''
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

const away = (role: TeamRole, from: number, until: number): AbsenceView => ({
  ...{ id: `01900000-0000-7000-8000-0000000000e${from < 0 ? 1 : 2}`, personId: idOf(role), fromAt: ago(-from), untilAt: ago(-until) },
})
const person = (role: TeamRole, changes: Partial<TeamPerson> = {}): TeamPerson => ({
  ...{ personId: idOf(role), name: personOf(role)?.name ?? '', seats: [role], reach: 'yes', devices: 1, push: true, lastOkAt: ago(20) },
  ...{ mail: true, sms: false, absences: [], mayChange: true, ...changes },
})

/** Frits is away and Hanna sits for him; Bram has mail only, and Iris nothing. */
export const alerting: AlertingView = {
  ...{ organisationId, organisationName: demoBoard.name, own: true, smsAvailable: false, unreachable: [], mayChange: true },
  alerting: {
    day: [
      { afterMinutes: 0, roles: ['dpo', 'handler'], channels: ['push', 'mail'] },
      { afterMinutes: 15, roles: ['dpo', 'handler'], channels: ['push', 'mail'] },
      { afterMinutes: 30, roles: ['chair'], people: [idOf('dpo')], channels: ['push', 'mail'] },
      { afterMinutes: 60, roles: ['chair', 'headOfIct'], channels: ['push', 'mail'] },
    ],
    night: [
      { afterMinutes: 0, roles: ['dpo', 'handler'], channels: ['push'] },
      { afterMinutes: 120, roles: ['chair'], channels: ['push', 'mail'] },
    ],
    ...{ nightFrom: '22:00', nightUntil: '07:00', progressMinutes: 240 },
  },
  team: [
    person('dpo', { devices: 2, absences: [away('dpo', -24, 120)] }),
    person('handler', { seats: ['handler', 'dpo:deputy'], absences: [away('handler', 240, 400)] }),
    person('chair', { devices: 0, push: false, reach: 'mailOnly', lastOkAt: null }),
    person('headOfIct', { devices: 1, push: false, mail: false, reach: 'no', lastOkAt: ago(900), mayChange: false }),
  ],
}
export const mine: MyAlerts = {
  ...{ organisationId, organisationName: demoBoard.name, seats: ['dpo'], mail: true, sms: true, smsNumber: '•••••••••678', smsAvailable: true },
  ...{ reach: 'yes', absences: [away('dpo', 48, 120)], mayChange: true },
}
const silent = (one: TeamPerson): TeamPerson => ({ ...one, devices: 0, push: false, reach: one.mail ? 'mailOnly' : 'no' })

const answer = (page: Page, json: AlertingView) => page.route('**/api/v1/boards/*/alerting', (route) => route.fulfill({ json }))

/** Somebody away, a deputy, one with mail only, one with nothing; and a ladder of its own for the night. */
export const withLadder = (page: Page) => answer(page, alerting)
/** Nobody of the first step has a device that answers. */
export const withNobody = (page: Page) => answer(page, { ...alerting, unreachable: ['dpo', 'handler'], team: alerting.team.map(silent) })

export async function withMyAlerts(page: Page) {
  await answer(page, { ...alerting, team: alerting.team.map((one) => ({ ...one, absences: [] })) })
  await page.route('**/api/v1/my-alerts', (route) => route.fulfill({ json: [mine] }))
}
