import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importBoard } from '../../../api/access/import-board.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import { defaultAlerting } from '../../../shared/alert/alerting.ts'
import { defaultLadder, type LadderStep } from '../../../shared/deadline/ladder.ts'
import { minutes } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'
import { alertingOffice } from '../../support/alerting-house.ts'

let h: AlarmHouse
let o: ReturnType<typeof alertingOffice>
beforeAll(async () => {
  h = await alarmHouse()
  o = alertingOffice(h)
})
afterAll(() => h.close())
beforeEach(async () => {
  await h.sql(`update organisation set settings = '{"fgVotes":true}'`)
  await o.silence()
})

const step = (afterMinutes: number, roles: LadderStep['roles'], more: Partial<LadderStep> = {}): LadderStep => ({
  afterMinutes,
  roles,
  channels: ['push', 'mail'],
  ...more,
})
const said = async (answer: Response | Promise<Response>) => {
  const body = (await (await answer).json()) as { code?: string; field?: string }
  return [body.code, body.field]
}

describe('who is rung when', () => {
  it('is the default until a board says otherwise, and who may see it sees the team by name', async () => {
    const view = await o.view('handler')
    expect(view).toMatchObject({ ...{ alerting: defaultAlerting, own: false, smsAvailable: false, mayChange: false, unreachable: [] } })
    expect(view.team.map(({ name, seats, mayChange }) => `${name} ${seats.join()} ${mayChange}`).toSorted()).toEqual([
      'Bram Bedacht chair false',
      'Frits Fictief dpo false',
      'Hanna Verzonnen handler true',
      'Iris Denkbeeld headOfIct false',
    ])
    expect(await o.view('chair')).toMatchObject({ mayChange: true })
  })

  it('changes from the next alarm on: what rings already keeps its ladder', async () => {
    const before = await h.report()
    expect((await o.change('admin', { day: [step(0, ['handler']), step(10, ['headOfIct'])] })).status).toBe(200)
    const after = await h.report()
    await h.advance(minutes(15))
    expect(await o.rung(before.incidentId)).toEqual(['ring: dpo handler', 'ring-1: dpo handler'])
    expect(await o.rung(after.incidentId)).toEqual(['ring: handler', 'ring-1: headOfIct'])
    expect(await o.view('dpo')).toMatchObject({ own: true, alerting: { day: [{ roles: ['handler'] }, { afterMinutes: 10 }] } })
  })

  it('is told to dpo and chair, but for who did it, and stands in the log without names', async () => {
    const mails = () => (['dpo', 'chair', 'handler'] as const).map((who) => h.mailsTo(who).filter(({ subject }) => subject?.startsWith('Wie wanneer')).length)
    const [before, chair] = [mails(), await h.device('chair')]
    await o.change('dpo', { progressMinutes: 120 })
    expect(chair.received.map(({ payload }) => payload.notification.title)).toEqual(['Wie wanneer een seintje krijgt is veranderd'])
    expect(mails().map((n, i) => n - before[i]!)).toEqual([0, 1, 0])
    expect((await h.events('alerting.changed')).at(-1)).toMatchObject({ facts: { changed: true, day: 4, night: 0, progressMinutes: 120 } })
    await o.change('dpo', { progressMinutes: 120 })
    expect(mails().map((n, i) => n - before[i]!)).toEqual([0, 1, 0])
  })

  it('is refused where it would be late, silent or to nobody, with the step named, and nothing changes', async () => {
    expect(await said(o.change('dpo', { day: [step(0, ['chair'])] }))).toEqual(['ladder.firstStep', 'day.0'])
    expect(await said(o.change('dpo', { night: [step(0, ['dpo'], { channels: ['mail'] })] }))).toEqual(['ladder.channels', 'night.0'])
    expect(await said(o.change('dpo', { day: [step(0, ['dpo'], { channels: ['sms'] })] }))).toEqual(['ladder.channels', 'day.0'])
    expect(await said(o.change('dpo', { day: [step(0, ['dpo'], { people: [o.personOf('teacher')] })] }))).toEqual(['ladder.person', 'day.0'])
    expect(await said(o.change('dpo', { day: [step(0, ['dpo']), step(500, ['chair'])] }))).toEqual(['ladder.gap', 'day.1'])
    expect(await said(o.change('dpo', { nightFrom: '25:00' }))).toEqual(['request.invalid', 'nightFrom'])
    expect((await o.view('dpo')).own).toBe(false)
  })

  it('outlives the list of the board that is read again, and what else is chosen meanwhile', async () => {
    const day = [step(0, ['dpo']), step(20, ['chair'])]
    const dpo = await h.as('dpo')
    const [first, second] = await Promise.all([
      o.change('chair', { day }),
      dpo.put(`/boards/${demoBoard.organisationId}/settings`, { search: true }),
      importBoard(h.deps, demoBoard, { invite: false }),
    ])
    expect([first.status, second.status]).toEqual([200, 200])
    expect(await h.sql('select settings from organisation')).toEqual([
      { settings: { fgVotes: true, search: true, from16: 'self', alerting: { ...defaultAlerting, day } } },
    ])
  })
})

describe('a ladder of the night', () => {
  const night = [step(0, ['handler']), step(60, ['dpo', 'chair'])]
  it.each([
    ['in the evening', '2026-03-02T20:59:00.000Z', '2026-03-02T21:00:00.000Z'],
    ['in the night that loses an hour', '2026-03-29T05:00:00.000Z', '2026-03-29T04:59:00.000Z'],
    ['in the night that gains an hour', '2026-10-25T06:00:00.000Z', '2026-10-25T05:59:00.000Z'],
  ])('is that of an alarm which starts in it, also once it is day: %s', async (_, byDay, byNight) => {
    await o.change('dpo', { night })
    const reportAt = async (at: string) => {
      await o.moveTo(at)
      return (await h.report()).incidentId
    }
    const [first, second] = byDay < byNight ? [byDay, byNight] : [byNight, byDay]
    const [one, other] = [await reportAt(first), await reportAt(second)]
    await h.advance(minutes(59))
    await h.advance(minutes(1))
    const [dayId, nightId] = byDay < byNight ? [one, other] : [other, one]
    expect((await o.rung(nightId))[0]).toBe('ring: handler')
    expect((await o.rung(nightId))[1]).toBe('ring-1: chair dpo')
    expect((await o.rung(dayId)).slice(0, 1)).toEqual(['ring: dpo handler'])
  })
})

describe('a step', () => {
  it('rings the people it names besides its roles, by its own channels', async () => {
    await o.change('dpo', { day: [step(0, ['dpo'], { people: [o.personOf('headOfIct')], channels: ['push'] }), ...defaultLadder.slice(1)] })
    const { incidentId } = await h.report()
    expect(await o.rung(incidentId)).toEqual(['ring: dpo headOfIct'])
    const rows = (await h.deliveries()).filter((row) => row.incidentId === incidentId && row.stage === 'ring')
    expect(rows.map(({ channel, recipientRole }) => `${channel} ${recipientRole}`).toSorted()).toEqual(['push dpo', 'push headOfIct'])
  })

  it('by text message rings by push as well where no text message can go any more', async () => {
    h.deps.sms = { send: async () => ({ outcome: 'sent', answer: 'http 202' }) }
    expect((await o.change('dpo', { day: [step(0, ['dpo'], { channels: ['sms'] })] })).status).toBe(200)
    const ladders = async () => (await h.sql<{ ladder: LadderStep[] }>('select ladder from alarm order by started_at desc, id desc limit 1'))[0]?.ladder
    await h.report()
    expect((await ladders())?.[0]?.channels).toEqual(['sms'])
    delete h.deps.sms
    await h.report()
    expect((await ladders())?.[0]?.channels).toEqual(['push', 'sms'])
  })

  it('that rings the dpo alone rings the chair at once when the last dpo left', async () => {
    await o.change('dpo', { day: [step(0, ['dpo']), step(30, ['chair'])] })
    await h.sql(`update role_grant set until_at = $1 where role = 'dpo'`, [h.now()])
    const { incidentId } = await h.report()
    expect(await o.rung(incidentId)).toEqual(['ring: chair'])
    expect((await h.events('alarm.nobodyReachable')).at(-1)?.incidentId).toBe(incidentId)
    expect((await o.view('chair')).unreachable).toEqual(['dpo'])
    await h.sql(`update role_grant set until_at = null where role = 'dpo'`)
  })
})
