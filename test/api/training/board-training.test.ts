import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boardTraining } from '../../../api/training/board-training.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import { trainingOffer } from '../../../api/db/schema.ts'
import { days, plus } from '../../../shared/instant.ts'
import { modules } from '../../../shared/training/modules.ts'
import { defaultTraining, type TrainingSettings } from '../../../shared/training/training-settings.ts'
import type { BoardQuestionView } from '../../../shared/training/training-views.ts'
import { office, type Office } from '../../support/office.ts'
import { ownQuestion } from '../../support/own-question.ts'

const { organisationId } = demoBoard
let h: Office
const desks = {} as Record<'dpo' | 'handler' | 'chair' | 'admin', Awaited<ReturnType<Office['as']>>>
beforeAll(async () => {
  h = await office()
  for (const who of ['dpo', 'handler', 'chair', 'admin'] as const) desks[who] = await h.as(who)
})
afterAll(() => h.drop())

const read = async (path: string) => (await desks.dpo.get(`${path}?organisationId=${organisationId}`)).json()
const change = (settings: Partial<TrainingSettings>) => desks.chair.put('/training/settings', { organisationId, settings: { ...defaultTraining, ...settings } })
const raised = { floor: 25 }
const codeOf = async (answer: Response | Promise<Response>) => ((await (await answer).json()) as { code?: string }).code
const now = () => h.deps.db.inBoard({ organisationId }, (tx) => boardTraining(tx, h.now()))
const logged = async (type: string) =>
  (await h.sql<{ facts: object }>(`select facts from event where type = $1 order by sequence`, [type])).map(({ facts }) => facts)

describe('what a board chooses', () => {
  it('is what most boards want as long as it chose nothing', async () => {
    expect(await read('/training/settings')).toEqual({ organisationId, settings: defaultTraining })
  })

  it('holds from then on, and the floor goes up and never down', async () => {
    const settings = { ...defaultTraining, floor: 25, hidden: ['spot-it', 'personal-data', 'spot-it'], dueOn: '11-01', region: 'south' as const }
    expect((await change(settings)).status).toBe(200)
    expect(await read('/training/settings')).toEqual({ organisationId, settings: { ...settings, hidden: ['personal-data', 'spot-it'] } })
    expect(await now()).toMatchObject({ dueOn: '2026-11-01', offered: [], settings: { floor: 25 } })
    expect(await (await change({ floor: 24 })).json()).toMatchObject({ code: 'training.floorOnlyUp', field: 'settings.floor' })
    expect(await now()).toMatchObject({ settings: { floor: 25 } })
    await change({ floor: 25, nudges: false })
    expect(await logged('training.settingsChanged')).toMatchObject([
      { was: 10, floor: 25, hidden: 2, region: 'south', nudges: true },
      { was: 25, floor: 25, nudges: false },
    ])
  })

  it('leaves the other choices of the board as they are', async () => {
    await h.sql(`update organisation set settings = settings || '{"search": true}'`)
    await change(raised)
    expect(await h.sql(`select settings->>'search' as search from organisation`)).toEqual([{ search: 'true' }])
  })

  it.each([
    ['a floor under ten', { floor: 9 }, 'request.invalid'],
    ['a module nobody knows', { hidden: ['cooking'] }, 'training.moduleUnknown'],
    ['to hide all there is', { hidden: modules.map(({ id }) => id) }, 'training.allHidden'],
    ['29 February', { dueOn: '02-29' }, 'training.day'],
    ['31 April', { dueOn: '04-31' }, 'training.day'],
    ['a region that does not exist', { region: 'west' as never }, 'request.invalid'],
  ])('is refused: %s', async (_, settings, code) => {
    const before = await logged('training.settingsChanged')
    expect(await codeOf(change({ ...raised, ...settings }))).toBe(code)
    expect(await logged('training.settingsChanged')).toEqual(before)
  })

  it('keeps what is hidden out of what is offered', async () => {
    const offer = (moduleId: string, from: number) => ({
      organisationId,
      id: v7(),
      moduleId,
      fromAt: plus(h.now(), from),
      untilAt: plus(h.now(), from + days(14)),
    })
    const offers = [
      offer('spot-it', -days(1)),
      offer('spot-it', -days(2)),
      offer('prevent-it', 0),
      offer('personal-data', 1),
      offer('report-at-once', -days(14)),
    ]
    await h.deps.db.inBoard({ organisationId }, (tx) => tx.sql.insert(trainingOffer).values(offers))
    expect((await now()).offered).toEqual(['spot-it', 'prevent-it'])
    await change({ ...raised, hidden: ['spot-it'] })
    expect((await now()).offered).toEqual(['prevent-it'])
  })
})

describe("a question of the board's own", () => {
  const propose = (moduleId = 'prevent-it', content: unknown = ownQuestion) => desks.handler.post('/training/questions', { organisationId, moduleId, content })
  const proposed = async (moduleId?: string) => (await (await propose(moduleId)).json()) as BoardQuestionView
  const decide = (who: keyof typeof desks, id: string, agree = true) =>
    desks[who].post(`/training/questions/${id}/decide`, { organisationId, agree, decision: agree ? null : 'Dit staat al in de module.' })
  const withdraw = (id: string) => desks.admin.post(`/training/questions/${id}/withdraw`, { organisationId })

  it('is asked once another person agreed, and shows who did what', async () => {
    const { id, state, mayDecide } = await proposed()
    expect([state, mayDecide, (await now()).ownQuestions]).toEqual(['proposed', false, []])
    expect(await codeOf(decide('handler', id))).toBe('question.secondPerson')
    expect((await decide('dpo', id)).status).toBe(200)
    expect((await now()).ownQuestions).toEqual([{ id, moduleId: 'prevent-it', content: ownQuestion }])
    const [view] = (await read('/training/questions')) as BoardQuestionView[]
    expect(view).toMatchObject({ id, state: 'live', proposedBy: 'Hanna Verzonnen', decidedBy: expect.any(String), mayDecide: false })
    expect((await withdraw(id)).status).toBe(200)
    expect((await now()).ownQuestions).toEqual([])
    expect(await codeOf(withdraw(id))).toBe('question.over')
    expect(await logged('training.questionDecided')).toEqual([{ module: 'prevent-it', agreed: true }])
    expect(await logged('training.questionWithdrawn')).toEqual([{ module: 'prevent-it', wasLive: true }])
    expect(await logged('training.questionsRead')).toEqual([{ count: 1 }])
  })

  it('that is not agreed to says why, and is never asked', async () => {
    const { id } = await proposed()
    const silent = await desks.dpo.post(`/training/questions/${id}/decide`, { organisationId, agree: false, decision: null })
    expect(await silent.json()).toMatchObject({ code: 'request.invalid', field: 'decision' })
    expect(await (await decide('chair', id, false)).json()).toMatchObject({ state: 'rejected', decision: 'Dit staat al in de module.' })
    expect(await codeOf(decide('dpo', id))).toBe('question.over')
    expect((await now()).ownQuestions).toEqual([])
  })

  it('that two people decide about at once is decided by one of them', async () => {
    const { id } = await proposed()
    const answers = await Promise.all([decide('dpo', id), decide('chair', id, false), decide('admin', id)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect(await h.sql(`select count(*)::int as n from event where type = 'training.questionDecided' and subject_id = $1`, [id])).toEqual([{ n: 1 }])
    await h.sql(`update board_question set state = 'rejected'`)
  })

  it('is one of three at most in a module, also for those who propose at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => propose('spot-it')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409])
    expect((await propose('report-at-once')).status).toBe(201)
  })

  it.each([
    ['a module nobody knows', 'cooking', ownQuestion, 'training.moduleUnknown'],
    ['two right answers', 'prevent-it', { ...ownQuestion, options: ownQuestion.options.map((option) => ({ ...option, right: true })) }, 'question.oneRight'],
    ['markup', 'prevent-it', { ...ownQuestion, doNow: { nl: '<img src=x>', en: null } }, 'question.notPlain'],
    ['a negation', 'prevent-it', { ...ownQuestion, ask: { nl: 'Wat doe je niet?', en: null } }, 'question.asksNegatively'],
    ['another field', 'prevent-it', { ...ownQuestion, link: 'https://seintje.example' }, 'request.invalid'],
  ])('is refused with %s', async (_, moduleId, content, code) => {
    expect(await codeOf(propose(moduleId, content))).toBe(code)
  })

  it('that does not exist cannot be decided about or withdrawn', async () => {
    expect([await codeOf(decide('dpo', v7())), await codeOf(withdraw(v7()))]).toEqual(['question.notFound', 'question.notFound'])
  })
})
