import { Hono } from 'hono'
import * as v from 'valibot'
import { BreakGlassAnswer, ClosedIncident, Recuse, SetAudience, WithReason } from '../../shared/incident/fence-views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { breakGlass } from './break-glass.ts'
import { liftRecusal } from './lift-recusal.ts'
import { listClosed } from './list-closed.ts'
import { recusePerson } from './recuse-person.ts'
import { revokeBreakGlass } from './revoke-break-glass.ts'
import { setAudience } from './set-audience.ts'
import { tellReporter } from './tell-reporter.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const RecusalPath = v.object({ incidentId: Uuid, personId: Uuid })
const GlassPath = v.object({ incidentId: Uuid, breakGlassId: Uuid })
const Ok = v.object({ ok: v.literal(true) })
const ok = { ok: true as const }

/** Whom an incident is for, who may not know of it, and the emergency door. */
export const fenceRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/closed', describe('Incidents that are not for me: that they are there, nothing else', { 200: v.array(ClosedIncident) }), async (c) =>
      c.json(await listClosed(deps, needAble(c, 'incident.listClosed'))),
    )
    .post(
      '/:incidentId/recusals',
      describe('This person, who may be me, must not know of it any more', { 200: Ok }),
      param(IncidentPath),
      json(Recuse),
      async (c) => {
        const actors = needAble(c, 'incident.recuse')
        await deps.limits.take('recusalPerPerson', actors[0].identityId)
        await recusePerson(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
    .delete('/:incidentId/recusals/:personId', describe('Let somebody else back in', { 200: Ok }), param(RecusalPath), json(WithReason), async (c) => {
      const actors = needAble(c, 'incident.liftRecusal')
      await deps.limits.take('recusalPerPerson', actors[0].identityId)
      await liftRecusal(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json'), needStepUp: () => needStepUp(c, deps) })
      return c.json(ok)
    })
    .put(
      '/:incidentId/audience',
      describe('The chair opens to a role what came straight to him, or closes it again', { 200: Ok }),
      param(IncidentPath),
      json(SetAudience),
      async (c) => {
        await setAudience(deps, needAble(c, 'incident.setAudience'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
    .post(
      '/:incidentId/break-glass',
      describe('See for a day what is not for me; others are told at once', { 200: BreakGlassAnswer }),
      param(IncidentPath),
      json(WithReason),
      async (c) => {
        const actors = needAble(c, 'incident.breakGlass')
        await deps.limits.take('breakGlassPerPerson', actors[0].identityId)
        return c.json(await breakGlass(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') }))
      },
    )
    .delete('/:incidentId/break-glass/:breakGlassId', describe('Close the emergency door before its time', { 200: Ok }), param(GlassPath), async (c) => {
      await revokeBreakGlass(deps, needAble(c, 'incident.revokeBreakGlass'), c.req.valid('param'))
      return c.json(ok)
    })
    .post('/:incidentId/tell-reporter', describe('Tell the team who reported it', { 200: Ok }), param(IncidentPath), json(WithReason), async (c) => {
      await tellReporter(deps, needAble(c, 'incident.tellReporter'), { ...c.req.valid('param'), ...c.req.valid('json') })
      return c.json(ok)
    })
