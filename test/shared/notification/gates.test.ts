import { expect, it } from 'vitest'
import { assess } from '../../../shared/breach/assess.ts'
import type { Facts } from '../../../shared/breach/facts.ts'
import { gatesOf } from '../../../shared/notification/gates.ts'

const leaked: Facts = {
  ...{ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', dataLost: 'no', unlawfulProcessingExcluded: 'no' },
  ...{ unavailable: 'no', malware: 'no', sensitiveData: 'yes', riskLikely: 'yes', harmChance: 'large', harmSeriousness: 'serious' },
}
const noWayOut: Facts = { ...leaked, encryptionSufficient: 'no', otherMeasuresSufficient: 'no', highRisk: 'yes' }
const states = (facts: Facts) => gatesOf(assess(facts)).map(({ state }) => state)

it('shows which of the four gates settled it, and what came before and after', () => {
  expect(states(noWayOut)).toEqual(['passed', 'passed', 'settles', 'notReached'])
  expect(states({ ...noWayOut, disproportionateEffort: 'yes' })).toEqual(['passed', 'passed', 'passed', 'settles'])
  expect(gatesOf(assess({ ...noWayOut, laterMeasures: 'yes' }))[1]).toMatchObject({ state: 'settles', row: 'laterMeasures' })
})

it('shows what is not answered yet as open, and nothing where it is not for this school to tell', () => {
  expect(states({ ...leaked, sensitiveData: undefined })).toContain('open')
  expect(states({ personalDataInvolved: 'no' })).toEqual([])
})
