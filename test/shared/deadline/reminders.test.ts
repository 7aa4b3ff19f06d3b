import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueStage, readStage, ringOf } from '../../../shared/alert/stage.ts'
import { deadlineOf } from '../../../shared/deadline/deadline.ts'
import { deadlineKinds, noNeed } from '../../../shared/deadline/kinds.ts'
import { defaultLadder, ladderStepsBetween } from '../../../shared/deadline/ladder.ts'
import { nextReminderAt, remindedAt, remindersUntil, watchedNextAt, type Watched } from '../../../shared/deadline/reminders.ts'
import { rulesAt } from '../../../shared/deadline/rules.ts'
import { between, hours, latest, minutes, plus } from '../../../shared/instant.ts'

const openedAt = '2026-03-02T09:15:00.000Z'
const term: Watched = { kind: 'authority', openedAt, dueAt: plus(openedAt, hours(72)), revision: 0 }
/** written out once more, so that the tables are not measured against themselves */
const offsets = [-48, -24, -12, -6, -3, -1, 0, ...Array.from({ length: 200 }, (_, n) => (n + 1) * 12)]
const nameOf = (offset: number, revision = 0) => {
  const bare = offset === 0 ? 'at' : offset < 0 ? `before-${-offset}h` : `after-${offset}h`
  return revision > 0 ? `${bare}.${revision}` : bare
}

describe('who hears of a term', () => {
  it.each([
    ['before-48h', ['dpo', 'handler'], ['push', 'mail']],
    ['before-24h', ['dpo', 'handler'], ['push', 'mail']],
    ['before-12h', ['dpo', 'handler', 'chair'], ['push', 'mail']],
    ['before-6h', ['dpo', 'handler', 'chair'], ['push', 'mail']],
    ['before-3h', ['dpo', 'handler', 'chair'], ['push', 'mail', 'sms']],
    ['at', ['dpo', 'handler', 'chair'], ['push', 'mail', 'sms']],
    ['after-36h', ['dpo', 'handler', 'chair'], ['push', 'mail', 'sms']],
  ] as const)('at %s: %s by %s', (id, roles, channels) => expect(remindedAt('promise', id)).toEqual({ afterMinutes: 0, roles, channels }))

  it('whom a call was to is rung himself, and those who should have called are told', () =>
    expect([remindedAt('callChair', 'at').roles, remindedAt('callHeadOfIct', 'at').roles]).toEqual([
      ['chair', 'dpo', 'handler'],
      ['headOfIct', 'dpo', 'handler'],
    ]))
})

describe('when a term is reminded of', () => {
  const names = (watched: Watched, after: number) => remindersUntil(watched, plus(openedAt, after)).map(({ stage }) => stage)

  it('is before, at and after it, but a call and progress at their moment only', () => {
    expect(names(term, hours(85))).toEqual([-48, -24, -12, -6, -3, -1, 0, 12].map((offset) => nameOf(offset)))
    for (const kind of ['callChair', 'callHeadOfIct', 'progress'] as const) {
      const call = { ...term, kind, dueAt: plus(openedAt, minutes(30)) }
      expect([names(call, minutes(29)), names(call, hours(50)), nextReminderAt(call, openedAt)]).toEqual([[], ['at'], call.dueAt])
      expect(nextReminderAt(call, call.dueAt)).toBe(noNeed)
    }
  })

  it('is never before it was opened: what came in 75 hours late is late already, and comes back every 12 hours', () => {
    const late = { ...term, dueAt: plus(openedAt, -hours(3)) }
    expect([names(late, hours(8)), names(late, hours(9)), nextReminderAt(late, openedAt)]).toEqual([[], ['after-12h'], plus(openedAt, hours(9))])
  })

  it('is at other stages once it was moved, and what fell due for the new place waits at once', () => {
    const moved = { ...term, dueAt: plus(openedAt, hours(26)), revision: 1 }
    expect(names(moved, hours(21))).toEqual(['before-24h.1', 'before-12h.1', 'before-6h.1'])
    expect(watchedNextAt(moved, ['before-24h'], plus(openedAt, hours(21)))).toBe(plus(openedAt, hours(2)))
    expect(watchedNextAt(moved, names(moved, hours(21)), plus(openedAt, hours(21)))).toBe(plus(openedAt, hours(23)))
  })

  it.each([
    ['2026-03-27T13:20:00.000Z', '2026-03-30T13:20:00.000Z', '2026-03-29T13:20:00.000Z'],
    ['2026-10-23T12:20:00.000Z', '2026-10-26T12:20:00.000Z', '2026-10-25T12:20:00.000Z'],
  ])('counts elapsed hours where the clocks change: aware at %s', (awareAt, dueAt, dayBefore) => {
    expect(deadlineOf(awareAt, rulesAt(awareAt))).toBe(dueAt)
    const all = remindersUntil({ ...term, openedAt: awareAt, dueAt }, dueAt)
    expect(all.find(({ id }) => id === 'before-24h')?.at).toBe(dayBefore)
  })

  it('finds the next stage, whatever the kind, the moment and the place', () => {
    const hour = fc.double({ min: -200, max: 400, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom(...deadlineKinds), hour, hour, (kind, due, after) => {
        const watched = { ...term, kind, dueAt: plus(openedAt, hours(due)) }
        const from = latest(openedAt, plus(openedAt, hours(after)))
        const once = ['callChair', 'callHeadOfIct', 'progress'].includes(kind)
        const moments = (once ? [0] : offsets).map((offset) => plus(watched.dueAt, hours(offset)))
        expect(nextReminderAt(watched, plus(openedAt, hours(after)))).toBe(moments.find((at) => between(from, at) > 0) ?? noNeed)
      }),
    )
  })
})

type Step = { does: 'wait' | 'tick' | 'move' | 'stop'; hours: number }
const steps = fc.array(
  fc.record({ does: fc.constantFrom('wait', 'wait', 'tick', 'tick', 'tick', 'move', 'stop'), hours: fc.double({ min: 0, max: 40, noNaN: true }) }),
  { maxLength: 30 },
) as fc.Arbitrary<Step[]>

describe('for any sequence of ticks, outages, moves and an end', () => {
  it('the reminders sent are exactly those due, each once', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let [now, watched, running] = [openedAt, term, true]
        const [sent, due]: [string[], Set<string>] = [[], new Set()]
        for (const step of all) {
          now = plus(now, hours(step.hours))
          if (step.does === 'stop') running = false
          if (step.does === 'move') watched = { ...watched, dueAt: plus(now, hours(step.hours)), revision: watched.revision + 1 }
          if (step.does !== 'tick' || !running) continue
          // as the engine: it looks only where the work list says that something is due
          if (watchedNextAt(watched, sent, now) <= now) sent.push(...remindersUntil(watched, now).flatMap(({ stage }) => (sent.includes(stage) ? [] : stage)))
          for (const offset of offsets) {
            const at = plus(watched.dueAt, hours(offset))
            if (at > openedAt && at <= now) due.add(nameOf(offset, watched.revision))
          }
        }
        expect(sent.toSorted()).toEqual([...due].toSorted())
      }),
    )
  })

  it('the rings of a ladder are exactly those due, each once', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let [now, next, running] = [openedAt, 0, true]
        const [rung, due]: [number[], Set<number>] = [[], new Set()]
        for (const step of all) {
          now = plus(now, hours(step.hours / 8))
          if (step.does === 'stop') running = false
          if (step.does !== 'tick' || !running) continue
          const rings = ladderStepsBetween(defaultLadder, openedAt, next, now)
          rung.push(...rings.map((ring) => ring.step))
          next = (rings.at(-1)?.step ?? next - 1) + 1
          for (let n = 0; ([0, 15, 30][n] ?? (n - 2) * 60) <= between(openedAt, now) / minutes(1); n++) due.add(n)
        }
        expect(rung).toEqual([...due])
      }),
    )
  })
})

it('a message says which stage it is of, in both directions', () => {
  const id = '01900000-0000-7000-8000-000000000001'
  expect(readStage(dueStage(id, 'before-24h.1', 2))).toEqual({ name: 'due', id: 'before-24h', revision: 1, missed: 2 })
  expect(readStage(dueStage(id, 'at', 0))).toEqual({ name: 'due', id: 'at', revision: 0, missed: 0 })
  expect([ringOf({ id, kind: 'report' }, 1, 3), ringOf({ id, kind: 'stalled' }, 0, 0)]).toEqual(['ring-1..3', `ring@${id}`])
  expect(readStage(ringOf({ id, kind: 'reopened' }, 1, 3))).toEqual({ name: 'ring', from: 1, step: 3 })
})
