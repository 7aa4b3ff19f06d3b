import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alarm } from '../../../api/db/schema.ts'
import { system } from '../../../api/events/append.ts'
import { hours, minutes, plus } from '../../../shared/instant.ts'
import { board } from '../../support/alarm-house.ts'
import { withDeputies } from '../../support/fence-house.ts'
import { reminderHouse, type ReminderHouse } from '../../support/reminder-house.ts'

let h: ReminderHouse
beforeAll(async () => void (h = await reminderHouse({ board: withDeputies })))
afterAll(() => h.close())

const person = (who: 'dpo' | 'handler' | 'chair' | 'headOfIct') => {
  const at = { dpo: 1, handler: 2, chair: 3, headOfIct: 4 }[who]
  return withDeputies.people[at]!.personId
}
const takenUp = async (fields: Record<string, unknown> = {}) => {
  const made = await h.report(fields)
  await h.engine.tick()
  await h.takesUp('handler', made.incidentId)
  return made
}
const alarms = (incidentId: string) => h.deps.db.inBoard(board, (tx) => tx.sql.select().from(alarm).where(eq(alarm.incidentId, incidentId)))
const call = async (incidentId: string, role: 'chair' | 'headOfIct', reached: boolean) => {
  const task = await h.terms.open(incidentId, role === 'chair' ? 'callChair' : 'callHeadOfIct')
  await h.terms.happens(incidentId, 'call.recorded', { role, reached, deadlineId: task?.id ?? null }, v7(), { pseudonym: 'handler' })
  await h.engine.tick()
  return task
}
const kinds = async (incidentId: string) => (await h.terms.deadlines(incidentId)).map(({ kind, outcome }) => `${kind} ${outcome ?? 'open'}`).toSorted()

describe('the two calls', () => {
  it('that nobody made within half an hour ring whom they were to, and tell who should have called', async () => {
    const { incidentId, number } = await takenUp()
    expect((await h.terms.open(incidentId, 'callChair'))?.dueAt).toBe(plus(h.now(), minutes(30)))
    await h.advance(minutes(29))
    expect([h.subjects('chair', number), h.subjects('headOfIct', number)]).toEqual([[], []])
    await h.advance(minutes(1))
    expect([h.subjects('chair', number), h.subjects('headOfIct', number)]).toEqual([[`Kijk nu naar melding ${number}`], [`Kijk nu naar melding ${number}`]])
    expect(h.subjects('handler', number).slice(1)).toEqual([`Voorzitter niet gebeld: melding ${number}`, `Hoofd ICT niet gebeld: melding ${number}`])
    await h.advance(hours(1))
    expect(h.subjects('chair', number)).toHaveLength(1)
    await h.terms.close(incidentId)
  })

  it('end when they were made: who was reached gets a mail that says so, who was not is rung at once', async () => {
    const { incidentId, number } = await takenUp()
    await call(incidentId, 'chair', true)
    await call(incidentId, 'headOfIct', false)
    expect(h.subjects('chair', number)).toEqual([`Je bent gebeld over melding ${number}`])
    expect(h.subjects('headOfIct', number)).toEqual([`Kijk nu naar melding ${number}`])
    expect(await kinds(incidentId)).toEqual(['authority open', 'callChair reached', 'callHeadOfIct notReached', 'progress open'])
    await h.advance(minutes(31))
    expect(h.subjects('handler', number)).toHaveLength(1)
    await h.terms.close(incidentId)
  })

  it('about a discreet report are never confirmed by mail, and who was not reached is rung by push', async () => {
    const phone = await h.device('headOfIct')
    const { incidentId, number } = await takenUp({ kind: 'accountCompromised' })
    await call(incidentId, 'chair', true)
    await call(incidentId, 'headOfIct', false)
    expect([h.subjects('chair', number), h.subjects('headOfIct', number)]).toEqual([[], []])
    expect(phone.received.map(({ payload }) => payload.notification)).toMatchObject([
      { title: `Kijk nu naar melding ${number}`, navigate: `http://localhost/alarm/${incidentId}` },
    ])
    await phone.client.del(`/push-subscriptions/${phone.id}`)
    await h.terms.close(incidentId)
  })

  it('are not to whoever took it up himself, nor to a role of which nobody may know of it, and come once', async () => {
    const made = await h.report()
    await h.sql(`update incident set recused = array[$2]::uuid[] where id = $1`, [made.incidentId, person('headOfIct')])
    await h.takesUp('chair', made.incidentId)
    expect(await kinds(made.incidentId)).toEqual(['authority open', 'progress open'])
    await h.takesUp('handler', made.incidentId)
    await h.takesUp('dpo', made.incidentId)
    expect(await kinds(made.incidentId)).toEqual(['authority open', 'progress open'])
    await h.terms.close(made.incidentId)
  })

  it('that is to somebody who takes it up himself ends with that', async () => {
    const { incidentId } = await takenUp()
    await h.takesUp('chair', incidentId)
    expect(await kinds(incidentId)).toEqual(['authority open', 'callChair acknowledged', 'callHeadOfIct open', 'progress open'])
    await h.terms.close(incidentId)
  })

  it('that is to somebody who may not know of it any more ends with that, unless a deputy can be called', async () => {
    const { incidentId } = await takenUp()
    for (const who of ['chair', 'headOfIct'] as const) {
      const away = await (await h.as('dpo')).post(`/incidents/${incidentId}/recusals`, { personId: person(who), reason: 'Het gaat over hem.' })
      expect(away.status).toBe(200)
    }
    expect(await kinds(incidentId)).toEqual(['authority open', 'callChair open', 'callHeadOfIct recused', 'progress open'])
    await h.terms.close(incidentId)
  })
})

describe('what was taken up and then left alone', () => {
  it('rings again by the ladder until somebody takes it up anew, and again after that', async () => {
    const { incidentId, number } = await takenUp()
    await h.called(incidentId, system)
    await h.takesUp('dpo', incidentId)
    await h.advance(minutes(239))
    expect(await alarms(incidentId)).toMatchObject([{ kind: 'report' }])
    await h.advance(minutes(1))
    const stalled = (await alarms(incidentId)).find(({ kind }) => kind === 'stalled')!
    expect(stalled.endedAt).toBeNull()
    expect(h.subjects('dpo', number).at(-1)).toBe(`Nog geen stap gezet: melding ${number}`)
    expect((await h.deliveries('dpo')).at(-1)).toMatchObject({ stage: `ring@${stalled.id}`, alarmId: stalled.id })
    await h.advance(minutes(30))
    expect(h.subjects('chair', number).at(-1)).toBe(`Nog steeds geen stap: melding ${number}`)
    const listed = (await (await (await h.as('dpo')).get('/alarms')).json()) as { items: { number: string; acknowledgedAt: string | null }[] }
    expect(listed.items.filter((one) => one.number === number)).toMatchObject([{ acknowledgedAt: null }])
    await h.takesUp('handler', incidentId)
    const rung = h.subjects('dpo', number).length
    await h.advance(minutes(120))
    expect(h.subjects('dpo', number)).toHaveLength(rung)
    await h.advance(minutes(120))
    expect((await alarms(incidentId)).map(({ kind, endedAt }) => `${kind} ${endedAt ? 'ended' : 'rings'}`)).toEqual([
      'report ended',
      'stalled ended',
      'stalled rings',
    ])
    expect(h.subjects('dpo', number)).toHaveLength(rung + 1)
    await h.terms.close(incidentId)
  })

  it('stays quiet where somebody did something: writing to the reporter counts, reading does not', async () => {
    const [read, written] = [await takenUp(), await takenUp()]
    for (const { incidentId } of [read, written]) {
      await h.called(incidentId, system)
    }
    expect((await (await h.as('handler')).get(`/incidents/${read.incidentId}`)).status).toBe(200)
    await h.terms.happens(written.incidentId, 'message.sent', { side: 'reporter' }, v7(), { pseudonym: 'noor' })
    await h.terms.happens(written.incidentId, 'incident.discreetSet', {}, written.incidentId, { pseudonym: 'hanna' })
    await h.advance(minutes(240))
    expect([(await alarms(read.incidentId)).length, (await alarms(written.incidentId)).length]).toEqual([2, 1])
    expect(await kinds(written.incidentId)).toContain('progress step')
    for (const { incidentId } of [read, written]) await h.terms.close(incidentId)
  })

  it('stays quiet where the clock stands and an old message is opened again, but not while a supplement runs', async () => {
    const [filed, supplemented] = [await takenUp(), await takenUp()]
    for (const { incidentId } of [filed, supplemented]) {
      await h.called(incidentId, system)
      await h.terms.end(incidentId, (await h.terms.open(incidentId, 'authority'))!.id, 'filed')
      await h.sql(`update incident set term_ended_at = $2, term_outcome = 'filed' where id = $1`, [incidentId, h.now()])
    }
    await h.terms.plan(supplemented.incidentId, 'supplement', 24)
    for (const { incidentId } of [filed, supplemented]) await h.takesUp('dpo', incidentId)
    await h.advance(minutes(240))
    expect([(await alarms(filed.incidentId)).length, (await alarms(supplemented.incidentId)).length]).toEqual([1, 2])
    expect(await kinds(filed.incidentId)).toContain('progress termEnded')
    for (const { incidentId } of [filed, supplemented]) await h.terms.close(incidentId)
  })

  it('rings where somebody only opened it, also where that ends its being discreet', async () => {
    const { incidentId } = await takenUp({ kind: 'other' })
    await h.called(incidentId, system)
    const opened = await (await (await h.as('handler')).get(`/incidents/${incidentId}`)).json()
    expect(opened).toMatchObject({ discreet: false })
    await h.advance(minutes(240))
    expect((await alarms(incidentId)).map(({ kind }) => kind)).toEqual(['report', 'stalled'])
    await h.terms.close(incidentId)
  })

  it('is put off by nobody who takes it up again or joins: once more by the same person is not even in the log', async () => {
    const { incidentId } = await takenUp()
    await h.called(incidentId, system)
    const due = (await h.terms.open(incidentId, 'progress'))!.dueAt
    await h.advance(minutes(120))
    for (const who of ['handler', 'handler', 'dpo', 'dpo'] as const) await h.takesUp(who, incidentId)
    const taken = (await h.events('incident.acknowledged')).filter((one) => one.incidentId === incidentId)
    expect(taken.map(({ facts }) => facts)).toEqual([
      { first: true, role: 'handler' },
      { first: false, role: 'dpo', joined: true },
    ])
    expect((await h.terms.open(incidentId, 'progress'))!.dueAt).toBe(due)
    await h.advance(minutes(120))
    expect((await alarms(incidentId)).map(({ kind }) => kind)).toEqual(['report', 'stalled'])
    await h.takesUp('handler', incidentId)
    expect((await h.terms.open(incidentId, 'progress'))!.dueAt).toBe(plus(h.now(), minutes(240)))
    await h.terms.close(incidentId)
  })

  it('stays quiet where the first one did something before another joined him', async () => {
    const { incidentId } = await takenUp()
    await h.called(incidentId)
    await h.takesUp('dpo', incidentId)
    await h.advance(minutes(240))
    expect(await alarms(incidentId)).toHaveLength(1)
    expect(await kinds(incidentId)).toContain('progress step')
    await h.takesUp('chair', incidentId)
    expect(await h.terms.open(incidentId, 'progress')).toBeUndefined()
    await h.terms.close(incidentId)
  })
})

describe('a new fact', () => {
  it('rings by the ladder, whoever had it in hand, and never who is kept away', async () => {
    const { incidentId, number } = await takenUp()
    await h.called(incidentId)
    await h.sql(`update incident set recused = array[$2]::uuid[] where id = $1`, [incidentId, person('dpo')])
    const before = h.subjects('dpo', number).length
    await h.terms.happens(incidentId, 'incident.reopened', { kind: 'authority' })
    await h.engine.tick()
    expect(h.subjects('handler', number).at(-1)).toContain(`Weer open: melding ${number}`)
    expect(h.subjects('dpo', number)).toHaveLength(before)
    await h.advance(minutes(15))
    expect(h.subjects('handler', number).at(-1)).toContain(`Nog niet opgepakt: melding ${number}`)
    await h.takesUp('handler', incidentId)
    const rung = h.subjects('handler', number).length
    await h.advance(hours(1))
    expect(h.subjects('handler', number)).toHaveLength(rung)
    await h.terms.close(incidentId)
  })
})
