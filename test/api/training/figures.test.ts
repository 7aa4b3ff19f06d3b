import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { makeFigures } from '../../../api/training/make-figures.ts'
import { days, hours } from '../../../shared/instant.ts'
import type { FiguresView } from '../../../shared/training/figure-views.ts'
import { modules } from '../../../shared/training/modules.ts'
import { figureHouse, kompas, regenboog, type FigureHouse } from '../../support/figure-house.ts'

let h: FigureHouse
beforeAll(async () => void (h = await figureHouse()))
beforeEach(() => h.anew())
afterAll(() => h.drop())

const spotIt = modules.find(({ id }) => id === 'spot-it')!
const [question] = spotIt.questions
const shares = (report: FiguresView['report'], moduleId = 'spot-it') =>
  report!.lines.map(({ completed }) => completed.find((one) => one.moduleId === moduleId)?.share)

it('makes one report a week, also where two processes come at once', async () => {
  await h.join({ count: 20, schoolId: regenboog, role: 'teacher' })
  await makeFigures(h.deps)
  expect(await h.sql(`select 1 from figure_report`)).toHaveLength(0)
  h.outage(days(7))
  await Promise.all([makeFigures(h.deps), makeFigures(h.deps), makeFigures(h.deps)])
  expect(await h.sql(`select 1 from figure_report`)).toHaveLength(1)
  expect((await h.groups()).map(({ people }) => people)).toEqual([20])
  h.outage(hours(12))
  await makeFigures({ ...h.deps })
  expect(await h.sql(`select 1 from figure_report`)).toHaveLength(1)
})

it('says nothing at all about a board with fewer people than the floor, whatever was saved as one', async () => {
  const learners = await h.join({ count: 9, schoolId: regenboog, role: 'teacher' })
  await h.finish(learners)
  await h.settings({ floor: 3 })
  expect(await h.week()).toMatchObject({ schoolYear: 2026, floor: 10, lines: [], reporting: [] })
})

it('lets newcomers wait until they are enough, and keeps everybody else where he was', async () => {
  const teachers = await h.join({ count: 14, schoolId: regenboog, role: 'teacher' })
  await h.join({ count: 12, schoolId: kompas, role: 'teacher' })
  const first = await h.week()
  expect(first.lines.map(({ people }) => people)).toEqual([20, 10, 10])

  // One leaves, one moves, another does something else from now on, and nine come.
  await h.finish(teachers.slice(0, 5))
  const second = await h.week()
  await h.leave([teachers[0]!])
  await h.sql(`update learner set school_id = $1 where id = $2`, [kompas, teachers[1]])
  await h.sql(`update learner set role = 'care' where id = $1`, [teachers[2]])
  const nine = await h.join({ count: 9, schoolId: regenboog, role: 'teacher' })
  await h.finish(nine)
  expect(await h.week()).toEqual(second)
  expect((await h.groups()).map(({ people }) => people)).toEqual([12, 14])
  // The tenth makes a group of them; it is one line with the others of that school and function.
  await h.join({ count: 1, schoolId: regenboog, role: 'teacher' })
  const last = await h.week()
  expect((await h.groups()).map(({ people }) => people)).toEqual([10, 12, 14])
  expect(last.lines.map(({ people }) => people)).toEqual([30, 20, 10])
})

it('counts whoever never signed in, under an id of his own that everyday work finds later', async () => {
  await h.sql(`update person set left_at = null, school_id = $1`, [regenboog])
  await h.join({ count: 20, schoolId: regenboog, role: 'teacher' })
  await h.week()
  expect(await h.sql(`select 1 from learner`)).toHaveLength(29)
  expect((await h.groups()).map(({ people }) => people)).toEqual([29])
  await h.week()
  expect(await h.sql(`select 1 from learner`)).toHaveLength(29)
})

it('reads the same whether the only caretaker of a school ever said what he does, and counts no function to the man', async () => {
  const told = []
  for (const henk of ['caretaker', null] as const) {
    await h.anew()
    await h.join({ count: 14, schoolId: regenboog, role: 'teacher' })
    await h.join({ count: 5, schoolId: regenboog, role: 'care' })
    await h.join({ count: 1, schoolId: regenboog, role: henk })
    await h.join({ count: 24, schoolId: kompas, role: 'teacher' })
    await h.join({ count: 10, schoolId: kompas, role: 'care' })
    told.push(await h.week())
  }
  expect(told[0]).toEqual(told[1])
  const lines = told[0]!.lines.slice(1).map(({ block, whole, people }) => [block.schoolIds.join(), block.roles.join(), whole, people])
  expect(new Set(lines)).toEqual(
    new Set([
      [regenboog, '', true, 20],
      [kompas, '', true, 30],
      [kompas, 'teacher', false, 10],
      [kompas, 'care', false, 10],
    ]),
  )
})

it('changes no report that was made, the app’s own hand neither', async () => {
  const [row] = await h.sql<{ may: boolean }>(`select has_table_privilege('seintje_app', 'figure_report', 'UPDATE') as may`)
  expect(row).toEqual({ may: false })
})

it('tells staff the smallest group of the figures that are shown, not the one that was chosen since', async () => {
  await h.sql(`update person set left_at = null`)
  const floor = async () => (await (await h.as('teacher')).get(`/training?organisationId=${h.board}`)).json().then((mine: { floor: number }) => mine.floor)
  await h.settings({ floor: 20 })
  expect(await floor()).toBe(20)
  await h.settings({ floor: 10 })
  await h.join({ count: 35, schoolId: regenboog, role: 'teacher' })
  await h.week()
  await h.settings({ floor: 20 })
  expect(await floor()).toBe(10)
  await h.week()
  expect(await floor()).toBe(20)
})

it('waits at first for people to say what they do', async () => {
  await h.join({ count: 20, schoolId: regenboog, role: null })
  expect((await h.week()).lines).toEqual([])
  expect((await h.week(3)).lines).toHaveLength(1)
})

it('leaves a hidden module out, and counts what was finished in this school year only', async () => {
  const learners = await h.join({ count: 40, schoolId: regenboog, role: 'teacher' })
  await h.finish(learners.slice(0, 20))
  await h.sql(`update training_completion set completed_at = '2026-07-31T21:00:00Z'`)
  await h.finish(learners.slice(0, 10))
  await h.finish(learners.slice(0, 10))
  await h.settings({ hidden: ['prevent-it'] })
  const report = await h.week()
  expect(shares(report)).toEqual(['about20'])
  expect(report.lines[0]?.completed.map(({ moduleId }) => moduleId)).toEqual(modules.map(({ id }) => id).filter((id) => id !== 'prevent-it'))
})

it('widens its lines when the floor is raised, and never splits them when it is lowered again', async () => {
  await h.join({ count: 12, schoolId: regenboog, role: 'teacher' })
  await h.join({ count: 15, schoolId: regenboog, role: 'care' })
  expect((await h.week()).lines.map(({ people }) => people)).toEqual([20, 10, 10])
  await h.settings({ floor: 20 })
  expect((await h.week()).lines.map(({ people }) => people)).toEqual([20])
  await h.settings({ floor: 10 })
  expect((await h.week()).lines.map(({ people }) => people)).toEqual([20])
  expect((await h.groups()).map(({ people, roles }) => [people, roles])).toEqual([
    [12, ['care', 'teacher']],
    [15, ['care', 'teacher']],
  ])
})

it('shows a group together with another once too few of it still work here', async () => {
  const teachers = await h.join({ count: 11, schoolId: regenboog, role: 'teacher' })
  await h.join({ count: 15, schoolId: regenboog, role: 'care' })
  expect((await h.week()).lines).toHaveLength(3)
  await h.leave(teachers.slice(0, 2))
  expect((await h.week()).lines).toHaveLength(1)
})

it('says nothing new of a group of which too few are left, also within a larger line, and goes on where they come back', async () => {
  const teachers = await h.join({ count: 12, schoolId: regenboog, role: 'teacher' })
  const care = await h.join({ count: 12, schoolId: regenboog, role: 'care' })
  await h.finish(teachers.slice(0, 3))
  expect(shares(await h.week())).toEqual(['about10', 'about10', 'about10'])
  await h.leave(teachers.slice(0, 9))
  expect(shares(await h.week())).toEqual(['about10'])
  await h.finish(teachers.slice(9))
  await h.finish(teachers.slice(0, 9))
  expect(shares(await h.week())).toEqual(['about10'])
  // It is the others, of whom enough are here, who move the line.
  await h.finish(care)
  expect(shares(await h.week())).toEqual(['about50'])
  await h.sql(`update person set left_at = null where id in (select person_id from learner where id = any(string_to_array($1, ',')::uuid[]))`, [
    teachers.join(),
  ])
  expect(shares(await h.week())).toEqual(['about90'])
})

it('goes on counting groups that were made before the floor was raised, in larger lines', async () => {
  const teachers = await h.join({ count: 12, schoolId: regenboog, role: 'teacher' })
  await h.join({ count: 15, schoolId: regenboog, role: 'care' })
  await h.week()
  await h.settings({ floor: 20 })
  const [before] = shares(await h.week())
  await h.finish(teachers)
  expect(shares(await h.week())).not.toEqual([before])
})

it('no longer shows a group of which somebody is erased', async () => {
  const learners = await h.join({ count: 12, schoolId: regenboog, role: 'teacher' })
  await h.join({ count: 15, schoolId: kompas, role: 'care' })
  expect((await h.week()).lines).toHaveLength(3)
  await h.sql(`delete from learner where id = $1`, [learners[0]])
  expect((await h.week()).lines.map(({ block }) => block.schoolIds)).toEqual([[kompas]])
})

it('begins anew with the school year, and throws away the groups of the last one', async () => {
  const teachers = await h.join({ count: 14, schoolId: regenboog, role: 'teacher' })
  await h.finish(teachers)
  expect(shares(await h.week())).toEqual(['about90'])
  await h.leave(teachers.slice(0, 3))
  expect(await h.week(52)).toMatchObject({ schoolYear: 2027, missedUntil: null, lines: [{ people: 10 }] })
  expect(shares(await h.newest())).toEqual(['about10'])
  await h.week()
  expect(await h.groups()).toEqual([expect.objectContaining({ school_year: 2027, people: 11 })])
})

it('counts what was missed once, when four weeks are over, and says the same until the next are', async () => {
  const learners = await h.join({ count: 40, schoolId: regenboog, role: 'teacher' })
  const missed = { questionId: question!.id, moduleId: spotIt.id, correct: false }
  await h.answer(learners.slice(0, 20), missed)
  await h.answer(learners.slice(0, 5), { ...missed, correct: true })
  await h.answer(learners.slice(20, 30), { ...missed, correct: true })
  // Too few answered this one, and this one belongs to a module that is hidden.
  await h.answer(learners.slice(0, 9), { ...missed, questionId: spotIt.questions[1]!.id })
  await h.answer(learners, { ...missed, questionId: modules[0]!.questions[0]!.id, moduleId: modules[0]!.id })
  await h.settings({ hidden: [modules[0]!.id] })
  // A question of the board's own counts for its idea.
  const own = v7()
  await h.sql(
    `insert into board_question (organisation_id, id, module_id, content, state, proposed_by, proposed_at) values ($1, $2, 'spot-it', '{"idea": "paperCounts"}', 'live', $2, $3)`,
    [h.board, own, h.now()],
  )
  await h.answer(learners, { ...missed, questionId: `own-${own}` })
  expect((await h.week(3)).missedUntil).toBe(null)
  const over = await h.week()
  expect(over).toMatchObject({
    missedUntil: '2026-08-31',
    lines: [
      {
        missed: [
          { idea: 'paperCounts', share: 'over90' },
          { idea: question!.idea, share: 'about70' },
        ],
      },
    ],
  })
  await h.sql(`delete from training_answer`)
  expect((await h.week()).lines[0]?.missed).toEqual(over.lines[0]?.missed)
  expect(await h.week(3)).toMatchObject({ missedUntil: '2026-09-28', lines: [{ missed: [] }] })
})

it('does not count four weeks any more of which answers are gone', async () => {
  const learners = await h.join({ count: 40, schoolId: regenboog, role: 'teacher' })
  await h.answer(learners, { questionId: question!.id, moduleId: spotIt.id, correct: false })
  expect(await h.week(5)).toMatchObject({ missedUntil: '2026-08-31', lines: [{ missed: [] }] })
})

it('shows the newest report and nothing that happened since, a school leader only his school and the board, and writes down who looked', async () => {
  await h.sql(`update person set left_at = null`)
  const read = async (who: 'dpo' | 'schoolLead'): Promise<FiguresView> => (await (await h.as(who)).get(`/training/figures?organisationId=${h.board}`)).json()
  expect(await read('dpo')).toMatchObject({ madeAt: null, nextAt: '2026-08-10T01:00:00.000Z', report: null })
  const teachers = await h.join({ count: 35, schoolId: regenboog, role: 'teacher' })
  await h.join({ count: 35, schoolId: kompas, role: 'teacher' })
  await h.week()
  await h.finish(teachers)
  await h.sql(`update role_grant set school_ids = $1::jsonb where role = 'schoolLead'`, [JSON.stringify([kompas])])
  const [all, his] = [await read('dpo'), await read('schoolLead')]
  expect(shares(all.report)).toEqual(['under10', 'under10', 'under10'])
  expect(his.report?.lines).toEqual([all.report?.lines[0], ...all.report!.lines.slice(1).filter(({ block }) => block.schoolIds.join() === kompas)])
  expect([all.schools.length, his.schools.map(({ id }) => id)]).toEqual([3, [kompas]])
  await h.sql(`update role_grant set school_ids = null where role = 'schoolLead'`)
  expect((await read('schoolLead')).report).toEqual(all.report)
  expect(await h.sql(`select 1 from event where type = 'training.figuresRead'`)).toHaveLength(4)
})

it('goes on as it was after a clock that ran a year ahead for a moment: nothing is lost, and what it made is not shown', async () => {
  await h.join({ count: 14, schoolId: regenboog, role: 'teacher' })
  const before = await h.week()
  const groups = await h.groups()
  h.outage(days(364))
  await makeFigures(h.deps)
  h.outage(-days(364))
  await h.sql(`update person set left_at = null`)
  const view = (await (await h.as('dpo')).get(`/training/figures?organisationId=${h.board}`)).json() as Promise<FiguresView>
  expect([(await view).madeAt, (await view).report]).toEqual([h.now(), before])
  await h.sql(`update person set left_at = $1 where name_sealed <> '\\x00'`, [h.now()])
  expect(await h.week()).toEqual(before)
  expect((await h.groups()).filter(({ school_year }) => school_year === 2026)).toEqual(groups)
  expect(await h.sql(`select 1 from figure_report where made_at > $1`, [h.now()])).toEqual([])
})
