import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AlarmView, ReportForReporter } from '../../../shared/incident/views.ts'
import { hours, minutes, plus } from '../../../shared/instant.ts'
import { board, type Anybody } from '../../support/fence-house.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse()))
afterAll(() => h.drop())

/** A call that is to be made, as the job makes it when somebody takes a report up. */
async function toCall(incidentId: string, kind: 'callChair' | 'callHeadOfIct') {
  const [found] = await h.sql<{ id: string }>('select id from deadline where incident_id = $1 and kind = $2', [incidentId, kind])
  if (found) return found.id
  const id = v7()
  const values = [board.organisationId, incidentId, id, kind, h.now(), plus(h.now(), minutes(30))]
  await h.sql(
    `insert into deadline (organisation_id, incident_id, id, kind, anchor_at, due_at, rules_version, opened_at) values ($1, $2, $3, $4, $5, $6, '2018-05-25', $5)`,
    values,
  )
  return id
}
const take = (who: Anybody, id: string) => h.post(who, id, 'acknowledge', {})
const alarmOf = async (who: Anybody, id: string) => {
  const { items } = (await (await (await h.as(who)).get('/alarms')).json()) as { items: AlarmView[] }
  return items.find(({ incidentId }) => incidentId === id)
}

it('lists whom to call with the numbers, and records the call, reached or not, without an answer that tells anything', async () => {
  const { incidentId } = await h.report()
  await take('dpo', incidentId)
  const [chair, ict] = [await toCall(incidentId, 'callChair'), await toCall(incidentId, 'callHeadOfIct')]
  const { calls, acknowledgements } = (await alarmOf('dpo', incidentId))!
  expect(calls!.toSorted((a, b) => a.role.localeCompare(b.role))).toMatchObject([
    { deadlineId: chair, role: 'chair', people: [{ name: 'Bram Bedacht', phone: '085 555 01 13' }] },
    { deadlineId: ict, role: 'headOfIct', people: [{ name: 'Iris Denkbeeld', phone: '085 555 01 14' }] },
  ])
  expect(acknowledgements).toEqual([{ name: 'Frits Fictief', role: 'dpo', at: h.now() }])
  expect(await h.post('dpo', incidentId, 'calls', { role: 'chair', reached: false, note: 'Voicemail ☎️' })).toEqual({ status: 200, body: { ok: true } })
  expect(await h.post('handler', incidentId, 'calls', { role: 'headOfIct', reached: true })).toMatchObject({ status: 200 })
  const view = await h.incident('chair', incidentId)
  expect(view.calls).toMatchObject([
    { role: 'chair', reached: false, by: 'Frits Fictief', note: 'Voicemail ☎️', at: h.now() },
    { role: 'headOfIct', reached: true, by: 'Hanna Verzonnen', note: null },
  ])
  const facts = (await h.events('call.recorded', incidentId)).map((event) => event.facts)
  expect(facts).toEqual([
    { role: 'chair', reached: false, deadlineId: chair },
    { role: 'headOfIct', reached: true, deadlineId: ict },
  ])
  expect((await h.post('dpo', incidentId, 'calls', { role: 'dpo', reached: true })).status).toBe(422)
})

it('names nobody to call who may not know of it: his deputy stands there', async () => {
  const { incidentId } = await h.report()
  await h.recuse('dpo', incidentId, 'chair')
  await take('dpo', incidentId)
  await toCall(incidentId, 'callChair')
  expect((await alarmOf('dpo', incidentId))!.calls![0]!.people.map(({ name }) => name)).toEqual(['Vincent Vervang'])
})

it('lets several take it up, each once per alarm, each by the seat he acts by', async () => {
  const { id, incidentId } = await h.report()
  expect((await takenUp(id)).takenUp).toEqual([])
  expect((await take('handler', incidentId)).status).toBe(200)
  const first = h.now()
  h.outage(minutes(5))
  for (const who of ['chair', 'handler', 'chair'] as const) expect((await take(who, incidentId)).status).toBe(200)
  const names = async () => (await h.incident('dpo', incidentId)).acknowledgements!.map(({ name, role }) => `${name} ${role}`)
  expect(await names()).toEqual(['Hanna Verzonnen handler', 'Bram Bedacht chair'])
  expect((await takenUp(id)).takenUp).toEqual([
    { role: 'handler', at: first },
    { role: 'chair', at: h.now() },
  ])
  expect((await h.events('incident.acknowledged', incidentId)).map((event) => event.facts)).toMatchObject([
    { first: true, role: 'handler' },
    { first: false, role: 'chair', joined: true },
  ])
  // It rings again: the same person takes it up once more.
  h.outage(hours(1))
  const ladder = JSON.stringify([])
  const values = [board.organisationId, v7(), incidentId, ladder, h.now()]
  await h.sql(`insert into alarm (organisation_id, id, incident_id, kind, ladder, started_at) values ($1, $2, $3, 'stalled', $4, $5)`, values)
  expect((await alarmOf('chair', incidentId))!.acknowledgedAt).toBeNull()
  await take('handler', incidentId)
  expect(await names()).toEqual(['Hanna Verzonnen handler', 'Bram Bedacht chair', 'Hanna Verzonnen handler'])
  expect((await takenUp(id)).takenUp).toHaveLength(2)
})

it('tells the reporter nothing of it where it is discreet, and nothing of whoever may not know of it any more', async () => {
  const quiet = await h.report({ kind: 'accountCompromised' })
  await take('dpo', quiet.incidentId)
  expect((await takenUp(quiet.id)).takenUp).toBeUndefined()
  const { id, incidentId } = await h.report()
  await take('dpo', incidentId)
  await take('handler', incidentId)
  await h.recuse('chair', incidentId, 'dpo')
  expect((await takenUp(id)).takenUp).toEqual([])
  await take('handler', incidentId)
  expect((await takenUp(id)).takenUp).toMatchObject([{ role: 'handler' }])
})

const takenUp = async (id: string) => (await (await (await h.as('teacher')).get(`/reports/${id}`)).json()) as ReportForReporter
