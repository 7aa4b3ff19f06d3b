import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoBoard, demoIdentity } from '../../../api/demo/board.ts'
import { mostAnswersADay, rateLimits } from '../../../api/http/rate-limit.ts'
import { mostLiving } from '../../../api/training/record-answers.ts'
import { days, hours, minutes, plus } from '../../../shared/instant.ts'
import { fold } from '../../../shared/training/schedule.ts'
import { office, type Office } from '../../support/office.ts'
import { answerTo, mine, personalData, send, sitting } from '../../support/training.ts'

const adminId = demoBoard.people.find(({ identityId }) => identityId === demoIdentity('admin'))!.personId
let o: Office
beforeAll(async () => void (o = await office()))
afterAll(() => o.drop())

const [first, second] = personalData.questions.filter(({ bothCanBeRight }) => !bothCanBeRight)
const events = async () => (await o.sql<{ n: number }>('select count(*)::int as n from event'))[0]!.n
const rows = async (ids: readonly string[]) =>
  o.sql(`select id, question_id, correct, answered_at, received_at from training_answer where id = any($1::uuid[]) order by id`, [ids])

it('keeps each answer once, whatever arrives when and how often, and writes nothing of it in the log', async () => {
  const noor = await o.as('teacher')
  const before = await events()
  const [wrong, right] = [answerTo(personalData, first!, plus(o.now(), -hours(1)), { right: false }), answerTo(personalData, first!, o.now())]
  expect((await send(noor, o.now(), [right, right])).kept).toEqual([right.id, right.id])
  const { kept, mine: known } = await send(noor, o.now(), [wrong, right])
  expect(kept).toEqual([wrong.id, right.id])
  expect(known).toMatchObject({ role: 'teacher', progress: [{ moduleId: personalData.id, questionIds: [first!.id] }] })
  const given = [wrong, right].map(({ id, answeredAt }, at) => ({ id, answeredAt, correct: at === 1 }))
  expect(known.cards).toEqual([{ questionId: first!.id, card: fold(undefined, given) }])
  expect(await rows([wrong.id, right.id])).toHaveLength(2)
  expect(await events()).toBe(before)
})

it('answers another person’s id as kept, changes nothing and tells nothing', async () => {
  const [noor, levi] = [await o.as('teacher'), await o.as('auditor')]
  const hers = answerTo(personalData, second!, o.now())
  await send(noor, o.now(), [hers])
  const before = [await mine(noor), await rows([hers.id])]
  const taken = await send(levi, o.now(), [{ ...hers, optionId: 'c', answeredAt: plus(o.now(), -hours(3)) }])
  expect(taken).toMatchObject({ kept: [hers.id], mine: { cards: [], progress: [], completions: [] } })
  expect([await mine(noor), await rows([hers.id])]).toEqual(before)
})

it('puts the clock of a phone right, and nothing is answered in the future', async () => {
  const ahead = plus(o.now(), hours(5))
  const [late, odd] = [answerTo(personalData, first!, plus(ahead, -minutes(10))), answerTo(personalData, second!, plus(ahead, hours(9)))]
  await send(await o.as('chair'), ahead, [late, odd])
  const found = await rows([late.id, odd.id])
  expect(found.map((row) => new Date(row['answered_at'] as string).toISOString())).toEqual([plus(o.now(), -minutes(10)), o.now()])
})

it('keeps an answer to a question it does not know, and counts it for nothing', async () => {
  const iris = await o.as('headOfIct')
  const [gone, away] = [answerTo(personalData, first!, o.now(), { questionId: 'gone' }), answerTo(personalData, first!, o.now(), { moduleId: 'away' })]
  const { mine: known } = await send(iris, o.now(), [gone, away])
  expect((await rows([gone.id, away.id])).map(({ correct }) => correct)).toEqual([null, null])
  expect(known.cards).toEqual([])
  expect(known.completions).toEqual([])
})

it('counts what was given more than thirty days ago into its card at once, once, and for finishing a module', async () => {
  const ada = await o.as('adviser')
  const old = sitting(plus(o.now(), -days(40)))
  const { kept, mine: known } = await send(ada, o.now(), old)
  expect(kept).toEqual(old.map(({ id }) => id))
  expect(await rows(kept)).toEqual([])
  expect(known.completions).toMatchObject([{ moduleId: personalData.id, moduleVersion: personalData.version, completedAt: old.at(-1)!.answeredAt }])
  expect(known.cards).toHaveLength(old.length)
  expect(known.progress).toEqual([])
  // The answer to it was lost on the way: the same ones come again.
  expect((await send(ada, o.now(), old.toReversed())).mine).toEqual(known)
})

it('finishes a hidden module too, and says that it is hidden', async () => {
  const hanna = await o.as('handler')
  const training = { floor: 10, hidden: [personalData.id], dueOn: null, region: null, nudges: true, statements: false }
  await o.sql(`update organisation set settings = settings || jsonb_build_object('training', $1::jsonb)`, [JSON.stringify(training)])
  const { mine: known } = await send(hanna, o.now(), sitting(plus(o.now(), -hours(1))))
  expect(known).toMatchObject({ hidden: [personalData.id], completions: [{ moduleId: personalData.id }] })
  await o.sql(`update organisation set settings = settings - 'training'`)
})

/** So many more like this answer, each a second earlier, that came in so many days ago. */
const fill = (n: number, { id }: { id: string }, daysAgo = 0) =>
  o.sql(
    `insert into training_answer select organisation_id, gen_random_uuid(), learner_id, module_id, module_version, question_id, option_id, role, true, correct,
     answered_at - make_interval(secs => n), received_at - make_interval(days => $3) from training_answer, generate_series(1, $1) n where id = $2`,
    [n, id, daysAgo],
  )

it('refuses more answers than anybody gives in a day, takes those it has, and the others the day after', async () => {
  const sanne = await o.as('schoolLead')
  const known = answerTo(personalData, first!, o.now())
  await send(sanne, o.now(), [known])
  await fill(mostAnswersADay - 1, known)
  const more = { organisationId: demoBoard.organisationId, sentAt: o.now(), answers: [answerTo(personalData, first!, o.now())] }
  const refused = await sanne.post('/training/answers', more)
  expect([refused.status, refused.headers.get('retry-after'), (await refused.json()).code]).toEqual([429, '3600', 'request.tooMany'])
  expect((await send(sanne, o.now(), [known])).kept).toEqual([known.id])
  o.outage(hours(25))
  expect((await (await o.as('schoolLead')).post('/training/answers', more)).status).toBe(200)
})

it('counts what comes too late to be kept towards the most of a day as well', async () => {
  const dpo = await o.as('dpo')
  const late = () => Array.from({ length: 100 }, (_, at) => answerTo(personalData, second!, plus(o.now(), -days(40 + at))))
  for (let sent = 0; sent < mostAnswersADay; sent += 100) await send(dpo, o.now(), late())
  const refused = await dpo.post('/training/answers', { organisationId: demoBoard.organisationId, sentAt: o.now(), answers: late().slice(0, 1) })
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3600'])
})

it('folds the oldest of more answers than anybody needs, and they still count for finishing a module', async () => {
  const admin = await o.as('admin')
  const given = sitting(plus(o.now(), -days(20)))
  const practised = answerTo(personalData, first!, plus(o.now(), -days(1)), { practice: true })
  await send(admin, o.now(), [...given.slice(0, -1), practised])
  await fill(mostLiving, practised, 2)
  const { mine: known } = await send(
    admin,
    o.now(),
    given.slice(-1).map((last) => ({ ...last, answeredAt: o.now() })),
  )
  expect(known.completions).toMatchObject([{ moduleId: personalData.id, completedAt: o.now() }])
  expect(known).toEqual(await mine(admin))
  expect(await o.sql('select count(*)::int as n from training_answer where learner_id in (select id from learner where person_id = $1)', [adminId])).toEqual([
    { n: mostLiving },
  ])
})

it('answers one person as often as anybody looks, and no more', async () => {
  const key = demoIdentity('admin')
  const { points } = rateLimits.learnReadPerPerson
  await o.deps.limits.take('learnReadPerPerson', key, points - 1).catch(() => undefined)
  const ask = async () => (await (await o.as('admin')).get(`/training?organisationId=${demoBoard.organisationId}`)).status
  await ask()
  expect([await ask(), (await (await o.as('dpo')).get(`/training?organisationId=${demoBoard.organisationId}`)).status]).toEqual([429, 200])
})

it('refuses another board, a moment that is none, words for an id and too many at once', async () => {
  const noor = await o.as('teacher')
  const answer = answerTo(personalData, first!, o.now())
  const post = async (changes: object) => {
    const said = await noor.post('/training/answers', { organisationId: demoBoard.organisationId, sentAt: o.now(), answers: [answer], ...changes })
    return [said.status, (await said.json()).field]
  }
  expect(await post({ organisationId: v7() })).toEqual([403, undefined])
  expect(await post({ sentAt: '2026-13-02T09:15:00Z' })).toEqual([422, 'sentAt'])
  expect(await post({ answers: [{ ...answer, questionId: 'Wat ik ervan vind' }] })).toEqual([422, 'answers.0.questionId'])
  expect(await post({ answers: Array.from({ length: 101 }, () => answer) })).toEqual([422, 'answers'])
  expect(await rows([answer.id])).toEqual([])
})
