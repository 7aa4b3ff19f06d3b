import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hours, minutes } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { board, fenceHouse, personOf, rowsBehind, type FenceHouse } from '../../support/fence-house.ts'
import { jpeg, withSchoolCode } from '../../support/hand-in.ts'
import { lostStick } from '../../support/office.ts'

let h: FenceHouse
let [before, kept, after] = [] as unknown as [Acknowledgement, Acknowledgement, Acknowledgement]
let photo: string
beforeAll(async () => {
  h = await fenceHouse()
  before = await h.report()
  kept = await h.report({ notTo: ['dpo'], kind: 'other' })
  after = await h.report()
  photo = v7()
  const noor = await h.as('teacher')
  await noor.put(`/reports/${kept.id}/attachments/${photo}`, jpeg)
  await noor.post(`/reports/${kept.id}/messages`, { id: v7(), text: 'Het gaat over Frits.' })
})
afterAll(() => h.drop())

describe('a report that is not for the dpo', () => {
  it('is nowhere for him: no list, no count, no alarm, no number he misses', async () => {
    const [known, his] = [[before.number, after.number], await h.finds('dpo')]
    expect([his.listed.toSorted(), his.rings.toSorted(), his.closed]).toEqual([known, known, []])
    expect(known).toEqual(['2026-001', '2026-002'])
    expect(Number(kept.number.slice(5))).toBeGreaterThanOrEqual(5000)
    expect((await h.finds('handler')).listed).toContain(kept.number)
  })

  it('does not exist for him by any route, in the same words as one that never was', async () => {
    const tries: [string, string, unknown?][] = [
      ['GET', ''],
      ['POST', '/acknowledge'],
      ['PUT', '/aware-at', { awareAt: h.now(), reason: 'x' }],
      ['PUT', '/discreet', { discreet: false, reason: 'x' }],
      ['POST', '/recusals', { personId: personOf('dpo'), reason: 'x' }],
      ['DELETE', `/recusals/${personOf('dpo')}`, { reason: 'x' }],
      ['POST', '/break-glass', { reason: 'x' }],
      ['DELETE', `/break-glass/${v7()}`],
      ['POST', '/tell-reporter', { reason: 'x' }],
    ]
    for (const [method, path, body] of tries) {
      const [real, none] = [await ask(method, `/incidents/${kept.incidentId}${path}`, body), await ask(method, `/incidents/${v7()}${path}`, body)]
      expect({ method, path, ...real }).toEqual({ method, path, ...none })
      expect(real).toMatchObject({ status: 404, code: 'incident.notFound' })
    }
    expect(await ask('GET', `/reports/${kept.id}`)).toMatchObject({ code: 'report.notFound' })
    expect(await ask('GET', `/reports/${kept.id}/attachments/${photo}`)).toMatchObject({ code: 'attachment.notFound' })
    expect(await ask('POST', `/reports/${kept.id}/messages`, { id: v7(), text: 'x' })).toMatchObject({ code: 'report.notFound' })
  })

  it('shows him not one row of any table, by whatever statement', async () => {
    const all = await rowsBehind(h, board, kept.incidentId)
    expect(all).toMatchObject({ incident: 1, report: 1, attachment: 1, report_message: 1, aware_moment: 1, deadline: 1, alarm: 1, alarm_stage: 1, recusal: 1 })
    expect([all['delivery'], all['event']].every((count) => (count ?? 0) > 0)).toBe(true)
    expect(Object.values(await rowsBehind(h, await h.reader('dpo'), kept.incidentId)).every((count) => count === 0)).toBe(true)
    expect(await rowsBehind(h, await h.reader('handler'), kept.incidentId)).toEqual(all)
  })

  it('rings his deputy in his place at once, who sees it and knows who reported it', async () => {
    expect((await h.deliveriesTo('deputyDpo', kept.incidentId)).map(({ stage, channel }) => [stage, channel]).toSorted()).toEqual([
      ['ring', 'mail'],
      ['ring', 'push'],
    ])
    expect((await h.finds('deputyDpo')).listed).toEqual([kept.number])
    const view = await h.incident('deputyDpo', kept.incidentId)
    expect(view.reports[0]?.reporter?.name).toBe('Noor Voorbeeld')
    expect(view.fence).toMatchObject({ audience: ['dpo', 'handler', 'chair', 'headOfIct', 'dpo:deputy'], recused: [{ name: 'Frits Fictief', why: 'notTo' }] })
    expect(view.fence.candidates.map(({ name }) => name)).not.toContain('Frits Fictief')
    expect((await h.finds('deputyChair')).listed).toEqual([])
  })

  it('never rings him: not at a step, not at a repeat, not in what is caught up after an outage', async () => {
    await h.advance(minutes(15))
    await h.advance(minutes(16))
    h.outage(hours(3))
    await h.engine.tick()
    expect(await h.deliveriesTo('dpo', kept.incidentId)).toEqual([])
    expect(JSON.stringify(h.deps.demoMessages?.list().filter(({ to }) => to.startsWith('frits')))).not.toContain(kept.number)
    expect((await h.deliveriesTo('dpo', before.incidentId)).length).toBeGreaterThan(2)
  })

  it('is not in the count on his icon', async () => {
    const { countWaiting } = await import('../../../api/alert/message-store.ts')
    const [dpo, handler, ict] = [personOf('dpo'), personOf('handler'), personOf('headOfIct')]
    const counts = await h.deps.db.inBoard(board, (tx) => countWaiting(tx, [dpo, handler, ict], h.now()))
    expect([dpo, handler, ict].map((id) => counts.get(id))).toEqual([2, 3, 3])
  })

  it('says in the log who is kept away, without a name, and hides those rows from him too', async () => {
    const [row] = await h.events('incident.recused', kept.incidentId)
    expect(row).toMatchObject({ actor: 'system', subjectId: personOf('dpo'), facts: { why: 'notTo' } })
    expect((await h.events('incident.reported', kept.incidentId))[0]?.facts).toMatchObject({ recused: 1 })
  })

  it('is taken up by the deputy like any other', async () => {
    expect((await h.send('deputyDpo', 'POST', `/incidents/${kept.incidentId}/acknowledge`)).status).toBe(200)
    expect((await h.incident('chair', kept.incidentId)).acknowledgedBy).toBe('Dora Dubbel')
  })
})

describe('whoever it is not for', () => {
  it('sees as its reporter what he wrote himself, and nothing of the dossier', async () => {
    const own = await h.report({ notTo: ['dpo'] }, 'dpo')
    const dpo = await h.as('dpo')
    expect(await (await dpo.get(`/reports/${own.id}`)).json()).toMatchObject({ id: own.id, number: own.number, state: 'received' })
    expect((await dpo.post(`/reports/${own.id}/messages`, { id: v7(), text: 'Nog iets.' })).status).toBe(201)
    expect(await ask('GET', `/incidents/${own.incidentId}`)).toMatchObject({ code: 'incident.notFound' })
    expect((await h.deliveriesTo('dpo', own.incidentId)).map(({ stage }) => stage)).toEqual(['received'])
  })

  it('is also he who held the role while the report waited on a phone, and gave it away since', async () => {
    const wrote = h.now()
    h.outage(hours(1))
    await h.sql(`update role_grant set until_at = $1 where person_id = $2`, [h.now(), personOf('headOfIct')])
    h.outage(hours(1))
    await h.grant('Iris Denkbeeld', 'iris@waterlelie.example', ['handler'])
    const late = await h.report({ notTo: ['headOfIct'], reportedAt: wrote, discoveredAt: wrote, discoveredBasis: 'picked' })
    expect((await h.finds('headOfIct')).listed).not.toContain(late.number)
    const since = await h.report({ notTo: ['headOfIct'] })
    expect((await h.finds('headOfIct')).listed).toContain(since.number)
  })
})

describe('what the form says', () => {
  const flagsOf = async (notTo: unknown) => {
    const { incidentId } = await h.report({ notTo })
    const { reports, fence } = await h.incident('chair', incidentId)
    return [reports[0]?.flags, reports[0]?.oddFields['notTo'], fence.recused.map(({ name }) => name)]
  }
  it('is read widely: what is odd is kept and flagged, and never costs a report', async () => {
    expect(await flagsOf(['dpo', 'Frits'])).toEqual([['notToUnknown'], ['dpo', 'Frits'], ['Frits Fictief']])
    expect(await flagsOf('dpo')).toEqual([[], undefined, ['Frits Fictief']])
    expect(await flagsOf({ who: 'dpo' })).toEqual([['notToUnknown'], { who: 'dpo' }, []])
    expect(await flagsOf([])).toEqual([[], undefined, []])
  })

  it('counts as well with the code of the school, sent again and confirmed', async () => {
    const [id, body] = [v7(), JSON.stringify(lostStick(h.now(), { notTo: ['dpo'] }))]
    const handed = (await (await withSchoolCode(h).report(id, body)).json()) as Acknowledgement
    expect((await withSchoolCode(h).report(id, body)).status).toBe(200)
    const adopted = await (await h.as('teacher')).put(`/reports/${id}`, body)
    expect([adopted.status, await adopted.json()]).toMatchObject([200, { number: handed.number }])
    expect((await h.finds('dpo')).listed).not.toContain(handed.number)
    expect((await h.incident('handler', handed.incidentId)).reports[0]?.reporter).toMatchObject({ name: 'Noor Voorbeeld', verified: true })
  })
})

describe('the numbers', () => {
  const sequences = (made: readonly Acknowledgement[]) => made.map(({ number }) => Number(number.slice(5)))
  const together = (count: number) =>
    Promise.all(
      Array.from({ length: count * 2 }, (_, i) => h.report(i % 2 ? { notTo: ['dpo'] } : {})).map(async (one, i) => ({ apart: i % 2 === 1, made: await one })),
    )

  it('run on without a gap when many come at once, and those apart are all different', async () => {
    const all = await together(8)
    const [series, apart] = [false, true].map((which) => sequences(all.filter((one) => one.apart === which).map(({ made }) => made)).toSorted((a, b) => a - b))
    expect(series!.map((number) => number - series![0]!)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(new Set(apart).size).toBe(8)
    expect(apart!.every((number) => number >= 5000 && number < 10_000)).toBe(true)
  })

  it('step over those apart once the series gets that far', async () => {
    await h.sql(`update incident_number set last = 4998`)
    await h.sql(`update incident set sequence = sequence + 10000 where sequence >= 5000`)
    await h.sql(`update incident set sequence = 5000 where id = (select id from incident where sequence >= 15000 limit 1)`)
    expect(sequences([await h.report(), await h.report(), await h.report()])).toEqual([4999, 5001, 5002])
  })
})

async function ask(method: string, path: string, body?: unknown) {
  const { cookie } = await h.as('dpo')
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await h.request(`/api/v1${path}`, { method, headers: { cookie, 'content-type': 'application/json' }, ...init })
  const { requestId: _, ...said } = (await answer.json()) as Record<string, unknown>
  return said
}
