import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import * as v from 'valibot'
import { LogPage, LogReview, LogReviews, ReviewsDue, StandsOut, WriteLogReview } from '../../shared/access/log-views.ts'
import { eventTypes } from '../../shared/event.ts'
import { isInstant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, query, Uuid } from '../http/validate.ts'
import { exportLog, linesOf } from './export-log.ts'
import { readReviews, readReviewsDue, reviewLog } from './log-reviews.ts'
import { readLog } from './read-log.ts'
import { standOutLog } from './stand-out-log.ts'

const Moment = v.pipe(
  v.string(),
  v.check((text: string) => isInstant(text)),
)
const Period = v.object({ organisationId: Uuid, from: v.optional(Moment), to: v.optional(Moment) })
const LogFilter = v.object({
  ...Period.entries,
  type: v.optional(v.picklist(eventTypes)),
  /** a pseudonym, or `reporter` */
  actor: v.optional(v.pipe(v.string(), v.maxLength(40))),
  number: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{3,6}$/))),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(500))),
})

/** The log of a board, for its auditor and for nobody else. */
export const logRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('The log of a board, newest first; without the rows of the reader himself', { 200: LogPage }), query(LogFilter), async (c) =>
      c.json(await readLog(deps, needAble(c, 'log.read'), c.req.valid('query') as Parameters<typeof readLog>[2])),
    )
    .get('/stands-out', describe('What stands out in a period', { 200: StandsOut }), query(Period), async (c) =>
      c.json(await standOutLog(deps, needAble(c, 'log.read'), c.req.valid('query'))),
    )
    .get('/reviews', describe('The reviews that were recorded, newest first', { 200: LogReviews }), query(v.object({ organisationId: Uuid })), async (c) =>
      c.json(await readReviews(deps, needAble(c, 'log.read'), c.req.valid('query').organisationId)),
    )
    .post('/reviews', describe('Record a review; it never changes', { 201: LogReview }), json(WriteLogReview), async (c) =>
      c.json(await reviewLog(deps, needAble(c, 'log.review'), c.req.valid('json')), 201),
    )
    .get('/reviews/due', describe('When this auditor has to look again', { 200: ReviewsDue }), async (c) =>
      c.json(await readReviewsDue(deps, needAble(c, 'log.read'))),
    )
    .get('/export', describe('The chain of a period, verifiable without us', { 200: 'application/x-ndjson' }), query(Period), async (c) => {
      const actors = needAble(c, 'log.export')
      needStepUp(c, deps)
      const { actor, header } = await exportLog(deps, actors, c.req.valid('query'))
      c.header('content-type', 'application/x-ndjson; charset=utf-8')
      c.header('content-disposition', `attachment; filename="seintje-log-${header.from.slice(0, 10)}-${header.to.slice(0, 10)}.ndjson"`)
      return stream(c, async (out) => {
        for await (const lines of linesOf(deps, actor, header)) await out.write(lines)
      })
    })
