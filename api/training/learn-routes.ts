import { Hono } from 'hono'
import * as v from 'valibot'
import { ModuleKey, Statement } from '../../shared/training/statement.ts'
import { AnswersIn, AnswersKept, MyTraining, MyTrainingChange } from '../../shared/training/training-views.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { needAble, needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, query, sendingAs, Uuid } from '../http/validate.ts'
import { changeMyTraining } from './change-my-training.ts'
import { eraseMyTraining } from './erase-my-training.ts'
import { exportStatements } from './export-statements.ts'
import { readMyTraining } from './my-training.ts'
import { recordAnswers } from './record-answers.ts'

const OfBoard = v.object({ organisationId: Uuid })
const StatementsOf = v.object({ organisationId: Uuid, moduleId: v.optional(ModuleKey) })

/** What somebody learns, and what a board takes along of it. */
export const learnRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('All a phone needs to teach this person', { 200: MyTraining }), query(OfBoard), async (c) => {
      const actors = needAble(c, 'training.follow')
      await deps.limits.take('learnReadPerPerson', needSession(c).identityId)
      return c.json(await readMyTraining(deps, actors, c.req.valid('query').organisationId))
    })
    .post(
      '/answers',
      describe('Hand in answers; the same ones again change nothing', { 200: AnswersKept }, { parameters: [sendingAs] }),
      json(AnswersIn),
      async (c) => {
        const actors = needAble(c, 'training.follow')
        await deps.limits.take('learnWritePerPerson', needSession(c).identityId)
        return c.json(await recordAnswers(deps, actors, c.req.valid('json'), c.var.arrivedAt))
      },
    )
    .patch('/mine', describe('What one does at school, where, and whether one may be reminded', { 200: MyTraining }), json(MyTrainingChange), async (c) => {
      const actors = needAble(c, 'training.follow')
      await deps.limits.take('learnWritePerPerson', needSession(c).identityId)
      return c.json(await changeMyTraining(deps, actors, c.req.valid('json')))
    })
    .delete(
      '/mine',
      describe('Erase what this board keeps of what I learned; once more changes nothing', { 200: MyTraining }, { parameters: [sendingAs] }),
      query(OfBoard),
      async (c) => {
        const actors = needAble(c, 'training.follow')
        await deps.limits.take('writePerPerson', needSession(c).identityId)
        return c.json(await eraseMyTraining(deps, actors, c.req.valid('query')))
      },
    )
    .get(
      '/statements',
      describe('Finished modules as xAPI 1.0.3 statements, under pseudonyms', { 200: v.array(Statement) }),
      query(StatementsOf),
      async (c) => {
        const statements = await exportStatements(deps, needAble(c, 'training.exportStatements'), c.req.valid('query'))
        c.header('content-disposition', `attachment; filename="seintje-xapi-${amsterdamDay(deps.clock.now())}.json"`)
        return c.json(statements)
      },
    )
