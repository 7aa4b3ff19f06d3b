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

/** `key` saves looking up what the sealed part goes under. */
export type Happened = { actor: EventActor; event: SeintjeEvent; key?: DataKey | undefined }

/**
 * The last line of every verb: writes what happened in the verb's own transaction and runs what it sets in motion (jobs.ts).
 * `sealed` goes under the incident's key, or the board's where there is none; its HMAC under that key is the commitment
 * that a later chain binds, worthless once the key is thrown away.
 */
export const append = (deps: Deps, tx: BoardTx, actor: EventActor, event: SeintjeEvent, key?: DataKey): Promise<void> =>
  appendAll(deps, tx, [{ actor, event, key }])

/** The same for things that happened together: one statement for all of them, and one run of each job. */
export async function appendAll(deps: Deps, tx: BoardTx, happened: readonly Happened[]): Promise<void> {
  if (happened.length === 0) return
  const rows: (typeof eventTable.$inferInsert)[] = []
  for (const { actor, event, key } of happened) rows.push({ ...clearPart(deps, tx, actor, event), ...(await sealedPart(deps, tx, event, key)) })
  await tx.sql.insert(eventTable).values(rows)
  for (const type of new Set(happened.map(({ event }) => event.type))) {
    const events = happened.flatMap(({ event }) => (event.type === type ? [event] : []))
    for (const job of jobs[type] ?? []) {
      const next = (await job(deps, tx, events)) ?? []
      await appendAll(
        deps,
        tx,
        next.map((event) => ({ actor: system, event })),
      )
    }
  }
  tx.afterCommit(() => deps.changes.changed(tx.organisationId))
}

const clearPart = (deps: Deps, tx: BoardTx, actor: EventActor, event: SeintjeEvent) => ({
  organisationId: tx.organisationId,
  at: deps.clock.now(),
  actor: actor.pseudonym,
  type: event.type,
  subjectId: event.subjectId,
  incidentId: event.incidentId ?? null,
  reportId: event.reportId ?? null,
  facts: { ...event.facts },
})

async function sealedPart(deps: Deps, tx: BoardTx, event: SeintjeEvent, known?: DataKey) {
  if (event.sealed === undefined) return { sealed: null, commitment: null }
  const key = known ?? (await (event.incidentId ? incidentKey(deps.keys, tx, event.incidentId) : boardKey(deps.keys, tx)))
  const plain = JSON.stringify(event.sealed)
  const context = `${tx.organisationId}/event/${event.subjectId}/${event.type}`
  return { sealed: await seal(key, context, new TextEncoder().encode(plain)), commitment: await macText(key, plain) }
}
