import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLadder, ladderStepsBetween, nextLadderStep } from '../../../shared/deadline/ladder.ts'
import { between, minutes, plus } from '../../../shared/instant.ts'

const startedAt = '2026-03-28T23:50:00.000Z'
const after = (n: number) => plus(startedAt, minutes(n))

describe('the ladder for a new report', () => {
  it('rings the dpo and handler twice, then the chair, then the head of ICT too, and every hour after that', () => {
    const rings = ladderStepsBetween(defaultLadder, startedAt, 0, after(180))
    expect(rings.map((ring) => [ring.step, between(startedAt, ring.at) / minutes(1), ring.who.join('+')])).toEqual([
      [0, 0, 'dpo+handler'],
      [1, 15, 'dpo+handler'],
      [2, 30, 'chair'],
      [3, 60, 'chair+headOfIct'],
      [4, 120, 'chair+headOfIct'],
      [5, 180, 'chair+headOfIct'],
    ])
    expect(rings.every((ring) => ring.channels.join() === 'push,mail,sms')).toBe(true)
  })

  it('says first who is rung at once', () => {
    expect(nextLadderStep(defaultLadder, startedAt, -1)).toMatchObject({ step: 0, at: startedAt, who: ['dpo', 'handler'] })
  })

  it('never ends', () => {
    expect(nextLadderStep(defaultLadder, startedAt, 999)).toMatchObject({ step: 1000, at: after(60 + 997 * 60) })
  })

  it('rings nothing before its time, and at its very moment', () => {
    expect(ladderStepsBetween(defaultLadder, startedAt, 2, plus(after(30), -1))).toEqual([])
    expect(ladderStepsBetween(defaultLadder, startedAt, 2, after(30)).map((ring) => ring.step)).toEqual([2])
  })

  it('works with a board of one step, repeating it', () => {
    const ladder = [{ afterMinutes: 5, roles: ['chair'], channels: ['mail'] }] as const
    expect(ladderStepsBetween(ladder, startedAt, 0, after(130)).map((ring) => ring.at)).toEqual([after(5), after(65), after(125)])
  })

  it('rings each step exactly once for an engine that stores step and next_at, however it is interrupted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 1000 }), { minLength: 1 }), (ticks) => {
        const order = [...ticks].sort((a, b) => a - b)
        let stored = nextLadderStep(defaultLadder, startedAt, -1)
        const rung = order.flatMap((tick) => {
          const due = ladderStepsBetween(defaultLadder, startedAt, stored.step, after(tick))
          stored = nextLadderStep(defaultLadder, startedAt, due.at(-1)?.step ?? stored.step - 1)
          return due
        })
        expect(rung).toEqual(ladderStepsBetween(defaultLadder, startedAt, 0, after(order.at(-1) ?? 0)))
        expect(between(after(order.at(-1) ?? 0), stored.at)).toBeGreaterThan(0)
      }),
    )
  })
})
