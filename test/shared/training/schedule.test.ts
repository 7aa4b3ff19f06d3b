import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { days, minutes, plus } from '../../../shared/instant.ts'
import { afterAnswer, dueCards, fold, foldCards, practiceFor, type Answered, type Card } from '../../../shared/training/schedule.ts'

const start = '2026-11-02T07:10:00.000Z'
const runs = { numRuns: 100 }
const moment = fc.integer({ min: 0, max: 400 * 24 * 60 }).map((n) => plus(start, minutes(n)))
const answers = fc
  .uniqueArray(fc.record({ id: fc.uuid({ version: 7 }), correct: fc.constantFrom(true, false, true, null), answeredAt: moment }), {
    selector: ({ id }) => id,
    maxLength: 12,
  })
  .map((list): Answered[] => list)
const inOrder = (list: readonly Answered[]) => list.toSorted((a, b) => `${a.answeredAt}${a.id}`.localeCompare(`${b.answeredAt}${b.id}`))

describe('when a question comes back', () => {
  it('is the next day after a wrong answer and later after each right one, and the same every time', () => {
    const wrong = afterAnswer(undefined, false, start)
    expect(wrong.due).toBe('2026-11-03T00:00:00.000Z')
    const right = afterAnswer(undefined, true, start)
    const again = afterAnswer(right, true, right.due)
    expect(right.scheduledDays).toBeGreaterThan(1)
    expect(again.scheduledDays).toBeGreaterThan(right.scheduledDays)
    expect(afterAnswer(right, true, right.due)).toEqual(again)
  })

  it('does not depend on the order in which answers arrive, nor on how often they do', () => {
    fc.assert(
      fc.property(answers, fc.infiniteStream(fc.nat()), (list, dice) => {
        const shuffled = [...list, ...list.filter((_, at) => at % 2 === 0)].map((answer) => ({ answer, at: dice.next().value })).toSorted((a, b) => a.at - b.at)
        expect(
          fold(
            undefined,
            shuffled.map(({ answer }) => answer),
          ),
        ).toEqual(fold(undefined, list))
      }),
      runs,
    )
  })

  it('is the same whether all answers are counted at once or the first were counted before', () => {
    fc.assert(
      fc.property(answers, fc.nat(12), (list, cut) => {
        const sorted = inOrder(list)
        expect(fold(fold(undefined, sorted.slice(0, cut)), sorted.slice(cut))).toEqual(fold(undefined, list))
      }),
      runs,
    )
  })

  it('knows the day of the last answer (Amsterdam), not the hour, and comes to the same at any hour of it', () => {
    const [early, late] = ['2026-11-01T23:00:00.000Z', '2026-11-02T22:59:59.999Z'].map((at) => afterAnswer(undefined, true, at))
    expect(early).toEqual(late)
    expect(early!.lastReview).toBe('2026-11-02T00:00:00.000Z')
    fc.assert(
      fc.property(answers, (list) => {
        const { due, lastReview } = fold(undefined, list) ?? afterAnswer(undefined, true, start)
        expect([due, lastReview].map((at) => at?.slice(10))).toEqual(['T00:00:00.000Z', 'T00:00:00.000Z'])
      }),
      runs,
    )
  })

  it('is never later after a wrong answer than after a right one, and never before the answer itself', () => {
    fc.assert(
      fc.property(answers, moment, (list, at) => {
        const card = fold(undefined, list)
        const [wrong, right] = [afterAnswer(card, false, at), afterAnswer(card, true, at)]
        expect(wrong.due <= right.due).toBe(true)
        expect(wrong.due > at).toBe(true)
        expect(wrong.due > (card?.lastReview ?? at)).toBe(true)
      }),
      runs,
    )
  })

  it('is within a year and some days, however well it is known', () => {
    const known = Array.from({ length: 30 }).reduce<ReturnType<typeof afterAnswer>>(
      (card) => afterAnswer(card, true, card.due),
      afterAnswer(undefined, true, start),
    )
    expect(known.scheduledDays).toBeLessThan(370)
  })

  it('counts an answer from before the last one as given with it', () => {
    const card = afterAnswer(undefined, true, start)
    expect(afterAnswer(card, true, plus(start, -days(3)))).toEqual(afterAnswer(card, true, start))
  })

  it('is not known of a question that nobody here can grade', () => {
    expect(fold(undefined, [{ id: 'a', correct: null, answeredAt: start }])).toBeUndefined()
    expect(foldCards([], [{ id: 'a', questionId: 'q', correct: null, answeredAt: start }])).toEqual([])
  })
})

const card = (questionId: string, due: string): Card => ({ questionId, card: { ...afterAnswer(undefined, true, start), due } })

it('is due on its whole day in Amsterdam, the longest overdue first', () => {
  const now = '2026-11-05T06:50:00.000Z'
  const cards = [card('tonight', '2026-11-05T22:59:59.000Z'), card('tomorrow', '2026-11-05T23:00:00.000Z'), card('long', '2026-10-20T10:00:00.000Z')]
  expect(dueCards(cards, now).map(({ questionId }) => questionId)).toEqual(['long', 'tonight'])
  // The day the clock goes back has 25 hours.
  expect(dueCards([card('late', '2026-10-25T22:59:00.000Z')], '2026-10-24T22:30:00.000Z')).toHaveLength(1)
})

describe('two minutes of practice', () => {
  const asked = ['a', 'b', 'c'].map((moduleId) => ({ moduleId, questionIds: [1, 2, 3].map((n) => `${moduleId}${n}`) }))
  const ids = asked.flatMap(({ questionIds }) => questionIds)
  const now = plus(start, days(100))
  const idsOf = (practice: { questionId: string }[]) => practice.map(({ questionId }) => questionId)

  it('begins with the longest overdue and takes turns between modules', () => {
    const cards = [card('a1', plus(now, -days(9))), card('a2', plus(now, -days(8))), card('b3', plus(now, -days(1))), card('c1', plus(now, days(2)))]
    expect(idsOf(practiceFor({ asked, hidden: [], cards, now, most: 3 }))).toEqual(['a1', 'b3', 'a2'])
  })

  it('is topped up with what was never asked, and empty when all of it comes back later', () => {
    const cards = [card('b1', plus(now, -days(1))), card('a1', plus(now, days(3)))]
    expect(idsOf(practiceFor({ asked, hidden: [], cards, now }))).toEqual(['b1', 'a2', 'b2', 'c1'])
    const all = ids.map((id) => card(id, plus(now, days(3))))
    expect(practiceFor({ asked, hidden: [], cards: all, now })).toEqual([])
  })

  it('never asks a question twice in a sitting, none of a hidden module and none that another role gets', () => {
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c']), fc.array(fc.tuple(fc.constantFrom(...ids, 'gone', 'x9'), moment), { maxLength: 15 }), (hidden, dues) => {
        const practice = practiceFor({ asked, hidden, cards: dues.map(([id, due]) => card(id, due)), now })
        expect(practice.length).toBeLessThanOrEqual(4)
        expect(new Set(idsOf(practice)).size).toBe(practice.length)
        expect(practice.filter(({ moduleId, questionId }) => hidden.includes(moduleId) || !ids.includes(questionId))).toEqual([])
      }),
      runs,
    )
  })
})
