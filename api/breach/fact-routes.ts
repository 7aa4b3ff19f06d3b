import { Hono } from 'hono'
import * as v from 'valibot'
import { AskablePerson, AskedView, AskRequest, FactsOfIncident, FieldAnswer, FieldView, SaveFact } from '../../shared/breach/facts-views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { askRequest } from './ask-request.ts'
import { listAskable } from './list-askable.ts'
import { readFacts, readFieldHistory } from './read-facts.ts'
import { saveFact } from './save-fact.ts'
import { withdrawRequest } from './withdraw-request.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const FieldPath = v.object({ incidentId: Uuid, field: v.pipe(v.string(), v.maxLength(60)) })
const RequestPath = v.object({ incidentId: Uuid, requestId: Uuid })
const Ok = v.object({ ok: v.literal(true) })

/** What is known of an incident, and whom the team asks. */
export const factRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/:incidentId/facts',
      describe('All that is known, who said so, and what the engine makes of it', { 200: FactsOfIncident }),
      param(IncidentPath),
      async (c) => c.json(await readFacts(deps, needAble(c, 'facts.read'), c.req.valid('param').incidentId)),
    )
    .get(
      '/:incidentId/facts/:field',
      describe('Every answer that was ever given to one field, newest first', { 200: v.array(FieldAnswer) }),
      param(FieldPath),
      async (c) => {
        const { incidentId, field } = c.req.valid('param')
        return c.json(await readFieldHistory(deps, needAble(c, 'facts.read'), incidentId, field))
      },
    )
    .put(
      '/:incidentId/facts/:field',
      describe('An answer to one field, after the one that was seen; nothing is ever replaced', { 200: FieldView, 409: 'somebody was first' }),
      param(FieldPath),
      json(SaveFact),
      async (c) => {
        const actors = needAble(c, 'facts.answer')
        await deps.limits.take('writePerPerson', needSession(c).identityId)
        return c.json(await saveFact(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') }))
      },
    )
    .get('/:incidentId/askable', describe('Who can be asked about it in the app', { 200: v.array(AskablePerson) }), param(IncidentPath), async (c) =>
      c.json(await listAskable(deps, needAble(c, 'facts.ask'), c.req.valid('param').incidentId)),
    )
    .post(
      '/:incidentId/requests',
      describe('Ask somebody: in the app, or by a link that is shown once', { 200: AskedView, 409: 'discreet, or kept from him' }),
      param(IncidentPath),
      json(AskRequest),
      async (c) => {
        const actors = needAble(c, 'facts.ask')
        await deps.limits.take('invitePerPerson', needSession(c).identityId)
        return c.json(await askRequest(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') }))
      },
    )
    .post(
      '/:incidentId/requests/:requestId/withdrawal',
      describe('It is not asked any more; its link does nothing', { 200: Ok }),
      param(RequestPath),
      async (c) => {
        await withdrawRequest(deps, needAble(c, 'facts.ask'), c.req.valid('param'))
        return c.json({ ok: true as const })
      },
    )
