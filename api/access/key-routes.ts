import { Hono } from 'hono'
import * as v from 'valibot'
import { CreationChallenge, InvitationView, KeysView, NewKeyView, RecoveryCodesView, RegistrationResponse } from '../../shared/access/key-views.ts'
import type { Deps } from '../deps.ts'
import { needActors, needSession, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { networkOf } from '../http/network.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { listKeys } from './list-keys.ts'
import { changeRecoveryCodes, recoverByCode } from './recovery-codes.ts'
import { askRegistration, registerKey } from './register-key.ts'
import { removeKey } from './remove-key.ts'

const AskRegistration = v.strictObject({ invitation: v.optional(v.pipe(v.string(), v.maxLength(100))) })
const Label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))
const RegisterKey = v.strictObject({ challengeId: Uuid, response: RegistrationResponse, label: Label })
const Recover = v.strictObject({ code: v.pipe(v.string(), v.maxLength(60)) })
const KeyPath = v.strictObject({ id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,1400}$/)) })

/** The passkeys of whoever is signed in, and what to do when they are gone. */
export const keyRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('My passkeys, and how many recovery codes are left', { 200: KeysView }), async (c) =>
      c.json(await listKeys(deps, needActors(c), needSession(c))),
    )
    .post(
      '/registration',
      describe('What a new passkey signs; with a passkey just shown, or an invitation', { 200: CreationChallenge }),
      json(AskRegistration),
      async (c) => c.json(await askRegistration(deps, needActors(c), { session: needSession(c), invitation: c.req.valid('json').invitation })),
    )
    .post('/', describe('Register the passkey; the first one comes with recovery codes', { 201: NewKeyView }), json(RegisterKey), async (c) =>
      c.json(await registerKey(deps, needActors(c), { session: needSession(c), ...c.req.valid('json') }), 201),
    )
    .delete('/:id', describe('Remove a passkey and end the sessions it opened; never the last one', { 204: 'removed' }), param(KeyPath), async (c) => {
      needStepUp(c, deps)
      await removeKey(deps, needActors(c), c.req.valid('param'))
      return c.body(null, 204)
    })
    .post('/recovery-codes', describe('New recovery codes; the old ones end', { 200: RecoveryCodesView }), async (c) => {
      needStepUp(c, deps)
      return c.json(await changeRecoveryCodes(deps, needActors(c)))
    })
    .post('/recover', describe('Trade a recovery code for an invitation', { 200: InvitationView }), json(Recover), async (c) =>
      c.json(await recoverByCode(deps, needActors(c), { ...c.req.valid('json'), network: networkOf(c, deps.env) })),
    )
