import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { audit } from '../../../api/alert/audit.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import type { SmsSender } from '../../../api/deps.ts'
import { claimDeliveries } from '../../../api/alert/deliver.ts'
import { recordDeliveries } from '../../../api/alert/record-deliveries.ts'
import { insertDeliveries } from '../../../api/alert/delivery-store.ts'
import { demoIdentity } from '../../../api/demo/board.ts'
import { alarmHouse, board, type AlarmHouse } from '../../support/alarm-house.ts'
import { reminderHouse } from '../../support/reminder-house.ts'

let h: AlarmHouse
afterEach(() => h.close())

const pushOnly = { afterMinutes: 0, roles: ['dpo', 'handler'], channels: ['push'] }
const byPushOnly = {
  day: [pushOnly, { ...pushOnly, afterMinutes: 15 }, { ...pushOnly, afterMinutes: 30, roles: ['chair'] }],
  ...{ night: null, nightFrom: '22:00', nightUntil: '07:00', progressMinutes: 240 },
}
const rowsOf = async (who: 'dpo' | 'handler', stage: RegExp) =>
  (await h.deliveries(who)).filter((row) => stage.test(row.stage)).map(({ channel, state }) => `${channel} ${state}`)

describe('a channel that is tried in vain', () => {
  it('is gone round through the next one after three times, and nobody counts as rung by it', async () => {
    h = await alarmHouse()
    await h.sql(`update organisation set settings = settings || jsonb_build_object('alerting', $1::jsonb)`, [JSON.stringify(byPushOnly)])
    for (const who of ['dpo', 'handler'] as const) (await h.device(who)).answerWith(500)
    const { number } = await h.report()
    await h.engine.tick()
    expect([await rowsOf('dpo', /^ring$/), (await audit(h.deps)).unreachable]).toEqual([['push queued'], 0])
    for (let i = 0; i < 3; i++) await h.advance(minutes(2))
    for (const who of ['dpo', 'handler'] as const) {
      expect(await rowsOf(who, /^ring$/)).toEqual(['push queued', 'mail sent'])
      expect(h.mailsTo(who).filter(({ subject }) => subject?.includes(number))).toHaveLength(1)
    }
    await h.sql(`update delivery set state = 'skipped' where channel = 'mail'`)
    expect((await audit(h.deps)).unreachable).toBe(1)
  })

  it('has a reminder of a discreet report go by text message, where no mail may', async () => {
    const texts: string[] = []
    const sms: SmsSender = { send: async ({ text }) => (texts.push(text), { outcome: 'sent', answer: 'http 200' }) }
    const house = (h = await reminderHouse({ sms }))
    delete house.deps.demoMessages
    for (const who of ['dpo', 'handler'] as const) {
      ;(await h.device(who)).answerWith(500)
      await h.number(who, '06 12 34 56 78')
    }
    const { incidentId } = await h.report({ kind: 'accountCompromised' })
    await house.takesUp('handler', incidentId)
    await house.called(incidentId)
    texts.length = 0
    await house.terms.plan(incidentId, 'promise', 25)
    await h.advance(hours(1))
    for (let i = 0; i < 3; i++) await h.advance(minutes(2))
    for (const who of ['dpo', 'handler'] as const) expect(await rowsOf(who, /^due-/)).toEqual(['push queued', 'mail skipped', 'sms sent'])
    expect(texts).toHaveLength(2)
  })
  it('counts as reached nobody who was called in vain, until a call or he himself says otherwise', async () => {
    const house = (h = await reminderHouse())
    delete house.deps.demoMessages
    const phone = await h.device('chair')
    const { incidentId } = await h.report({ kind: 'accountCompromised' })
    await house.takesUp('handler', incidentId)
    const calls = await h.as('handler')
    const call = (role: string, reached: boolean) => calls.post(`/incidents/${incidentId}/calls`, { role, reached })
    await call('headOfIct', true)
    phone.answerWith(500)
    expect((await call('chair', false)).status).toBe(200)
    await h.engine.tick()
    expect((await audit(h.deps)).unreachable).toBe(0)
    for (let i = 0; i < 3; i++) await h.advance(minutes(2))
    expect((await audit(h.deps)).unreachable).toBe(1)
    await call('chair', true)
    expect((await audit(h.deps)).unreachable).toBe(0)
  })

  it('has who was called in vain, and whom it is for now too, reached by the next one as well', async () => {
    const texts: string[] = []
    h = await alarmHouse({ sms: { send: async ({ text }) => (texts.push(text), { outcome: 'sent', answer: 'http 200' }) } })
    const { incidentId } = await h.report()
    await h.engine.tick()
    const [chair] = [await h.number('chair', '06 12 34 56 78')]
    await (await h.as('handler')).post(`/incidents/${incidentId}/acknowledge`)
    const [pattern] = (await h.deliveries('dpo')).filter(({ channel }) => channel === 'mail')
    for (const stage of ['unreached', 'seat']) {
      const row = { ...pattern!, id: v7(), alarmId: null, personId: chair, identityId: demoIdentity('chair'), recipientRole: 'chair', channel: 'push' as const }
      const queued = { stage: `${stage}-${v7()}`, state: 'queued' as const, attempts: 0, answer: null, settledAt: null, createdAt: h.now() }
      await h.deps.db.inBoard(board, (tx) => insertDeliveries(tx, [{ ...row, ...queued, nextAttemptAt: h.now() }]))
    }
    await h.sql(`update incident set discreet = true`)
    delete h.deps.demoMessages
    await h.engine.tick()
    expect(texts).toHaveLength(2)
  })
  it('is gone round also where two processes see two channels fail at the same moment', async () => {
    h = await alarmHouse({ sms: { send: async () => ({ outcome: 'sent', answer: 'http 200' }) } })
    delete h.deps.demoMessages
    await h.device('dpo')
    const { incidentId } = await h.report()
    await h.number('dpo', '06 12 34 56 78')
    const claims = []
    for (const lane of ['push', 'mail'] as const) claims.push((await claimDeliveries(h.deps, { lane, limit: 16, but: [] }, () => {}))!)
    const failed = claims.map(({ outgoing }) => outgoing.filter(({ delivery }) => delivery.identityId === demoIdentity('dpo')))
    const outcome = { state: 'failed', answer: 'no', devices: [] } as const
    // Whoever looked first commits once the other looked as well, or cannot because he waits for it.
    const [{ db }, looked] = [h.deps, [] as (() => void)[]]
    const meet = () => Promise.race([sleep(300), new Promise<void>((go) => looked.push(go) === 2 && looked.forEach((one) => one()))])
    const inBoard: typeof db.inBoard = (who, work) => db.inBoard(who, async (tx) => work(tx).finally(meet))
    await Promise.all(
      failed.map((some) => recordDeliveries({ ...h.deps, db: { ...db, inBoard } }, board.organisationId, [{ outgoing: some[0]!, outcome }], true)),
    )
    const rows = (await h.deliveries('dpo')).filter((row) => row.incidentId === incidentId && row.alarmId)
    expect(rows.map(({ channel, state }) => `${channel} ${state}`)).toEqual(['push failed', 'mail failed', 'sms queued'])
  })
})
