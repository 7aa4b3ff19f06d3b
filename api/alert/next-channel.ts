import { and, eq, sql } from 'drizzle-orm'
import { readStage } from '../../shared/alert/stage.ts'
import type { LadderChannel } from '../../shared/deadline/ladder.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { delivery, incident, person } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { insertDeliveries, type NewDeliveryTo } from './delivery-store.ts'
import { triedInVain } from './backoff.ts'
import { isPartly } from './partly.ts'
import { alertsOf } from './reached.ts'
import type { OneSettled } from './record-deliveries.ts'
import { smsNumberOf, type SmsRow } from './sms-number.ts'

/** Whether mail and text messages can reach somebody: he has a number, and switched neither off. */
export type Reachable = { hasSms?: boolean; noMail?: boolean }

export const isOn = ({ hasSms, noMail }: Reachable, channel: LadderChannel): boolean => ({ push: true, mail: !noMail, sms: hasSms === true })[channel]

/** What is left for somebody whom none of these channels reaches: his mail, unless that may not be used, else a text message. */
export const nextChannelOf = (who: Reachable, discreet: boolean, tried: readonly LadderChannel[]): LadderChannel | undefined =>
  (['mail', 'sms'] as const).find((channel) => !tried.includes(channel) && isOn(who, channel) && !(channel === 'mail' && discreet))

/** The same people, with whether a text message can reach them. Where none can be sent no number is opened, and mail that somebody gave up for it goes again. */
export const withSms = async <P extends SmsRow & { personId: string; noSms: boolean; noMail?: boolean | undefined }>(
  deps: Pick<Deps, 'keys' | 'sms'>,
  tx: BoardTx,
  people: readonly P[],
): Promise<(P & { hasSms: boolean })[]> =>
  Promise.all(
    people.map(async (one) => {
      const hasSms = deps.sms !== undefined && !one.noSms && (await smsNumberOf(deps, tx, one.personId, one)) !== null
      return { ...one, hasSms, noMail: one.noMail === true && hasSms }
    }),
  )

const deadEnds: readonly (string | null)[] = ['noDevice', 'noNumber', 'discreet']

/**
 * A ring or a reminder that did not get through to somebody in one channel, and goes through none other of that step: it goes through the next
 * one, once (one row per person, channel and stage). What was tried in vain a few times goes on being tried beside it.
 */
export async function tryNextChannel(deps: Deps, tx: BoardTx, settled: readonly OneSettled[], now: Instant): Promise<void> {
  const lost = settled.filter(({ delivery: row, to }) => mustArrive(row) && isLost({ ...to, attempts: row.attempts })).map(({ delivery: row }) => row)
  const rows: NewDeliveryTo[] = []
  await oneAtATime(tx, lost)
  for (const row of lost) {
    const found = await whatIsLeft(tx, row)
    // What was no longer needed meanwhile (somebody took it up) is left at that.
    if (!found || found.underWay || !found.lost) continue
    const [who] = await withSms(deps, tx, [found.who])
    const channel = who && nextChannelOf(who, found.discreet, found.tried)
    if (!channel) continue
    const fresh = {
      id: deps.newId(),
      channel,
      state: 'queued',
      attempts: 0,
      answer: null,
      createdAt: now,
      nextAttemptAt: now,
      settledAt: null,
      openedAt: null,
    } as const
    rows.push({ ...row, ...fresh })
  }
  await insertDeliveries(tx, rows)
}

/**
 * Two processes that see two channels of one message fail at the same moment would each take the other's for under way: until the commit one
 * of them looks, and whoever comes after it sees what became of both. In one order, so that two never wait for each other.
 */
async function oneAtATime(tx: BoardTx, lost: readonly OneSettled['delivery'][]): Promise<void> {
  const messages = new Set(lost.map(({ incidentId, personId, stage }) => ['delivery', tx.organisationId, incidentId, personId, stage].join(' ')))
  for (const message of [...messages].toSorted()) await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${message}, 0))`)
}

/** A ring or a reminder, and what rings somebody outside those: he was called in vain, or it is for him too now. */
const mustArrive = ({ alarmId, deadlineId, stage }: OneSettled['delivery']) =>
  alarmId !== null || deadlineId !== null || ['unreached', 'seat'].includes(readStage(stage).name)

type Tried = Pick<OneSettled['delivery'], 'state' | 'answer' | 'attempts'>

const isLost = (row: Tried) =>
  row.state === 'gone' || row.state === 'failed' || (row.state === 'skipped' && deadEnds.includes(row.answer)) || (row.state === 'queued' && !mayArrive(row))

/** Whether it got out, or may still be expected to soon. */
const mayArrive = ({ state, answer, attempts }: Tried) => state === 'sent' || (state === 'queued' && (attempts < triedInVain || isPartly(answer)))

/** Through which channels this message went or is on its way to this person, and what else would reach him. */
async function whatIsLeft(tx: BoardTx, { id, incidentId, personId, stage }: OneSettled['delivery']) {
  const same = and(
    eq(delivery.organisationId, tx.organisationId),
    eq(delivery.incidentId, incidentId),
    eq(delivery.personId, personId),
    eq(delivery.stage, stage),
  )
  const { id: rowId, channel, state, answer, attempts } = delivery
  const sent = await tx.sql.select({ id: rowId, channel, state, answer, attempts }).from(delivery).where(same)
  const [who] = await tx.sql
    .select({ personId: person.id, discreet: incident.discreet, ...alertsOf })
    .from(person)
    .innerJoin(incident, and(eq(incident.organisationId, person.organisationId), eq(incident.id, incidentId)))
    .where(and(eq(person.organisationId, tx.organisationId), eq(person.id, personId)))
  return (
    who && {
      who,
      discreet: who.discreet,
      tried: sent.map((row) => row.channel),
      underWay: sent.some(mayArrive),
      lost: sent.some((row) => row.id === id && isLost(row)),
    }
  )
}
