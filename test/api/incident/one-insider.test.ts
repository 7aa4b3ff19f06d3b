import { audit } from '../../../api/alert/audit.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { minutes } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { fenceHouse, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
beforeAll(async () => void (h = await fenceHouse()))
afterAll(() => h.drop())

const stages = async (who: Anybody, { incidentId }: Acknowledgement) =>
  (await h.deliveriesTo(who, incidentId)).map(({ stage, channel, state }) => [stage.split('-')[0], channel, state]).toSorted()
const toldOf = async (who: Anybody, made: Acknowledgement) => (await stages(who, made)).filter(([stage]) => stage === 'recusal')
const both = [
  ['recusal', 'mail', 'queued'],
  ['recusal', 'push', 'queued'],
]
const acknowledge = (who: Anybody, { incidentId }: Acknowledgement) => h.send(who, 'POST', `/incidents/${incidentId}/acknowledge`)

it('keeps away by hand only who is in the team or sits for somebody of it', async () => {
  const made = await h.report()
  for (const who of ['auditor', 'admin', 'teacher', 'schoolLead'] as const)
    expect({ who, ...(await h.recuse('handler', made.incidentId, who)) }).toMatchObject({ who, status: 409, body: { code: 'person.notInTeam' } })
  const named = (await h.incident('handler', made.incidentId)).fence.candidates.map(({ name }) => name)
  expect(named).toEqual(expect.arrayContaining(['Frits Fictief', 'Dora Dubbel', 'Vincent Vervang']))
  expect(named).not.toContain('Levi Logboek')
  expect(await h.recuse('handler', made.incidentId, 'deputyDpo')).toMatchObject({ status: 200 })
})

it('tells dpo, chair, auditor and admin at once that somebody was kept away, but not who did it and whom it is about', async () => {
  const made = await h.report()
  await h.recuse('handler', made.incidentId, 'dpo')
  for (const who of ['chair', 'auditor', 'admin'] as const) expect({ who, told: await toldOf(who, made) }).toEqual({ who, told: both })
  for (const who of ['dpo', 'handler', 'headOfIct'] as const) expect({ who, told: await toldOf(who, made) }).toEqual({ who, told: [] })
  await h.engine.tick()
  const said = (h.deps.demoMessages?.list() ?? []).filter(
    ({ to, text }) => text.includes('afgeschermd') && (to.startsWith('berend') || text.includes(made.number)),
  )
  expect(new Set(said.map(({ to }) => to.split('@')[0]))).toEqual(new Set(['bram', 'levi', 'berend']))
  expect(JSON.stringify(said)).not.toMatch(/Frits|Hanna|over hem|stick/)
  const toAdmin = JSON.stringify(said.filter(({ to }) => to.startsWith('berend')))
  expect(toAdmin).not.toContain(made.number)
  expect(toAdmin).not.toContain(made.incidentId)
})

it('tells nobody by mail where it is discreet, and nobody at all who steps aside himself', async () => {
  const silent = await h.report({ kind: 'accountCompromised' })
  await h.recuse('handler', silent.incidentId, 'dpo')
  expect((await toldOf('auditor', silent)).map(([, channel, state]) => [channel, state])).toEqual([
    ['mail', 'skipped'],
    ['push', 'queued'],
  ])
  const own = await h.report()
  await h.recuse('dpo', own.incidentId, 'dpo')
  expect(await toldOf('auditor', own)).toEqual([])
})

it('does not rest with one who kept all others away: it is new again, he cannot pick it up, and admins and the server’s log hear it', async () => {
  const made = await h.report()
  await h.engine.tick()
  await acknowledge('handler', made)
  for (const who of ['dpo', 'chair', 'headOfIct', 'deputyDpo', 'deputyChair'] as const)
    expect(await h.recuse('handler', made.incidentId, who)).toMatchObject({ status: 200 })
  expect(await h.incident('handler', made.incidentId)).toMatchObject({ state: 'new', may: { acknowledge: false } })
  expect(await acknowledge('handler', made)).toMatchObject({ status: 409, body: { code: 'incident.aloneLeft' } })
  await h.advance(minutes(1))
  expect((await stages('admin', made)).filter(([stage]) => stage === 'appoint').length).toBe(2)
  expect((await h.request('/healthz/engine')).status).toBe(200)
  expect(await audit(h.deps)).toMatchObject({ forAdmins: 1 })
  expect((await h.events('alarm.nobodyReachable', made.incidentId)).at(-1)?.facts).toMatchObject({ nobodyLeft: true })
  await h.grant('Sanne Schoolhoofd', 'sanne@waterlelie.example', ['schoolLead'], ['dpo'])
  await h.advance(minutes(120))
  expect((await h.finds('schoolLead')).rings).toContain(made.number)
  expect(await acknowledge('schoolLead', made)).toMatchObject({ status: 200 })
  await h.advance(minutes(2))
  expect(await acknowledge('handler', made)).toMatchObject({ status: 200 })
})

it('leaves the look at the log to somebody, also where he is of the team', async () => {
  const made = await h.report()
  await h.grant('Levi Logboek', 'levi@waterlelie.example', ['auditor', 'headOfIct'])
  expect(await h.recuse('handler', made.incidentId, 'auditor')).toMatchObject({ status: 409, body: { code: 'person.onlyAuditor' } })
  await h.grant('Berend Beheer', 'berend@waterlelie.example', ['admin', 'auditor'])
  expect(await h.recuse('handler', made.incidentId, 'auditor')).toMatchObject({ status: 200 })
})
