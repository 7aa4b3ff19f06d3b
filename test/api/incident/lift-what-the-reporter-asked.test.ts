import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { fenceHouse, personOf, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
beforeAll(async () => void (h = await fenceHouse()))
afterAll(() => h.drop())

const lift = (by: Anybody, { incidentId }: Acknowledgement, who: Anybody, steppedUp = true) =>
  h.send(by, 'DELETE', `/incidents/${incidentId}/recusals/${personOf(who)}`, { reason: 'Het gaat over een ander.' }, { steppedUp })
const mayLift = async (who: Anybody, { incidentId }: Acknowledgement) => (await h.incident(who, incidentId)).fence.recused.map((one) => one.mayLift)
const told = async (who: Anybody, { incidentId }: Acknowledgement) =>
  (await h.deliveriesTo(who, incidentId)).filter(({ stage }) => stage.startsWith('letBack')).map(({ channel }) => channel)

it('is undone by the chair or the dpo alone, with the key, and chair and auditor hear it', async () => {
  const made = await h.report({ notTo: ['handler'] })
  expect(await lift('headOfIct', made, 'handler')).toMatchObject({ status: 403, body: { code: 'access.denied' } })
  expect(await lift('dpo', made, 'handler', false)).toMatchObject({ status: 403, body: { code: 'session.stepUpNeeded' } })
  expect([await mayLift('dpo', made), await mayLift('headOfIct', made)]).toEqual([[true], [false]])
  expect(await lift('dpo', made, 'handler')).toMatchObject({ status: 200 })
  expect((await h.events('incident.recusalLifted', made.incidentId)).map(({ facts }) => facts)).toEqual([{ why: 'notTo' }])
  for (const who of ['chair', 'auditor'] as const) expect((await told(who, made)).toSorted()).toEqual(['mail', 'push'])
  for (const who of ['dpo', 'handler', 'admin'] as const) expect(await told(who, made)).toEqual([])
})

it('is not undone by the privacy officer, nor by the deputy of whoever it is about', async () => {
  const made = await h.report({ notTo: ['dpo'] })
  for (const who of ['handler', 'deputyDpo'] as const)
    expect({ who, ...(await lift(who, made, 'dpo')) }).toMatchObject({ who, status: 403, body: { code: 'access.denied' } })
  expect([await mayLift('handler', made), await mayLift('deputyDpo', made), await mayLift('chair', made)]).toEqual([[false], [false], [true]])
  // Nor by making it a recusal of one's own first.
  expect((await h.recuse('handler', made.incidentId, 'dpo')).status).toBe(200)
  expect((await lift('handler', made, 'dpo')).status).toBe(403)
  expect((await lift('chair', made, 'dpo')).status).toBe(200)
})

it('stays as it was for who was kept away by hand: another who sees it, without the key', async () => {
  const made = await h.report()
  await h.recuse('dpo', made.incidentId, 'dpo')
  expect(await mayLift('handler', made)).toEqual([true])
  expect((await lift('handler', made, 'dpo', false)).status).toBe(200)
  expect(await told('auditor', made)).toEqual([])
})
