import { afterAll, beforeAll, expect, it } from 'vitest'
import { importBoard } from '../../../api/access/import-board.ts'
import { slowWork } from '../../../api/slow-work.ts'
import { expireAnswers } from '../../../api/training/expire-answers.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import { amsterdamDay, days, hours, plus } from '../../../shared/instant.ts'
import { office, type Office } from '../../support/office.ts'
import { answerTo, mine, personalData, send, sitting } from '../../support/training.ts'

let o: Office
beforeAll(async () => void (o = await office()))
afterAll(() => o.drop())

const count = async (table: string) => (await o.sql<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n
const question = personalData.questions[0]!

it('folds answers into their cards thirty days after they were given, and nobody’s practice changes by it', async () => {
  await send(await o.as('teacher'), o.now(), [
    ...sitting(plus(o.now(), -hours(1))),
    answerTo(personalData, question, plus(o.now(), -hours(9)), { right: false }),
  ])
  await send(await o.as('handler'), o.now(), sitting(plus(o.now(), -hours(1))))
  o.outage(days(10))
  await send(await o.as('teacher'), o.now(), [
    answerTo(personalData, question, plus(o.now(), -days(5)), { practice: true }),
    answerTo(personalData, question, o.now()),
  ])
  const [before, answers] = [[await mine(await o.as('teacher')), await mine(await o.as('handler'))], await count('training_answer')]
  o.outage(days(19) + hours(20))
  await expireAnswers(o.deps)
  expect(await count('training_answer')).toBe(answers - 1)
  o.outage(days(2))
  await slowWork(o.deps)
  expect(await count('training_answer')).toBe(2)
  const after = [await mine(await o.as('teacher')), await mine(await o.as('handler'))]
  const byQuestion = (cards: (typeof after)[0]['cards']) => cards.toSorted((a, b) => a.questionId.localeCompare(b.questionId))
  expect(after.map(({ cards }) => byQuestion(cards))).toEqual(before.map(({ cards }) => byQuestion(cards)))
  expect(after.map(({ completions }) => completions)).toEqual(before.map(({ completions }) => completions))
})

it('does it whole or not at all, goes on where it stopped, and twice at once is once', async () => {
  o.outage(days(60))
  const before = await mine(await o.as('teacher'))
  await o.sql(`create function stop() returns trigger language plpgsql as $$ begin raise 'the power is off'; end $$`)
  await o.sql('create trigger stop before insert or update on training_card for each row execute function stop()')
  await expect(expireAnswers(o.deps)).rejects.toThrow()
  expect(await count('training_answer')).toBe(2)
  await o.sql('drop trigger stop on training_card')
  await o.sql('drop function stop()')
  await Promise.all([expireAnswers(o.deps), expireAnswers({ ...o.deps })])
  expect(await count('training_answer')).toBe(0)
  expect((await mine(await o.as('teacher'))).cards).toEqual(expect.arrayContaining(before.cards))
})

it('goes on with all others, and with other boards, where one learner cannot be done', async () => {
  const people = ['teacher', 'handler', 'chair'] as const
  for (const one of people) await send(await o.as(one), o.now(), [answerTo(personalData, question, o.now())])
  await o.sql(`update training_answer set answered_at = answered_at - interval '31 days'`)
  const [first] = await o.sql('select learner_id as id from training_answer order by learner_id limit 1')
  await o.sql(
    `create function stop() returns trigger language plpgsql as $$ begin if new.learner_id = '${String(first!['id'])}' then raise 'poison'; end if; return new; end $$`,
  )
  await o.sql('create trigger stop before insert or update on training_card for each row execute function stop()')
  o.outage(hours(1))
  await expect(expireAnswers(o.deps)).rejects.toThrow()
  expect(await o.sql('select learner_id as id from training_answer')).toEqual([first])
  await o.sql('drop trigger stop on training_card')
  await o.sql('drop function stop()')
  await expireAnswers(o.deps)
  expect(await count('training_answer')).toBe(0)
})

it('rests for an hour', async () => {
  const old = answerTo(personalData, question, o.now())
  await send(await o.as('teacher'), o.now(), [old])
  await o.sql(`update training_answer set answered_at = answered_at - interval '31 days'`)
  await expireAnswers(o.deps)
  expect(await count('training_answer')).toBe(1)
  o.outage(hours(1))
  await expireAnswers(o.deps)
  expect(await count('training_answer')).toBe(0)
})

it('keeps of an answer how it went and on which day, not at what hour', async () => {
  const cards = (await o.sql(`select card ->> 'lastReview' as last, card ->> 'due' as due from training_card`)).flatMap(({ last, due }) => [last, due])
  expect(cards.length).toBeGreaterThan(4)
  expect(cards.filter((at) => !String(at).endsWith('T00:00:00.000Z'))).toEqual([])
})

it('keeps a card that nobody touches two years', async () => {
  const before = await count('training_card')
  await o.sql(
    `update training_card set card = card || '{"lastReview": "2020-01-01T00:00:00.000Z"}' where learner_id = (select learner_id from training_card order by 1 limit 1)`,
  )
  o.outage(hours(1))
  await expireAnswers(o.deps)
  const after = await o.sql(`select 1 from training_card where card ->> 'lastReview' < '2024'`)
  expect([after, (await count('training_card')) < before]).toEqual([[], true])
  expect(await count('training_card')).toBeGreaterThan(0)
})

it('keeps a completion two years, and forgets whoever left by the board file more than a year ago with everything', async () => {
  // Everybody is counted in figures, under an id of his own, whether he ever answered or not.
  expect([await count('learner'), await count('training_completion')]).toEqual([9, 2])
  const [hanna] = demoBoard.people.slice(2)
  await importBoard(o.deps, { ...demoBoard, people: [{ ...hanna!, left: amsterdamDay(o.now()) }] }, { invite: false })
  o.outage(days(364))
  await expireAnswers(o.deps)
  expect([await count('learner'), await count('training_completion')]).toEqual([9, 2])
  o.outage(days(3))
  await expireAnswers(o.deps)
  expect([await count('learner'), await count('training_completion')]).toEqual([8, 1])
  expect(await o.sql('select distinct learner_id in (select id from learner) as known from training_card')).toEqual([{ known: true }])
  o.outage(days(300))
  await expireAnswers(o.deps)
  expect([await count('learner'), await count('training_completion')]).toEqual([8, 0])
})
