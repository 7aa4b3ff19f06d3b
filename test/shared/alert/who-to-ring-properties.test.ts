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
  people: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(people)),
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
  /** who said he is away: of all his seats at once */
  away: fc.subarray(people),
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

const withAway = (holders: readonly Holder[], away: readonly string[]) => holders.map((one) => ({ ...one, away: away.includes(one.personId) }))
const rung = ({ calls }: { calls: readonly { personId: string }[] }) => new Set(calls.map(({ personId }) => personId))
const all: Ladder[0] = { afterMinutes: 0, roles: teamRoles, channels: ['push', 'mail'] }

it('spares who is away only where somebody else of that role is rung in his place, and never leaves nobody rung because of it', () => {
  fc.assert(
    fc.property(world, ({ ladder: rungs, steps, holders, away, discreet, fence }) => {
      const [there, some] = [whoToRing(rungs, steps, holders, discreet, fence), whoToRing(rungs, steps, withAway(holders, away), discreet, fence)]
      expect([some.nobody && !there.nobody, some.nobodyLeft]).toEqual([false, there.nobodyLeft])
      expect([...rung(some)].filter((id) => fence.recused.includes(id))).toEqual([])
      // Somebody of each role that is rung at all when nobody is away, is rung when some are.
      const roles = new Set(there.nobody ? [] : rungs.flatMap((step, n) => (steps.includes(n) ? step.roles : [])))
      const may = holders.filter((one) => there.calls.some(({ personId, role: as }) => personId === one.personId && as === one.role))
      const ringing = withAway(holders, away).filter((one) => rung(some).has(one.personId))
      for (const one of may) if (roles.has(one.role)) expect(ringing.map(({ role: as }) => as)).toContain(one.role)
    }),
    { numRuns: 300 },
  )
})

it('rings who is away only where nobody else of his role is there, when everybody can be reached', () => {
  fc.assert(
    fc.property(world, ({ holders, away }) => {
      const marked = withAway(holders, away).map((one) => ({ ...one, hasDevice: true }))
      for (const call of whoToRing([all], [0], marked, false).calls)
        if (call.away) expect(marked.some((one) => one.role === call.role && !one.away)).toBe(false)
    }),
    { numRuns: 200 },
  )
})
