import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours } from '../../../shared/instant.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse()))
afterAll(() => h.drop())

const close = (who: 'dpo' | 'handler' | 'chair' | 'headOfIct', id: string) => h.post(who, id, 'close', { reason: h.reason })
const closing = async (who: 'dpo' | 'headOfIct', id: string) =>
  (await (await h.as(who)).get(`/incidents/${id}/closing`)).json() as Promise<Record<string, unknown>>
const words = ['description', 'groups', 'data', 'consequences', 'harmMeasures', 'repeatMeasures', 'reasons', 'authorityNumber', 'toldHow']
const fields = {
  ...{ registerKind: 'other', occurred: { known: 'unknown' }, happened: ['unknown'], people: { known: 'unknown' } },
  ...Object.fromEntries(words.map((field) => [field, 'Verzonnen'])),
}
/** The entry, complete and without names. */
async function enter(id: string) {
  const { revision } = await (await (await h.as('dpo')).get(`/incidents/${id}/register`)).json()
  expect((await h.send('dpo', 'PUT', `/incidents/${id}/register`, { revision, fields, complete: true, noNames: true })).status).toBe(200)
}

it('closes nothing before all three tracks are final and the entry is complete, and says what is missing', async () => {
  const { incidentId } = await h.report()
  expect((await close('dpo', incidentId)).body).toMatchObject({ status: 409, code: 'incident.notFinal', field: 'breach,entry,terms' })
  await h.decided(incidentId, 'breach', 'breach')
  await h.decided(incidentId, 'authority', 'notRequired')
  await h.decided(incidentId, 'subjects', 'notRequired', { ground: 'encryption' })
  expect(await closing('headOfIct', incidentId)).toMatchObject({ missing: ['entry'], may: { close: false }, people: { state: 'notNeeded', final: true } })
  await enter(incidentId)
  await h.sql(
    `insert into measure (organisation_id, incident_id, id, aim, text_sealed, revision, set_by, set_at) select organisation_id, id, $2, 'repetition', '', 1, $3, aware_at from incident where id = $1`,
    [incidentId, h.deps.newId(), h.person('dpo')],
  )
  expect(await closing('dpo', incidentId)).toMatchObject({ missing: ['measures'], measures: { loose: 1, final: false }, may: { close: true } })
  await h.sql(`update measure set owner_id = $2, due_on = '2026-04-01' where incident_id = $1`, [incidentId, h.person('headOfIct')])
  await h.post('dpo', incidentId, 'deadlines', { kind: 'promise', dueAt: '2026-03-20T09:00:00.000Z', note: h.reason })
  expect((await close('dpo', incidentId)).body).toMatchObject({ field: 'terms' })
})

it('is closed by officer or handler, rings nobody after that, and is opened again by a new fact', async () => {
  const { incidentId } = await h.report()
  expect((await h.incident('dpo', incidentId)).ringing).toBe(true)
  await h.decided(incidentId, 'breach', 'incidentOnly')
  await enter(incidentId)
  for (const who of ['chair', 'headOfIct'] as const) expect((await close(who, incidentId)).status).toBe(403)
  expect((await close('handler', incidentId)).status).toBe(200)
  const view = await h.incident('dpo', incidentId)
  expect(view).toMatchObject({ state: 'closed', ringing: false, needsAt: null, may: { acknowledge: false } })
  expect(view.path).toMatchObject({ report: 'done', judgement: 'done', authority: 'notNeeded', people: 'notNeeded', others: 'done', register: 'done' })
  expect(await h.sql(`select kind from alarm_due where incident_id = $1 and kind in ('alarm', 'deadline')`, [incidentId])).toEqual([])
  expect((await h.events('incident.closed', incidentId))[0]).toMatchObject({ sealed: expect.anything() })
  for (const act of [close('dpo', incidentId), h.post('dpo', incidentId, 'decisions', { question: 'breach' })])
    expect((await act).body['code']).toBe('incident.closed')
  h.outage(hours(50))
  await h.reopen('dpo', incidentId, h.now())
  expect(await h.incident('dpo', incidentId)).toMatchObject({ state: 'acknowledged', path: { judgement: 'waiting', register: 'waiting', others: 'open' } })
  expect(await closing('dpo', incidentId)).toMatchObject({ missing: ['breach', 'entry', 'terms'] })
})

it('asks no supplement to what was never filed, and shows no clock as stopped that runs', async () => {
  const { incidentId } = await h.report()
  await h.decided(incidentId, 'breach', 'breach')
  const filed = await h.file('dpo', incidentId)
  expect(await closing('dpo', incidentId)).toMatchObject({ authority: { state: 'toSupplement' } })
  await h.retract('dpo', incidentId, filed.body['outcomeId'] as string)
  expect(await closing('dpo', incidentId)).toMatchObject({ authority: { state: 'undecided', final: false } })
  await h.decided(incidentId, 'authority', 'notRequired')
  await h.decided(incidentId, 'subjects', 'notRequired', { ground: 'encryption' })
  expect(await closing('dpo', incidentId)).toMatchObject({ missing: ['entry'], authority: { state: 'notNeeded', final: true } })
})

it('is not closed where the authority ordered to tell people, whatever was decided before', async () => {
  const { incidentId } = await h.report()
  await h.decided(incidentId, 'breach', 'breach')
  await h.decided(incidentId, 'authority', 'notify')
  await h.decided(incidentId, 'subjects', 'notRequired', { ground: 'notHighRisk' })
  expect(await closing('dpo', incidentId)).toMatchObject({ people: { state: 'notNeeded' } })
  const order = { direction: 'in', kind: 'order', at: h.now(), text: 'Licht de ouders in.', ordersTelling: true }
  expect((await h.post('dpo', incidentId, 'authority-letters', order)).status).toBeLessThan(300)
  expect(await closing('dpo', incidentId)).toMatchObject({ people: { state: 'undecided', final: false } })
  await h.decided(incidentId, 'subjects', 'communicate')
  expect(await closing('dpo', incidentId)).toMatchObject({ people: { state: 'toTell', final: false } })
})

it('asks a new decision about people where a new fact comes up after the authority was notified', async () => {
  const { incidentId } = await h.report()
  await h.decided(incidentId, 'breach', 'breach')
  await h.decided(incidentId, 'subjects', 'notRequired', { ground: 'encryption' })
  await h.file('dpo', incidentId)
  expect(await closing('dpo', incidentId)).toMatchObject({ missing: ['supplement', 'entry'], people: { state: 'notNeeded' } })
  h.outage(hours(1))
  expect((await h.reopen('dpo', incidentId, h.now())).body).toMatchObject({ kind: 'supplement' })
  expect(await closing('dpo', incidentId)).toMatchObject({ missing: ['breach', 'supplement', 'entry', 'terms'], people: { final: false } })
  expect((await h.decisions('dpo', incidentId)).decisions.map(({ inForce }) => inForce)).toEqual([false, false])
  await h.decided(incidentId, 'breach', 'breach')
  await h.decided(incidentId, 'subjects', 'communicate')
  expect(await closing('dpo', incidentId)).toMatchObject({ people: { state: 'toTell' } })
})
