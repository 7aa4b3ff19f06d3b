import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeEngine } from '../../../api/alert/engine.ts'
import { alarmDue, alarmStage, person, roleGrant } from '../../../api/db/schema.ts'
import { defaultLadder } from '../../../shared/deadline/ladder.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import { alarmHouse, board, type AlarmHouse } from '../../support/alarm-house.ts'

let h: AlarmHouse
afterEach(() => h.close())
const stages = () => h.deps.db.inBoard(board, async (tx) => (await tx.sql.select().from(alarmStage).orderBy(alarmStage.dueAt)).map(({ stage }) => stage))
const everyone = ['dpo', 'handler', 'chair', 'headOfIct'] as const
const counts = () => everyone.map((who) => h.mailsTo(who).length)

describe('the ladder', () => {
  it('climbs to the chair after half an hour and to the head of ICT after an hour, and comes back every hour', async () => {
    h = await alarmHouse()
    const chair = await h.device('chair')
    const { number } = await h.report()
    await h.engine.tick()
    expect(counts()).toEqual([1, 1, 0, 0])
    await h.advance(minutes(15))
    expect(counts()).toEqual([2, 2, 0, 0])
    await h.advance(minutes(15))
    expect(counts()).toEqual([2, 2, 1, 0])
    await h.advance(minutes(30))
    await h.advance(minutes(60))
    expect(counts()).toEqual([2, 2, 3, 2])
    expect(chair.received.map(({ payload }) => payload.notification.title)).toEqual(Array(3).fill(`Nog niet opgepakt: melding ${number}`))
    expect(new Set(chair.received.map(({ payload }) => payload.notification.tag))).toHaveLength(1)
    expect(await stages()).toEqual(['ring', 'ring-1', 'ring-2', 'ring-3', 'ring-4'])
  })

  it('stops when a person acknowledges, also what still waited to be sent, and tells the reporter', async () => {
    h = await alarmHouse()
    const { incidentId, number } = await h.report()
    h.smtp.refuse(451)
    await h.engine.tick()
    const dpo = await h.as('dpo')
    expect((await dpo.post(`/incidents/${incidentId}/acknowledge`)).status).toBe(200)
    h.smtp.refuse(null)
    await h.advance(minutes(20))
    expect(counts()).toEqual([0, 0, 0, 0])
    expect(
      h
        .mailsTo('teacher')
        .map(({ subject }) => subject)
        .toSorted(),
    ).toEqual([`Je melding ${number} is ontvangen`, `Je melding ${number} is opgepakt`])
    expect((await h.deps.db.outside((sql) => sql.select().from(alarmDue))).map(({ kind }) => kind)).toEqual(Array(4).fill('deadline'))
  })

  it('catches up an outage of five hours once, in one message per person that says what was missed', async () => {
    h = await alarmHouse()
    const chair = await h.device('chair')
    await h.report()
    await h.engine.tick()
    h.outage(hours(5))
    await h.engine.tick()
    expect(counts()).toEqual([2, 2, 1, 1])
    expect(chair.received.map(({ payload }) => payload.notification.body)).toEqual([
      'Nog 67 uur · Stichting De Waterlelie · 6 eerdere seintjes kwamen niet aan',
    ])
    expect(h.mailsTo('chair')[0]?.text).toMatch(/6 eerdere seintjes .* maandag 2 maart (om )?10:30/)
    expect(await stages()).toHaveLength(8)
    await h.engine.tick()
    expect(counts()).toEqual([2, 2, 1, 1])
    await h.advance(hours(1))
    expect(counts()).toEqual([2, 2, 2, 2])
  })

  it('sends what never got out before the outage only once as well', async () => {
    h = await alarmHouse()
    await h.report()
    h.outage(hours(5))
    await h.engine.tick()
    expect(counts()).toEqual([1, 1, 1, 1])
    expect((await h.deliveries('dpo')).filter(({ channel }) => channel === 'mail').map(({ state, answer }) => `${state} ${answer}`)).toEqual([
      'skipped superseded',
      'sent smtp 250',
    ])
  })

  it('rings the chair at once when there is neither dpo nor handler', async () => {
    h = await alarmHouse()
    await h.deps.db.inBoard(board, async (tx) => {
      await tx.sql.update(roleGrant).set({ untilAt: h.now() }).where(eq(roleGrant.role, 'dpo'))
      const [handler] = await tx.sql.select().from(roleGrant).where(eq(roleGrant.role, 'handler'))
      await tx.sql.update(person).set({ leftAt: h.now() }).where(eq(person.id, handler!.personId))
    })
    await h.report()
    await h.engine.tick()
    expect(counts()).toEqual([0, 0, 1, 0])
    expect((await h.events('alarm.nobodyReachable')).map(({ facts }) => facts)).toEqual([{ step: 0 }])
  })

  it('does not take someone for reachable whom only a mail could reach, when the report is discreet', async () => {
    h = await alarmHouse()
    delete h.deps.demoMessages // in the demo its screen is everyone's device
    const chair = await h.device('chair')
    await h.report({ kind: 'accountCompromised' })
    await h.engine.tick()
    expect(chair.received).toHaveLength(1)
    expect(await h.events('alarm.nobodyReachable')).toHaveLength(1)
  })

  it('rings the chair instead of dpo and handler when the report is for the chair', async () => {
    h = await alarmHouse()
    await h.report({ addressee: 'chair' })
    await h.engine.tick()
    await h.advance(minutes(15))
    expect(counts()).toEqual([0, 0, 2, 0])
    const seenBy = async (who: 'dpo' | 'chair') => ((await (await (await h.as(who)).get('/alarms')).json()) as { items: unknown[] }).items.length
    expect([await seenBy('dpo'), await seenBy('chair')]).toEqual([0, 1])
  })

  it('does not ring someone who left since the message was planned', async () => {
    h = await alarmHouse()
    await h.report()
    const [first] = await h.deliveries('dpo')
    await h.deps.db.inBoard(board, (tx) => tx.sql.update(person).set({ leftAt: h.now() }).where(eq(person.id, first!.personId!)))
    await h.engine.tick()
    expect(counts()).toEqual([0, 1, 0, 0])
  })
})

describe('several engines', () => {
  it('on one store ring each stage once', async () => {
    h = await alarmHouse()
    const dpo = await h.device('dpo')
    const engines = [h.engine, makeEngine(h.deps), makeEngine(h.deps)]
    for (let n = 0; n < 5; n++) await h.report()
    await Promise.all(engines.map((engine) => engine.tick()))
    expect([dpo.received.length, ...counts()]).toEqual([5, 5, 5, 0, 0])
    h.outage(minutes(30))
    await Promise.all(engines.map((engine) => engine.tick()))
    const rung = (await h.deliveries())
      .filter(({ alarmId, channel }) => alarmId && channel === 'mail')
      .map((row) => `${row.recipientRole} ${row.stage} ${row.state}`)
    const once = ['chair ring-1..2 sent', 'dpo ring sent', 'dpo ring-1..2 sent', 'handler ring sent', 'handler ring-1..2 sent']
    expect(rung.toSorted()).toEqual(once.flatMap((one) => Array.from({ length: 5 }, () => one)))
    // What one engine finds together goes in one message; none is told twice.
    for (const [least, most, count] of [
      [6, 10, dpo.received.length],
      [6, 10, counts()[0]!],
      [1, 5, counts()[2]!],
    ] as const)
      expect(count >= least && count <= most).toBe(true)
  })
})

describe('the engine', () => {
  it('goes on with the others when one alarm cannot be worked off, and comes back to it', async () => {
    h = await alarmHouse()
    const [bad, good] = [await h.report(), await h.report()]
    await h.engine.tick()
    await h.sql(`update alarm set ladder = '7' where incident_id = $1`, [bad.incidentId])
    await h.advance(minutes(15))
    expect(h.mailsTo('dpo').map(({ subject }) => subject?.includes(good.number) && subject.startsWith('Nog niet'))).toEqual([false, false, true])
    await h.sql(`update alarm set ladder = $2 where incident_id = $1`, [bad.incidentId, JSON.stringify(defaultLadder)])
    await h.advance(minutes(1))
    expect(h.mailsTo('dpo')).toHaveLength(4)
  })

  it('beats every two seconds, and soon after something changed', async () => {
    h = await alarmHouse()
    const planned: { ms: number; work: () => void }[] = []
    const stop = h.engine.run((ms, work) => {
      const one = { ms, work }
      planned.push(one)
      return () => void planned.splice(planned.indexOf(one), 1)
    })
    const beat = async () => {
      planned.shift()?.work()
      await vi.waitFor(() => expect(planned).toHaveLength(1))
      return planned[0]?.ms
    }
    expect(await beat()).toBe(2_000)
    await h.report()
    await vi.waitFor(() => expect(planned[0]?.ms).toBe(100))
    await beat()
    await vi.waitFor(() => expect(h.mailsTo('dpo')).toHaveLength(1))
    await stop()
    expect(planned).toEqual([])
  })

  it('knows at once, outside the demo, that a push would reach nobody', async () => {
    h = await alarmHouse()
    delete h.deps.demoMessages
    await h.report()
    expect((await h.deliveries('dpo')).map(({ state, answer }) => `${state} ${answer}`)).toEqual(['skipped noDevice', 'queued null'])
    const chair = await h.device('chair')
    await h.advance(minutes(30))
    expect(chair.received).toHaveLength(1)
  })

  it('shows in the demo the push that nobody has a device for', async () => {
    h = await alarmHouse()
    await h.report()
    await h.engine.tick()
    expect(h.deps.demoMessages?.list()).toMatchObject([
      { channel: 'push', to: 'hanna@waterlelie.example' },
      { channel: 'push', to: 'frits@waterlelie.example' },
    ])
  })
})

describe('the auditor', () => {
  const health = async () => {
    const answer = await h.request('/healthz/engine')
    return [answer.status, await answer.json()]
  }
  it('is content while every open report rings, and warns of one for which nothing does', async () => {
    h = await alarmHouse()
    expect((await health())[0]).toBe(503)
    await h.report()
    await h.engine.tick()
    expect(await health()).toMatchObject([200, { ok: true, lastCycleAt: h.now(), lagSeconds: 0, withoutAlarm: 0, boards: 1 }])
    await h.deps.db.outside((sql) => sql.delete(alarmDue).where(eq(alarmDue.kind, 'alarm')))
    await h.advance(minutes(1))
    expect(await health()).toMatchObject([503, { ok: false, withoutAlarm: 1 }])
  })

  it('warns when the engine stands still and work waits', async () => {
    h = await alarmHouse()
    await h.report()
    await h.engine.tick()
    h.outage(minutes(17))
    expect(await health()).toMatchObject([503, { ok: false, lagSeconds: 120 }])
  })
})
