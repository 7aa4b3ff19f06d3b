import { between, plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append, system } from '../events/append.ts'
import { giveUpAfter, waitAfter } from './backoff.ts'
import type { DeviceOutcome, Outcome, Outgoing } from './deliver.ts'
import { settleDelivery, type Settled } from './delivery-store.ts'
import { noteDevice, removeDevice } from './device-store.ts'

export type Done = { outgoing: Outgoing; outcome: Outcome }

/** How it went, in one transaction with its events: the second half of a sending. */
export async function recordDeliveries(deps: Deps, organisationId: string, done: readonly Done[]): Promise<void> {
  await deps.db.inBoard({ organisationId }, async (tx) => {
    const now = deps.clock.now()
    for (const one of done) await recordOne(deps, tx, one, now)
  })
}

async function recordOne(deps: Deps, tx: BoardTx, { outgoing: { delivery }, outcome }: Done, now: Instant) {
  const settled = settle(delivery, outcome, now)
  const attempt = delivery.attempts
  await settleDelivery(tx, delivery.id, settled)
  for (const device of outcome.devices) await recordDevice(deps, tx, device, delivery.incidentId, now)
  // the tenth refusal with the same words is no news: the row counts it, the log keeps the changes
  if (settled.state === delivery.state && settled.answer === delivery.answer) return
  const facts = { channel: delivery.channel, stage: delivery.stage, state: settled.state, answer: settled.answer, attempt }
  await append(deps, tx, system, { type: 'delivery.recorded', subjectId: delivery.id, incidentId: delivery.incidentId, facts })
}

function settle(delivery: Outgoing['delivery'], { state, answer }: Outcome, now: Instant): Settled {
  if (state !== 'retry') return { state, answer, nextAttemptAt: null, settledAt: now }
  if (between(delivery.createdAt, now) >= giveUpAfter) return { state: 'failed', answer, nextAttemptAt: null, settledAt: now }
  return { state: 'queued', answer, nextAttemptAt: plus(now, waitAfter(delivery.attempts)), settledAt: null }
}

/** A device whose subscription is gone is removed, and the log says so; its owner sees it in the app. */
async function recordDevice(deps: Deps, tx: BoardTx, { device, outcome, answer }: DeviceOutcome, incidentId: string, now: Instant) {
  if (outcome !== 'gone') return noteDevice(tx.sql, device.id, outcome === 'sent', answer, now)
  if (await removeDevice(tx.sql, device.id)) await append(deps, tx, system, { type: 'push.removed', subjectId: device.id, incidentId, facts: { answer } })
}
