import fc from 'fast-check'
import { expect, it } from 'vitest'
import { teamRoles } from '../../../shared/access/fence.ts'
import { ladderFor, whoToRing, type Holder } from '../../../shared/alert/who-to-ring.ts'
import { defaultLadder, type Ladder, type LadderStep } from '../../../shared/deadline/ladder.ts'

const people = ['ann', 'bob', 'cas', 'dee', 'eva']
const role = fc.constantFrom(...teamRoles)
const holder: fc.Arbitrary<Holder> = fc
  .record({ role, deputy: fc.boolean(), personId: fc.constantFrom(...people), hasDevice: fc.boolean() })
  .map((one) => ({ ...one, identityId: one.personId }))
const step: fc.Arbitrary<LadderStep> = fc.record({
  afterMinutes: fc.nat(600),
  roles: fc.uniqueArray(role, { minLength: 1 }),
  channels: fc.constantFrom(['push'], ['mail'], ['push', 'mail']),
})
const ladder: fc.Arbitrary<Ladder> = fc.oneof(
  fc.constantFrom(defaultLadder, ladderFor('chair', defaultLadder)),
  fc.tuple(step, fc.array(step, { maxLength: 3 })).map(([first, rest]): Ladder => [first, ...rest]),
)
const seat = fc.oneof(
  role,
  role.map((one) => `${one}:deputy`),
)
const world = fc.record({
  ladder,
  steps: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }),
  holders: fc.array(holder, { maxLength: 8 }),
  discreet: fc.boolean(),
  fence: fc.record({ audience: fc.oneof(fc.constant([...teamRoles]), fc.uniqueArray(seat)), recused: fc.subarray(people) }),
})

it('never rings somebody who may not know, and rings somebody or says that it did not, whoever there is', () => {
  fc.assert(
    fc.property(world, ({ ladder: rungs, steps, holders, discreet, fence }) => {
      const { calls, nobody, nobodyLeft } = whoToRing(rungs, steps, holders, discreet, fence)
      const reached = calls.some(({ channels, hasDevice }) => channels.some((channel) => (channel === 'mail' ? !discreet : hasDevice)))
      expect(calls.filter(({ personId }) => fence.recused.includes(personId))).toEqual([])
      const audience: readonly string[] = fence.audience
      expect(calls.filter((one) => !audience.includes(one.role) && !audience.includes(`${one.role}:deputy`))).toEqual([])
      expect(new Set(calls.map(({ personId }) => personId)).size).toBe(calls.length)
      expect(reached || nobody).toBe(true)
      if (nobodyLeft) expect([calls, nobody]).toEqual([[], true])
    }),
    { numRuns: 200 },
  )
})
