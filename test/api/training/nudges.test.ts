import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeEngine } from '../../../api/alert/engine.ts'
import { alarmDue, learner, trainingCard } from '../../../api/db/schema.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import type { Deps } from '../../../api/deps.ts'
import { sendNudges } from '../../../api/training/send-nudges.ts'
import type { DemoPersona } from '../../../shared/access/session-view.ts'
import { days, hours, minutes, plus, type Instant } from '../../../shared/instant.ts'
import { modules } from '../../../shared/training/modules.ts'
import { afterAnswer } from '../../../shared/training/schedule.ts'
import { alarmHouse, board, type AlarmHouse } from '../../support/alarm-house.ts'
import { otherBoard } from '../../support/hand-in.ts'
import { personIdOf } from '../../support/learning.ts'

const { organisationId } = board
const [question] = modules[0]!.questions.filter(({ roles }) => roles === 'all')
let h: AlarmHouse
beforeAll(async () => void (h = await alarmHouse({ at: '2026-03-02T07:30:00.000Z' })))
afterAll(() => h.close())
afterEach(async () => {
  await h.sql(`update person set left_at = null, alerts = '{}'`)
  await h.sql('delete from training_card')
  await h.sql('delete from learner')
  await h.sql(`update organisation set settings = settings - 'training'`)
})

/** Another process on the same store: it remembers nothing of today. */
const process = (changes: Partial<Deps> = {}): Deps => ({ ...h.deps, db: { ...h.deps.db }, ...changes })
/** Somebody who answered a question last month, which comes back now. */
async function learns(who: DemoPersona, row: Partial<typeof learner.$inferInsert> = {}) {
  const [id, personId] = [v7(), personIdOf(who)]
  await h.deps.db.inBoard(board, async (tx) => {
    await tx.sql.insert(learner).values({ organisationId, id, personId, role: 'teacher', createdAt: h.now(), ...row })
    const card = afterAnswer(undefined, false, plus(h.now(), -days(30)))
    await tx.sql.insert(trainingCard).values({ organisationId, learnerId: id, questionId: question!.id, card })
  })
}
const nudgedAt = async (who: DemoPersona): Promise<Instant | null | undefined> =>
  (await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(learner))).find(({ personId }) => personId === personIdOf(who))?.nudgedAt
const chose = (training: object) =>
  h.sql(`update organisation set settings = settings || jsonb_build_object('training', $1::jsonb)`, [JSON.stringify(training)])
const everything = { floor: 10, hidden: [], dueOn: null, region: null, nudges: true, statements: false }

describe('a reminder', () => {
  it('comes once to every device, softly, gone by five, and never by mail besides', async () => {
    const [phone, tablet] = [await h.device('teacher'), await h.device('teacher', 'en')]
    await learns('teacher')
    await sendNudges(process())
    await sendNudges(process())
    expect([phone.received.length, tablet.received.length, h.mailsTo('teacher').length]).toEqual([1, 1, 0])
    const { headers, payload } = phone.received[0]!
    expect(headers).toMatchObject({ urgency: 'low', topic: 'practise', ttl: String(hours(8.5) / 1000) })
    expect(payload.notification).toMatchObject({ title: 'Twee minuten oefenen?', navigate: 'http://localhost/oefenen', tag: 'practise' })
    expect(payload.notification.app_badge).toBeUndefined()
    expect(tablet.received[0]!.payload.notification.title).toBe('Two minutes of practice?')
    expect(await nudgedAt('teacher')).toBe(h.now())
  })

  it('comes by mail where there is no device, says how to switch it off and not what was missed', async () => {
    await learns('handler')
    await sendNudges(process())
    const [mail] = h.mailsTo('handler')
    expect(mail).toMatchObject({ subject: 'Twee minuten oefenen?' })
    for (const { title } of modules) expect(mail!.text).not.toContain(title.nl)
    expect(mail!.text).toContain('http://localhost/oefenen')
    expect(mail!.text).toContain('Zet ze uit')
  })

  it('goes to nobody who takes no mail, switched it off, left, or whose board hides the module or switched all off', async () => {
    const before = h.smtp.mails.length
    await learns('chair')
    await h.sql(`update person set alerts = '{"mail": false}' where id = $1`, [personIdOf('chair')])
    await learns('dpo', { nudges: false })
    await learns('headOfIct')
    await h.sql(`update person set left_at = $2 where id = $1`, [personIdOf('headOfIct'), h.now()])
    await sendNudges(process())
    expect(await Promise.all((['dpo', 'headOfIct'] as const).map(nudgedAt))).toEqual([null, null])
    await h.sql(`update learner set nudges = true, nudged_at = null`)
    await h.sql(`update person set left_at = null, alerts = '{}'`)
    await chose({ ...everything, hidden: [modules[0]!.id] })
    await sendNudges(process())
    await chose({ ...everything, nudges: false })
    await sendNudges(process())
    expect(h.smtp.mails.length).toBe(before)
  })

  it('does not come in a holiday of the region, at the weekend or in the evening', async () => {
    await learns('handler')
    const at = (now: Instant) => sendNudges(process({ clock: { now: () => now } }))
    for (const now of ['2026-10-13T09:00:00.000Z', '2026-03-07T09:00:00.000Z', '2026-03-03T16:00:00.000Z'] as const) await at(now)
    expect(await nudgedAt('handler')).toBeNull()
    await chose({ ...everything, region: 'south' })
    await at('2026-10-13T09:00:00.000Z')
    expect(await nudgedAt('handler')).toBe('2026-10-13T09:00:00.000Z')
  })

  it('comes to who never opened it only when the yearly day is near, and leaves him a row to switch it off in', async () => {
    await chose({ ...everything, dueOn: '04-20' })
    await sendNudges(process())
    expect(await h.sql('select 1 from learner')).toEqual([])
    await chose({ ...everything, dueOn: '03-20' })
    await sendNudges(process())
    expect(await h.sql(`select count(*)::int as n, count(nudged_at)::int as nudged from learner`)).toEqual([{ n: 9, nudged: 9 }])
  })

  it('comes once where two processes look at the same moment', async () => {
    const before = h.smtp.mails.length
    for (const who of ['dpo', 'handler', 'chair', 'headOfIct'] as const) await learns(who)
    await Promise.all([sendNudges(process()), sendNudges(process())])
    expect(h.smtp.mails.length - before).toBe(4)
  })

  it('comes once to who works for two boards', async () => {
    const frits = demoBoard.people.find(({ name }) => name === 'Frits Fictief')!
    const { personId: _, ...same } = frits
    const other = await otherBoard(h, { people: [same] })
    await learns('dpo')
    await chose({ ...everything, dueOn: '03-20' }) // of both boards
    const before = h.mailsTo('dpo').length
    await sendNudges(process())
    expect(h.mailsTo('dpo').length - before).toBe(1)
    await h.sql('delete from identity_organisation where organisation_id = $1', [other.organisationId])
  })

  it('waits while an alarm or a message of one is due', async () => {
    await learns('handler')
    const row = { organisationId, kind: 'delivery', channel: 'mail', subjectId: v7(), incidentId: v7(), nextAt: h.now(), step: 0 } as const
    await h.deps.db.outside((sql) => sql.insert(alarmDue).values(row))
    const one = process()
    await sendNudges(one)
    expect(await nudgedAt('handler')).toBeNull()
    await h.sql('delete from alarm_due where subject_id = $1', [row.subjectId])
    await sendNudges(one)
    expect(await nudgedAt('handler')).toBe(h.now())
  })

  it('goes out one at a time, and leaves the place to an alarm that comes in between', async () => {
    for (const who of ['dpo', 'handler', 'chair', 'headOfIct'] as const) await learns(who)
    const row = { organisationId, kind: 'delivery', channel: 'mail', subjectId: v7(), incidentId: v7(), nextAt: h.now(), step: 0 } as const
    let [under, most, sent] = [0, 0, 0]
    const mail: Deps['mail'] = {
      send: async () => {
        most = Math.max(most, ++under)
        if (++sent === 2) await h.deps.db.outside((sql) => sql.insert(alarmDue).values(row))
        under--
        return { answer: 'smtp 250' }
      },
      close: () => {},
    }
    const one = process({ mail })
    await sendNudges(one)
    expect([most, sent]).toEqual([1, 2])
    await h.sql('delete from alarm_due where subject_id = $1', [row.subjectId])
    await sendNudges(one)
    expect([most, sent]).toEqual([1, 4])
  })

  it('keeps no more of a minute than half, however slow the mail server is', async () => {
    for (const who of ['dpo', 'handler', 'chair', 'headOfIct'] as const) await learns(who)
    let [late, sent] = [0, 0]
    const mail: Deps['mail'] = {
      send: () => {
        ;[late, sent] = [late + 20_000, sent + 1]
        return Promise.resolve({ answer: 'smtp 250' })
      },
      close: () => {},
    }
    await sendNudges(process({ mail, clock: { now: () => plus(h.now(), late) } }))
    expect(sent).toBe(2)
  })

  it('comes to whom a clock that ran ahead reminded in the future, and not twice where two clocks differ by hours', async () => {
    await learns('handler', { nudgedAt: plus(h.now(), days(300)) })
    await learns('dpo', { nudgedAt: plus(h.now(), hours(2)) })
    await sendNudges(process())
    expect(await Promise.all((['handler', 'dpo'] as const).map(nudgedAt))).toEqual([h.now(), plus(h.now(), hours(2))])
  })

  it('is waited for by a server that stops, also minutes after it began', async () => {
    await learns('handler')
    await learns('dpo')
    let [sent, release] = [0, () => {}]
    const held = new Promise<void>((go) => void (release = go))
    const send = () => held.then(() => ({ answer: `smtp 25${sent++}` }))
    let planned: (() => void)[] = []
    let now = h.now()
    const stop = makeEngine(process({ clock: { now: () => now }, mail: { send, close: () => {} } })).run((_, work) => {
      planned.push(work)
      return () => void (planned = planned.filter((one) => one !== work))
    })
    for (let beat = 0; beat < 3; beat++) {
      planned.shift()!()
      await vi.waitFor(() => expect(planned).toHaveLength(1))
      // Once the reminder is taken, it is on its way.
      await vi.waitFor(async () => expect(await Promise.all((['handler', 'dpo'] as const).map(nudgedAt))).toContain(h.now()))
      now = plus(now, minutes(2))
    }
    let stopped = false
    const stops = stop().then(() => void (stopped = true))
    await sendNudges(process({ clock: { now: () => '2026-03-07T09:00:00.000Z' } }))
    expect([stopped, sent]).toEqual([false, 0])
    release()
    await stops
    // The one under way, and no other.
    expect(sent).toBe(1)
  })

  it('comes to fifty people in a minute and to the rest in the next, and to nobody twice', async () => {
    await h.sql(
      `insert into person (organisation_id, id, identity_id, pseudonym, name_sealed)
       select $1, gen_random_uuid(), gen_random_uuid(), 'extra' || n, '\\x00' from generate_series(1, 60) n`,
      [organisationId],
    )
    await chose({ ...everything, dueOn: '03-20' })
    const one = process()
    const nudged = async () => (await h.sql<{ n: number }>(`select count(*)::int as n from learner where nudged_at is not null`))[0]!.n
    await sendNudges(one)
    expect(await nudged()).toBe(50)
    await sendNudges(one)
    expect(await nudged()).toBe(69)
    await h.sql(`delete from person where pseudonym like 'extra%'`)
  })
})

it('says each day that the holidays it knows run out, from sixty days before', async () => {
  const said: unknown[] = []
  const log = { ...h.deps.log, error: (facts: unknown) => void said.push(facts) } as unknown as Deps['log']
  let now = '2029-07-03T12:00:00.000Z'
  const one = process({ log, clock: { now: () => now } })
  for (; now < '2029-07-06T00:00:00.000Z'; now = plus(now, minutes(720))) await sendNudges(one)
  expect(said).toEqual([{ knownUntil: '2029-09-02' }, { knownUntil: '2029-09-02' }])
})
