import { audit } from '../../../api/alert/audit.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { minutes } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import { fenceHouse, type FenceHouse } from '../../support/fence-house.ts'

const everybody = ['dpo', 'handler', 'chair', 'headOfIct']
let h: FenceHouse
let made: Acknowledgement
beforeAll(async () => {
  h = await fenceHouse({ board: demoBoard })
  made = await h.report({ notTo: everybody })
})
afterAll(() => h.drop())

const told = () => (h.deps.demoMessages?.list() ?? []).filter(({ to }) => to.startsWith('berend'))

it('stores and keeps closed what is for nobody, and asks every admin to appoint somebody, without a word of which', async () => {
  await h.engine.tick()
  expect((await h.deliveriesTo('admin', made.incidentId)).map(({ stage, channel, recipientRole }) => [stage, channel, recipientRole])).toEqual([
    ['appoint-0', expect.any(String), 'admin'],
    ['appoint-0', expect.any(String), 'admin'],
  ])
  expect(
    told()
      .map(({ channel }) => channel)
      .toSorted(),
  ).toEqual(['mail', 'push'])
  const words = JSON.stringify(told())
  expect(words).toContain('Wijs een plaatsvervanger aan')
  for (const secret of [made.number, made.incidentId, 'stick', 'Noor']) expect(words).not.toContain(secret)
  for (const who of ['dpo', 'handler', 'chair', 'headOfIct'] as const) expect((await h.finds(who)).listed).toEqual([])
})

it('asks again at every step; the server’s log is loud, and the public watchman tells the team nothing', async () => {
  await h.advance(minutes(15))
  await h.advance(minutes(16))
  expect(new Set((await h.deliveriesTo('admin', made.incidentId)).map(({ stage }) => stage))).toEqual(new Set(['appoint-0', 'appoint-1', 'appoint-2']))
  const health = await h.request('/healthz/engine')
  expect([health.status, await health.json()]).toMatchObject([200, { ok: true, unreachable: 0, withoutAlarm: 0 }])
  expect(await audit(h.deps)).toMatchObject({ unreachable: 0, forAdmins: 1 })
  expect((await h.events('alarm.nobodyReachable', made.incidentId))[0]?.facts).toEqual({ step: 0, nobodyLeft: true })
})

it('rings whoever is appointed at the next step, who sees it and why', async () => {
  await h.grant('Sanne Schoolhoofd', 'sanne@waterlelie.example', ['schoolLead'], ['dpo'])
  await h.advance(minutes(30))
  expect((await h.deliveriesTo('schoolLead', made.incidentId)).length).toBe(2)
  expect((await h.finds('schoolLead')).rings).toEqual([made.number])
  const view = await h.incident('schoolLead', made.incidentId)
  expect([view.reports[0]?.flags, view.fence.recused.length, view.fence.audience]).toEqual([
    ['nobodyLeft'],
    4,
    [...everybody, ...everybody.map((role) => `${role}:deputy`)],
  ])
  expect((await h.deliveriesTo('admin', made.incidentId)).some(({ stage }) => stage === 'appoint-3')).toBe(false)
  await h.send('schoolLead', 'POST', `/incidents/${made.incidentId}/acknowledge`)
  await h.advance(minutes(1))
  expect((await h.request('/healthz/engine')).status).toBe(200)
})

it('mails an admin also about what is discreet, since it says nothing, and rings none who may not know of it himself', async () => {
  await h.grant('Frits Fictief', 'frits@waterlelie.example', ['dpo', 'admin'])
  await h.grant('Sanne Schoolhoofd', 'sanne@waterlelie.example', ['schoolLead'])
  const silent = await h.report({ notTo: everybody, kind: 'accountCompromised' })
  await h.engine.tick()
  expect((await h.deliveriesTo('admin', silent.incidentId)).map(({ channel, answer }) => [channel, answer]).toSorted()).toEqual([
    ['mail', 'demo'],
    ['push', 'demo'],
  ])
  expect(await h.deliveriesTo('dpo', silent.incidentId)).toEqual([])
})

it('rings again, and then the admin, when the last one who had it in hand is kept away', async () => {
  const last = await h.report({ notTo: ['handler', 'chair', 'headOfIct'] })
  await h.send('dpo', 'POST', `/incidents/${last.incidentId}/acknowledge`)
  await h.recuse('dpo', last.incidentId, 'dpo')
  await h.engine.tick()
  expect((await h.deliveriesTo('admin', last.incidentId)).map(({ stage }) => stage)).toEqual(['appoint-1', 'appoint-1'])
})
