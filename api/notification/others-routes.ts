import { Hono } from 'hono'
import * as v from 'valibot'
import { ChangeMeasure, MeasureFilter, MeasureList } from '../../shared/notification/measures.ts'
import { OthersView, PlanOther } from '../../shared/notification/other-parties.ts'
import { ProcessorSet, SetProcessor } from '../../shared/notification/processors.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { langOf } from '../text.ts'
import { changeMeasure } from './change-measure.ts'
import { listMeasures } from './list-measures.ts'
import { planOther } from './plan-other.ts'
import { readOthers } from './read-others.ts'
import { setProcessor } from './set-processor.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const PartPath = v.object({ incidentId: Uuid, id: Uuid })
const Saved = v.object({ revision: v.number() })

/** Whom else is told of an incident, at which processor it happened, and what is done about it. */
export const othersRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/:incidentId/others', describe('Whom else, at which processor, and what is done about it', { 200: OthersView }), param(IncidentPath), async (c) =>
      c.json(await readOthers(deps, needAble(c, 'facts.read'), c.req.valid('param').incidentId)),
    )
    .put(
      '/:incidentId/others/:id',
      describe('Somebody else is told: planned, done, or not needed', { 200: Saved, 409: 'changed meanwhile, or closed' }),
      param(PartPath),
      json(PlanOther),
      async (c) => c.json(await planOther(deps, needAble(c, 'others.plan'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .put(
      '/:incidentId/measures/:id',
      describe('What is done against harm or repetition; also on a closed incident', { 200: Saved, 409: 'changed meanwhile, or closed' }),
      param(PartPath),
      json(ChangeMeasure),
      async (c) => c.json(await changeMeasure(deps, needAble(c, 'measure.change'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .put(
      '/:incidentId/processor',
      describe('It happened at this processor; its notice may move the start of the 72 hours', { 200: ProcessorSet, 409: 'closed, or notified already' }),
      param(IncidentPath),
      json(SetProcessor),
      async (c) => {
        const lang = langOf(c.req.header('accept-language'))
        return c.json(await setProcessor(deps, needAble(c, 'processor.open'), { ...c.req.valid('param'), ...c.req.valid('json'), lang }))
      },
    )

/** What still has to be done, over all incidents. */
export const measureRoutes = (deps: Deps) =>
  new Hono<Env>().get(
    '/',
    describe('Measures of every incident that I may see, closed ones too, by date', { 200: MeasureList }),
    query(MeasureFilter),
    async (c) => c.json(await listMeasures(deps, needAble(c, 'measure.change'), { all: c.req.valid('query').all === 'true' })),
  )
