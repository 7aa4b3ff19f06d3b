import { deviceStage } from '../../shared/alert/stage.ts'
import { between, plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append, appendAll, system, type Happened } from '../events/append.ts'
import { giveUpAfter, refusals, waitAfter } from './backoff.ts'
import type { DeviceOutcome, Outcome, Outgoing } from './deliver.ts'
import { insertDeliveries, lockDue, releaseDeliveries, settleDeliveries, type Settled } from './delivery-store.ts'
import { noteDevice, removeDevice } from './device-store.ts'
import { tryNextChannel } from './next-channel.ts'
import { isOwnTrouble } from './lane.ts'
import { isPartly } from './partly.ts'

export type Done = { outgoing: Outgoing; outcome: Outcome }

/** How it went, in one transaction with its events: the second half of a sending. `works`: messages to others do get through this channel's server. */
export async function recordDeliveries(deps: Deps, organisationId: string, done: readonly Done[], works: boolean): Promise<void> {
  await deps.db.inBoard({ organisationId }, async (tx) => {
    const now = deps.clock.now()
    await lockDue(
      tx,
      done.map(({ outgoing }) => outgoing.delivery.id),
    )
    const [tried, untried] = [done.filter(({ outcome }) => outcome.state !== 'waiting'), done.filter(({ outcome }) => outcome.state === 'waiting')]
    await releaseDeliveries(
      tx,
      untried.map(({ outgoing }) => outgoing.delivery.id),
      now,
    )
    const settled = tried.map(({ outgoing, outcome }) => ({ delivery: outgoing.delivery, to: settle(outgoing.delivery, outcome, now, works) }))
    for (const { to, ids } of alike(settled)) await settleDeliveries(tx, ids, to)
    await appendAll(deps, tx, settled.flatMap(newsOf))
    for (const device of eachOnce(tried)) await recordDevice(deps, tx, device, now)
    await tryNextChannel(deps, tx, settled, now)
  })
}

export type OneSettled = { delivery: Outgoing['delivery']; to: Settled }

function alike(settled: readonly OneSettled[]): { to: Settled; ids: string[] }[] {
  const groups = new Map<string, { to: Settled; ids: string[] }>()
  for (const { delivery, to } of settled) {
    const name = JSON.stringify(to)
    groups.set(name, { to, ids: [...(groups.get(name)?.ids ?? []), delivery.id] })
  }
  return [...groups.values()]
}

/** The tenth refusal with the same words is no news: the row counts it, the log keeps the changes. */
function newsOf({ delivery, to }: OneSettled): Happened[] {
  if (to.state === delivery.state && to.answer === delivery.answer) return []
  const facts = { channel: delivery.channel, stage: delivery.stage, state: to.state, answer: to.answer, attempt: delivery.attempts }
  return [{ actor: system, event: { type: 'delivery.recorded', subjectId: delivery.id, incidentId: delivery.incidentId, facts } }]
}

function settle(delivery: Outgoing['delivery'], { state, answer }: Outcome, now: Instant, works: boolean): Settled {
  if (state !== 'retry' && state !== 'waiting') return { state, answer, nextAttemptAt: null, settledAt: now }
  if (works && isOwnTrouble(answer) && delivery.attempts >= refusals) return { state: 'failed', answer, nextAttemptAt: null, settledAt: now }
  if (between(delivery.createdAt, now) >= giveUpAfter) return { state: isPartly(answer) ? 'sent' : 'failed', answer, nextAttemptAt: null, settledAt: now }
  return { state: 'queued', answer, nextAttemptAt: plus(now, waitAfter(delivery.attempts)), settledAt: null }
}

type Answered = DeviceOutcome & { delivery: Outgoing['delivery'] }

/** Each device with its last answer, in order of id: processes that note the same devices wait for each other, never both. */
function eachOnce(done: readonly Done[]): Answered[] {
  const answered = done.flatMap(({ outgoing, outcome }) => outcome.devices.map((device) => ({ ...device, delivery: outgoing.delivery })))
  return [...new Map(answered.map((one) => [one.device.id, one])).values()].toSorted((a, b) => (a.device.id < b.device.id ? -1 : 1))
}

/** A device whose subscription is gone is removed, and the log says so; its owner sees it in the app, and a mail tells him where he does not look. */
async function recordDevice(deps: Deps, tx: BoardTx, { device, outcome, answer, delivery }: Answered, now: Instant) {
  if (outcome !== 'gone') return noteDevice(tx.sql, device.id, outcome === 'sent', answer, now)
  if (!(await removeDevice(tx.sql, device.id))) return
  const { organisationId, incidentId, personId, identityId, recipientRole } = delivery
  await append(deps, tx, system, { type: 'push.removed', subjectId: device.id, incidentId, facts: { answer } })
  await insertDeliveries(tx, [
    {
      ...{ organisationId, id: deps.newId(), incidentId, alarmId: null, personId, identityId, recipientRole, channel: 'mail', stage: deviceStage },
      ...{ state: 'queued', attempts: 0, answer: null, createdAt: now, nextAttemptAt: now, settledAt: null },
    },
  ])
}
