import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../../api/alert/audit.ts'
import { makeEngine } from '../../../api/alert/engine.ts'
import { hours, minutes, plus } from '../../../shared/instant.ts'
import { withDeputies } from '../../support/fence-house.ts'
import { reminderHouse, type ReminderHouse } from '../../support/reminder-house.ts'

let h: ReminderHouse
/** Friday 27 March 2026 14:20 in Amsterdam: the clocks change before its 72 hours are over */
beforeAll(async () => void (h = await reminderHouse({ at: '2026-03-27T13:20:00.000Z', board: withDeputies })))
afterAll(() => h.close())

const termMails = (who: 'dpo' | 'handler' | 'chair' | 'headOfIct', number: string) => h.subjects(who, number).filter((subject) => subject.startsWith('Termijn'))
const everyone = ['dpo', 'handler', 'chair', 'headOfIct'] as const

describe('a report', () => {
  it('is reminded of through its 72 hours over a change of clocks and after, the chair from 12 hours before, until it is filed', async () => {
    const { incidentId, number } = await h.report()
    await h.takesUp('handler', incidentId)
    await h.called(incidentId)
    const term = (await h.terms.open(incidentId, 'authority'))!
    const counts = () => everyone.map((who) => termMails(who, number).length)
    expect(await h.terms.onTheList(term.id)).toMatchObject({ kind: 'deadline', nextAt: '2026-03-28T13:20:00.000Z' })
    const told: number[][] = []
    for (const step of [23.9, 0.1, 24, 12, 6, 3, 2, 1, 12, 12]) {
      await h.advance(hours(step))
      told.push(counts())
    }
    const [none, pair] = [[0, 0, 0, 0], (n: number, chair = 0) => [n, n, chair, 0]]
    expect(told).toEqual([none, pair(1), pair(2), pair(3, 1), pair(4, 2), pair(5, 3), pair(6, 4), pair(7, 5), pair(8, 6), pair(9, 7)])
    expect(termMails('dpo', number).slice(0, 2)).toEqual([48, 24].map((left) => `Termijn van de AP: melding ${number} · nog ${left} uur`))
    expect(termMails('dpo', number).at(-1)).toContain('termijn 24 uur voorbij')
    expect(h.mailsTo('dpo').find(({ subject }) => subject?.startsWith('Termijn'))?.text).toMatch(/maandag 30 maart (om )?15:20/)
    expect(await h.terms.ledger(term.id)).toEqual([
      ...['before-48h', 'before-24h', 'before-12h', 'before-6h', 'before-3h', 'before-1h', 'at', 'after-12h', 'after-24h'],
    ])
    await h.terms.end(incidentId, term.id, 'filed')
    expect(await h.terms.onTheList(term.id)).toBeUndefined()
    await h.advance(hours(30))
    expect(counts()).toEqual(pair(9, 7))
    await h.terms.close(incidentId)
  })

  it('that came in 75 hours late is late at once, and is reminded of from then on', async () => {
    const { incidentId, number } = await h.report({ discoveredAt: plus(h.now(), -hours(75)), discoveredBasis: 'picked' })
    await h.engine.tick()
    expect(h.subjects('dpo', number)).toEqual([`Nieuwe melding ${number} · termijn 3 uur voorbij`])
    await h.takesUp('handler', incidentId)
    await h.called(incidentId)
    await h.advance(hours(9))
    expect(termMails('chair', number)).toEqual([`Termijn van de AP: melding ${number} · termijn 12 uur voorbij`])
    await h.terms.close(incidentId)
  })

  it('has what fell due during an outage made up for in one message per person, that says for how many, also by several engines at once', async () => {
    const { incidentId, number } = await h.report()
    await h.takesUp('handler', incidentId)
    await h.called(incidentId)
    h.outage(hours(61))
    await Promise.all([h.engine, makeEngine(h.deps), makeEngine(h.deps)].map((engine) => engine.tick()))
    await h.engine.tick()
    expect([termMails('dpo', number).length, termMails('chair', number).length]).toEqual([1, 1])
    const text = h.mailsTo('chair').find(({ subject }) => subject?.startsWith('Termijn') && subject.includes(number))?.text
    expect(text).toContain('in plaats van 2 eerdere herinneringen')
    expect((await h.events('deadline.rung')).at(-1)?.facts).toMatchObject({ kind: 'authority', stage: 'before-12h', missed: 2 })
    await h.terms.close(incidentId)
  })

  it('is never reminded of to whoever is kept away: his deputy is', async () => {
    const { incidentId, number } = await h.report()
    await h.takesUp('handler', incidentId)
    const recused = await (await h.as('chair')).post(`/incidents/${incidentId}/recusals`, { personId: withDeputies.people[1]!.personId, reason: 'Betrokken.' })
    expect(recused.status).toBeLessThan(300)
    await h.called(incidentId)
    await h.advance(hours(24))
    expect([termMails('dpo', number).length, termMails('handler', number).length]).toEqual([0, 1])
    expect(h.smtp.to('dora@waterlelie.example').filter(({ subject }) => subject?.startsWith('Termijn') && subject.includes(number))).toHaveLength(1)
    await h.terms.close(incidentId)
  })

  it('that went straight to the chair is reminded of to the chair, from the start', async () => {
    const { incidentId, number } = await h.report({ addressee: 'chair' })
    await h.takesUp('chair', incidentId)
    await h.called(incidentId)
    const before = (await h.events('alarm.nobodyReachable')).length
    await h.advance(hours(24))
    expect(everyone.map((who) => termMails(who, number).length)).toEqual([0, 0, 1, 0])
    expect(await h.events('alarm.nobodyReachable')).toHaveLength(before)
    await h.terms.close(incidentId)
  })

  it('that is discreet is reminded of by push and never by mail', async () => {
    const phone = await h.device('dpo')
    const { incidentId, number } = await h.report({ kind: 'accountCompromised' })
    await h.takesUp('handler', incidentId)
    await h.called(incidentId)
    await h.advance(hours(24))
    expect(everyone.map((who) => h.subjects(who, number))).toEqual([[], [], [], []])
    expect(phone.received.map(({ payload }) => payload.notification.title)).toContain(`Termijn van de AP: melding ${number}`)
    await h.sql('delete from push_subscription where id = $1', [phone.id])
    await h.terms.close(incidentId)
  })
})

describe('a promised date', () => {
  it('is reminded of until it is done; moved, it says so once, and what it makes up for', async () => {
    const { incidentId, number } = await h.report()
    await h.takesUp('handler', incidentId)
    await h.called(incidentId)
    const id = await h.terms.plan(incidentId, 'promise', 30)
    const mails = () => h.mailsTo('dpo').filter(({ subject }) => subject?.startsWith('Beloofde datum') && subject.includes(number))
    await h.advance(hours(7))
    expect(await h.terms.ledger(id)).toEqual(['before-24h'])
    await h.terms.move(incidentId, id, 5)
    await h.engine.tick()
    expect((await h.terms.ledger(id)).toSorted()).toEqual(['before-24h', 'before-6h.1'])
    expect(mails().map(({ subject }) => subject?.split('· ')[1])).toEqual(['nog 23 uur', 'nog 5 uur'])
    expect(mails()[1]?.text).toMatch(/De termijn is verzet\. Die is nu .*: nog 5 uur\./)
    await h.advance(hours(2))
    expect(mails().at(-1)?.subject).toContain('nog 3 uur')
    await h.terms.end(incidentId, id)
    await h.advance(hours(20))
    expect(mails()).toHaveLength(3)
    await h.terms.close(incidentId)
  })

  it('that ended leaves nothing behind that still waits to be sent', async () => {
    const { incidentId, number } = await h.report()
    await h.takesUp('handler', incidentId)
    await h.called(incidentId)
    const id = await h.terms.plan(incidentId, 'communication', 24)
    await h.engine.tick()
    h.smtp.refuse(451)
    await h.advance(hours(12))
    await h.terms.end(incidentId, id)
    h.smtp.refuse(null)
    await h.advance(hours(1))
    expect(h.subjects('dpo', number).filter((subject) => subject.startsWith('Betrokkenen'))).toEqual([])
    expect((await h.deliveries('dpo')).filter(({ deadlineId, state }) => deadlineId === id && state === 'queued')).toEqual([])
    await h.terms.close(incidentId)
  })
})

describe('the engine', () => {
  it('goes on with the others when one term cannot be worked off, and the auditor misses a term that is on no list', async () => {
    const [bad, good] = [await h.report(), await h.report()]
    for (const { incidentId } of [bad, good]) await h.takesUp('handler', incidentId).then(() => h.called(incidentId))
    const term = (await h.terms.open(bad.incidentId, 'authority'))!
    await h.sql(`update deadline set kind = 'nonsense' where id = $1`, [term.id])
    await h.advance(hours(24) + minutes(5))
    expect([termMails('dpo', bad.number).length, termMails('dpo', good.number).length]).toEqual([0, 1])
    await h.sql(`update deadline set kind = 'authority' where id = $1`, [term.id])
    await h.advance(minutes(2))
    expect(termMails('dpo', bad.number)).toHaveLength(1)
    const health = async () => (await h.request('/healthz/engine')).json()
    expect(await health()).toMatchObject({ ok: true, withoutReminder: 0 })
    await h.sql(`delete from alarm_due where subject_id = $1`, [term.id])
    await h.advance(minutes(1))
    expect(await health()).toMatchObject({ ok: false, withoutReminder: 1 })
    for (const { incidentId } of [bad, good]) await h.terms.close(incidentId)
  })

  it('says loudly that a reminder reached nobody, and is content once somebody can be reached', async () => {
    const { demoMessages } = h.deps
    delete h.deps.demoMessages // in the demo its screen is everyone's device
    const { incidentId } = await h.report({ kind: 'accountCompromised' })
    await h.takesUp('handler', incidentId)
    await h.called(incidentId)
    await h.advance(minutes(1))
    expect((await audit(h.deps)).unreachable).toBe(0)
    await h.advance(hours(24))
    expect((await h.events('alarm.nobodyReachable')).at(-1)).toMatchObject({ incidentId, facts: { kind: 'authority', stage: 'before-48h' } })
    expect((await audit(h.deps)).unreachable).toBe(1)
    const phone = await h.device('handler')
    await h.advance(hours(24))
    expect(phone.received).toHaveLength(1)
    expect((await audit(h.deps)).unreachable).toBe(0)
    await h.terms.close(incidentId)
    if (demoMessages) h.deps.demoMessages = demoMessages
  })
})
