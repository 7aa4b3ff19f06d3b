import type { InvitationView, RecoveryCodesView } from '../../shared/access/key-views.ts'
import { readRecoveryCode, recoveryCodes, showRecoveryCode } from '../../shared/access/recovery-code.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { tellOwner } from '../alert/tell-owner.ts'
import type { Deps } from '../deps.ts'
import type { Sql } from '../db/open.ts'
import { allow } from './allow.ts'
import { newInvitation } from './invitation.ts'
import { lockIdentity, replaceRecoveryCodes, saveInvitation, takeRecoveryCode } from './key-store.ts'
import { recordOwn } from './record.ts'
import { newRecoveryCode, recoveryMac } from './secrets.ts'

type Actors = readonly [Actor, ...Actor[]]

/** Ten codes for on paper, in place of all there were. Only what compares them is stored. */
export async function saveNewCodes(deps: Deps, sql: Sql, identityId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
  const macs = await Promise.all(codes.map((code) => recoveryMac(deps.keys, identityId, code)))
  await replaceRecoveryCodes(sql, identityId, macs, deps.clock.now())
  return codes.map(showRecoveryCode)
}

/** New codes; the old ones end at once. */
export async function changeRecoveryCodes(deps: Deps, actors: Actors): Promise<RecoveryCodesView> {
  const [{ identityId }] = actors
  allow(actors[0], 'key.manageOwn')
  return deps.db.outside(async (sql) => {
    await lockIdentity(sql, identityId)
    const codes = await saveNewCodes(deps, sql, identityId)
    await recordOwn(deps, sql, actors, 'key.codesMade', { codes: codes.length })
    return { recoveryCodes: codes }
  })
}

/**
 * Trades a code from paper for half an hour in which one passkey can be made; the keys that are lost stay until their owner takes
 * them off. Refuses: key.recoveryWrong, the same for a wrong and a used one; request.tooMany.
 */
export async function recoverByCode(deps: Deps, actors: Actors, { code, network }: { code: string; network: string }): Promise<InvitationView> {
  const [{ identityId }] = actors
  allow(actors[0], 'key.manageOwn')
  await deps.limits.take('recoveryPerNetwork', network)
  await deps.limits.take('recoveryPerPerson', identityId)
  const codeMac = await recoveryMac(deps.keys, identityId, readRecoveryCode(code) ?? '')
  const { token, row } = newInvitation(deps, identityId, 'recovered')
  await deps.db.outside(async (sql) => {
    if (!(await takeRecoveryCode(sql, identityId, codeMac, deps.clock.now()))) throw new Problem('key.recoveryWrong')
    await saveInvitation(sql, row)
    await recordOwn(deps, sql, actors, 'key.recovered')
  })
  void tellOwner(deps, identityId, 'recovered')
  return { invitation: token, expiresAt: row.expiresAt }
}
