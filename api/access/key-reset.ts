import type { InvitedView, KeyResetView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { hours, plus } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { tellOwner } from '../alert/tell-owner.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { sealText, unsealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append, type EventActor } from '../events/append.ts'
import { actorAt, allow } from './allow.ts'
import { mailInvitation, newInvitation } from './invitation.ts'
import { findResets, hasOpenReset, lockReset, markDecided, saveReset, type KeyResetRow } from './key-reset-store.ts'
import { dropAllKeys, lockIdentity, saveInvitation } from './key-store.ts'
import { peopleById } from './person-names.ts'
import { recordForIdentity } from './record.ts'
import { keyResetContext } from './secrets.ts'
import { findPeople, organisationsOf } from './store.ts'

/** How long a second person has, in milliseconds. */
const resetLife = hours(72)
/** No pseudonym of the other board's: this one learns that it happened, not who there decided it. */
const elsewhere: EventActor = { pseudonym: 'elsewhere' }
const undecided = { decidedBy: null, decidedAt: null, agreed: null }

/**
 * Asks to end the passkeys of somebody who lost them all, and tells him by mail and push that it was asked. Nothing happens until
 * another person agrees. Refuses: access.denied, keyReset.anotherPerson (for oneself), person.notFound, keyReset.alreadyOpen,
 * request.tooMany.
 */
export async function askKeyReset(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, personId, reason }: { organisationId: string; personId: string; reason: string },
): Promise<KeyResetView> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'key.reset')
  if (actor.personId === personId) throw new Problem('keyReset.anotherPerson')
  await deps.limits.take('invitePerPerson', actor.identityId)
  const now = deps.clock.now()
  const { view, identityId } = await deps.db.inBoard(actor, async (tx) => {
    const person = await stillHere(tx, personId)
    await lockIdentity(tx.sql, person.identityId)
    if (await hasOpenReset(tx, personId, now)) throw new Problem('keyReset.alreadyOpen')
    const id = deps.newId()
    const reasonSealed = await sealText(await boardKey(deps.keys, tx), keyResetContext(organisationId, id), reason)
    const reset = { organisationId, id, personId, askedBy: actor.personId, askedAt: now, reasonSealed, expiresAt: plus(now, resetLife), ...undecided }
    await saveReset(tx, reset)
    const view = await (await viewer(deps, tx, actor, [reset]))(reset)
    await append(deps, tx, actor, { type: 'key.resetAsked', subjectId: personId, facts: { reset: id } })
    return { view, identityId: person.identityId }
  })
  await tellOwner(deps, identityId, 'resetAsked')
  return view
}

/** The resets of this board, newest first, with why they were asked. Refuses: access.denied. */
export async function listKeyResets(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<KeyResetView[]> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'key.reset')
  return deps.db.inBoard(actor, async (tx) => {
    const resets = await findResets(tx)
    const views = await Promise.all(resets.map(await viewer(deps, tx, actor, resets)))
    await append(deps, tx, actor, { type: 'key.resetsListed', subjectId: organisationId, facts: { resets: views.length } })
    return views
  })
}

/**
 * The second person's word. Agreeing ends every passkey, recovery code and desk session of that person and mails a link that works
 * 24 hours. Refuses: access.denied, keyReset.notFound, keyReset.over, keyReset.anotherPerson (who asked, or whom it is for),
 * person.notFound (left meanwhile).
 */
export async function decideKeyReset(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, id, agree }: { organisationId: string; id: string; agree: boolean },
): Promise<InvitedView> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'key.reset')
  const now = deps.clock.now()
  const invited = await deps.db.inBoard(actor, async (tx) => {
    const reset = await lockReset(tx, id)
    if (!reset) throw new Problem('keyReset.notFound')
    if (stateOf(reset, now) !== 'open') throw new Problem('keyReset.over')
    if (!mayDecide(actor, reset)) throw new Problem('keyReset.anotherPerson')
    await markDecided(tx, id, { decidedBy: actor.personId, decidedAt: now, agreed: agree })
    const invited = agree ? await replaceByInvitation(deps, tx, reset.personId) : null
    await append(deps, tx, actor, { type: 'key.resetDecided', subjectId: reset.personId, facts: { reset: id, agreed: agree } })
    return invited
  })
  return { mailed: invited && (await tellAgreed(deps, organisationId, invited)) }
}

type Invited = Awaited<ReturnType<typeof replaceByInvitation>>

/** The log of his other boards has it too, he gets the link, and hears of it apart from that. Whether the link could be mailed. */
async function tellAgreed(deps: Deps, organisationId: string, { identityId, token, boards }: Invited): Promise<boolean> {
  const others = boards.filter((board) => board !== organisationId)
  await recordForIdentity(deps, identityId, others, 'key.resetElsewhere', { keys: 0 }, elsewhere)
  const mailed = await mailInvitation(deps, identityId, token, 'lostKey')
  void tellOwner(deps, identityId, 'resetAgreed')
  return mailed
}

async function replaceByInvitation(deps: Deps, tx: BoardTx, personId: string) {
  const { identityId } = await stillHere(tx, personId)
  await lockIdentity(tx.sql, identityId)
  await dropAllKeys(tx.sql, identityId)
  const { token, row } = newInvitation(deps, identityId, 'lostKey')
  await saveInvitation(tx.sql, row)
  return { identityId, token, boards: await organisationsOf(tx.sql, identityId) }
}

async function stillHere(tx: BoardTx, personId: string) {
  const [person] = await findPeople(tx, [personId])
  if (!person || person.leftAt !== null) throw new Problem('person.notFound')
  return person
}

const mayDecide = ({ personId }: Actor, reset: KeyResetRow) => personId !== reset.askedBy && personId !== reset.personId

function stateOf({ decidedAt, agreed, expiresAt }: KeyResetRow, now: string): KeyResetView['state'] {
  if (decidedAt !== null) return agreed ? 'agreed' : 'refused'
  return now < expiresAt ? 'open' : 'over'
}

/** Shows any of these resets to this reader. */
async function viewer(deps: Deps, tx: BoardTx, actor: Actor, resets: readonly KeyResetRow[]): Promise<(reset: KeyResetRow) => Promise<KeyResetView>> {
  const [key, now] = [await boardKey(deps.keys, tx), deps.clock.now()]
  const ids = resets.flatMap(({ personId, askedBy, decidedBy }) => [personId, askedBy, decidedBy])
  const people = await peopleById(deps, tx, ids)
  const nameOf = (id: string) => people.get(id)?.name ?? ''
  return async (reset) => ({
    ...{ id: reset.id, personId: reset.personId, personName: nameOf(reset.personId), askedBy: nameOf(reset.askedBy), askedAt: reset.askedAt },
    reason: await unsealText(key, keyResetContext(tx.organisationId, reset.id), reset.reasonSealed),
    ...{ expiresAt: reset.expiresAt, state: stateOf(reset, now), decidedAt: reset.decidedAt },
    decidedBy: reset.decidedBy === null ? null : nameOf(reset.decidedBy),
    mayDecide: stateOf(reset, now) === 'open' && mayDecide(actor, reset),
  })
}
