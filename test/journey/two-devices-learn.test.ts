import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { days, hours, minutes, plus } from '../../shared/instant.ts'
import { questionsFor, type Module } from '../../shared/training/module.ts'
import { modules } from '../../shared/training/modules.ts'
import type { AnswerIn } from '../../shared/training/training-views.ts'
import { office, type Office } from '../support/office.ts'
import { answerTo, mine, personalData, send, sitting } from '../support/training.ts'

let o: Office
beforeAll(async () => void (o = await office()))
afterAll(() => o.drop())

const questions = questionsFor(personalData, 'teacher')
/** The next version asks another question in the place of the first. */
const updated: Module = {
  ...personalData,
  version: personalData.version + 1,
  questions: personalData.questions.map((question) => (question.id === questions[0]!.id ? { ...question, id: 'something-new' } : question)),
}
const ids = (answers: readonly AnswerIn[]) => answers.map(({ questionId }) => questionId)

it('begins on the phone, goes on at the desk, sends some twice, and is finished once, when the last answer was given', async () => {
  const [phone, laptop] = [await o.as('teacher'), await o.as('teacher')]
  const answers = sitting(plus(o.now(), -hours(2)))
  const [onPhone, atDesk] = [answers.slice(0, 2), answers.slice(2)]
  // The laptop comes home first.
  await send(laptop, o.now(), atDesk)
  const { mine: known } = await send(phone, o.now(), onPhone.slice(0, 1))
  expect(known.completions).toEqual([])
  expect(known.progress).toEqual([{ moduleId: personalData.id, questionIds: [...ids(onPhone.slice(0, 1)), ...ids(atDesk)] }])
  // What the phone was told got lost on the way, so all of it comes again.
  const done = { moduleId: personalData.id, completedAt: answers.at(-1)!.answeredAt }
  expect((await send(phone, o.now(), onPhone)).mine).toMatchObject({ completions: [done], progress: [] })
  await Promise.all([send(phone, o.now(), onPhone), send(laptop, o.now(), answers.toReversed())])
  expect(await mine(laptop)).toEqual(await mine(phone))
  expect(await o.sql('select module_id from training_completion')).toHaveLength(1)
})

it('goes on with what the new version asks when it changes in the middle', async () => {
  const [before, after] = [await o.as('chair'), await o.as('chair')]
  const old = sitting(plus(o.now(), -hours(1)))
  await send(before, o.now(), old.slice(0, -1))
  o.deps.modules = modules.map((module) => (module.id === personalData.id ? updated : module))
  // A phone that still has the old version finishes it there; the office asks one more.
  const { mine: almost } = await send(before, o.now(), old.slice(-1))
  expect(almost.completions).toEqual([])
  const fresh = answerTo(
    updated,
    updated.questions.find(({ id }) => id === 'something-new')!,
    plus(o.now(), -minutes(1)),
  )
  const { mine: done } = await send(after, o.now(), [fresh])
  expect(done.completions).toMatchObject([{ moduleVersion: updated.version, completedAt: fresh.answeredAt }])
  // Whoever finished the old one stays finished.
  expect((await mine(await o.as('teacher'))).completions).toMatchObject([{ moduleVersion: personalData.version }])
  delete o.deps.modules
})

it('ends the same whatever arrives in which order from which device, once or twice, with a clock that is off', async () => {
  const all = [
    ...sitting(plus(o.now(), -days(3))),
    ...questions.slice(0, 3).map((question, at) => answerTo(personalData, question, plus(o.now(), -hours(9 + at)), { right: at > 0, practice: true })),
  ]
  const people = ['dpo', 'handler', 'headOfIct', 'auditor', 'admin', 'adviser'] as const
  const states = []
  for (const [at, who] of people.entries()) {
    const device = await o.as(who)
    const [off] = fc.sample(fc.constantFrom(0, -hours(3), days(2)), { numRuns: 1, seed: at })
    const own = all.map((answer) => ({ ...answer, id: answer.id.replace(/.$/, String(at)), answeredAt: plus(answer.answeredAt, off!) }))
    const [order] = fc.sample(fc.shuffledSubarray([...own, ...own.slice(2, 5)], { minLength: own.length + 3 }), { numRuns: 1, seed: at })
    const cut = at % order!.length
    for (const part of [order!.slice(0, cut), order!.slice(cut)].filter(({ length }) => length > 0)) await send(device, plus(o.now(), off!), part)
    const { completions, cards, progress } = await mine(device)
    states.push({
      completions: completions.map((one) => ({ ...one, id: null })),
      cards: cards.toSorted((a, b) => (a.questionId < b.questionId ? -1 : 1)),
      progress,
    })
  }
  expect(states[0]!.completions).toHaveLength(1)
  for (const state of states) expect(state).toEqual(states[0])
})
