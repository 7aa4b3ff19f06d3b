import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { days, hours, plus } from '../../../shared/instant.ts'
import { personOf } from '../../support/fence-house.ts'
import { othersHouse, type OthersHouse } from '../../support/others-house.ts'

let h: OthersHouse
beforeAll(async () => void (h = await othersHouse()))
afterAll(() => h.drop())

const promises = async (incidentId: string) =>
  (await h.incident('dpo', incidentId)).deadlines!.filter(({ kind }) => kind === 'promise').map(({ dueAt, outcome, note }) => ({ dueAt, outcome, note }))

it('plans whom else to tell, keeps who did it and how it went, sealed, and ends with it what it reminds of', async () => {
  const { incidentId } = await h.report()
  const [id, dueAt] = [v7(), plus(h.now(), hours(6))]
  const planned = { what: 'Aangifte doen bij de wijkagent.', ownerId: personOf('headOfIct'), dueAt }
  expect((await h.plan('headOfIct', incidentId, planned, id)).body).toEqual({ revision: 1 })
  expect((await h.plan('headOfIct', incidentId, planned, id)).body).toEqual({ revision: 1 })
  expect(await promises(incidentId)).toEqual([{ dueAt, outcome: null, note: planned.what }])
  h.outage(hours(1))
  const doneAt = h.now()
  const done = { ...planned, revision: 1, state: 'done', doneAt, record: 'Aangifte gedaan, nummer 2026-0001.' }
  expect((await h.plan('dpo', incidentId, done, id)).body).toEqual({ revision: 2 })
  const view = await h.others('chair', incidentId)
  expect(view.parties).toMatchObject([{ id, party: 'police', state: 'done', doneAt, doneBy: 'Frits Fictief', record: done.record, what: planned.what }])
  expect(await promises(incidentId)).toEqual([{ dueAt, outcome: 'done', note: planned.what }])
  const [row] = await h.sql<{ plan_sealed: Uint8Array; record_sealed: Uint8Array }>('select * from other_party where id = $1', [id])
  expect(Buffer.concat([row!.plan_sealed, row!.record_sealed]).toString('latin1')).not.toMatch(/wijkagent|Aangifte/)
})

it('moves what it reminds of along, and starts it anew when it turns out not to be done', async () => {
  const { incidentId } = await h.report()
  const [id, first, second] = [v7(), plus(h.now(), hours(3)), plus(h.now(), hours(9))]
  await h.plan('dpo', incidentId, { dueAt: first }, id)
  await h.plan('dpo', incidentId, { revision: 1, dueAt: second, what: 'Later bellen.' }, id)
  expect(await promises(incidentId)).toEqual([{ dueAt: second, outcome: null, note: 'Later bellen.' }])
  await h.plan('dpo', incidentId, { revision: 2, what: 'De politie doet niets met een verloren stick.', dueAt: second, state: 'notNeeded' }, id)
  expect(await promises(incidentId)).toMatchObject([{ outcome: 'done' }])
  await h.plan('dpo', incidentId, { revision: 3, what: 'Toch bellen.', dueAt: second }, id)
  expect(await promises(incidentId)).toEqual([{ dueAt: second, outcome: null, note: 'Toch bellen.' }])
})

it('refuses what is not complete, lies in the wrong place, or was changed by another meanwhile', async () => {
  const { incidentId } = await h.report()
  const id = v7()
  const code = async (body: Record<string, unknown>, of = v7()) => (await h.plan('dpo', incidentId, body, of)).body['code']
  expect(await code({ state: 'done', doneAt: h.now() })).toBe('others.recordNeeded')
  expect(await code({ state: 'done', record: 'Gebeld.' })).toBe('others.recordNeeded')
  expect(await code({ state: 'done', record: 'Gebeld.', doneAt: plus(h.now(), 1) })).toBe('others.inFuture')
  expect(await code({ dueAt: h.now() })).toBe('deadline.inPast')
  expect(await code({ dueAt: plus(h.now(), days(401)) })).toBe('deadline.tooFar')
  expect(await code({ ownerId: personOf('teacher') })).toBe('others.owner')
  expect(await code({ what: '  ' })).toBe('request.invalid')
  await h.plan('dpo', incidentId, {}, id)
  expect(await code({ what: 'Iets anders.' }, id)).toBe('others.changedMeanwhile')
  expect(await code({ revision: 1 })).toBe('others.changedMeanwhile')
})

it('suggests whom to think of, until somebody thought of it', async () => {
  const { incidentId } = await h.report({ kind: 'accountCompromised' })
  const parties = async () => (await h.others('dpo', incidentId)).suggestions.map(({ party }) => party)
  expect(await parties()).toEqual(['staff'])
  await h.plan('dpo', incidentId, { party: 'staff', what: 'Iedereen waarschuwen.' })
  expect(await parties()).toEqual([])
})

it('keeps open measures in sight once the incident is closed, by date, over all boards', async () => {
  const [near, far] = [await h.report({ kind: 'paperLost' }), await h.report()]
  const [late, soon, undated, done] = [v7(), v7(), v7(), v7()]
  await h.measure('dpo', near.incidentId, { dueOn: '2026-06-01', ownerId: personOf('dpo') }, late)
  await h.measure('chair', far.incidentId, { aim: 'harm', dueOn: '2026-03-10', text: 'De stick op afstand wissen.' }, soon)
  await h.measure('dpo', far.incidentId, {}, undated)
  await h.measure('dpo', far.incidentId, { dueOn: '2026-03-01', state: 'done' }, done)
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [near.incidentId, h.now()])
  const { items } = await h.measures('dpo')
  expect(items.map(({ id }) => id)).toEqual([soon, late, undated])
  expect(items[1]).toMatchObject({ closed: true, mine: true, may: true, number: near.number, kind: 'paperLost', owner: 'Frits Fictief' })
  expect((await h.measures('dpo', true)).items.at(-1)).toMatchObject({ id: done, state: 'done', doneBy: 'Frits Fictief' })
  expect((await h.measures('handler')).items.map(({ mine }) => mine)).toEqual([false, false, false])
  await h.recuse('chair', far.incidentId, 'handler')
  expect((await h.measures('handler')).items.map(({ id }) => id)).toEqual([late])
  expect((await (await h.as('teacher')).get('/measures')).status).toBe(403)
})

it('lets who, when and done change on a closed incident, and nothing of what was said', async () => {
  const { incidentId } = await h.report()
  const id = v7()
  await h.measure('dpo', incidentId, {}, id)
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [incidentId, h.now()])
  const send = (body: Record<string, unknown>, of = id) => h.measure('headOfIct', incidentId, body, of)
  expect((await send({ revision: 1, dueOn: '2026-05-01', ownerId: personOf('headOfIct') })).body).toEqual({ revision: 2 })
  expect((await send({ revision: 2, text: 'Iets heel anders.' })).body['code']).toBe('incident.closed')
  expect((await send({}, v7())).body['code']).toBe('incident.closed')
  expect((await h.plan('dpo', incidentId, {})).body['code']).toBe('incident.closed')
  expect((await send({ revision: 2, state: 'dropped' })).body['code']).toBe('others.reasonNeeded')
  expect((await send({ revision: 2, state: 'dropped', reason: 'Er zijn geen sticks meer.' })).status).toBe(200)
  expect((await h.others('dpo', incidentId)).measures).toMatchObject([{ state: 'dropped', reason: 'Er zijn geen sticks meer.', droppedAt: h.now() }])
  expect((await send({ revision: 3, dueOn: '2026-02-30' })).body['code']).toBe('request.invalid')
  const events = await h.events('measure.changed', incidentId)
  expect(events.map(({ facts }) => facts)).toMatchObject([{ state: 'open', closed: false }, { closed: true }, { state: 'dropped', closed: true }])
  expect(JSON.stringify(events.map(({ facts }) => facts))).not.toContain('sticks')
})

it('does not exist for who is kept from the incident, for another board, and is only read through broken glass', async () => {
  const { incidentId } = await h.report({ addressee: 'chair' })
  const status = async (by: 'dpo' | 'chair' | 'handler') => (await (await h.as(by)).get(`/incidents/${incidentId}/others`)).status
  expect([await status('chair'), await status('dpo'), await status('handler')]).toEqual([200, 404, 404])
  expect((await h.plan('dpo', incidentId, {})).body['code']).toBe('incident.notFound')
  expect((await h.measure('dpo', incidentId, {})).body['code']).toBe('incident.notFound')
  await h.send('handler', 'POST', `/incidents/${incidentId}/break-glass`, { reason: 'De voorzitter is niet te bereiken.' })
  expect((await h.others('handler', incidentId)).may).toEqual({ plan: false, measure: false, processor: false })
  expect((await h.plan('handler', incidentId, {})).body['code']).toBe('access.denied')
  expect((await h.measure('handler', incidentId, {})).body['code']).toBe('access.denied')
  const [mine, ...others] = (await h.others('chair', incidentId)).team.map(({ name }) => name)
  expect([mine, ...others].toSorted()).toEqual(['Bram Bedacht', 'Iris Denkbeeld'].toSorted())
})
