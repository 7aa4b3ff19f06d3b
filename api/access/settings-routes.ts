import { Hono } from 'hono'
import * as v from 'valibot'
import { BoardSettings, ChangeBoardSettings } from '../../shared/access/board-settings.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { changeSettings, readSettings } from './board-settings.ts'

const BoardPath = v.object({ organisationId: Uuid })

/** What a board chose for itself. */
export const settingsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/:organisationId/settings', describe("The board's own choices", { 200: BoardSettings }), param(BoardPath), async (c) =>
      c.json(await readSettings(deps, needAble(c, 'settings.read'), c.req.valid('param').organisationId)),
    )
    .put('/:organisationId/settings', describe('Change them', { 200: BoardSettings }), param(BoardPath), json(ChangeBoardSettings), async (c) =>
      c.json(await changeSettings(deps, needAble(c, 'settings.change'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
