import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoBoard } from '../../../api/demo/board.ts'
import { hours, plus } from '../../../shared/instant.ts'
import { ownQuestionId } from '../../../shared/training/own-question.ts'
import { office, type Office } from '../../support/office.ts'
import { answerTo, mine, personalData, send, sitting } from '../../support/training.ts'

let o: Office
beforeAll(async () => void (o = await office()))
afterAll(() => o.drop())

const organisationId = demoBoard.organisationId
const [regenboog, kompas] = demoBoard.schools.map(({ id }) => id)
const learners = async () => (await o.sql<{ n: number }>('select count(*)::int as n from learner'))[0]!.n

it('tells a newcomer all there is, and keeps nothing of his looking', async () => {
  await o.sql('update person set school_id = $1 where id = $2', [regenboog, demoBoard.people[0]!.personId])
  expect(await mine(await o.as('teacher'))).toEqual({
    ...{ organisationId, role: null, schoolId: regenboog, boardSchoolId: regenboog, nudges: true, boardNudges: true, hidden: [], dueOn: null, offered: [] },
    ...{ ownQuestions: [], completions: [], progress: [], sat: [], cards: [], lists: [], consent: null, pastConsents: [], floor: 10 },
  })
  expect(await learners()).toBe(0)
})

it('keeps what somebody says of himself, what is left out stays, and only a school of the board is one', async () => {
  const noor = await o.as('teacher')
  const change = async (wanted: object) => (await noor.patch('/training/mine', { organisationId, ...wanted })).json()
  expect(await change({ role: 'care', schoolId: kompas })).toMatchObject({ role: 'care', schoolId: kompas, nudges: true })
  expect(await change({ nudges: false })).toMatchObject({ role: 'care', schoolId: kompas, nudges: false })
  expect(await change({ role: null, schoolId: null })).toMatchObject({ role: null, schoolId: regenboog, nudges: false })
  expect(await change({ schoolId: v7() })).toMatchObject({ code: 'training.schoolUnknown', field: 'schoolId' })
  expect(await change({ role: 'king' })).toMatchObject({ code: 'request.invalid', field: 'role' })
  expect(await mine(noor)).toMatchObject({ role: null, schoolId: regenboog, nudges: false })
  expect(await learners()).toBe(1)
})

it('asks the board’s own question of whom it is for, and the module is finished with it and not before', async () => {
  const [id, ask] = [v7(), { nl: 'Wat doe je?', en: null }]
  const option = (letter: string) => ({ id: letter, text: ask, right: letter === 'b', feedback: ask })
  const content = { idea: 'imagesCount', roles: ['teacher'], scenario: ask, ask, options: ['a', 'b', 'c'].map(option), doNow: ask }
  await o.sql(`insert into board_question (organisation_id, id, module_id, content, state, proposed_by, proposed_at) values ($1, $2, $3, $4, 'live', $2, $5)`, [
    organisationId,
    id,
    personalData.id,
    JSON.stringify(content),
    o.now(),
  ])
  const bram = await o.as('chair')
  const began = plus(o.now(), -hours(1))
  const { mine: without } = await send(bram, o.now(), sitting(began))
  expect(without).toMatchObject({ ownQuestions: [{ id, moduleId: personalData.id, content }], completions: [] })
  const own = answerTo(personalData, { id: ownQuestionId(id), options: content.options as never }, o.now())
  const { mine: done } = await send(bram, o.now(), [own])
  expect(done).toMatchObject({ completions: [{ moduleId: personalData.id, completedAt: own.answeredAt }], progress: [] })
  expect(done.cards.find(({ questionId }) => questionId === own.questionId)?.card.lapses).toBe(0)
  // It is not for the board itself.
  const { mine: finished } = await send(await o.as('dpo'), o.now(), sitting(began, 'board'))
  expect(finished.completions).toHaveLength(1)
  await o.sql(`update board_question set state = 'withdrawn' where id = $1`, [id])
})

it('says of each module when it was last finished, and what was answered since', async () => {
  const levi = await o.as('auditor')
  await send(levi, o.now(), sitting(plus(o.now(), -hours(9))))
  const again = sitting(plus(o.now(), -hours(5)))
  await send(levi, o.now(), again)
  const { mine: known } = await send(levi, o.now(), [answerTo(personalData, personalData.questions[0]!, plus(o.now(), -hours(1)))])
  expect(known.completions).toMatchObject([{ completedAt: again.at(-1)!.answeredAt }])
  expect(known.progress).toEqual([{ moduleId: personalData.id, questionIds: [personalData.questions[0]!.id] }])
})
