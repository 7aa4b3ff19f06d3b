import { Hono } from 'hono'
import * as v from 'valibot'
import { ErasureList } from '../../shared/register/erasure-views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { eraseIncident } from './erase-incident.ts'
import { eraseReport } from './erase-report.ts'
import { listErasures } from './list-erasures.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const ReportPath = v.object({ reportId: Uuid })
const BoardPath = v.object({ organisationId: Uuid })
const Erase = v.strictObject({ reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000)) })

/** Erasing: a key is thrown away and nobody brings it back, so a key of one's own is shown for it first. */
export const erasureRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/incidents/:incidentId/erasure',
      describe('Erase a closed incident with all its reports; numbers and moments stay', { 204: 'erased' }),
      param(IncidentPath),
      json(Erase),
      async (c) => {
        const actors = needAble(c, 'incident.erase')
        needStepUp(c, deps)
        await eraseIncident(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.body(null, 204)
      },
    )
    .post(
      '/reports/:reportId/erasure',
      describe('Erase one report of a closed incident, or one of several', { 204: 'erased' }),
      param(ReportPath),
      json(Erase),
      async (c) => {
        const actors = needAble(c, 'report.erase')
        needStepUp(c, deps)
        await eraseReport(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.body(null, 204)
      },
    )
    .get('/boards/:organisationId/erasures', describe('What was erased, by number and date', { 200: ErasureList }), param(BoardPath), async (c) =>
      c.json(await listErasures(deps, needAble(c, 'erasure.list'), c.req.valid('param').organisationId)),
    )
