import { expect, it } from 'vitest'
import { plus } from '../../../shared/instant.ts'
import { validUntil } from '../../../shared/training/completion.ts'
import { questionsFor } from '../../../shared/training/module.ts'
import { foldCards } from '../../../shared/training/schedule.ts'
import { nothingYet } from '../../../web/training/my-training.ts'
import type { Answer } from '../../../web/training/on-page.ts'
import { withUnsent } from '../../../web/training/overlay.ts'
import { titles } from '../../../web/training/titles.ts'
import { answered as toldOf } from '../../support/answered.ts'
import { board, givenOf } from '../../support/learning-device.ts'

const spotIt = titles.find(({ id }) => id === 'spot-it')!
const asked = questionsFor(spotIt, 'teacher').map(({ id }) => id)
const at = (minute: number) => `2026-11-20T07:${String(minute).padStart(2, '0')}:00.000Z`
const answered = (questionId: string, minute: number, changes: Partial<Answer> = {}): Answer => ({
  ...givenOf(questionId),
  ...{ id: `a-${minute}`, ownerId: 'noor', organisationId: board, answeredAt: at(minute), queuedAt: minute, state: 'queued' },
  ...changes,
})
const mine = { ...nothingYet(board), role: 'teacher' as const }
const opened = (answers: Answer[], told: Partial<typeof mine> = {}) => ({ mine: { ...mine, ...told }, change: null, answers })
const all = asked.map((id, minute) => answered(id, minute))

it('counts cards on from what the server said, as the server will', () => {
  const first = foldCards([], [{ id: 'z', questionId: 'spot-it-01', correct: false, answeredAt: '2026-11-01T07:00:00.000Z' }])
  const { cards } = withUnsent(
    board,
    opened([answered('spot-it-01', 1), answered('spot-it-02', 2, { right: false, practice: true })], { cards: first as never }),
  )
  expect(cards).toEqual(
    foldCards(first, [
      { id: 'a-1', questionId: 'spot-it-01', correct: true, answeredAt: at(1) },
      { id: 'a-2', questionId: 'spot-it-02', correct: false, answeredAt: at(2) },
    ]),
  )
})

it('goes on where another device stopped, and leaves practice out of it', () => {
  const told = toldOf('spot-it', asked.slice(0, 2), at(0))
  const { progress } = withUnsent(board, opened([answered(asked[2]!, 2), answered(asked[3]!, 3, { practice: true })], told), at(50))
  expect(progress).toEqual([{ moduleId: 'spot-it', questionIds: asked.slice(0, 3) }])
})

it('calls a module finished that was begun before a long holiday, and not what the office has forgotten of it by then', () => {
  const [told, last] = [toldOf('spot-it', asked.slice(0, -1), at(0)), answered(asked.at(-1)!, 1)]
  const later = (days: number) => plus(at(0), days * 86_400_000)
  const shown = (days: number, now = days) => withUnsent(board, opened([{ ...last, answeredAt: later(days) }], told), later(now))
  expect(shown(59).completions).toMatchObject([{ moduleId: 'spot-it', completedAt: later(59) }])
  expect(shown(61).completions).toEqual([])
  expect(shown(1, 61)).toMatchObject({ completions: [], progress: [{ moduleId: 'spot-it', questionIds: asked.slice(-1) }] })
})

it('calls a module finished with its last answer, for a year, and its progress done', () => {
  const { completions, progress } = withUnsent(board, opened(all))
  expect(completions).toEqual([
    { id: `a-${asked.length - 1}`, moduleId: 'spot-it', moduleVersion: 1, completedAt: at(asked.length - 1), validUntil: validUntil(at(asked.length - 1)) },
  ])
  expect(progress).toEqual([])
  expect(withUnsent(board, opened(all.slice(1))).completions).toEqual([])
})

it('asks the questions of the board too before it calls a module finished', () => {
  const own = [{ id: 'q', moduleId: 'spot-it', content: { roles: 'all' } }] as never
  expect(withUnsent(board, opened(all, { ownQuestions: own })).completions).toEqual([])
  expect(withUnsent(board, opened([...all, answered('own-q', 30)], { ownQuestions: own })).completions).toHaveLength(1)
})

it('counts nothing twice that the server has, nor what it refused', () => {
  const told = { completions: [{ id: 'c', moduleId: 'spot-it', moduleVersion: 1, completedAt: at(50), validUntil: validUntil(at(50)) }] }
  expect(withUnsent(board, opened(all, told)).completions).toEqual(told.completions)
  const settled = all.map((one, n) => ({ ...one, state: n % 2 ? ('sent' as const) : ('aside' as const) }))
  expect(withUnsent(board, opened(settled))).toEqual(mine)
})

it('takes what he said of himself as said, and knows nothing of somebody nobody heard of', () => {
  const change = { changeId: 'x', role: 'care' as const, nudges: false }
  expect(withUnsent(board, { mine, change, answers: [] })).toEqual({ ...mine, role: 'care', nudges: false })
  expect(withUnsent(board, { mine: null, change: null, answers: [] })).toEqual(nothingYet(board))
})
