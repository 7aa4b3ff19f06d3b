import { Hono } from 'hono'
import * as v from 'valibot'
import { AnswerQuestion, LinkAnswer, LinkQuestion, LinkToken, QuestionView } from '../../shared/breach/facts-views.ts'
import type { Deps } from '../deps.ts'
import { needActors, needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { networkOf } from '../http/network.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { answerQuestion, listMyQuestions } from './my-questions.ts'
import { answerLink, readLink } from './question-link.ts'

const QuestionPath = v.object({ questionId: Uuid })
const Answered = v.object({ answeredAt: v.string() })

/** Whoever is asked: signed in, or with a link and without a session. Of the incident itself nothing is told. */
export const questionRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('What the team wants to know of me', { 200: v.array(QuestionView) }), async (c) => c.json(await listMyQuestions(deps, needActors(c))))
    // The token comes in the body: an address stands in logs.
    .post('/link', describe('The one question of a link', { 200: LinkQuestion, 404: 'never was, was used, or is over' }), json(LinkToken), async (c) => {
      await deps.limits.take('questionLinkPerNetwork', networkOf(c, deps.env))
      return c.json(await readLink(deps, c.req.valid('json').token))
    })
    .post('/link/answer', describe('The answer to it; then the link is over', { 200: Answered, 404: 'as above' }), json(LinkAnswer), async (c) => {
      await deps.limits.take('questionLinkPerNetwork', networkOf(c, deps.env))
      return c.json(await answerLink(deps, c.req.valid('json')))
    })
    .post('/:questionId/answer', describe('What I know, filed with the incident', { 200: Answered }), param(QuestionPath), json(AnswerQuestion), async (c) => {
      const actors = needActors(c)
      await deps.limits.take('writePerPerson', needSession(c).identityId)
      return c.json(await answerQuestion(deps, actors, { id: c.req.valid('param').questionId, ...c.req.valid('json') }))
    })
