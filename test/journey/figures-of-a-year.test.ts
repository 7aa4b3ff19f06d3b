import { afterAll, beforeAll, expect, it } from 'vitest'
import { slowWork } from '../../api/slow-work.ts'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import { days } from '../../shared/instant.ts'
import type { FiguresView } from '../../shared/training/figure-views.ts'
import { figureHouse, kompas, regenboog, type FigureHouse } from '../support/figure-house.ts'

let h: FigureHouse
beforeAll(async () => void (h = await figureHouse()))
afterAll(() => h.drop())

const read = async (who: DemoPersona): Promise<FiguresView> => (await (await h.as(who)).get(`/training/figures?organisationId=${h.board}`)).json()
const membership = async () => (await h.sql<{ line: string }>(`select learner_id || ' ' || group_id as line from figure_member`)).map(({ line }) => line)
const month = async () => {
  h.outage(days(28))
  await slowWork(h.deps)
}

it('tells a whole school year of people who come, go and practise in groups that stay as they are, and begins anew in August', async () => {
  await h.sql(`update person set left_at = null`)
  await h.sql(`update role_grant set school_ids = $1::jsonb where role = 'schoolLead'`, [JSON.stringify([kompas])])
  const [here, there] = [await h.join({ count: 26, schoolId: regenboog, role: 'teacher' }), await h.join({ count: 14, schoolId: kompas, role: 'teacher' })]
  let before: string[] = []
  const told: FiguresView[] = []
  for (let at = 0; at < 12; at++) {
    await h.finish(at === 3 ? [...there, ...here.slice(0, 12)] : here.slice(at * 2, at * 2 + 1))
    if (at === 5) await h.leave([here[0]!])
    if (at === 6) await h.sql(`update learner set school_id = $1 where id = $2`, [kompas, here[1]])
    // Three a month: they wait until ten of them came.
    await h.join({ count: 3, schoolId: kompas, role: 'teacher' })
    await month()
    const now = await membership()
    expect(before.filter((line) => !now.includes(line))).toEqual([])
    before = now
    told.push(await read('dpo'))
  }
  // The nine of no school waited until the first three newcomers made them enough; those after them came in tens.
  expect((await h.groups()).map(({ people }) => people)).toEqual([12, 12, 12, 17, 26])
  expect(told.every(({ report }) => report!.lines.every(({ people }) => people >= 10))).toBe(true)
  const shareIn = (view: FiguresView) =>
    view.report!.lines.find(({ block }) => block.schoolIds.join() === kompas)!.completed.find((one) => one.moduleId === 'spot-it')!.share
  expect([told[2], told[3], told[4]].map((view) => shareIn(view!))).toEqual(['about10', 'about80', 'about80'])

  const [all, his] = [await read('dpo'), await read('schoolLead')]
  expect(all.report!.lines.length).toBeGreaterThan(his.report!.lines.length)
  expect(his.report!.lines.slice(1).map(({ block }) => block.schoolIds)).toEqual([[kompas]])
  expect(all.report!.reporting.map(({ quarter, perHundred }) => [quarter, perHundred])).toEqual([
    ['2027-Q2', 0],
    ['2027-Q1', 0],
    ['2026-Q4', 0],
    ['2026-Q3', 0],
  ])

  await month()
  const next = await read('dpo')
  expect(next.report).toMatchObject({ schoolYear: 2027, missedUntil: null })
  expect(new Set(next.report!.lines.flatMap(({ completed }) => completed.map(({ share }) => share)))).toEqual(new Set(['under10', 'about10']))
  expect((await membership()).filter((line) => before.includes(line))).toEqual([])
})
