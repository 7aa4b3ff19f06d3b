import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seatsIn, teamRoles } from '../../../shared/access/fence.ts'
import { joinedFence, seatsBack } from '../../../shared/access/joined-fence.ts'
import type { Seat } from '../../../shared/access/roles.ts'

const people = ['dora', 'frits', 'bram', 'iris', 'ada']
const seats: Seat[] = [...teamRoles, ...teamRoles.map((role): Seat => `${role}:deputy`), 'adviser']
const fence = fc.record({ audience: fc.subarray(seats.slice(0, 8)), recused: fc.subarray(people), advisers: fc.subarray(people) })
const somebody = fc.record({ personId: fc.constantFrom(...people), seats: fc.subarray(seats) })

it('shows the whole to nobody who did not see both, but for the deputies of who may not know and the advisers of the one it became part of', () => {
  fc.assert(
    fc.property(fence, fence, somebody, fc.subarray([...teamRoles]), (to, from, one, held) => {
      const whole = joinedFence(to, from, held)
      for (const seat of seatsIn(one, whole)) {
        const role = seat.split(':')[0] ?? ''
        expect(from.recused).not.toContain(one.personId)
        expect(to.recused).not.toContain(one.personId)
        if (seat === 'adviser') expect(to.advisers).toContain(one.personId)
        else if (!to.audience.includes(seat) || !from.audience.includes(seat)) {
          expect(held).toContain(role)
          for (const part of [to, from]) expect(part.audience).toContain(role)
        }
      }
    }),
    { numRuns: 200 },
  )
})

it('gives back what was lost, and nothing that another joined one does not allow', () => {
  expect(seatsBack(['chair'], ['dpo', 'handler'], [])).toEqual(['chair', 'dpo', 'handler'])
  expect(seatsBack(['chair'], ['dpo', 'handler'], [{ audience: ['chair', 'dpo'] }])).toEqual(['chair', 'dpo'])
  expect(seatsBack(['chair', 'dpo'], ['dpo'], [])).toEqual(['chair', 'dpo'])
})
