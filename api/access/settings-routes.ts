import { Hono } from 'hono'
import * as v from 'valibot'
import { BoardSettings, ChangeBoardSettings } from '../../shared/access/board-settings.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'

const BoardPath = v.object({ organisationId: Uuid })

/** What a board chose for itself. */
export const settingsRoutes = (_deps: Deps) =>
  new Hono<Env>()
    .get('/:organisationId/settings', describe("The board's own choices", { 200: BoardSettings }), param(BoardPath), (c) => {
      needAble(c, 'settings.read')
      return c.json({ ...c.req.valid('param'), search: false, toPrepare: 0 } satisfies BoardSettings)
    })
    .put('/:organisationId/settings', describe('Change them', { 200: BoardSettings }), param(BoardPath), json(ChangeBoardSettings), (c) => {
      needAble(c, 'settings.change')
      return c.json({ ...c.req.valid('param'), search: false, toPrepare: 0 } satisfies BoardSettings)
    })
