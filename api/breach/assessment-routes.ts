import { Hono } from 'hono'
import { assess } from '../../shared/breach/assess.ts'
import { AssessFacts, AssessmentView, FactsView } from '../../shared/breach/assessment-views.ts'
import type { Deps } from '../deps.ts'
import { needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json } from '../http/validate.ts'
import { listFacts } from './list-facts.ts'

/** What the engine says of facts that are nobody's: it stores nothing, so anyone who signed in may ask. */
export const assessmentRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/facts', describe('Every fact the engine knows, with its answers and texts in Dutch and English', { 200: FactsView }), (c) => {
      needSession(c)
      return c.json(listFacts(deps.clock.now()))
    })
    .post(
      '/preview',
      describe('What law and handbook say on these facts, and why; nothing is stored', { 200: AssessmentView, 422: 'no such fact, or no such answer to it' }),
      json(AssessFacts),
      (c) => {
        needSession(c)
        return c.json(assess(c.req.valid('json').facts, deps.clock.now()))
      },
    )
