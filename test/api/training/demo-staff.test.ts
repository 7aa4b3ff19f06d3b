import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoBoard } from '../../../api/demo/board.ts'
import { furnishTraining } from '../../../api/demo/furnish-training.ts'
import { demoDesk } from '../../../api/demo/staff.ts'
import { importBoard } from '../../../api/access/import-board.ts'
import type { FiguresView } from '../../../shared/training/figure-views.ts'
import { office, type Office } from '../../support/office.ts'

let o: Office
beforeAll(async () => void (o = await office({ board: demoDesk })))
afterAll(() => o.drop())

const told = async () =>
  (
    await o.sql(`select (select count(*) from person)::int as people, (select count(*) from learner)::int as learners,
    (select count(*) from training_answer)::int as answers, (select count(*) from training_completion)::int as completions,
    (select count(*) from figure_report)::int as reports`)
  )[0]

it('has staff at three schools, some of whom learned something, and a second start finds it done', async () => {
  await furnishTraining(o.deps)
  const first = await told()
  expect(first).toMatchObject({ people: demoBoard.people.length + 24, learners: 33 })
  expect(first!['completions']).toBeGreaterThan(20)
  const schools = await o.sql<{ n: number }>('select count(*)::int as n from person where school_id is not null group by school_id order by n desc')
  expect(schools.map(({ n }) => n)).toEqual([16, 6, 4])
  // There are figures at once: of the board, of one school, and of all others together.
  const view = await (await o.as('dpo')).get(`/training/figures?organisationId=${demoBoard.organisationId}`)
  expect(((await view.json()) as FiguresView).report?.lines.map(({ people }) => people)).toEqual([30, 10, 10])
  await importBoard(o.deps, demoDesk, { invite: false })
  await furnishTraining(o.deps)
  expect(await told()).toEqual(first)
})

it('goes on where a demo was stopped after the row of somebody and before his answers', async () => {
  const first = await told()
  const one = `(select learner_id from training_answer order by learner_id limit 1)`
  for (const table of ['training_completion', 'training_card', 'training_answer']) await o.sql(`delete from ${table} where learner_id = ${one}`)
  expect(await told()).not.toEqual(first)
  await furnishTraining(o.deps)
  expect(await told()).toEqual(first)
})
