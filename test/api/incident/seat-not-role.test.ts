import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, plus } from '../../../shared/instant.ts'
import { fenceHouse, type FenceHouse } from '../../support/fence-house.ts'

/** A small board: the head of ICT is also deputy of dpo and chair. Nobody is recused, so his seat in an incident is head of ICT. */
let h: FenceHouse
beforeAll(async () => {
  h = await fenceHouse()
  await h.grant('Iris Denkbeeld', 'iris@waterlelie.example', ['headOfIct'], ['dpo', 'chair'])
})
afterAll(() => h.drop())

it('lets a deputy do nothing as the one he sits for, where he sees it by a seat of his own', async () => {
  const made = await h.report()
  const iris = await h.as('headOfIct')
  const reason = 'Ik ben plaatsvervanger.'
  const earlier = { awareAt: plus(h.now(), -hours(1)), reason }
  expect((await iris.get(`/incidents/${made.incidentId}`)).status).toBe(200)
  expect((await iris.put(`/incidents/${made.incidentId}/aware-at`, earlier)).status).toBe(403)
  expect((await iris.put(`/incidents/${made.incidentId}/discreet`, { discreet: true, reason })).status).toBe(403)
  expect((await iris.post(`/incidents/${made.incidentId}/recusals`, { personId: made.incidentId, reason })).status).toBe(403)
  const dpo = await h.as('dpo')
  expect(await (await dpo.put(`/incidents/${made.incidentId}/aware-at`, { awareAt: plus(h.now(), -hours(0)), reason })).json()).toMatchObject({
    status: expect.stringMatching(/^(inForce|proposed)$/),
  })
  expect((await iris.post(`/incidents/${made.incidentId}/aware-at/decision`, { awareAt: h.now(), accept: true, reason })).status).toBe(403)
  const { may } = await (await iris.get(`/incidents/${made.incidentId}`)).json()
  expect(may).toMatchObject({ setAware: false, confirmAware: false, message: false, setDiscreet: false, recuse: false, acknowledge: true })
})

it('lets him act for the dpo where the dpo may not know of it', async () => {
  const made = await h.report({ notTo: ['dpo'] })
  const iris = await h.as('headOfIct')
  const reason = 'De FG doet hier niet mee.'
  expect((await iris.put(`/incidents/${made.incidentId}/discreet`, { discreet: true, reason })).status).toBe(200)
  expect((await iris.post(`/incidents/${made.incidentId}/aware-at/decision`, { awareAt: h.now(), accept: true, reason })).status).toBe(403)
})
