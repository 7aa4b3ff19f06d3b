import { Hono } from 'hono'
import * as v from 'valibot'
import { CastVote, DecisionsView, PutForward, TakeDecision, WithdrawDecision } from '../../shared/breach/decision-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { castVote } from './cast-vote.ts'
import { putForward } from './put-forward.ts'
import { readDecisions } from './read-decisions.ts'
import { takeDecision } from './take-decision.ts'
import { withdrawDecision } from './withdraw-decision.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const DecisionPath = v.object({ incidentId: Uuid, decisionId: Uuid })
const Ok = v.object({ ok: v.literal(true) })
const ok = { ok: true as const }

/** What the team decides: incident or breach, the authority, the people. */
export const decisionRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/:incidentId/decisions',
      describe('All that was decided, by whom and why, beside what the engine advises', { 200: DecisionsView }),
      param(IncidentPath),
      async (c) => c.json(await readDecisions(deps, needAble(c, 'decision.read'), c.req.valid('param').incidentId)),
    )
    .post(
      '/:incidentId/decisions',
      describe('Put a question to those who decide it, on the facts as they are now', { 200: v.object({ decisionId: v.string() }) }),
      param(IncidentPath),
      json(PutForward),
      async (c) => c.json(await putForward(deps, needAble(c, 'decision.open'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post('/:incidentId/decisions/:decisionId/votes', describe('One vote, with its reason', { 200: Ok }), param(DecisionPath), json(CastVote), async (c) => {
      await castVote(deps, needAble(c, 'decision.vote'), { ...c.req.valid('param'), ...c.req.valid('json') })
      return c.json(ok)
    })
    .post(
      '/:incidentId/decisions/:decisionId/take',
      describe('Close it with what the votes came to: it never changes after that', { 200: v.object({ outcome: v.string() }) }),
      param(DecisionPath),
      json(TakeDecision),
      async (c) => c.json(await takeDecision(deps, needAble(c, 'decision.take'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:incidentId/decisions/:decisionId/withdrawal',
      describe('Take a question back before it is decided', { 200: Ok }),
      param(DecisionPath),
      json(WithdrawDecision),
      async (c) => {
        await withdrawDecision(deps, needAble(c, 'decision.open'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
