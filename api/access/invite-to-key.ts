import type { InvitedView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { actorAt, allow } from './allow.ts'
import { mailInvitation, newInvitation } from './invitation.ts'
import { findKeysOf, lockIdentity, saveInvitation } from './key-store.ts'
import { findPeople } from './store.ts'

/**
 * Mails somebody who has no passkey a link for his first. Refuses: access.denied, person.notFound (also whoever left), key.hasOne:
 * whoever lost his keys needs two people, request.tooMany.
 */
export async function inviteToKey(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, personId }: { organisationId: string; personId: string },
): Promise<InvitedView> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'key.invite')
  await deps.limits.take('invitePerPerson', actor.identityId)
  const invited = await deps.db.inBoard(actor, async (tx) => {
    const [person] = await findPeople(tx, [personId])
    if (!person || person.leftAt !== null) throw new Problem('person.notFound')
    await lockIdentity(tx.sql, person.identityId)
    if ((await findKeysOf(tx.sql, person.identityId)).length > 0) throw new Problem('key.hasOne')
    const { token, row } = newInvitation(deps, person.identityId, 'first')
    await saveInvitation(tx.sql, row)
    await append(deps, tx, actor, { type: 'key.invited', subjectId: personId, facts: { why: 'first' } })
    return { identityId: person.identityId, token }
  })
  return { mailed: await mailInvitation(deps, invited.identityId, invited.token, 'first') }
}
