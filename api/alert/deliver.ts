import { createHash } from 'node:crypto'
import { rolesToAppoint } from '../../shared/access/fence.ts'
import { readStage, ringStage } from '../../shared/alert/stage.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { plus, type Instant } from '../../shared/instant.ts'
import { openMail } from '../access/secrets.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps, PushOutcome } from '../deps.ts'
import { dropDue, findStep, pickDeliveries, planNextTry, type DueRow } from './alarm-store.ts'
import { leaseFor } from './backoff.ts'
import { lifeOf, mailOf, pushOf, type Message } from './compose.ts'
import { isDue, lifeOfDue } from './compose-due.ts'
import { ladderOf } from './ladder-of.ts'
import { countAttempt, countWaiting, findOutgoing, type DeliveryRow } from './delivery-store.ts'
import { findDevices, type DeviceRow } from './device-store.ts'
import { isPartly, partlyTo, reachedBy, tailOf } from './partly.ts'

type Found = Awaited<ReturnType<typeof findOutgoing>>[number]
export type Outgoing = Found & { devices: DeviceRow[]; message: Message }
export type DeviceOutcome = PushOutcome & { device: DeviceRow }
export type Outcome = { state: 'sent' | 'retry' | 'gone' | 'skipped'; answer: string; devices: readonly DeviceOutcome[] }
export type Claim = { organisationId: string; rows: DueRow[]; outgoing: Outgoing[] }

/**
 * Takes due deliveries of one board: counts the attempt and sets the row aside for as long as the sending may take, in a
 * transaction of its own. A crash after this means the row comes back: at least once, never lost.
 * `seen` receives what was picked, so that a failure in the middle can set those rows aside.
 */
export async function claimDeliveries(deps: Deps, limit: number, seen: (rows: DueRow[]) => void): Promise<Claim | null> {
  const now = deps.clock.now()
  return deps.db.outside(async (sql) => {
    const rows = await pickDeliveries(sql, now, limit)
    seen(rows)
    const [first] = rows
    if (!first) return null
    await planNextTry(sql, rows, (attempts) => plus(now, leaseFor(attempts)))
    const tx = await deps.db.enterBoard(sql, first.organisationId)
    const ids = rows.map((row) => row.subjectId)
    await countAttempt(tx, ids, plus(now, leaseFor(1)))
    const found = await findOutgoing(tx, ids, now)
    for (const row of rows) if (!found.some(({ delivery }) => delivery.id === row.subjectId)) await dropDue(sql, row)
    return { organisationId: first.organisationId, rows, outgoing: await withMessages(deps, tx, found, now) }
  })
}

async function withMessages(deps: Deps, tx: BoardTx, found: Found[], now: Instant): Promise<Outgoing[]> {
  const pushes = found.filter(({ delivery }) => delivery.channel === 'push')
  const devices = await findDevices(tx.sql, [...new Set(pushes.map(({ delivery }) => delivery.identityId))])
  const waiting = pushes.length > 0 ? await countWaiting(tx, [...new Set(pushes.map(({ delivery }) => delivery.personId))], now) : undefined
  const outgoing: Outgoing[] = []
  for (const one of found) {
    const { delivery, incident } = one
    const stage = readStage(delivery.stage)
    const missed =
      stage.name === 'ring' && stage.from < stage.step && delivery.alarmId ? await findStep(tx, delivery.alarmId, ringStage(stage.from, stage.from)) : undefined
    const message: Message = {
      ...{ deliveryId: delivery.id, incidentId: delivery.incidentId, alarmId: delivery.alarmId, role: delivery.recipientRole, stage },
      ...{ ...(one.alarm ? { alarmKind: one.alarm.kind } : {}), ...(one.deadline ? { deadline: one.deadline } : {}), termEnded: incident.termEndedAt !== null },
      ...{ number: numberOf(incident), boardName: one.boardName, deadlineAt: incident.deadlineAt },
      appoint: rolesToAppoint(incident.audience),
      ...{ missedSince: missed?.dueAt ?? null, waiting: waiting?.get(delivery.personId) ?? 0, publicUrl: deps.env.publicUrl, now },
    }
    outgoing.push({ ...one, message, devices: devices.filter((device) => device.identityId === delivery.identityId) })
  }
  return outgoing
}

/** Why a message that was planned is not sent after all, as a code for the desk. */
function whyNot({ delivery, incident, alarm, deadline, leftAt, recused, mayStill, message }: Outgoing): string | null {
  if (leftAt) return 'left'
  if (recused) return 'recused'
  if (!mayStill) return 'noLongerInRole'
  if (message.stage.name === 'device') return null
  if (delivery.channel === 'mail' && incident.discreet && delivery.recipientRole !== 'admin') return 'discreet'
  if (deadline?.endedAt || (isDue(message.stage.name) && incident.state === 'closed')) return 'ended'
  return alarm?.endedAt ? 'acknowledged' : null
}

/** Sends one message, outside any transaction. Never throws: whatever goes wrong is an answer. */
export async function sendDelivery(deps: Deps, outgoing: Outgoing): Promise<Outcome> {
  const reason = whyNot(outgoing)
  const { answer: before, channel } = outgoing.delivery
  // One of his devices has it: that stays true whatever becomes of the others.
  if (reason) return before !== null && isPartly(before) ? { state: 'sent', answer: before, devices: [] } : { state: 'skipped', answer: reason, devices: [] }
  try {
    return await (channel === 'mail' ? sendMail(deps, outgoing) : sendPush(deps, outgoing))
  } catch (error) {
    return { state: 'retry', answer: before !== null && isPartly(before) ? before : codeOf(channel, error), devices: [] }
  }
}

async function sendMail(deps: Deps, { delivery, identity, message }: Outgoing): Promise<Outcome> {
  const address = await openMail(deps.keys, delivery.identityId, identity.emailSealed)
  const { answer } = await deps.mail.send(mailOf(message, address, identity.lang))
  return { state: 'sent', answer, devices: [] }
}

/** To each device of the person that has not got it yet. While one asks to be tried again the whole is tried again, for that one only. */
async function sendPush(deps: Deps, outgoing: Outgoing): Promise<Outcome> {
  const { alarm, message, devices, identity, delivery } = outgoing
  const before = reachedBy(delivery.answer)
  const missing = devices.filter((device) => !before.includes(tailOf(device)))
  if (before.length > 0 && missing.length === 0) return { state: 'sent', answer: partlyTo(before), devices: [] }
  if (deps.demoMessages && before.length === 0) await showInDemo(deps, outgoing)
  // The demo's screen is a device: a newcomer sees what rings without having to switch alerts on first.
  if (devices.length === 0) return deps.demoMessages ? { state: 'sent', answer: 'demo', devices: [] } : { state: 'skipped', answer: 'noDevice', devices: [] }
  const ring = alarm && { ladder: ladderOf(alarm.ladder), startedAt: alarm.startedAt }
  const other = isDue(message.stage.name) ? lifeOfDue(message.deadline, message.now) : 3600
  const ttlSeconds = ring ? lifeOf(message.stage, message.role, ring, message.now) : other
  const outcomes = await Promise.all(
    missing.map(async (device): Promise<DeviceOutcome> => ({
      device,
      ...(await deps.push.send(device, pushOf(message, device.lang ?? identity.lang), { ttlSeconds, topic: topicFor(device, message) })),
    })),
  )
  return together(before, outcomes)
}

/** The same for each ring of this alarm, or reminder of this term, on this device, so that the last one stays; another on each device, so that no push service sees who is rung together. */
const topicFor = ({ id }: { id: string }, { alarmId, deadline, incidentId }: Pick<Message, 'alarmId' | 'deadline' | 'incidentId'>) =>
  createHash('sha256')
    .update(`${id}/${alarmId ?? deadline?.id ?? incidentId}`)
    .digest('base64url')
    .slice(0, 32)

function together(before: readonly string[], devices: readonly DeviceOutcome[]): Outcome {
  const [sent, retry, gone] = (['sent', 'retry', 'gone'] as const).map((outcome) => devices.find((one) => one.outcome === outcome))
  const reached = [...before, ...devices.filter(({ outcome }) => outcome === 'sent').map(({ device }) => tailOf(device))]
  if (retry) return { state: 'retry', answer: reached.length > 0 ? partlyTo(reached) : retry.answer, devices }
  if (reached.length > 0) return { state: 'sent', answer: sent?.answer ?? partlyTo(reached), devices }
  return { state: 'gone', answer: gone?.answer ?? 'push error', devices }
}

async function showInDemo(deps: Deps, { delivery, identity, message }: Outgoing) {
  const { title, body } = pushOf(message, identity.lang).notification
  deps.demoMessages?.add({ channel: 'push', to: await openMail(deps.keys, delivery.identityId, identity.emailSealed), subject: title, text: body })
}

/** A provider's own words may hold an address: only its code is kept. */
function codeOf(channel: DeliveryRow['channel'], error: unknown): string {
  const [code] = /^smtp [\w.]+( \d\.\d+\.\d+)?$/.exec(error instanceof Error ? error.message : '') ?? []
  return code ?? (channel === 'mail' ? 'smtp error' : 'push error')
}
