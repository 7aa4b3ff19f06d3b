import { expect, it } from 'vitest'
import { grade, questionsFor, trainingRoles, type Module, type Question } from '../../../shared/training/module.ts'
import { modules } from '../../../shared/training/modules.ts'

const sample = modules[0]!
const ruled = sample.questions.find((question) => !question.bothCanBeRight)!
const open = modules.flatMap((module) => module.questions).find((question) => question.bothCanBeRight)!
const of = (id: string, roles: Question['roles']): Question => ({ ...ruled, id, roles })
const module = (...questions: Question[]): Module => ({ ...sample, questions })

it('grades the marked option as right and the others as wrong, each with its own feedback', () => {
  const grades = ruled.options.map((option) => grade(ruled, option.id))
  expect(grades.map((one) => one?.right)).toEqual(ruled.options.map((option) => option.right))
  expect(grades.map((one) => one?.feedback)).toEqual(ruled.options.map((option) => option.feedback))
  expect(grades.map((one) => one?.option)).toEqual([...ruled.options])
})

it('grades both as right where the law leaves room', () => {
  expect(open.options.filter((option) => grade(open, option.id)?.right)).toHaveLength(2)
})

it('grades nothing for an option that is not there', () => {
  expect(grade(ruled, 'z')).toBeUndefined()
})

it('asks a role its own scenarios first and then those for everyone', () => {
  const asked = questionsFor(module(of('one', 'all'), of('two', ['teacher']), of('three', ['board']), of('four', ['teacher', 'board'])), 'teacher')
  expect(asked.map(({ id }) => id)).toEqual(['two', 'four', 'one'])
})

it('asks seven at most', () => {
  const many = Array.from({ length: 9 }, (_, at) => of(String(at), 'all'))
  expect(questionsFor(module(...many), 'ict')).toHaveLength(7)
})

it('asks every role five to seven scenarios of every module', () => {
  const counts = modules.flatMap((one) => trainingRoles.map((role) => questionsFor(one, role).length))
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(5)
  expect(Math.max(...counts)).toBeLessThanOrEqual(7)
})
