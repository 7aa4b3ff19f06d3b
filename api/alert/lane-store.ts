import { and, asc, eq, inArray, lte, notInArray, or, sql, type SQL } from 'drizzle-orm'
import type { LadderChannel } from '../../shared/deadline/ladder.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx, Sql } from '../db/open.ts'
import { alarmDue, delivery } from '../db/schema.ts'
import type { DueRow } from './alarm-store.ts'

/** All SQL about lanes: what waits in the channel of a delivery. */
export type Lane = LadderChannel
export type Pick = {
  lane: Lane
  limit: number
  /** boards of which something is under way in a lane that keeps order */ but: readonly string[]
  /** whether its server is back: by what waits longest, whenever that was to be tried again */ probe?: boolean
  /** tried after all others */ putOff?: readonly string[]
}

const waitingIn = (lane: Lane) => and(eq(alarmDue.kind, 'delivery'), eq(alarmDue.channel, lane))

/** Due deliveries of one lane and one board, in the order in which they were made (their ids are UUIDv7); locked until this transaction ends. */
export async function pickDeliveries(db: Sql, now: Instant, { lane, limit, but, probe, putOff = [] }: Pick): Promise<DueRow[]> {
  const due = probe ? or(lte(alarmDue.nextAt, now), eq(alarmDue.step, 0)) : lte(alarmDue.nextAt, now)
  const pick = (count: number, where: SQL | undefined) =>
    db
      .select()
      .from(alarmDue)
      .where(and(waitingIn(lane), due, where))
      .orderBy(...(putOff.length > 0 ? [asc(inArray(alarmDue.subjectId, [...putOff]))] : []), asc(alarmDue.subjectId))
      .limit(count)
      .for('update', { skipLocked: true })
  const [first] = await pick(1, but.length > 0 ? notInArray(alarmDue.organisationId, [...but]) : undefined)
  return first && limit > 1 ? pick(limit, eq(alarmDue.organisationId, first.organisationId)) : first ? [first] : []
}

/** The places of these deliveries of a board, as far as they are due and nobody else has them. */
export const pickThese = (tx: BoardTx, ids: readonly string[], now: Instant): Promise<DueRow[]> =>
  tx.sql
    .select()
    .from(alarmDue)
    .where(and(eq(alarmDue.organisationId, tx.organisationId), eq(alarmDue.kind, 'delivery'), inArray(alarmDue.subjectId, [...ids]), lte(alarmDue.nextAt, now)))
    .orderBy(asc(alarmDue.subjectId))
    .for('update', { skipLocked: true })

/** What else makes up for something and waits for these people in this channel. */
export async function findCaughtUp(tx: BoardTx, lane: Lane, personIds: readonly string[]): Promise<string[]> {
  // From the work list: beside it lies everything that was ever sent.
  const rows = await tx.sql
    .select({ id: delivery.id })
    .from(alarmDue)
    .innerJoin(delivery, and(eq(delivery.organisationId, alarmDue.organisationId), eq(delivery.id, alarmDue.subjectId), eq(delivery.state, 'queued')))
    .where(
      and(eq(alarmDue.organisationId, tx.organisationId), waitingIn(lane), inArray(delivery.personId, [...personIds]), sql`${delivery.stage} ~ ${caughtUp}`),
    )
  return rows.map(({ id }) => id)
}

const caughtUp = String.raw`^(ring-\d+\.\.\d|due-.*\+\d)`
/** Whether a message makes up for others that should have gone before it: `ring-1..3`, `due-…+2`. */
export const isCaughtUp = (stage: string): boolean => new RegExp(caughtUp).test(stage)

/** A lane works again: what failed before and waits there for its next try is due now. Not what somebody is sending at this moment (its `step` is not 0). */
export const wakeLane = (db: Sql, lane: Lane, now: Instant) =>
  db.execute(sql`
    with waiting as (select organisation_id, subject_id from ${alarmDue}
      where kind = 'delivery' and channel = ${lane} and step = 0 and next_at > ${now}::timestamptz order by subject_id for update skip locked)
    update ${alarmDue} set next_at = ${now}::timestamptz from waiting
    where ${alarmDue.kind} = 'delivery' and ${alarmDue.organisationId} = waiting.organisation_id and ${alarmDue.subjectId} = waiting.subject_id`)
