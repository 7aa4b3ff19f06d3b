import { afterAll, beforeAll, expect, it } from 'vitest'
import { minutes } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { fenceHouse, personOf, rowsBehind, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
beforeAll(async () => void (h = await fenceHouse()))
afterAll(() => h.drop())

const sees = async (who: Anybody, { incidentId }: Acknowledgement) => (await (await h.as(who)).get(`/incidents/${incidentId}`)).status === 200
const lift = (by: Anybody, { incidentId }: Acknowledgement, who: Anybody) =>
  h.send(by, 'DELETE', `/incidents/${incidentId}/recusals/${personOf(who)}`, { reason: 'Het ging toch over een ander.' })

it('lets somebody keep himself away: it is gone for him, nothing rings him any more, and his deputy is in his place', async () => {
  const made = await h.report()
  expect((await h.deliveriesTo('dpo', made.incidentId)).map(({ state }) => state)).toEqual(['queued', 'queued'])
  expect(await h.recuse('dpo', made.incidentId, 'dpo')).toMatchObject({ status: 200 })
  expect(await sees('dpo', made)).toBe(false)
  expect((await h.deliveriesTo('dpo', made.incidentId)).map(({ state, answer }) => [state, answer])).toEqual([
    ['skipped', 'recused'],
    ['skipped', 'recused'],
  ])
  expect(Object.values(await rowsBehind(h, await h.reader('dpo'), made.incidentId)).some((count) => count > 0)).toBe(false)
  expect(await sees('deputyDpo', made)).toBe(true)
  expect((await h.deliveriesTo('deputyDpo', made.incidentId)).map(({ stage }) => stage)).toEqual(['ring', 'ring'])
  await h.advance(minutes(15))
  expect((await h.deliveriesTo('deputyDpo', made.incidentId)).length).toBe(4)
  const [row] = await h.events('incident.recused', made.incidentId)
  expect(row).toMatchObject({ facts: { why: 'byHand', self: true } })
  expect(JSON.stringify(row?.facts)).not.toMatch(/Frits|hem/)
})

it('lets nobody back in by himself, and another who sees it may', async () => {
  const made = await h.report()
  await h.recuse('dpo', made.incidentId, 'dpo')
  expect(await lift('dpo', made, 'dpo')).toMatchObject({ status: 404, body: { code: 'incident.notFound' } })
  expect(await h.recuse('dpo', made.incidentId, 'handler')).toMatchObject({ status: 404 })
  expect(await lift('chair', made, 'dpo')).toMatchObject({ status: 200 })
  expect(await sees('dpo', made)).toBe(true)
  expect((await h.incident('chair', made.incidentId)).fence.recused).toEqual([])
  expect(await lift('chair', made, 'dpo')).toMatchObject({ status: 404, body: { code: 'person.notFound' } })
  expect(await h.recuse('chair', made.incidentId, 'dpo')).toMatchObject({ status: 200 })
  expect(await sees('dpo', made)).toBe(false)
})

it('is for dpo, handler and chair to do, who see it by a seat of their own', async () => {
  const made = await h.report()
  for (const who of ['teacher', 'headOfIct', 'admin', 'auditor', 'schoolLead', 'adviser'] as const)
    expect({ who, ...(await h.recuse(who, made.incidentId, 'dpo')) }).toMatchObject({ who, status: 403, body: { code: 'access.denied' } })
  expect(await h.recuse('deputyChair', made.incidentId, 'dpo')).toMatchObject({ status: 404 })
  expect(await h.send('chair', 'POST', `/incidents/${made.incidentId}/recusals`, { personId: made.id, reason: 'x' })).toMatchObject({
    status: 404,
    body: { code: 'person.notFound' },
  })
  await h.send('deputyChair', 'POST', `/incidents/${made.incidentId}/break-glass`, { reason: 'De voorzitter is ziek.' })
  expect(await h.recuse('deputyChair', made.incidentId, 'dpo')).toMatchObject({ status: 403, body: { code: 'access.denied' } })
})

it('rings again at once, deputy first, when whoever had it in hand is kept away', async () => {
  const made = await h.report()
  await h.engine.tick()
  await h.send('handler', 'POST', `/incidents/${made.incidentId}/acknowledge`)
  expect(await h.deliveriesTo('deputyDpo', made.incidentId)).toEqual([])
  await h.advance(minutes(200))
  await h.recuse('dpo', made.incidentId, 'handler')
  expect((await h.incident('chair', made.incidentId)).state).toBe('new')
  await h.engine.tick()
  const rung = async (who: Anybody) => (await h.deliveriesTo(who, made.incidentId)).flatMap(({ stage }) => (stage.startsWith('ring') ? stage : [])).toSorted()
  expect([await rung('handler'), await rung('dpo'), await rung('deputyDpo')]).toEqual([
    ['ring', 'ring'],
    ['ring', 'ring', 'ring-1', 'ring-1'],
    ['ring-1', 'ring-1'],
  ])
  await h.advance(minutes(15))
  expect(await rung('chair')).toEqual(['ring-2', 'ring-2'])
})

it('is picked up by somebody while the engine rings the deputies, and neither waits for the other', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => h.report()))
  h.outage(minutes(15))
  const picked = all.map(({ incidentId }) => h.send('handler', 'POST', `/incidents/${incidentId}/acknowledge`))
  const [, ...answers] = await Promise.all([h.engine.tick(), ...picked])
  expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200))
})

it('goes on quietly when somebody else had it in hand', async () => {
  const made = await h.report()
  await h.send('handler', 'POST', `/incidents/${made.incidentId}/acknowledge`)
  await h.recuse('handler', made.incidentId, 'dpo')
  expect(await h.incident('chair', made.incidentId)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Hanna Verzonnen' })
  await h.advance(minutes(90))
  expect((await h.deliveriesTo('chair', made.incidentId)).filter(({ stage }) => stage.startsWith('ring'))).toEqual([])
})
