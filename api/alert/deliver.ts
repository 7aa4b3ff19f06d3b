import { createHash } from 'node:crypto'
import { rolesToAppoint } from '../../shared/access/fence.ts'
import type { PushPayload } from '../../shared/alert/payload.ts'
import { isMeeting, readStage, ringStage } from '../../shared/alert/stage.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { between, days, plus, type Instant } from '../../shared/instant.ts'
import { openMail } from '../access/secrets.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps, PushOutcome } from '../deps.ts'
import type { Lang } from '../text.ts'
import { dropDue, findStep, planNextTry, type DueRow } from './alarm-store.ts'
import { leaseFor } from './backoff.ts'
import { calendarFile, meetingFile } from './calendar-file.ts'
import { lifeOf, mailOf, pushOf, type Message } from './compose.ts'
import { isDue, lifeOfDue } from './compose-due.ts'
import { caughtUpId, caughtUpMail, caughtUpPush, caughtUpSms, type CaughtUp } from './compose-caught-up.ts'
import { smsOf } from './compose-sms.ts'
import { ladderOf } from './ladder-of.ts'
import { findCaughtUp, isCaughtUp, pickDeliveries, pickThese, type Pick } from './lane-store.ts'
import { countWaiting, findTerms, type Term } from './message-store.ts'
import type { Unit } from './send-all.ts'
import { smsNumberOf } from './sms-number.ts'
import { countAttempt, findOutgoing, type DeliveryRow } from './delivery-store.ts'
import { findDevices, type DeviceRow } from './device-store.ts'
import { isPartly, partlyTo, reachedBy, tailOf } from './partly.ts'

type Found = Awaited<ReturnType<typeof findOutgoing>>[number]
export type Outgoing = Found & { devices: DeviceRow[]; message: Message; /** opened only where a text message goes there */ smsNumber: string | null }
export type DeviceOutcome = PushOutcome & { device: DeviceRow }
/** `waiting`: not tried, because its server turned out to be away; `failed`: another attempt would not mend it. */
export type Outcome = { state: 'sent' | 'retry' | 'gone' | 'failed' | 'skipped' | 'waiting'; answer: string; devices: readonly DeviceOutcome[] }
export type Claim = { organisationId: string; rows: DueRow[]; outgoing: Outgoing[] }

/**
 * Takes due deliveries of one lane and one board: counts the attempt and sets the row aside for as long as the sending may take, in a
 * transaction of its own. A crash after this means the row comes back: at least once, never lost. Where one of them makes up for what
 * was missed, whatever else was missed by the same person comes along. `seen` receives what was picked, so that a failure in the middle can set those rows aside.
 */
export async function claimDeliveries(deps: Deps, pick: Pick, seen: (rows: readonly DueRow[]) => void): Promise<Claim | null> {
  const now = deps.clock.now()
  return deps.db.outside(async (sql) => {
    const rows = await pickDeliveries(sql, now, pick)
    seen(rows)
    const [first] = rows
    if (!first) return null
    const tx = await deps.db.enterBoard(sql, first.organisationId)
    const found = await take(tx, rows, now)
    const missing = found.filter(({ delivery }) => isCaughtUp(delivery.stage)).map(({ delivery }) => delivery.personId)
    const others = missing.length > 0 ? await findCaughtUp(tx, pick.lane, missing) : []
    const along = others.length > 0 ? await pickThese(tx, without(others, rows), now) : []
    found.push(...(await take(tx, along, now)))
    return { organisationId: first.organisationId, rows: [...rows, ...along], outgoing: await withMessages(deps, tx, found, now) }
  })
}

const without = (ids: readonly string[], rows: readonly DueRow[]) => ids.filter((id) => !rows.some(({ subjectId }) => subjectId === id))

async function take(tx: BoardTx, rows: readonly DueRow[], now: Instant): Promise<Found[]> {
  if (rows.length === 0) return []
  await planNextTry(tx.sql, rows, (attempts) => plus(now, leaseFor(attempts)))
  const ids = rows.map((row) => row.subjectId)
  await countAttempt(tx, ids, plus(now, leaseFor(1)))
  const found = await findOutgoing(tx, rows, now)
  for (const row of rows) if (!found.some(({ delivery }) => delivery.id === row.subjectId)) await dropDue(tx.sql, row)
  return found
}

async function withMessages(deps: Deps, tx: BoardTx, found: Found[], now: Instant): Promise<Outgoing[]> {
  const pushes = found.filter(({ delivery }) => delivery.channel === 'push')
  const devices = await findDevices(tx.sql, [...new Set(pushes.map(({ delivery }) => delivery.identityId))])
  const waiting = pushes.length > 0 ? await countWaiting(tx, [...new Set(pushes.map(({ delivery }) => delivery.personId))], now) : undefined
  const terms = await termsFor(tx, found)
  const outgoing: Outgoing[] = []
  for (const one of found) {
    const { delivery, incident, identity } = one
    const stage = readStage(delivery.stage)
    const missed =
      stage.name === 'ring' && stage.from < stage.step && delivery.alarmId ? await findStep(tx, delivery.alarmId, ringStage(stage.from, stage.from)) : undefined
    const [number, term] = [numberOf(incident), terms.get(delivery.id)]
    const message: Message = {
      ...{
        deliveryId: delivery.id,
        boardId: tx.organisationId,
        incidentId: delivery.incidentId,
        alarmId: delivery.alarmId,
        role: delivery.recipientRole,
        stage,
      },
      ...{ ...(one.alarm ? { alarmKind: one.alarm.kind } : {}), ...(one.deadline ? { deadline: one.deadline } : {}), termEnded: incident.termEndedAt !== null },
      ...{ number, boardName: one.boardName, deadlineAt: incident.deadlineAt },
      appoint: rolesToAppoint(incident.audience),
      ...{ missedSince: missed?.dueAt ?? null, waiting: waiting?.get(delivery.personId) ?? 0, publicUrl: deps.env.publicUrl, now },
      ...(term ? { calendar: calendarFile(deps.env, identity.lang, now, { ...term, number, ended: false }) } : {}),
      ...(isMeeting(stage) && delivery.channel === 'mail'
        ? { calendar: meetingFile(deps.env, identity.lang, now, { ...stage, incidentId: delivery.incidentId, number }) }
        : {}),
    }
    const smsNumber = delivery.channel === 'sms' && !one.alerts.noSms ? await smsNumberOf(deps, tx, delivery.personId, one.alerts) : null
    outgoing.push({ ...one, message, smsNumber, devices: devices.filter((device) => device.identityId === delivery.identityId) })
  }
  return outgoing
}

const inCalendar: readonly string[] = ['dpo', 'handler']

/** By delivery: the term that whoever keeps it gets for his calendar, with the mails that ring him or remind him of it. */
async function termsFor(tx: BoardTx, found: readonly Found[]): Promise<ReadonlyMap<string, Term>> {
  const mails = found.filter(
    ({ delivery }) => delivery.channel === 'mail' && (delivery.deadlineId || (delivery.alarmId && inCalendar.includes(delivery.recipientRole))),
  )
  const named = mails.flatMap(({ delivery }) => delivery.deadlineId ?? [])
  const terms = await findTerms(tx, [...new Set(mails.map(({ delivery }) => delivery.incidentId))], named)
  const termOf = ({ deadlineId, incidentId }: Found['delivery']) =>
    deadlineId ? terms.find(({ id }) => id === deadlineId) : terms.findLast((term) => term.incidentId === incidentId && term.kind === 'authority')
  return new Map(
    mails.flatMap(({ delivery }) => {
      const term = termOf(delivery)
      return term ? [[delivery.id, term] as const] : []
    }),
  )
}

/** Why a message that was planned is not sent after all, as a code for the desk. */
export function whyNot({ delivery, incident, alarm, deadline, leftAt, recused, mayStill, message, smsNumber }: Outgoing): string | null {
  if (leftAt) return 'left'
  if (recused) return 'recused'
  if (!mayStill) return 'noLongerInRole'
  if (message.stage.name === 'device') return null
  if (delivery.channel === 'sms' && smsNumber === null) return 'noNumber'
  if (delivery.channel === 'mail' && incident.discreet && delivery.recipientRole !== 'admin') return 'discreet'
  if (deadline?.endedAt || ((isDue(message.stage.name) || isMeeting(message.stage)) && incident.state === 'closed')) return 'ended'
  return alarm?.endedAt ? 'acknowledged' : null
}

/** Sends what goes out as one message, outside any transaction; each of its deliveries went the same way. Never throws: whatever goes wrong is an answer. */
export async function sendDelivery(deps: Deps, unit: Unit): Promise<Outcome> {
  const [first] = unit
  const reason = whyNot(first)
  const { answer: before, channel } = first.delivery
  // One of his devices has it: that stays true whatever becomes of the others.
  if (reason) return before !== null && isPartly(before) ? { state: 'sent', answer: before, devices: [] } : { state: 'skipped', answer: reason, devices: [] }
  try {
    return await { push: sendPush, mail: sendMail, sms: sendSms }[channel](deps, unit)
  } catch (error) {
    return { state: 'retry', answer: before !== null && isPartly(before) ? before : codeOf(channel, error), devices: [] }
  }
}

/** Several together are what was missed; one alone says so itself. */
const together = (unit: Unit): CaughtUp | null => {
  const [first, ...rest] = unit.map(({ message }) => message)
  return first && rest.length > 0 ? [first, ...rest] : null
}

async function sendMail(deps: Deps, unit: Unit): Promise<Outcome> {
  const [{ delivery, identity, message }, several] = [unit[0], together(unit)]
  const address = await openMail(deps.keys, delivery.identityId, identity.emailSealed)
  const { answer } = await deps.mail.send(several ? caughtUpMail(several, address, identity.lang) : mailOf(message, address, identity.lang))
  return { state: 'sent', answer, devices: [] }
}

async function sendSms(deps: Deps, unit: Unit): Promise<Outcome> {
  const [{ identity, message, smsNumber: to }, several] = [unit[0], together(unit)]
  if (!deps.sms || to === null) return { state: 'skipped', answer: 'noNumber', devices: [] }
  const text = several ? caughtUpSms(several, identity.lang) : smsOf(message, identity.lang)
  const { outcome, answer } = await deps.sms.send({ to, text, id: several ? caughtUpId(several) : message.deliveryId, lang: identity.lang })
  return { state: outcome, answer, devices: [] }
}

/** To each device of the person that has not got it yet. While one asks to be tried again the whole is tried again, for that one only. */
async function sendPush(deps: Deps, unit: Unit): Promise<Outcome> {
  const [{ message, devices, identity }, several] = [unit[0], together(unit)]
  const before = unit.map(({ delivery }) => reachedBy(delivery.answer)).reduce((all, theirs) => all.filter((tail) => theirs.includes(tail)))
  const missing = devices.filter((device) => !before.includes(tailOf(device)))
  if (before.length > 0 && missing.length === 0) return { state: 'sent', answer: partlyTo(before), devices: [] }
  const payload = (lang: Lang) => (several ? caughtUpPush(several, lang) : pushOf(message, lang))
  if (deps.demoMessages && before.length === 0) await showInDemo(deps, unit[0], payload(identity.lang))
  // The demo's screen is a device: a newcomer sees what rings without having to switch alerts on first.
  if (devices.length === 0) return deps.demoMessages ? { state: 'sent', answer: 'demo', devices: [] } : { state: 'skipped', answer: 'noDevice', devices: [] }
  const ttlSeconds = Math.max(...unit.map(lifeOfOne))
  const about = several ? message.boardId : (message.alarmId ?? message.deadline?.id ?? message.incidentId)
  const outcomes = await Promise.all(
    missing.map(async (device): Promise<DeviceOutcome> => ({
      device,
      ...(await deps.push.send(device, payload(device.lang ?? identity.lang), { ttlSeconds, topic: topicFor(device, about) })),
    })),
  )
  return onDevices(before, outcomes)
}

const lifeOfOne = ({ alarm, message }: Outgoing): number => {
  if (alarm) return lifeOf(message.stage, message.role, { ladder: ladderOf(alarm.ladder), startedAt: alarm.startedAt }, message.now)
  // A phone that was off still hears of a meeting until it begins.
  if (isMeeting(message.stage)) return Math.max(3600, Math.floor(Math.min(between(message.now, message.stage.at), days(1)) / 1000))
  return isDue(message.stage.name) ? lifeOfDue(message.deadline, message.now) : 3600
}

/** The same for each ring of this alarm on this device, so that the last one stays; another on each device, so that no push service sees who is rung together. */
const topicFor = ({ id }: { id: string }, about: string) => createHash('sha256').update(`${id}/${about}`).digest('base64url').slice(0, 32)

function onDevices(before: readonly string[], devices: readonly DeviceOutcome[]): Outcome {
  const [sent, retry, gone] = (['sent', 'retry', 'gone'] as const).map((outcome) => devices.find((one) => one.outcome === outcome))
  const reached = [...before, ...devices.filter(({ outcome }) => outcome === 'sent').map(({ device }) => tailOf(device))]
  if (retry) return { state: 'retry', answer: reached.length > 0 ? partlyTo(reached) : retry.answer, devices }
  if (reached.length > 0) return { state: 'sent', answer: sent?.answer ?? partlyTo(reached), devices }
  return { state: 'gone', answer: gone?.answer ?? 'push error', devices }
}

async function showInDemo(deps: Deps, { delivery, identity }: Outgoing, { notification: { title, body } }: PushPayload) {
  deps.demoMessages?.add({ channel: 'push', to: await openMail(deps.keys, delivery.identityId, identity.emailSealed), subject: title, text: body })
}

/** A provider's own words may hold an address: only its code is kept. */
function codeOf(channel: DeliveryRow['channel'], error: unknown): string {
  const [code] = /^smtp [\w.]+( \d\.\d+\.\d+)?$/.exec(error instanceof Error ? error.message : '') ?? []
  return code ?? { mail: 'smtp error', push: 'push error', sms: 'sms error' }[channel]
}
