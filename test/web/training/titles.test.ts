import { expect, it } from 'vitest'
import { questionsFor, trainingRoles } from '../../../shared/training/module.ts'
import { modules } from '../../../shared/training/modules.ts'
import { loadModule } from '../../../web/training/content.ts'
import { titles } from '../../../web/training/titles.ts'

it('lists of each module what it says of itself, in the same order', () => {
  const told = modules.map(({ id, version, minutes, title, questions }) => ({
    ...{ id, version, minutes, title },
    questions: questions.map(({ id: question, roles }) => ({ id: question, roles })),
  }))
  expect(titles).toEqual(told)
})

it('chooses the same questions for a role as the module itself', () => {
  const asked = (list: typeof titles) => list.flatMap((one) => trainingRoles.map((role) => questionsFor(one, role).map(({ id }) => id)))
  expect(asked(titles)).toEqual(asked(modules))
})

it('loads each module by its id, and nothing by another word', async () => {
  expect(await Promise.all(titles.map(({ id }) => loadModule(id)))).toEqual(modules)
  expect(await loadModule('constructor')).toBeUndefined()
})
