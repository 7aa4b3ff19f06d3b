import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import * as v from 'valibot'
import { reportKinds } from '../../shared/incident/report.ts'
import { incidentStates } from '../../shared/incident/status.ts'
import { IncidentForHandler, IncidentList } from '../../shared/incident/views.ts'
import { can } from '../../shared/access/roles.ts'
import { actorsOf } from '../access/current-session.ts'
import type { Deps } from '../deps.ts'
import { needAble, needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { acknowledgeIncident } from './acknowledge-incident.ts'
import { decideAware } from './decide-aware.ts'
import { listIncidents } from './list-incidents.ts'
import { readIncident } from './read-incident.ts'
import { setAware } from './set-aware.ts'
import { setDiscreet } from './set-discreet.ts'
import { watchBoards } from './watch-boards.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const Filter = v.object({
  state: v.optional(v.picklist(incidentStates)),
  kind: v.optional(v.picklist(reportKinds)),
  school: v.optional(Uuid),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(300))),
})
const Reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const SetAware = v.strictObject({ awareAt: v.string(), reason: Reason })
const DecideAware = v.strictObject({ awareAt: v.pipe(v.string(), v.isoTimestamp()), accept: v.boolean(), reason: Reason })
const SetDiscreet = v.strictObject({ discreet: v.boolean(), reason: Reason })
const AwareAnswer = v.object({ status: v.picklist(['inForce', 'proposed']), awareAt: v.string(), deadlineAt: v.string() })
const Ok = v.object({ ok: v.literal(true) })

/** The desk: one inbox over every board someone serves. */
export const incidentRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('Incidents, what needs someone soonest first', { 200: IncidentList }), query(Filter), async (c) =>
      c.json(await listIncidents(deps, needAble(c, 'incident.list'), c.req.valid('query'))),
    )
    .get('/stream', describe('Server-sent events: `changed` when a board has news, without contents', { 200: 'text/event-stream' }), (c) => {
      needAble(c, 'incident.list')
      const session = needSession(c)
      const look = async () => (await actorsOf(deps, session)).filter((actor) => can(actor, 'incident.list'))
      return streamSSE(c, (stream) => watchBoards(deps, look, stream))
    })
    .get('/:incidentId', describe('One incident with its reports, moments and deliveries', { 200: IncidentForHandler }), param(IncidentPath), async (c) =>
      c.json(await readIncident(deps, needAble(c, 'incident.read'), c.req.valid('param').incidentId)),
    )
    .post(
      '/:incidentId/acknowledge',
      describe('A person has it in hand: the ladder stops, the 72 hours run on', { 200: Ok }),
      param(IncidentPath),
      async (c) => {
        await acknowledgeIncident(deps, needAble(c, 'incident.acknowledge'), { ...c.req.valid('param'), session: needSession(c) })
        return c.json({ ok: true as const })
      },
    )
    .put(
      '/:incidentId/aware-at',
      describe('Set when the school became aware; later than discovery waits for the chair', { 200: AwareAnswer }),
      param(IncidentPath),
      json(SetAware),
      async (c) => c.json(await setAware(deps, needAble(c, 'incident.setAware'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:incidentId/aware-at/decision',
      describe('The chair agrees to a later moment, or does not', { 200: AwareAnswer }),
      param(IncidentPath),
      json(DecideAware),
      async (c) => c.json(await decideAware(deps, needAble(c, 'incident.confirmAware'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .put(
      '/:incidentId/discreet',
      describe('No e-mail about this incident to anyone, or again', { 200: Ok }),
      param(IncidentPath),
      json(SetDiscreet),
      async (c) => {
        await setDiscreet(deps, needAble(c, 'incident.setDiscreet'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json({ ok: true as const })
      },
    )
