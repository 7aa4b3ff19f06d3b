import type { Actor } from '../../shared/access/roles.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import type { Deps } from '../deps.ts'
import { boardKey, incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { event as eventTable } from '../db/schema.ts'
import { macText, seal, type DataKey } from '../db/seal.ts'
import { jobs } from '../jobs.ts'

/** Who did it, for the log: the engine itself is `system`. */
export type EventActor = Pick<Actor, 'pseudonym'>
export const system: EventActor = { pseudonym: 'system' }

/**
 * The last line of every verb: writes what happened in the verb's own transaction and runs what it sets in motion (jobs.ts).
 * `sealed` goes under the incident's key, or the board's where there is none; its HMAC under that key is the commitment
 * that a later chain binds, worthless once the key is thrown away. `key` saves looking it up.
 */
export async function append(deps: Deps, tx: BoardTx, actor: EventActor, event: SeintjeEvent, key?: DataKey): Promise<void> {
  const row = {
    organisationId: tx.organisationId,
    at: deps.clock.now(),
    actor: actor.pseudonym,
    type: event.type,
    subjectId: event.subjectId,
    incidentId: event.incidentId ?? null,
    reportId: event.reportId ?? null,
    facts: { ...event.facts },
  }
  await tx.sql.insert(eventTable).values({ ...row, ...(await sealedPart(deps, tx, event, key)) })
  for (const job of jobs[event.type] ?? []) for (const next of (await job(deps, tx, event)) ?? []) await append(deps, tx, system, next)
  tx.afterCommit(() => deps.changes.changed(tx.organisationId))
}

async function sealedPart(deps: Deps, tx: BoardTx, event: SeintjeEvent, known?: DataKey) {
  if (event.sealed === undefined) return { sealed: null, commitment: null }
  const key = known ?? (await (event.incidentId ? incidentKey(deps.keys, tx, event.incidentId) : boardKey(deps.keys, tx)))
  const plain = JSON.stringify(event.sealed)
  const context = `${tx.organisationId}/event/${event.subjectId}/${event.type}`
  return { sealed: await seal(key, context, new TextEncoder().encode(plain)), commitment: await macText(key, plain) }
}
