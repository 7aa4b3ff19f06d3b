import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { expireAnswers } from '../../../api/training/expire-answers.ts'
import { amsterdamDay, amsterdamMidnight, days, minutes, plus } from '../../../shared/instant.ts'
import type { AnswerIn } from '../../../shared/training/training-views.ts'
import { office, type Office } from '../../support/office.ts'
import { mine, send, sitting } from '../../support/training.ts'

let o: Office
beforeAll(async () => void (o = await office()))
afterAll(() => o.drop())
afterEach(() => o.sql('delete from learner'))

type Who = 'teacher' | 'handler' | 'chair' | 'dpo' | 'adviser'
const hand = async (who: Who, answers: readonly AnswerIn[]) => (await send(await o.as(who), o.now(), answers)).mine
const midnight = (at: string) => amsterdamMidnight(amsterdamDay(at))
/** Time goes by, and the engine does its hourly work. */
async function later(ms: number) {
  o.outage(ms)
  await expireAnswers(o.deps)
}
const satOf = (who: string) =>
  o.sql<{ sat_at: string | null; sat_module: string | null }>(
    'select sat_at, sat_module, sat_role from training_card join learner l on l.id = learner_id join person p on p.id = l.person_id where p.pseudonym = $1',
    [who],
  )

it('finishes a module of which two answers came home six weeks after the others', async () => {
  const all = sitting(plus(o.now(), -minutes(20)))
  await hand('teacher', all.slice(0, 5))
  await later(days(42))
  const { progress, sat } = await mine(await o.as('teacher'))
  expect(progress[0]?.questionIds.toSorted()).toEqual(
    all
      .slice(0, 5)
      .map(({ questionId }) => questionId)
      .toSorted(),
  )
  expect(new Set(sat.map(({ answeredAt }) => answeredAt))).toEqual(new Set([midnight(all[0]!.answeredAt)]))
  const known = await hand('teacher', all.slice(5))
  expect(known).toMatchObject({ completions: [{ completedAt: all.at(-1)!.answeredAt }], progress: [], sat: [] })
  expect(await o.sql('select 1 from training_card where sat_at is not null')).toEqual([])
})

it('finishes a module whose last answer was given a month after the first and came in when those were gone', async () => {
  const all = sitting(o.now())
  const last = { ...all.at(-1)!, answeredAt: plus(o.now(), days(29)) }
  await hand('handler', all.slice(0, -1))
  await later(days(31))
  expect((await hand('handler', [last])).completions).toMatchObject([{ completedAt: last.answeredAt }])
})

it('finishes a module from late answers in two requests as in one, once, whichever came first', async () => {
  const all = sitting(plus(o.now(), -days(45)))
  expect((await hand('chair', all.slice(3))).completions).toEqual([])
  await later(minutes(61))
  const known = await hand('chair', all.slice(0, 3))
  expect(known.completions.map(({ completedAt }) => amsterdamDay(completedAt))).toEqual([amsterdamDay(all[0]!.answeredAt)])
  expect((await hand('chair', all)).completions).toEqual(known.completions)
})

it('begins a new round with what was answered after the last one, also when those answers are gone', async () => {
  const [first, second] = [sitting(o.now()), sitting(plus(o.now(), minutes(30)))]
  o.outage(minutes(60))
  await hand('dpo', [...first, ...second.slice(0, -2)])
  await later(days(33))
  expect((await mine(await o.as('dpo'))).progress[0]?.questionIds).toHaveLength(second.length - 2)
  const done = (await hand('dpo', second.slice(-2))).completions
  expect(done).toMatchObject([{ completedAt: second.at(-1)!.answeredAt }])
})

it('keeps a day, a module and a role of it, and after sixty days nothing', async () => {
  const all = sitting(o.now())
  await hand('adviser', all.slice(0, 2))
  await later(days(31))
  const [{ pseudonym }] = (await o.sql<{ pseudonym: string }>('select pseudonym from person p join learner l on l.person_id = p.id')) as [{ pseudonym: string }]
  const kept = await satOf(pseudonym)
  expect(kept.map((row) => ({ ...row, sat_at: new Date(row.sat_at!).toISOString() }))).toEqual(
    [1, 2].map(() => ({ sat_at: midnight(all[0]!.answeredAt), sat_module: all[0]!.moduleId, sat_role: 'teacher' })),
  )
  await later(days(30))
  expect(await satOf(pseudonym)).toEqual([1, 2].map(() => ({ sat_at: null, sat_module: null, sat_role: null })))
  const known = await hand('adviser', [{ ...all[2]!, answeredAt: o.now() }])
  expect(known.progress).toEqual([{ moduleId: all[2]!.moduleId, questionIds: [all[2]!.questionId] }])
})
