import { Hono } from 'hono'
import * as v from 'valibot'
import { CloseIncident, ClosingView } from '../../shared/incident/closing-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { closeIncident, readClosing } from './close-incident.ts'

const IncidentPath = v.object({ incidentId: Uuid })

/** The end of a case. */
export const closingRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/:incidentId/closing', describe('What is still missing before a case may be closed', { 200: ClosingView }), param(IncidentPath), async (c) =>
      c.json(await readClosing(deps, needAble(c, 'decision.read'), c.req.valid('param').incidentId)),
    )
    .post(
      '/:incidentId/close',
      describe('Close it: its three tracks are final and the register entry is complete', { 200: v.object({ ok: v.literal(true) }), 409: 'not final' }),
      param(IncidentPath),
      json(CloseIncident),
      async (c) => {
        // The chair may, where it came straight to him: whether it did shows only inside.
        await closeIncident(deps, needAble(c, 'incident.close', { addressee: 'chair' }), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json({ ok: true as const })
      },
    )
