import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hours } from '../../../shared/instant.ts'
import { jpeg, otherBoard, said, withSchoolCode } from '../../support/hand-in.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

const bodyOf = (changes: Record<string, unknown> = {}) => JSON.stringify(lostStick(o.now(), changes))
const dossierOf = async (incidentId: unknown) => (await (await o.as('dpo')).get(`/incidents/${String(incidentId)}`)).json()
const typesOf = async (id: string) =>
  (await o.sql('select type, actor from event where report_id = $1 order by sequence', [id])).map(
    (row) => `${String(row['type'])} ${String(row['actor']).slice(0, 2)}`,
  )

it('makes it the report of whoever sends the same bytes signed in, under the same number', async () => {
  const [id, body] = [v7(), bodyOf({ writtenBy: 'Juf Noor' })]
  const handedIn = await said(await withSchoolCode(o).report(id, body))
  o.outage(hours(5))
  const noor = await o.as('teacher')
  const adopted = await said(await noor.put(`/reports/${id}`, body))
  expect(adopted).toEqual({ ...handedIn, status: 200 })
  expect((await dossierOf(handedIn['incidentId'])).reports[0]).toMatchObject({
    reporter: { name: 'Noor Voorbeeld', phone: '085 555 01 10', verified: true, writtenBy: 'Juf Noor', confirmedBy: 'Noor Voorbeeld' },
    flags: ['verifiedLater'],
  })
  expect((await (await noor.get('/reports')).json()).items.map((item: { id: string }) => item.id)).toEqual([id])
  expect((await (await noor.post('/reports/reconcile', { ids: [id] })).json()).states).toEqual({ [id]: 'received' })
  expect((await typesOf(id)).slice(0, 2)).toEqual(['incident.reported ha', 'report.adopted p-'])
})

it('lets the reporter read what the desk asked before, answer, and add his photo', async () => {
  const [id, body] = [v7(), bodyOf()]
  const { incidentId } = await said(await withSchoolCode(o).report(id, body))
  const [noor, dpo] = [await o.as('teacher'), await o.as('dpo')]
  await dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Wie ben je?' })
  expect((await noor.put(`/reports/${id}/attachments/${v7()}`, jpeg)).status).toBe(404)
  await noor.put(`/reports/${id}`, body)
  expect((await (await noor.get(`/reports/${id}`)).json()).messages).toMatchObject([{ from: 'team', text: 'Wie ben je?' }])
  expect((await noor.post(`/reports/${id}/messages`, { id: v7(), text: 'Ik ben Noor.' })).status).toBe(201)
  expect((await noor.put(`/reports/${id}/attachments/${v7()}`, jpeg)).status).toBe(201)
  await dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Dank je.' })
  await o.advance(0)
  const { deliveries } = await dossierOf(incidentId)
  const asked = deliveries.filter((one: { stage: string }) => one.stage.startsWith('question'))
  expect(asked.map((one: { state: string }) => one.state)).toEqual(['skipped', 'sent'])
})

it('happens once: to the first it says the same again, to anyone else the id is taken', async () => {
  const [id, body] = [v7(), bodyOf()]
  const handedIn = await said(await withSchoolCode(o).report(id, body))
  const [noor, sanne] = [await o.as('teacher'), await o.as('schoolLead')]
  expect((await noor.put(`/reports/${id}`, body)).status).toBe(200)
  expect(await said(await noor.put(`/reports/${id}`, body))).toEqual({ ...handedIn, status: 200 })
  expect(await said(await sanne.put(`/reports/${id}`, body))).toMatchObject({ status: 409, code: 'report.idTaken' })
  expect((await typesOf(id)).filter((type) => type.startsWith('report.adopted'))).toHaveLength(1)
})

it('has one winner when two send it at the same moment', async () => {
  const [id, body] = [v7(), bodyOf()]
  await withSchoolCode(o).report(id, body)
  const people = await Promise.all((['teacher', 'schoolLead', 'adviser', 'auditor'] as const).map((persona) => o.as(persona)))
  const statuses = await Promise.all(people.map(async (one) => (await one.put(`/reports/${id}`, body)).status))
  expect(statuses.toSorted()).toEqual([200, 409, 409, 409])
  const [winner] = people.filter((_, i) => statuses[i] === 200)
  expect((await (await winner!.get('/reports')).json()).items).toHaveLength(1)
})

it('is not for other bytes, nor for somebody of another board', async () => {
  const [id, body] = [v7(), bodyOf()]
  await otherBoard(o)
  await withSchoolCode(o, 'R1ET-R1ET').report(id, body)
  const noor = await o.as('teacher')
  expect(await said(await noor.put(`/reports/${id}`, body))).toMatchObject({ status: 409, code: 'report.idTaken' })
  const own = v7()
  await withSchoolCode(o).report(own, body)
  expect(await said(await noor.put(`/reports/${own}`, bodyOf({ description: 'Iets anders.' })))).toMatchObject({ code: 'report.idTaken' })
  expect((await o.sql('select reporter_id, entered_by_id, flags from report')).map((row) => [row['reporter_id'], row['entered_by_id'], row['flags']])).toEqual([
    [null, null, ['notVerified']],
    [null, null, ['notVerified']],
  ])
})

it('finds the right board of somebody who works for two', async () => {
  const [id, body] = [v7(), bodyOf()]
  const riet = await otherBoard(o)
  await withSchoolCode(o, 'R1ET-R1ET').report(id, body)
  expect((await (await o.as('chair')).put(`/reports/${id}`, body)).status).toBe(200)
  expect(await o.sql('select organisation_id, flags from report where reporter_id is not null')).toEqual([
    { organisation_id: riet.organisationId, flags: ['verifiedLater'] },
  ])
})

it('closes the report for the code: no photo any more, and the same bytes change nothing', async () => {
  const [id, body] = [v7(), bodyOf()]
  const handedIn = await said(await withSchoolCode(o).report(id, body))
  expect((await withSchoolCode(o).photo(id)).status).toBe(201)
  await (await o.as('teacher')).put(`/reports/${id}`, body)
  expect(await said(await withSchoolCode(o).photo(id))).toMatchObject({ status: 404, code: 'report.notFound' })
  expect(await said(await withSchoolCode(o).report(id, body))).toEqual({ ...handedIn, status: 200 })
  expect((await dossierOf(handedIn['incidentId'])).reports[0].reporter).toMatchObject({ verified: true, name: 'Noor Voorbeeld' })
})

it('of a call that a handler took makes it the report of the caller, as if it had been sent signed in', async () => {
  const takenFrom = { name: 'Noor Voorbeeld', phone: '085 555 01 10', email: 'noor@waterlelie.example' }
  const [id, body] = [v7(), bodyOf({ takenFrom })]
  const { incidentId } = await said(await withSchoolCode(o).report(id, body))
  expect((await (await o.as('handler')).put(`/reports/${id}`, body)).status).toBe(200)
  const [report] = (await dossierOf(incidentId)).reports
  expect(report.flags).toEqual(['takenByPhone', 'verifiedLater'])
  expect(report.reporter).toMatchObject({ name: 'Noor Voorbeeld', takenByPhone: true, confirmedBy: 'Hanna Verzonnen' })
  expect((await (await (await o.as('teacher')).get('/reports')).json()).items).toHaveLength(1)
})

it('cannot be undone by a phone that sends with the code at the same moment', async () => {
  const [id, body] = [v7(), bodyOf()]
  const noor = await o.as('teacher')
  const answers = await Promise.all([withSchoolCode(o).report(id, body), noor.put(`/reports/${id}`, body), withSchoolCode(o).report(id, body)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 201])
  expect((await (await noor.get('/reports')).json()).items).toHaveLength(1)
  expect((await o.sql('select count(*)::int as n from incident'))[0]?.['n']).toBe(1)
})
