import { expect, it } from 'vitest'
import { facts } from '../../../shared/breach/facts.ts'
import { days, hours, plus } from '../../../shared/instant.ts'
import { parties, suggestionTable, suggestParties, type Around } from '../../../shared/notification/other-parties.ts'
import { noticeTook, tickOverdue } from '../../../shared/notification/processors.ts'

const at = '2026-03-02T09:15:00.000Z'
const around = (changes: Partial<Around> = {}): Around => ({ facts: {}, atProcessor: false, kind: 'deviceLost', ...changes })
const suggested = (changes: Partial<Around> = {}) => suggestParties(around(changes)).map(({ id }) => id)

it('suggests nobody while nothing is known', () => {
  expect(suggested()).toEqual([])
})

it.each([
  ['the controller at once where we only process for another', { facts: { controller: 'processor' } }, ['controller']],
  ['the joint controller', { facts: { controller: 'jointly' } }, ['jointController']],
  ['the police, School-CERT and the insurer where there is ill will', { facts: { illWill: 'yes' } }, ['illWill', 'attack', 'damage']],
  ['the Inspectie where results got out', { facts: { stigmatising: 'yes', spread: 'known' } }, ['exam']],
  ['the processor where it happened', { atProcessor: true }, ['atProcessor']],
  ['staff where somebody fishes', { kind: 'suspiciousMessage' }, ['learning']],
] as [string, Partial<Around>, string[]][])('suggests %s', (_, changes, ids) => {
  expect(suggested(changes)).toEqual(ids)
})

it('says of the one duty among them that it cannot wait, and names its article', () => {
  expect(suggestParties(around({ facts: { controller: 'processor' } }))).toEqual([
    { id: 'controller', party: 'controller', law: 'AVG 33(2)', handbook: 'H7.1.2', urgent: true },
  ])
  expect(suggestionTable.filter(({ urgent }) => urgent)).toHaveLength(1)
})

it('has every row say a party that there is, and some answer that makes it hold', () => {
  const answers = Object.entries(facts).flatMap(([id, { answers: all }]) => all.map((answer) => ({ [id]: answer })))
  const cases = [
    ...answers.map((one) => around({ facts: { stigmatising: 'yes', ...one } })),
    around({ atProcessor: true }),
    around({ kind: 'accountCompromised' }),
  ]
  for (const row of suggestionTable) {
    expect(parties).toContain(row.party)
    expect([row.id, cases.some(row.when)]).toEqual([row.id, true])
  }
})

it('measures what telling took against what was agreed', () => {
  const took = (ms: number, agreed: number | null) => noticeTook(at, plus(at, ms), agreed)
  expect(noticeTook(null, at, 24)).toBeNull()
  expect(took(hours(24), 24)).toEqual({ ms: hours(24), late: false })
  expect(took(hours(24) + 1, 24)).toEqual({ ms: hours(24) + 1, late: true })
  expect(took(hours(90), null)).toEqual({ ms: hours(90), late: null })
})

it('wants the officer’s look each year, and of one that ended never', () => {
  const overdue = (tickedAt: string | null, endedAt: string | null = null) => tickOverdue({ tickedAt, endedAt }, at)
  expect([overdue(null), overdue(plus(at, -days(364))), overdue(plus(at, -days(365))), overdue(null, at)]).toEqual([true, false, true, false])
})
