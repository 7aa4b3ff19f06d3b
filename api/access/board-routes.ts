import { Hono } from 'hono'
import * as v from 'valibot'
import { SchoolCodeView } from '../../shared/access/hand-in-view.ts'
import type { Deps } from '../deps.ts'
import { needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, param, Uuid } from '../http/validate.ts'
import { changeSchoolCode, openSchoolCode } from './open-school-code.ts'

const BoardPath = v.object({ organisationId: Uuid })

/** What belongs to a board as a whole. */
export const boardRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/:organisationId/school-code',
      describe('The code with which its staff hand in a report when they cannot sign in', { 200: SchoolCodeView }),
      param(BoardPath),
      async (c) => c.json(await openSchoolCode(deps, needAble(c, 'schoolCode.read'), c.req.valid('param').organisationId)),
    )
    .post('/:organisationId/school-code', describe('A new code; the old one ends at once', { 200: SchoolCodeView }), param(BoardPath), async (c) => {
      const actors = needAble(c, 'schoolCode.change')
      if (deps.env.mode === 'production') needStepUp(c, deps)
      return c.json(await changeSchoolCode(deps, actors, c.req.valid('param').organisationId))
    })
