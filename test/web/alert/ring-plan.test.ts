import { expect, it } from 'vitest'
import type { TeamPerson } from '../../../shared/alert/alerting-views.ts'
import { whoToRing } from '../../../shared/alert/who-to-ring.ts'
import { defaultLadder } from '../../../shared/deadline/ladder.ts'
import { awayUntil, ringPlan, turnsOf } from '../../../web/alert/ring-plan.ts'
import { alerting } from '../../support/ladder-screens.ts'

const at = '2026-03-02T10:00:00.000Z'
const absence = (personId: string, fromAt: string, untilAt: string) => ({ id: `${personId}-${fromAt}`, personId, fromAt, untilAt })
const team: TeamPerson[] = alerting.team.map((person) => ({ ...person, absences: [] }))
const [dpo, handler, chair] = team as [TeamPerson, TeamPerson, TeamPerson, TeamPerson]
const { day } = alerting.alerting
const away = (who: TeamPerson) =>
  team.map((one) => (one === who ? { ...one, absences: [absence(one.personId, '2026-03-01T09:00:00.000Z', '2026-03-09T08:00:00.000Z')] } : one))
const names = (people: readonly TeamPerson[], step: number) => ringPlan(day, { team: [...people] }, at)[step]?.calls.map(({ person }) => person.name)

it('names whom the engine itself would choose, step by step', () => {
  const holders = team.flatMap(({ personId, seats, push, sms }) =>
    seats.map((seat) => {
      const [role, deputy] = seat.split(':')
      return { role: role as 'dpo', ...(deputy && { deputy: true }), personId, identityId: personId, hasDevice: push || sms, away: false }
    }),
  )
  const chosen = defaultLadder.map((_, step) => whoToRing(defaultLadder, [step], holders, false).calls.map(({ personId }) => personId))
  const shown = ringPlan(
    defaultLadder.map((step) => ({ ...step, roles: [...step.roles], people: [], channels: [...step.channels] })),
    { team },
    at,
  )
  expect(shown.map(({ calls }) => calls.map(({ person }) => person.personId))).toEqual(chosen)
})

it('rings whoever stands in for somebody who is away, and says who that is and until when', () => {
  const [first] = ringPlan(day, { team: away(dpo) }, at)
  expect(names(away(dpo), 0)).toEqual(['Hanna Verzonnen'])
  expect(first?.calls[0]?.deputy).toBe(true)
  expect(first?.away).toEqual([{ person: expect.objectContaining({ name: 'Frits Fictief' }), until: '2026-03-09T08:00:00.000Z' }])
  expect(names(team, 0)).toEqual(['Frits Fictief', 'Hanna Verzonnen'])
})

it('rings somebody who is away all the same where there is nobody else, and says so', () => {
  const [, , third] = ringPlan([day[0]!, day[1]!, { afterMinutes: 30, roles: ['chair'], channels: ['push', 'mail'] }], { team: away(chair) }, at)
  expect(third?.calls.map(({ person, until }) => [person.name, until])).toEqual([['Bram Bedacht', '2026-03-09T08:00:00.000Z']])
  expect(third?.nobody).toBe(true)
})

it('rings others as well where nothing reaches whose turn it is, as the engine does', () => {
  const [, third] = ringPlan([day[0]!, { afterMinutes: 30, roles: ['chair'], channels: ['push'] }], { team }, at)
  expect(third?.others).toBe(true)
  expect(third?.calls.map(({ person, reach }) => [person.name, reach])).toEqual([
    ['Bram Bedacht', 'no'],
    ['Frits Fictief', 'yes'],
    ['Hanna Verzonnen', 'yes'],
    ['Iris Denkbeeld', 'no'],
  ])
})

it('says of each what it comes to over the channels of the step: woken, mail only, or nothing', () => {
  const reach = (channels: ('push' | 'mail' | 'sms')[], person: Partial<TeamPerson>) =>
    ringPlan([{ afterMinutes: 0, roles: ['dpo'], channels }], { team: [{ ...dpo, ...person }] }, at)[0]?.calls[0]?.reach
  expect(reach(['push', 'mail'], {})).toBe('yes')
  expect(reach(['push', 'mail'], { push: false })).toBe('mailOnly')
  expect(reach(['push'], { push: false, sms: true })).toBe('no')
  expect(reach(['sms'], { push: false, sms: true })).toBe('yes')
  expect(reach(['mail'], { mail: false })).toBe('no')
})

it('takes periods of absence that touch as one, and `until` as the moment somebody is back', () => {
  const absences = [absence('a', '2026-03-02T12:00:00.000Z', '2026-03-03T00:00:00.000Z'), absence('a', '2026-03-02T08:00:00.000Z', '2026-03-02T12:00:00.000Z')]
  expect(awayUntil({ absences }, at)).toBe('2026-03-03T00:00:00.000Z')
  expect(awayUntil({ absences }, '2026-03-03T00:00:00.000Z')).toBeNull()
  expect(awayUntil({ absences }, '2026-03-02T07:59:59.999Z')).toBeNull()
})

it('knows whose turn comes when, and whether the end of the ladder comes back to him', () => {
  const plan = ringPlan(day, { team }, at)
  expect(turnsOf(handler.personId, plan).map(({ afterMinutes, last }) => [afterMinutes, last])).toEqual([
    [0, false],
    [15, false],
  ])
  expect(turnsOf(chair.personId, plan).map(({ afterMinutes, last }) => [afterMinutes, last])).toEqual([
    [30, false],
    [60, true],
  ])
})
