import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { days, minutes, plus } from '../../../shared/instant.ts'
import {
  asCounted,
  askedOf,
  completionOf,
  completionsOf,
  countsFrom,
  progressOf,
  satOf,
  validUntil,
  type Counted,
} from '../../../shared/training/completion.ts'
import { questionsFor, trainingRoles } from '../../../shared/training/module.ts'
import { modules } from '../../../shared/training/modules.ts'

const start = '2026-11-02T07:10:00.000Z'
const moduleId = 'm'
const asked = (role: string) => (role === 'ict' ? ['i1', 'q1'] : ['q1', 'q2', 'own-1'])
const answer = (questionId: string, at: number, changes: Partial<Counted> = {}): Counted => ({
  ...{ id: `${questionId}-${at}`, moduleId, questionId, role: 'teacher', practice: false, answeredAt: plus(start, minutes(at)) },
  ...changes,
})
const of = (answers: Counted[], since: string | null = null) => completionOf({ moduleId, asked, answers, since })
const all = [answer('q1', 1), answer('q2', 2), answer('own-1', 3)]

describe('what a module asks', () => {
  it('are its questions for a role and then the board’s own for that role', () => {
    const module = modules[0]!
    const own = [
      { id: '1', moduleId: module.id, content: { roles: 'all' as const } },
      { id: '2', moduleId: module.id, content: { roles: ['ict' as const] } },
      { id: '3', moduleId: 'another', content: { roles: 'all' as const } },
    ]
    for (const role of trainingRoles)
      expect(askedOf(module, role, own)).toEqual([...questionsFor(module, role).map(({ id }) => id), 'own-1', ...(role === 'ict' ? ['own-2'] : [])])
  })
})

describe('a module', () => {
  it('is finished when all that it asks was answered, whatever the order in which answers came, at the moment it was', () => {
    const done = { completedAt: plus(start, minutes(3)), validUntil: '2027-11-01T23:00:00.000Z' }
    fc.assert(
      fc.property(fc.shuffledSubarray([...all, answer('q1', 9), answer('q2', 9)], { minLength: 5 }), (some) => {
        expect(of(some)).toEqual(done)
      }),
      { numRuns: 30 },
    )
    expect(of(all.slice(0, 2))).toBeUndefined()
    expect(of([])).toBeUndefined()
  })

  it('is not finished by practice, by another module’s answers, by the same ones twice, or by what was answered before it was last finished', () => {
    expect(of([...all.slice(0, 2), answer('own-1', 3, { practice: true })])).toBeUndefined()
    expect(of([...all.slice(0, 2), answer('own-1', 3, { moduleId: 'another' })])).toBeUndefined()
    expect(of(all, plus(start, minutes(3)))).toBeUndefined()
    expect(of([...all, ...all], plus(start, minutes(2)))).toBeUndefined()
  })

  it('is not finished by answers more than sixty days apart', () => {
    expect(of([...all.slice(0, 2), answer('own-1', (days(61) + minutes(3)) / minutes(1))])).toBeUndefined()
    expect(of([...all.slice(0, 2), answer('own-1', days(60) / minutes(1))])).toBeDefined()
  })

  it('is finished the same from what is kept of an answer, which is a day and a role', () => {
    const kept = (answers: Counted[]) => satOf({ moduleId, answers, since: null }).map((sat) => asCounted({ ...sat, answeredAt: '2026-11-01T23:00:00.000Z' }))
    expect(kept([...all, ...all])).toHaveLength(3)
    expect(of([...kept(all.slice(0, 2)), all[2]!])).toEqual(of(all))
    expect(of(kept(all))?.validUntil).toBe(of(all)?.validUntil)
    expect(countsFrom('2026-03-29T22:30:00.000Z')).toBe('2026-01-28T23:00:00.000Z')
  })

  it('is finished twice by whoever brings two rounds home at once', () => {
    const again = all.map((one) => ({ ...one, id: `${one.id}-2`, answeredAt: plus(one.answeredAt, days(3)) }))
    const done = completionsOf({ moduleId, asked, answers: [...again, ...all], since: null })
    expect(done.map(({ completedAt }) => completedAt)).toEqual([all[2]!.answeredAt, again[2]!.answeredAt])
  })

  it('asks on after a content update: a new question has to be answered, and one that is gone counts for nothing', () => {
    const after = () => ['q1', 'new']
    expect(completionOf({ moduleId, asked: after, answers: all, since: null })).toBeUndefined()
    expect(completionOf({ moduleId, asked: after, answers: [all[0]!, answer('new', 5)], since: null })).toMatchObject({ completedAt: plus(start, minutes(5)) })
    expect(completionOf({ moduleId, asked: () => [], answers: all, since: null })).toBeUndefined()
  })

  it('asks what the role of the newest answer is asked, and counts what both have in common', () => {
    const ict = answer('i1', 4, { role: 'ict' })
    expect(of([all[0]!, ict])).toMatchObject({ completedAt: ict.answeredAt })
    expect(of([all[0]!, all[1]!, ict, answer('q2', 5)])).toBeUndefined()
  })

  it('is under way with what was answered since, each question once', () => {
    expect(progressOf({ moduleId, answers: [...all.toReversed(), answer('q1', 9)], since: null })).toEqual(['q1', 'q2', 'own-1'])
    expect(progressOf({ moduleId, answers: [...all, answer('q1', 9)], since: plus(start, minutes(3)) })).toEqual(['q1'])
  })
})

it('is valid until the same day a year later in Amsterdam', () => {
  expect(validUntil('2026-11-12T22:59:00.000Z')).toBe('2027-11-11T23:00:00.000Z')
  expect(validUntil('2026-11-12T23:01:00.000Z')).toBe('2027-11-12T23:00:00.000Z')
  expect(validUntil('2026-07-01T10:00:00.000Z')).toBe('2027-06-30T22:00:00.000Z')
  expect(validUntil('2028-02-29T10:00:00.000Z')).toBe('2029-02-28T23:00:00.000Z')
})
