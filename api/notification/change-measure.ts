import type { Actor } from '../../shared/access/roles.ts'
import { measuresAtMost, type ChangeMeasure } from '../../shared/notification/measures.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { countMeasures, findMeasure, insertMeasure, lockIncident, updateMeasure, type MeasureRow } from './measure-store.ts'
import { stateOfMeasure } from './measures-of.ts'
import { needOwner } from './owners.ts'
import { openMeasure, sealMeasure, type MeasureWords } from './sealed-parts.ts'

type Input = ChangeMeasure & { incidentId: string; id: string }
type Wanted = { aim: MeasureRow['aim']; ownerId: string | null; dueOn: string | null; state: ChangeMeasure['state']; words: MeasureWords }
type Before = { row: MeasureRow; words: MeasureWords }

/**
 * What is done against harm now or against repetition, new or changed; saying the same twice changes nothing. On a closed incident who does it,
 * when, and that it is done or dropped may still change. Refuses: incident.notFound, access.denied, incident.closed, incident.erased,
 * others.changedMeanwhile, others.reasonNeeded, others.tooMany, others.owner.
 */
export async function changeMeasure(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ revision: number }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'measure.change', incident)
    const key = await incidentKey(deps.keys, tx, incident.id)
    const wanted = wantedOf(input)
    if (wanted.state === 'dropped' && wanted.words.reason === null) throw new Problem('others.reasonNeeded', { field: 'reason' })
    const row = await findMeasure(tx, incident.id, input.id)
    const before = row && { row, words: await openMeasure(tx, key, incident.id, row.id, row.textSealed) }
    if (before && isSame(before, wanted)) return { revision: before.row.revision }
    if ((before?.row.revision ?? 0) !== input.revision) throw new Problem('others.changedMeanwhile')
    if (incident.state === 'closed' && !mayOnClosed(before, wanted)) throw new Problem('incident.closed')
    if (!before && (await countMeasures(tx, incident.id)) >= measuresAtMost) throw new Problem('others.tooMany', { limit: measuresAtMost })
    await needOwner(deps, tx, incident, wanted.ownerId, before?.row.ownerId ?? null)
    const set = { ...settled(deps, actor, wanted, before), textSealed: await sealMeasure(tx, key, incident.id, input.id, wanted.words) }
    if (before) await updateMeasure(tx, incident.id, input.id, set)
    else await insertMeasure(tx, { organisationId: tx.organisationId, incidentId: incident.id, id: input.id, ...set })
    const facts = { aim: wanted.aim, state: wanted.state, dueOn: wanted.dueOn, revision: set.revision, closed: incident.state === 'closed' }
    const said = { ...wanted.words, was: before ? before.words : null }
    await append(deps, tx, actor, { type: 'measure.changed', subjectId: input.id, incidentId: incident.id, facts, sealed: said }, key)
    return { revision: set.revision }
  })
}

const wantedOf = ({ aim, text, ownerId = null, dueOn = null, state, reason = null }: Input): Wanted => ({
  ...{ aim, ownerId, dueOn, state },
  words: { text, reason: state === 'dropped' ? reason : null },
})

const isSame = ({ row, words }: Before, wanted: Wanted) =>
  row.aim === wanted.aim &&
  row.ownerId === wanted.ownerId &&
  row.dueOn === wanted.dueOn &&
  stateOfMeasure(row) === wanted.state &&
  words.text === wanted.words.text &&
  words.reason === wanted.words.reason

/** What was said stays as it was said; who does it, when, and how it ended may change. */
const mayOnClosed = (before: Before | undefined, { aim, words }: Wanted) => before !== undefined && before.row.aim === aim && before.words.text === words.text

function settled(deps: Deps, actor: Actor, { aim, ownerId, dueOn, state }: Wanted, before: Before | undefined) {
  const now = deps.clock.now()
  const row = before?.row
  return {
    ...{ aim, ownerId, dueOn, revision: (row?.revision ?? 0) + 1, setBy: actor.personId, setAt: now },
    doneAt: state === 'done' ? (row?.doneAt ?? now) : null,
    doneBy: state === 'done' ? (row?.doneBy ?? actor.personId) : null,
    droppedAt: state === 'dropped' ? (row?.droppedAt ?? now) : null,
  }
}
