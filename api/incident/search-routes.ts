import { Hono } from 'hono'
import { SearchHits, SearchWords } from '../../shared/incident/search-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json } from '../http/validate.ts'

/** Searching in what stands sealed. */
export const searchRoutes = (_deps: Deps) =>
  new Hono<Env>().post('/', describe('Incidents in which all of these words stand', { 200: SearchHits }), json(SearchWords), (c) => {
    needAble(c, 'incident.search')
    return c.json({ items: [], more: false, notSearched: [] } satisfies SearchHits)
  })
