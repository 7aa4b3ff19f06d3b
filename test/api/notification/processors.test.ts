import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { days, hours, plus } from '../../../shared/instant.ts'
import type { OpenedAt } from '../../../shared/notification/processors.ts'
import { fields, othersHouse, type OthersHouse } from '../../support/others-house.ts'

let h: OthersHouse
beforeAll(async () => void (h = await othersHouse()))
afterAll(() => h.drop())

const item = (organisationId: string, processorId: string, changes: Record<string, unknown> = {}) => ({
  ...{ id: v7(), organisationId, processorId, kind: 'dataUnavailable', text: 'Het volgsysteem is gegijzeld.' },
  ...{ noticeReceivedAt: plus(h.now(), -hours(20)), processorAwareAt: plus(h.now(), -hours(50)) },
  ...changes,
})
const open = async (items: unknown[]) => {
  const answer = await h.send('dpo', 'POST', '/processors/incidents', { items })
  expect(answer.status).toBe(200)
  return answer.body['items'] as OpenedAt[]
}
const set = (incidentId: string, body: Record<string, unknown>, by: 'dpo' | 'handler' = 'dpo') => h.send(by, 'PUT', `/incidents/${incidentId}/processor`, body)

it('stands in the list of its own board only, with its contact sealed', async () => {
  const made = await h.processor()
  expect(made).toMatchObject({ ...fields, revision: 1, overdue: true, tickedAt: null, endedAt: null })
  expect((await h.processors('headOfIct')).map(({ id }) => id)).toContain(made.id)
  expect((await h.processors('dpo', h.boards.riet)).map(({ id }) => id)).not.toContain(made.id)
  const rows = await h.sql<{ contact_sealed: Uint8Array }>('select contact_sealed from processor where id = $1', [made.id])
  expect(Buffer.from(rows[0]!.contact_sealed).toString('latin1')).not.toContain('beveiliging')
})

it('shows the change of another who was first, takes the same twice for once, and changes no other board’s', async () => {
  const made = await h.processor()
  const again = { ...fields, revision: 1, noticeHours: 12 }
  expect((await h.saveProcessor(again, { id: made.id })).body).toMatchObject({ revision: 2, noticeHours: 12 })
  expect((await h.saveProcessor(again, { id: made.id })).body).toMatchObject({ revision: 2 })
  expect((await h.saveProcessor({ revision: 1, name: 'Ander' }, { id: made.id })).body).toMatchObject({ status: 409, code: 'others.changedMeanwhile' })
  expect((await h.saveProcessor({ revision: 2 }, { id: made.id, at: h.boards.riet })).body).toMatchObject({ status: 404, code: 'processor.notFound' })
  expect((await h.saveProcessor({ revision: 2 }, { id: made.id, at: v7() })).body).toMatchObject({ code: 'access.denied' })
})

it('is looked at by the officer each year, and anew once what was agreed changed', async () => {
  const { id } = await h.processor()
  const named = { organisationId: h.boards.waterlelie }
  const tick = (by: 'dpo' | 'handler') => h.send(by, 'POST', `/processors/${id}/tick`, named)
  const overdue = async () => (await h.processors('dpo')).find((one) => one.id === id)!.overdue
  expect((await tick('handler')).status).toBe(403)
  expect((await tick('dpo')).body).toMatchObject({ overdue: false, tickedBy: 'Frits Fictief' })
  await h.saveProcessor({ revision: 1, product: 'Ander product' }, { id })
  expect(await overdue()).toBe(false)
  await h.saveProcessor({ revision: 2, product: 'Ander product', noticeHours: 48 }, { id })
  expect(await overdue()).toBe(true)
  await tick('dpo')
  await h.sql('update processor set ticked_at = $2 where id = $1', [id, plus(h.now(), -days(365))])
  expect(await overdue()).toBe(true)
})

it('ends, and is not changed, looked at or chosen any more', async () => {
  const { id } = await h.processor()
  const named = { organisationId: h.boards.waterlelie }
  expect((await h.send('handler', 'POST', `/processors/${id}/end`, named)).body).toMatchObject({ endedAt: h.now(), overdue: false })
  for (const [method, path, body] of [
    ['POST', 'end', named],
    ['POST', 'tick', named],
    ['PUT', '', { ...fields, ...named, revision: 2 }],
  ] as const)
    expect((await h.send('dpo', method, `/processors/${id}/${path}`.replace(/\/$/, ''), body)).body).toMatchObject({ code: 'processor.ended' })
  expect(await open([item(h.boards.waterlelie, id)])).toMatchObject([{ status: 'refused', code: 'processor.ended' }])
})

it('opens one file at each board concerned: aware when the notice arrived, discreet by its kind, rung like any other', async () => {
  const [here, there] = [await h.processor(), await h.processor({}, h.boards.riet)]
  const items = [item(h.boards.waterlelie, here.id), item(h.boards.riet, there.id)]
  const opened = await open(items)
  expect(opened.map(({ status }) => status)).toEqual(['opened', 'opened'])
  for (const [i, { incidentId, number }] of opened.entries()) {
    const [row] = await h.sql('select * from incident where id = $1', [incidentId])
    expect(row).toMatchObject({ organisation_id: items[i]!.organisationId, origin: 'processor', discreet: true, state: 'new', kind: 'dataUnavailable' })
    const view = await h.incident('dpo', incidentId!)
    expect(view).toMatchObject({ number, awareAt: items[i]!.noticeReceivedAt, deadlineAt: plus(items[i]!.noticeReceivedAt, hours(72)), ringing: true })
    expect(view.reports[0]).toMatchObject({ description: 'Het volgsysteem is gegijzeld.', details: { atProcessor: 'Leerling in Beeld bv' } })
    expect((await h.others('dpo', incidentId!)).processors).toMatchObject([
      { name: 'Leerling in Beeld bv', noticeHours: 24, took: { ms: hours(30), late: true }, noticeReceivedAt: items[i]!.noticeReceivedAt },
    ])
  }
})

it('makes nothing twice of what is sent twice, nor of two at once', async () => {
  const { id } = await h.processor()
  const [one, two] = [item(h.boards.waterlelie, id), item(h.boards.waterlelie, id)]
  const [first] = await open([one])
  h.outage(hours(1))
  expect(await open([one])).toMatchObject([{ status: 'repeated', incidentId: first!.incidentId, number: first!.number }])
  const [a, b] = await Promise.all([open([two]), open([two])])
  expect([a![0]!.status, b![0]!.status].toSorted()).toEqual(['opened', 'repeated'])
  const rows = await h.sql('select incident_id from incident_processor where processor_id = $1', [id])
  expect(rows).toHaveLength(2)
  expect((await h.send('dpo', 'POST', '/processors/incidents', { items: [one, one] })).status).toBe(422)
})

it('opens the others where one board fails, and says why per board', async () => {
  const [here, there] = [await h.processor(), await h.processor({}, h.boards.riet)]
  const { id: taken } = await h.report()
  const future = plus(h.now(), 1)
  const answers = await open([
    item(h.boards.waterlelie, there.id),
    item(h.boards.riet, there.id),
    item('01900000-0000-7000-8000-00000000ffff', here.id),
    item(h.boards.waterlelie, here.id, { noticeReceivedAt: future }),
    item(h.boards.waterlelie, here.id, { processorAwareAt: h.now() }),
    item(h.boards.waterlelie, here.id, { id: taken }),
  ])
  expect(answers.map(({ status, code }) => code ?? status)).toEqual([
    ...['processor.notFound', 'opened', 'access.denied', 'processor.noticeInFuture', 'processor.beforeAware', 'report.idTaken'],
  ])
  expect(answers[0]!.detail).toContain('Leveranciers')
  expect(await h.sql('select 1 from incident_processor where processor_id = $1', [here.id])).toEqual([])
})

it('on a file that is there: an earlier notice starts the clock at once, a later one waits for the chair', async () => {
  const { id: processorId } = await h.processor()
  const { incidentId } = await h.report({ kind: 'dataUnavailable' })
  const noticeReceivedAt = plus(h.now(), -hours(5))
  const earlier = await set(incidentId, { processorId, noticeReceivedAt, processorAwareAt: plus(noticeReceivedAt, -hours(24)) }, 'handler')
  expect(earlier.body).toEqual({ clock: 'inForce', awareAt: noticeReceivedAt, deadlineAt: plus(noticeReceivedAt, hours(72)) })
  expect((await h.others('chair', incidentId)).processors).toMatchObject([{ took: { ms: hours(24), late: false } }])
  h.outage(hours(2))
  const later = plus(h.now(), -hours(1))
  expect((await set(incidentId, { processorId, noticeReceivedAt: later }, 'handler')).body).toMatchObject({ clock: 'unchanged', awareAt: noticeReceivedAt })
  await set(incidentId, { processorId, noticeReceivedAt })
  expect((await set(incidentId, { processorId, noticeReceivedAt: later, note: 'Het kwam pas vandaag.' })).body).toMatchObject({
    ...{ clock: 'proposed', awareAt: noticeReceivedAt },
  })
  const { awareMoments, awareAt } = await h.incident('dpo', incidentId)
  expect(awareAt).toBe(noticeReceivedAt)
  expect(awareMoments.at(-1)).toMatchObject({ awareAt: later, status: 'proposed', reason: 'Het kwam pas vandaag.' })
  expect((await h.events('incident.awareSet', incidentId)).map(({ actor }) => actor)).toEqual(['system'])
  expect(await h.events('incident.awareProposed', incidentId)).toHaveLength(1)
  const decided = await h.send('chair', 'POST', `/incidents/${incidentId}/aware-at/decision`, { awareAt: later, accept: true, reason: 'Zo was het.' })
  expect(decided.status).toBe(200)
  expect((await h.incident('dpo', incidentId)).deadlineAt).toBe(plus(later, hours(72)))
})

it('takes the place of the one that was noted by mistake', async () => {
  const [wrong, right] = [await h.processor(), await h.processor({ name: 'Boek en Beeld' })]
  const { incidentId } = await h.report()
  const noticeReceivedAt = h.now()
  await set(incidentId, { processorId: wrong.id, noticeReceivedAt })
  expect((await set(incidentId, { processorId: right.id, noticeReceivedAt, insteadOf: wrong.id })).status).toBe(200)
  expect((await h.others('dpo', incidentId)).processors.map(({ name }) => name)).toEqual(['Boek en Beeld'])
})

it('is noted by nobody who does not see the incident, on none that is closed, and never with another board’s processor', async () => {
  const [here, there] = [await h.processor(), await h.processor({}, h.boards.riet)]
  const { incidentId } = await h.report()
  const now = h.now()
  const body = { processorId: here.id, noticeReceivedAt: now }
  expect((await set(incidentId, { ...body, processorId: there.id })).body).toMatchObject({ status: 404, code: 'processor.notFound' })
  expect((await set(incidentId, { ...body, noticeReceivedAt: plus(now, 1) })).body).toMatchObject({ code: 'processor.noticeInFuture' })
  expect((await set(incidentId, { ...body, processorAwareAt: plus(now, 1) })).body).toMatchObject({ code: 'processor.beforeAware' })
  await h.recuse('chair', incidentId, 'handler')
  expect((await set(incidentId, body, 'handler')).body).toMatchObject({ code: 'incident.notFound' })
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [incidentId, now])
  expect((await set(incidentId, body)).body).toMatchObject({ code: 'incident.closed' })
})

it('asks to take back first what was notified, before an earlier notice moves the clock', async () => {
  const { id: processorId } = await h.processor()
  const { incidentId } = await h.report()
  const filed = await h.send('dpo', 'POST', `/incidents/${incidentId}/filed`, { filedAt: h.now(), number: 'AP-1' })
  expect(filed.body).toMatchObject({ inTime: 'onTime' })
  expect((await set(incidentId, { processorId, noticeReceivedAt: plus(h.now(), -hours(1)) })).body).toMatchObject({ code: 'deadline.stopped' })
  expect((await h.others('dpo', incidentId)).processors).toEqual([])
})
