import { afterAll, beforeAll, expect, it } from 'vitest'
import { expireAnswers } from '../../../api/training/expire-answers.ts'
import type { CertificateCheck, MyTraining } from '../../../shared/training/training-views.ts'
import { days, hours, plus } from '../../../shared/instant.ts'
import { figureHouse, regenboog, type FigureHouse } from '../../support/figure-house.ts'
import { personIdOf } from '../../support/learning.ts'
import { readAloud, readPdf } from '../../support/read-pdf.ts'
import { answerTo, mine, personalData, send, sitting } from '../../support/training.ts'

let h: FigureHouse
beforeAll(async () => {
  h = await figureHouse()
  await h.sql('update person set left_at = null')
})
afterAll(() => h.drop())

type Client = Awaited<ReturnType<FigureHouse['as']>>
const erase = async (client: Client) => (await (await client.del(`/training/mine?organisationId=${h.board}`)).json()) as MyTraining
const tables = ['training_answer', 'training_card', 'training_completion'] as const
/** How much lies under this person's learner id. */
const kept = (persona: 'teacher' | 'handler') =>
  Promise.all(
    tables.map(async (table) => {
      const rows = await h.sql(`select 1 from ${table} t join learner l on l.id = t.learner_id where l.person_id = $1`, [personIdOf(persona)])
      return rows.length
    }),
  )
const events = async () => (await h.sql<{ n: number }>('select count(*)::int as n from event'))[0]!.n
const rowOf = async (persona: 'teacher' | 'handler') =>
  (await h.sql('select id, role, school_id, nudges, nudged_at from learner where person_id = $1', [personIdOf(persona)]))[0]
const printed = async (client: Client) => {
  const asked = { organisationId: h.board, moduleId: personalData.id, name: null, lang: 'nl' }
  const paper = await client.post('/training/certificates', asked)
  const words = paper.status === 200 ? readAloud(readPdf(new Uint8Array(await paper.arrayBuffer())).tree) : []
  return words.map((line) => /^P ((?:\w{4}-){3}\w{4})$/.exec(line)?.[1]).find(Boolean)
}

it('does nothing for whoever never began, and makes no row of a learner', async () => {
  const before = await h.sql('select 1 from learner')
  const noor = await h.as('teacher')
  const told = await erase(noor)
  expect(told).toEqual(await mine(noor))
  expect(await h.sql('select 1 from learner')).toHaveLength(before.length)
})

it('takes away all that somebody learned and said of himself, and of nobody else; his choice about reminders stays', async () => {
  const [noor, henk] = [await h.as('teacher'), await h.as('handler')]
  for (const client of [noor, henk]) {
    await client.patch('/training/mine', { organisationId: h.board, role: 'teacher', schoolId: regenboog, nudges: false })
    await send(client, h.now(), sitting(plus(h.now(), -hours(1))))
  }
  // A month later part of it is folded into cards.
  h.outage(days(31))
  await expireAnswers(h.deps)
  await send(await h.as('teacher'), h.now(), [answerTo(personalData, personalData.questions[0]!, h.now())])
  const [before, other] = [await rowOf('teacher'), await mine(await h.as('handler'))]
  expect((await kept('teacher')).every((n) => n > 0)).toBe(true)
  const again = await h.as('teacher')
  const logged = await events()
  const told = await erase(again)
  expect(await events()).toBe(logged)
  expect(told).toMatchObject({ role: null, schoolId: null, nudges: false, completions: [], progress: [], cards: [] })
  expect(await mine(again)).toEqual(told)
  expect(await kept('teacher')).toEqual([0, 0, 0])
  expect(await rowOf('teacher')).toEqual({ ...before, role: null, school_id: null })
  expect(await mine(await h.as('handler'))).toEqual(other)
  expect((await kept('handler')).slice(1).every((n) => n > 0)).toBe(true)
  expect(await erase(again)).toEqual(told)
})

it('takes what a phone sends afterwards as new, also with the ids it had', async () => {
  const noor = await h.as('teacher')
  const answers = sitting(plus(h.now(), -hours(1)))
  await send(noor, h.now(), answers)
  await erase(noor)
  const { mine: told } = await send(noor, h.now(), answers)
  expect(told.completions).toMatchObject([{ moduleId: personalData.id, completedAt: answers.at(-1)!.answeredAt }])
  expect([told.role, told.cards.length]).toEqual(['teacher', answers.length])
})

it('leaves a certificate that was printed valid, and prints no new one', async () => {
  const noor = await h.as('teacher')
  const code = await printed(noor)
  await erase(noor)
  const check = (await (await noor.get(`/certificates/${code}`)).json()) as CertificateCheck
  expect(check.outcome).toBe('valid')
  expect(await printed(noor)).toBeUndefined()
})

it('comes whole before answers that arrive at the same moment, or whole after them', async () => {
  const noor = await h.as('teacher')
  const answers = sitting(plus(h.now(), -hours(1)))
  await send(noor, h.now(), sitting(plus(h.now(), -hours(5))))
  await Promise.all([send(noor, h.now(), answers), erase(noor), erase(noor), expireAnswers({ ...h.deps })])
  const [left, cards, done] = await kept('teacher')
  expect([
    [0, 0, 0],
    [answers.length, 0, 1],
  ]).toContainEqual([left, cards, done])
})

it('lets the weekly figures go on: his group stays whole and is shown', async () => {
  await h.anew()
  await h.sql('update person set left_at = null where id = $1', [personIdOf('teacher')])
  const noor = await h.as('teacher')
  await noor.patch('/training/mine', { organisationId: h.board, role: 'teacher', schoolId: regenboog })
  await send(noor, h.now(), sitting(h.now()))
  await h.finish(await h.join({ count: 14, schoolId: regenboog, role: 'teacher' }), personalData.id)
  const before = await h.week()
  expect(before.lines).toMatchObject([{ people: 10 }])
  await erase(await h.as('teacher'))
  const after = await h.week()
  expect(after.lines).toMatchObject([{ people: 10, block: before.lines[0]!.block }])
  expect((await h.groups()).map(({ people }) => people)).toEqual([15])
})
