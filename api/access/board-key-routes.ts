import { Hono } from 'hono'
import * as v from 'valibot'
import { BoardPersonView, InvitedView, KeyResetView } from '../../shared/access/key-views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { askKeyReset, decideKeyReset, listKeyResets } from './key-reset.ts'
import { inviteToKey } from './invite-to-key.ts'
import { listPeople } from './list-people.ts'

const BoardPath = v.strictObject({ organisationId: Uuid })
const ResetPath = v.strictObject({ organisationId: Uuid, id: Uuid })
const AskReset = v.strictObject({ personId: Uuid, reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1_000)) })
const Decision = v.strictObject({ agree: v.boolean() })
const Invite = v.strictObject({ personId: Uuid })

/** Who works at a board, and the passkeys they need. */
export const boardKeyRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/:organisationId/people',
      describe('Everyone at this board, with roles and number of passkeys', { 200: v.array(BoardPersonView) }),
      param(BoardPath),
      async (c) => c.json(await listPeople(deps, needAble(c, 'person.list'), c.req.valid('param').organisationId)),
    )
    .post('/:organisationId/key-invitations', describe('Mail a link for a first passkey', { 200: InvitedView }), param(BoardPath), json(Invite), async (c) => {
      const actors = needAble(c, 'key.invite')
      needStepUp(c, deps)
      return c.json(await inviteToKey(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') }))
    })
    .get('/:organisationId/key-resets', describe('Asked resets of lost passkeys', { 200: v.array(KeyResetView) }), param(BoardPath), async (c) =>
      c.json(await listKeyResets(deps, needAble(c, 'key.reset'), c.req.valid('param').organisationId)),
    )
    .post(
      '/:organisationId/key-resets',
      describe('Ask for a reset; another person decides', { 201: KeyResetView }),
      param(BoardPath),
      json(AskReset),
      async (c) => {
        const actors = needAble(c, 'key.reset')
        needStepUp(c, deps)
        return c.json(await askKeyReset(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') }), 201)
      },
    )
    .post(
      '/:organisationId/key-resets/:id/decision',
      describe('Agree or not; agreeing ends every passkey of that person and mails a link', { 200: InvitedView }),
      param(ResetPath),
      json(Decision),
      async (c) => {
        const actors = needAble(c, 'key.reset')
        needStepUp(c, deps)
        return c.json(await decideKeyReset(deps, actors, { ...c.req.valid('param'), ...c.req.valid('json') }))
      },
    )
