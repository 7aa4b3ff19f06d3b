import { Hono } from 'hono'
import { SearchHits, SearchWords } from '../../shared/incident/search-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json } from '../http/validate.ts'
import { searchIncidents } from './search-incidents.ts'

/** Searching in what stands sealed. */
export const searchRoutes = (deps: Deps) =>
  new Hono<Env>().post('/', describe('Incidents in which all of these words stand', { 200: SearchHits }), json(SearchWords), async (c) =>
    c.json(await searchIncidents(deps, needAble(c, 'incident.search'), c.req.valid('json').words)),
  )
