import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AbsenceView } from '../../../shared/alert/alerting-views.ts'
import { days, hours, minutes, plus } from '../../../shared/instant.ts'
import { alarmHouse, board, type AlarmHouse } from '../../support/alarm-house.ts'
import { alertingOffice } from '../../support/alerting-house.ts'

let h: AlarmHouse
let o: ReturnType<typeof alertingOffice>
beforeAll(async () => {
  h = await alarmHouse()
  o = alertingOffice(h)
})
afterAll(() => h.close())
beforeEach(async () => {
  await h.sql('update absence set ended_at = set_at')
  await h.sql('delete from role_grant where deputy')
  await o.silence()
})

const today = (length = hours(8)) => ({ fromAt: h.now(), untilAt: plus(h.now(), length) })
const said = async (answer: Response | Promise<Response>) => {
  const body = (await (await answer).json()) as { code?: string; field?: string }
  return [body.code, body.field]
}

describe('while somebody is away', () => {
  it('his deputy is rung in his place from the first step on, and sees what he is rung for', async () => {
    await o.appoint('adviser', 'dpo')
    expect((await o.away('dpo', 'dpo', today())).status).toBe(201)
    const { incidentId } = await h.report()
    await h.advance(minutes(15))
    expect(await o.rung(incidentId)).toEqual(['ring: adviser handler', 'ring-1: adviser handler'])
    const [row] = await h.sql<{ audience: string[] }>('select audience from incident where id = $1', [incidentId])
    expect(row?.audience).toContain('dpo:deputy')
    expect((await (await h.as('adviser')).get(`/incidents/${incidentId}`)).status).toBe(200)
  })

  it('he is rung all the same where nobody sits for him', async () => {
    await o.away('dpo', 'dpo', today())
    const { incidentId } = await h.report()
    expect(await o.rung(incidentId)).toEqual(['ring: dpo handler'])
  })

  it('and until he is back: from the moment on that he said, or takes it back, he is rung again', async () => {
    await o.appoint('adviser', 'dpo')
    const ring = async () => (await o.rung((await h.report()).incidentId)).at(0)
    await o.away('dpo', 'dpo', { fromAt: plus(h.now(), hours(1)), untilAt: plus(h.now(), hours(2)) })
    expect(await ring()).toBe('ring: dpo handler')
    await h.advance(hours(1))
    expect(await ring()).toBe('ring: adviser handler')
    await h.advance(hours(1))
    expect(await ring()).toBe('ring: dpo handler')
    const { id } = (await (await o.away('dpo', 'dpo', today())).json()) as AbsenceView
    expect(await ring()).toBe('ring: adviser handler')
    expect((await o.back(id, 'dpo')).status).toBe(204)
    expect(await ring()).toBe('ring: dpo handler')
  })

  it('an alarm that rings already rings his deputy from the next step on', async () => {
    await o.appoint('adviser', 'handler')
    const { incidentId } = await h.report()
    await o.away('handler', 'chair', today())
    await h.advance(minutes(15))
    expect(await o.rung(incidentId)).toEqual(['ring: dpo handler', 'ring-1: adviser dpo'])
  })

  it('everybody in the team sees it, and whether that leaves a role that nobody can be reached in', async () => {
    await o.appoint('adviser', 'dpo')
    const demo = h.deps.demoMessages!
    delete h.deps.demoMessages
    const [dpo, handler] = [await h.device('dpo'), await h.device('handler')]
    await h.sql('update push_subscription set last_ok_at = $1', [h.now()])
    expect((await o.view('headOfIct')).unreachable).toEqual([])
    const period = today()
    await o.away('dpo', 'chair', period)
    const view = await o.view('headOfIct')
    expect(view.unreachable).toEqual(['dpo'])
    expect(view.team.find(({ seats }) => seats.includes('dpo'))).toMatchObject({ reach: 'yes', devices: 1, lastOkAt: h.now(), absences: [period] })
    expect(view.team.find(({ seats }) => seats.includes('dpo:deputy'))).toMatchObject({ reach: 'mailOnly', devices: 0, lastOkAt: null, absences: [] })
    for (const { id, client } of [dpo, handler]) await client.del(`/push-subscriptions/${id}`)
    h.deps.demoMessages = demo
  })
})

describe('saying that somebody is away', () => {
  it('is for himself, and for dpo, chair and admin of anybody in the team; he hears of it', async () => {
    const told = () => h.mailsTo('handler').filter(({ subject }) => subject === 'Je staat als afwezig genoteerd').length
    const before = told()
    const { id } = (await (await o.away('handler', 'handler', today())).json()) as AbsenceView
    expect(told() - before).toBe(0)
    expect((await o.away('handler', 'admin', today())).status).toBe(201)
    expect(told() - before).toBe(1)
    expect((await h.events('absence.set')).slice(-2).map(({ facts, subjectId }) => [facts['own'], subjectId])).toEqual([
      [true, o.personOf('handler')],
      [false, o.personOf('handler')],
    ])
    expect(await said(o.away('dpo', 'handler', today()))).toEqual(['access.denied', undefined])
    expect(await said(o.away('teacher', 'teacher', today()))).toEqual(['access.denied', undefined])
    expect(await said(o.away('teacher', 'dpo', today()))).toEqual(['ladder.person', 'personId'])
    expect(await said(o.back(id, 'headOfIct'))).toEqual(['access.denied', undefined])
    expect((await o.back(id, 'chair')).status).toBe(204)
    expect(await said(o.back(id, 'chair'))).toEqual(['absence.notFound', undefined])
    const { items } = (await (await (await h.as('auditor')).get(`/log/stands-out?organisationId=${board.organisationId}`)).json()) as {
      items: { kind: string; rows: { type: string }[] }[]
    }
    expect(items.find(({ kind }) => kind === 'alerting')?.rows.map(({ type }) => type)).toEqual(expect.arrayContaining(['absence.set', 'absence.ended']))
  })

  it('is refused for a time that is over, turned round or far too long, and for more than twenty at once', async () => {
    const [now, at] = [h.now(), (ms: number) => plus(h.now(), ms)]
    const period = (fromAt: string, untilAt: string) => said(o.away('chair', 'chair', { fromAt, untilAt }))
    expect(await period(at(-days(2)), now)).toEqual(['absence.period', 'untilAt'])
    expect(await period(at(days(2)), at(days(1)))).toEqual(['absence.period', 'untilAt'])
    expect(await period(now, at(days(400) + 1))).toEqual(['absence.period', 'untilAt'])
    expect(await period(now, 'morgen')).toEqual(['request.invalid', 'untilAt'])
    const chair = await h.as('chair')
    const say = (n: number) =>
      chair.post(`/boards/${board.organisationId}/absences`, { personId: o.personOf('chair'), fromAt: at(days(n)), untilAt: at(days(n) + hours(1)) })
    const answers = await Promise.all(Array.from({ length: 22 }, (_, n) => say(n)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(20).fill(201), 409, 409])
    expect(await said(answers.find(({ status }) => status === 409)!)).toEqual(['absence.tooMany', undefined])
  })
})
