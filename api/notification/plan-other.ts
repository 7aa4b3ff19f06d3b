import type { Actor } from '../../shared/access/roles.ts'
import { days, plus, readInstant, type Instant } from '../../shared/instant.ts'
import { othersAtMost, type PartyState, type PlanOther } from '../../shared/notification/other-parties.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { countOthers, findOther, insertOther, lockIncident, updateOther, type OtherRow } from './others-store.ts'
import { stateOfOther } from './others-of.ts'
import { needOwner } from './owners.ts'
import { openPart, sealPart } from './sealed-parts.ts'

type Input = PlanOther & { incidentId: string; id: string }
type Wanted = {
  party: OtherRow['party']
  ownerId: string | null
  dueAt: Instant | null
  state: PartyState
  doneAt: Instant | null
  what: string
  record: string | null
}
type Before = { row: OtherRow; what: string | null; record: string | null }
const farthest = days(400)

/**
 * Whom else is told: what, by whom, when; then that it was done and how, or why it is not needed. Saying the same twice changes nothing. A moment
 * that is planned is reminded of (follow-others.ts). Refuses: incident.notFound, access.denied, incident.closed, others.changedMeanwhile,
 * others.recordNeeded, others.inFuture, deadline.inPast, deadline.tooFar, others.tooMany, others.owner.
 */
export async function planOther(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ revision: number }> {
  const wanted = wantedOf(deps, input)
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'others.plan', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    const key = await incidentKey(deps.keys, tx, incident.id)
    const before = await beforeOf(tx, key, incident.id, input.id)
    if (before && isSame(before, wanted)) return { revision: before.row.revision }
    if ((before?.row.revision ?? 0) !== input.revision) throw new Problem('others.changedMeanwhile')
    if (!before && (await countOthers(tx, incident.id)) >= othersAtMost) throw new Problem('others.tooMany', { limit: othersAtMost })
    if (wanted.state === 'planned' && wanted.dueAt !== null && wanted.dueAt !== before?.row.dueAt && wanted.dueAt <= deps.clock.now())
      throw new Problem('deadline.inPast', { field: 'dueAt' })
    await needOwner(deps, tx, incident, wanted.ownerId, before?.row.ownerId ?? null)
    const place = (field: 'plan' | 'record') => ({ table: 'other_party', incidentId: incident.id, id: input.id, field }) as const
    const planSealed = (await sealPart(tx, key, place('plan'), wanted.what)) ?? new Uint8Array()
    const set = { ...settled(deps, actor, wanted, before), planSealed, recordSealed: await sealPart(tx, key, place('record'), wanted.record) }
    if (before) await updateOther(tx, incident.id, input.id, set)
    else await insertOther(tx, { organisationId: tx.organisationId, incidentId: incident.id, id: input.id, ...set })
    const { party, state, dueAt, what, record } = wanted
    const was = before ? stateOfOther(before.row) : null
    const facts = { party, state, was, dueAt: state === 'planned' ? dueAt : null, revision: set.revision }
    const said = { what, record, was: before ? { what: before.what, record: before.record } : null }
    await append(deps, tx, actor, { type: 'others.planned', subjectId: input.id, incidentId: incident.id, facts, sealed: said }, key)
    return { revision: set.revision }
  })
}

function wantedOf(deps: Deps, input: Input): Wanted {
  const { party, what, state, ownerId = null } = input
  const now = deps.clock.now()
  const dueAt = momentOf(input.dueAt, 'dueAt')
  if (dueAt !== null && dueAt > plus(now, farthest)) throw new Problem('deadline.tooFar', { field: 'dueAt', limit: farthest / days(1) })
  if (state !== 'done') return { party, what, state, ownerId, dueAt, doneAt: null, record: null }
  const doneAt = momentOf(input.doneAt, 'doneAt')
  if (doneAt === null || !input.record) throw new Problem('others.recordNeeded', { field: doneAt === null ? 'doneAt' : 'record' })
  if (doneAt > now) throw new Problem('others.inFuture', { field: 'doneAt' })
  return { party, what, state, ownerId, dueAt, doneAt, record: input.record }
}

function momentOf(text: string | null | undefined, field: string): Instant | null {
  if (text === null || text === undefined) return null
  const at = readInstant(text)
  if (!at) throw new Problem('request.invalid', { field })
  return at
}

async function beforeOf(tx: BoardTx, key: DataKey, incidentId: string, id: string): Promise<Before | undefined> {
  const row = await findOther(tx, incidentId, id)
  if (!row) return undefined
  const place = (field: 'plan' | 'record') => ({ table: 'other_party', incidentId, id, field }) as const
  return { row, what: await openPart(tx, key, place('plan'), row.planSealed), record: await openPart(tx, key, place('record'), row.recordSealed) }
}

const isSame = ({ row, what, record }: Before, wanted: Wanted) =>
  row.party === wanted.party &&
  row.ownerId === wanted.ownerId &&
  row.dueAt === wanted.dueAt &&
  row.doneAt === wanted.doneAt &&
  stateOfOther(row) === wanted.state &&
  what === wanted.what &&
  record === wanted.record

function settled(deps: Deps, actor: Actor, { party, ownerId, dueAt, state, doneAt }: Wanted, before: Before | undefined) {
  const now = deps.clock.now()
  return {
    ...{ party, ownerId, dueAt, doneAt, revision: (before?.row.revision ?? 0) + 1, setBy: actor.personId, setAt: now },
    doneBy: state === 'done' ? (before?.row.doneBy ?? actor.personId) : null,
    notNeededAt: state === 'notNeeded' ? (before?.row.notNeededAt ?? now) : null,
  }
}
