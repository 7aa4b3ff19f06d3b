import { Hono } from 'hono'
import * as v from 'valibot'
import { OpenAtBoards, OpenedAtBoards, ProcessorView, SaveProcessor } from '../../shared/notification/processors.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { langOf } from '../text.ts'
import { listProcessors } from './list-processors.ts'
import { openAtBoards } from './open-at-boards.ts'
import { endProcessor, saveProcessor, tickProcessor } from './save-processor.ts'

const OfBoard = v.strictObject({ organisationId: Uuid })
const ProcessorPath = v.object({ id: Uuid })

/** The processors of a board, and one notice that concerns several boards. */
export const processorRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('The processors of this board, by name', { 200: v.array(ProcessorView) }), query(OfBoard), async (c) =>
      c.json(await listProcessors(deps, needAble(c, 'processor.read'), c.req.valid('query').organisationId)),
    )
    .post(
      '/incidents',
      describe('One notice of a processor opens a file at each of these boards; what became of it stands per board', { 200: OpenedAtBoards }),
      json(OpenAtBoards),
      async (c) => {
        const actors = needAble(c, 'processor.open')
        const asked = { ...c.req.valid('json'), arrivedAt: c.var.arrivedAt, lang: langOf(c.req.header('accept-language')) }
        return c.json({ items: await openAtBoards(deps, actors, asked) })
      },
    )
    .put(
      '/:id',
      describe('A processor, new under an id of the sender or changed', { 200: ProcessorView, 409: 'changed meanwhile, or ended' }),
      param(ProcessorPath),
      json(SaveProcessor),
      async (c) => c.json(await saveProcessor(deps, needAble(c, 'processor.change'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:id/tick',
      describe('The officer looked at what was agreed', { 200: ProcessorView, 409: 'ended' }),
      param(ProcessorPath),
      json(OfBoard),
      async (c) => c.json(await tickProcessor(deps, needAble(c, 'processor.tick'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:id/end',
      describe('The board works with it no more', { 200: ProcessorView, 409: 'ended already' }),
      param(ProcessorPath),
      json(OfBoard),
      async (c) => c.json(await endProcessor(deps, needAble(c, 'processor.change'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
