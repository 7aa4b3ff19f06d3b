import { Hono } from 'hono'
import * as v from 'valibot'
import { FiguresView } from '../../shared/training/figure-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, query, Uuid } from '../http/validate.ts'
import { readFigures } from './read-figures.ts'

const OfBoard = v.strictObject({ organisationId: Uuid })

/** How far a board is with practising, without anybody's name. */
export const figureRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/figures',
    describe('How many finished what, in groups large enough that nobody can be told from them', { 200: FiguresView }),
    query(OfBoard),
    async (c) => c.json(await readFigures(deps, needAble(c, 'training.readFigures'), c.req.valid('query').organisationId)),
  )
