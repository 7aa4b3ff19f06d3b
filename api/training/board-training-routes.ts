import { Hono } from 'hono'
import * as v from 'valibot'
import { DecideQuestion, ProposeQuestion } from '../../shared/training/own-question.ts'
import { ChangeTraining } from '../../shared/training/training-settings.ts'
import { BoardQuestionView, BoardTraining } from '../../shared/training/training-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { changeBoardTraining, readBoardTraining } from './change-board-training.ts'
import { decideQuestion, proposeQuestion, readQuestions, withdrawQuestion } from './own-questions.ts'

const OfBoard = v.strictObject({ organisationId: Uuid })
const QuestionPath = v.object({ id: Uuid })

/** What a board chose about training, and its own questions. */
export const boardTrainingRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/settings', describe('What this board chose about training', { 200: BoardTraining }), query(OfBoard), async (c) =>
      c.json(await readBoardTraining(deps, needAble(c, 'training.readSettings'), c.req.valid('query').organisationId)),
    )
    .put('/settings', describe('Change it', { 200: BoardTraining, 422: 'no such day, or nothing left to offer' }), json(ChangeTraining), async (c) =>
      c.json(await changeBoardTraining(deps, needAble(c, 'training.changeSettings'), c.req.valid('json'))),
    )
    .get('/questions', describe("The board's own questions, newest first", { 200: v.array(BoardQuestionView) }), query(OfBoard), async (c) =>
      c.json(await readQuestions(deps, needAble(c, 'training.readSettings'), c.req.valid('query').organisationId)),
    )
    .post('/questions', describe('Propose one; another person decides', { 201: BoardQuestionView }), json(ProposeQuestion), async (c) =>
      c.json(await proposeQuestion(deps, needAble(c, 'training.proposeQuestion'), c.req.valid('json')), 201),
    )
    .post(
      '/questions/:id/decide',
      describe('Whether it goes out', { 200: BoardQuestionView, 409: 'decided already, or proposed by you' }),
      param(QuestionPath),
      json(DecideQuestion),
      async (c) => c.json(await decideQuestion(deps, needAble(c, 'training.decideQuestion'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post('/questions/:id/withdraw', describe('Take it out', { 200: BoardQuestionView, 409: 'over already' }), param(QuestionPath), json(OfBoard), async (c) =>
      c.json(await withdrawQuestion(deps, needAble(c, 'training.proposeQuestion'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
