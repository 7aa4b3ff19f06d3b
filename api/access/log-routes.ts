import { Hono } from 'hono'
import * as v from 'valibot'
import { LogPage, LogReview, LogReviews, ReviewsDue, StandsOut, WriteLogReview } from '../../shared/access/log-views.ts'
import { eventTypes } from '../../shared/event.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, query, Uuid } from '../http/validate.ts'

const Moment = v.pipe(v.string(), v.isoTimestamp())
const Period = { organisationId: Uuid, from: v.optional(Moment), to: v.optional(Moment) }
const LogFilter = v.object({
  ...Period,
  type: v.optional(v.picklist(eventTypes)),
  /** a pseudonym */
  actor: v.optional(v.pipe(v.string(), v.maxLength(40))),
  number: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{3,6}$/))),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(500))),
})

/** The log of a board, for its auditor and for nobody else. */
export const logRoutes = (_deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('The log of a board, newest first; without the rows of the reader himself', { 200: LogPage }), query(LogFilter), (c) => {
      needAble(c, 'log.read')
      return c.json({ items: [], own: 0, nextCursor: null } satisfies v.InferOutput<typeof LogPage>)
    })
    .get('/stands-out', describe('What stands out in a period', { 200: StandsOut }), query(v.object(Period)), (c) => {
      needAble(c, 'log.read')
      return c.json({ items: [], rows: 0 } satisfies v.InferOutput<typeof StandsOut>)
    })
    .get('/reviews', describe('The reviews that were recorded, newest first', { 200: LogReviews }), query(v.object({ organisationId: Uuid })), (c) => {
      needAble(c, 'log.read')
      return c.json({ items: [] } satisfies v.InferOutput<typeof LogReviews>)
    })
    .post('/reviews', describe('Record a review; it never changes', { 201: LogReview }), json(WriteLogReview), (c) => {
      needAble(c, 'log.review')
      throw new Problem('access.denied')
    })
    .get('/reviews/due', describe('When this auditor has to look again', { 200: ReviewsDue }), (c) => {
      needAble(c, 'log.read')
      return c.json({ items: [] } satisfies v.InferOutput<typeof ReviewsDue>)
    })
    .get('/export', describe('The chain of a period, verifiable without us', { 200: 'application/x-ndjson' }), query(v.object(Period)), (c) => {
      needAble(c, 'log.export')
      throw new Problem('access.denied')
    })
