import { describe, expect, it } from 'vitest'
import { actorIn, audienceFor, deputySeats, onlyAdvises, rolesOf, seatsIn, throughBreakGlass } from '../../../shared/access/fence.ts'
import { seatsAt, type Seat } from '../../../shared/access/roles.ts'

const at = '2026-03-02T09:00:00.000Z'
const ann = (...seats: Seat[]) => ({ personId: 'ann', seats, at })
const straight = { audience: audienceFor('chair'), recused: [] }

describe('the fence around an incident', () => {
  it('lets in by seat, not by role: a handler who is the deputy of the chair sees what is the chair’s only once his chair may not', () => {
    const both = ann('handler', 'chair:deputy')
    expect(seatsIn(both, straight)).toEqual([])
    const without = { audience: [...straight.audience, ...deputySeats(straight.audience, ['chair'])], recused: ['bob'] }
    expect(rolesOf(seatsIn(both, without))).toEqual(['chair'])
    expect(seatsIn(both, { audience: audienceFor('dpo'), recused: [] })).toEqual(['handler'])
  })

  it('lets nobody in who is recused, whatever his seats, and opens no seat for a role it is not for', () => {
    expect(seatsIn(ann('dpo', 'chair'), { audience: audienceFor('dpo'), recused: ['ann'] })).toEqual([])
    expect(deputySeats(straight.audience, ['dpo', 'chair'])).toEqual(['chair:deputy'])
  })

  it('shows through broken glass until its moment, and not to who sees it anyway or is recused', () => {
    const opened = { ann: '2026-03-02T10:00:00.000Z' }
    expect(throughBreakGlass(ann('dpo'), { ...straight, opened })).toBe(opened.ann)
    expect(throughBreakGlass(ann('chair'), { ...straight, opened })).toBeNull()
    expect(throughBreakGlass(ann('dpo'), { ...straight, recused: ['ann'], opened })).toBeNull()
    expect(throughBreakGlass({ ...ann('dpo'), at: opened.ann }, { ...straight, opened })).toBeNull()
  })

  it('lets an adviser in where the chair let him in, while he is one and may know of it, with no other role of his', () => {
    const fence = { audience: audienceFor('chair'), recused: [] as string[], advisers: ['ann'] }
    expect(seatsIn(ann('adviser'), fence)).toEqual(['adviser'])
    expect(seatsIn(ann('dpo'), fence)).toEqual([])
    expect(seatsIn({ ...ann('adviser'), personId: 'bob' }, fence)).toEqual([])
    expect(seatsIn(ann('adviser'), { ...fence, recused: ['ann'] })).toEqual([])
    const actor = { ...ann('adviser', 'dpo'), organisationId: 'b', identityId: 'i', pseudonym: 'p', scope: 'desk', roles: ['staff', 'adviser', 'dpo'] } as const
    expect(actorIn(actor, fence).roles).toEqual(['staff', 'adviser'])
    expect(onlyAdvises(actor, fence)).toBe(true)
    expect(onlyAdvises({ ...actor, seats: ['adviser', 'chair'] }, fence)).toBe(false)
    expect(onlyAdvises(ann('dpo'), fence)).toBe(false)
  })

  it('knows both seats of who holds a role and is its deputy too', () => {
    const grant = { role: 'dpo' as const, schoolIds: null, from: at, until: null }
    expect(seatsAt([grant, { ...grant, deputy: true }], at)).toEqual(['dpo', 'dpo:deputy'])
  })
})
