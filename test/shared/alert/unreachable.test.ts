import { expect, it } from 'vitest'
import { unreachableRoles } from '../../../shared/alert/unreachable.ts'
import type { Holder } from '../../../shared/alert/who-to-ring.ts'
import type { LadderRole, LadderStep } from '../../../shared/deadline/ladder.ts'

const holder = (role: LadderRole, personId: string = role, more: Partial<Holder> = {}): Holder => ({
  ...{ role, personId, identityId: personId, hasDevice: false },
  ...more,
})
const first: LadderStep = { afterMinutes: 0, roles: ['dpo', 'handler'], channels: ['push', 'mail', 'sms'] }
const unreachable = (holders: Holder[], { push = [], sms = [] }: { push?: string[]; sms?: string[] }, step = first) =>
  unreachableRoles(step, holders, (id) => ({ push: push.includes(id), sms: sms.includes(id) }))
const both = [holder('dpo'), holder('handler')]

it('is each role of the first step of which nobody would be woken', () => {
  expect(unreachable(both, { push: ['dpo'], sms: ['handler'] })).toEqual([])
  expect(unreachable(both, { push: ['dpo'] })).toEqual(['handler'])
  expect(unreachable([holder('handler')], { push: ['handler'] })).toEqual(['dpo'])
})

it('does not count a text message where the step sends none', () => {
  expect(unreachable(both, { sms: ['dpo', 'handler'] }, { ...first, channels: ['push', 'mail'] })).toEqual(['dpo', 'handler'])
})

it('counts the deputy of who is away, and a deputy of who is there not: that step does not ring him', () => {
  const deputy = holder('dpo', 'dora', { deputy: true })
  expect(unreachable([holder('dpo', 'dpo', { away: true }), deputy, holder('handler')], { push: ['dora', 'handler'] })).toEqual([])
  expect(unreachable([holder('dpo', 'dpo', { away: true }), deputy, holder('handler')], { push: ['dpo', 'handler'] })).toEqual(['dpo'])
  expect(unreachable([holder('dpo'), deputy, holder('handler')], { push: ['dora', 'handler'] })).toEqual(['dpo'])
})

it('counts who is away and has nobody to sit for him: he is rung all the same', () => {
  expect(unreachable([holder('dpo', 'dpo', { away: true }), holder('handler')], { push: ['dpo', 'handler'] })).toEqual([])
})

it('says of people whom the step names which roles they have, and who handles reports where none of them is there', () => {
  const step = { ...first, roles: [], people: ['handler'] }
  expect(unreachable(both, { push: ['handler'] }, step)).toEqual([])
  expect(unreachable(both, { push: ['dpo'] }, step)).toEqual(['handler'])
  expect(unreachable([holder('chair')], { push: ['chair'] }, step)).toEqual(['dpo', 'handler'])
})
