import { Hono } from 'hono'
import * as v from 'valibot'
import { ConsentIn, ListAsked, NamedListRows, NamedLists } from '../../shared/training/training-views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { askList } from './ask-list.ts'
import { recordConsent, withdrawConsent } from './council-consent.ts'
import { decideList } from './decide-list.ts'
import { endList } from './end-list.ts'
import { readLists } from './named-lists.ts'
import { readList } from './read-list.ts'

const OfBoard = v.strictObject({ organisationId: Uuid })
const ListPath = v.object({ id: Uuid })
const Decision = v.strictObject({ organisationId: Uuid, agree: v.boolean() })
const Consent = v.strictObject({ ...ConsentIn.entries, organisationId: Uuid })
const Asked = v.strictObject({ ...ListAsked.entries, organisationId: Uuid, schoolId: v.nullable(Uuid) })

/** Lists of who finished a module: behind the consent of the staff's part of the participation council and two people, in the sight of all staff. */
export const listRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/lists', describe('Lists of names that are asked for, open, or over', { 200: NamedLists }), query(OfBoard), async (c) =>
      c.json(await readLists(deps, needAble(c, 'training.askList'), c.req.valid('query').organisationId)),
    )
    .post(
      '/consent',
      describe('Record that the staff part of the participation council, or the works council, agreed to such lists', { 200: NamedLists }),
      json(Consent),
      async (c) => c.json(await recordConsent(deps, needAble(c, 'training.recordConsent'), c.req.valid('json'))),
    )
    .post('/consent/withdraw', describe('The council no longer agrees: every list ends', { 200: NamedLists }), json(OfBoard), async (c) =>
      c.json(await withdrawConsent(deps, needAble(c, 'training.withdrawConsent'), c.req.valid('json'))),
    )
    .post('/lists', describe('Ask for a list; a second person decides', { 200: NamedLists }), json(Asked), async (c) =>
      c.json(await askList(deps, needAble(c, 'training.askList'), c.req.valid('json'))),
    )
    .get(
      '/lists/:id',
      describe('Who finished the module, yes or no; each look is counted', { 200: NamedListRows }),
      param(ListPath),
      query(OfBoard),
      async (c) => {
        const actors = needAble(c, 'training.readList')
        if (deps.env.mode === 'production') needStepUp(c, deps)
        return c.json(await readList(deps, actors, { ...c.req.valid('query'), ...c.req.valid('param') }))
      },
    )
    .post('/lists/:id/decide', describe('Agree that it opens, or not', { 200: NamedLists }), param(ListPath), json(Decision), async (c) => {
      const [actors, decision] = [needAble(c, 'training.decideList'), c.req.valid('json')]
      if (deps.env.mode === 'production' && decision.agree) needStepUp(c, deps)
      return c.json(await decideList(deps, actors, { ...decision, ...c.req.valid('param') }))
    })
    .post('/lists/:id/end', describe('Close a list before its time', { 200: NamedLists }), param(ListPath), json(OfBoard), async (c) =>
      c.json(await endList(deps, needAble(c, 'training.askList'), { ...c.req.valid('json'), ...c.req.valid('param') })),
    )
