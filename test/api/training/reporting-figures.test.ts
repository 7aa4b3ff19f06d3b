import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { ReportingLine } from '../../../shared/training/figure-views.ts'
import { hours, plus } from '../../../shared/instant.ts'
import { withSchoolCode } from '../../support/hand-in.ts'
import { figureHouse, regenboog, type FigureHouse } from '../../support/figure-house.ts'
import { lostStick } from '../../support/office.ts'

let h: FigureHouse
beforeAll(async () => void (h = await figureHouse('2026-08-03T06:00:00.000Z')))
afterAll(() => h.drop())

const board = (lines: readonly ReportingLine[]) => lines.find(({ schoolIds }) => schoolIds === null)

it('counts a quarter once, and only what the whole team may know of', async () => {
  await h.sql(`update person set left_at = null`)
  await h.join({ count: 41, schoolId: regenboog, role: 'teacher' })
  const noor = await h.as('teacher')
  const report = async (changes = {}) => (await noor.put(`/reports/${v7()}`, lostStick(h.now(), { discoveredAt: plus(h.now(), -hours(3)), ...changes }))).json()
  for (let i = 0; i < 5; i++) await report()
  // The chair alone, a discreet one, one somebody may not know of, and one nobody stands behind.
  await report({ addressee: 'chair' })
  const [discreet, kept] = [await report(), await report()]
  await h.sql(`update incident set discreet = true where id = $1`, [discreet.incidentId])
  await h.sql(`update incident set recused = array[$2::uuid] where id = $1`, [kept.incidentId, v7()])
  await withSchoolCode(h).report(v7())

  expect((await h.week(8)).reporting).toEqual([])
  const over = (await h.week()).reporting
  expect(over).toEqual([{ schoolIds: null, quarter: '2026-Q3', perHundred: 10, medianToReport: 'withinDay' }])
  await h.sql(`update incident set discreet = false, recused = '{}'`)
  expect((await h.week()).reporting).toEqual(over)
  expect(board((await h.week(13)).reporting)).toMatchObject({ quarter: '2026-Q4', perHundred: 0, medianToReport: null })
  expect((await h.newest()).reporting.slice(1)).toEqual(over)
})
