import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit } from '../../../api/alert/audit.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import type { Acknowledgement, IncidentList } from '../../../shared/incident/views.ts'
import { fenceHouse, personOf, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
beforeAll(async () => void (h = await fenceHouse()))
afterAll(() => h.drop())

const everybody = ['dpo', 'handler', 'chair', 'headOfIct']
const stages = async (who: Anybody, { incidentId }: Acknowledgement) => (await h.deliveriesTo(who, incidentId)).map(({ stage }) => stage).toSorted()
const end = (who: Anybody) => h.sql(`update role_grant set until_at = $1 where person_id = $2`, [h.now(), personOf(who)])
const back = (who: Anybody) => h.sql(`update role_grant set until_at = null where person_id = $1`, [personOf(who)])
const saidToAdmin = () => (h.deps.demoMessages?.list() ?? []).filter(({ to, subject }) => to.startsWith('berend') && subject.includes('niemand'))
const loud = async (who: Anybody, { incidentId }: Acknowledgement) => {
  const { items } = (await (await (await h.as(who)).get('/incidents')).json()) as IncidentList
  return items.find(({ id }) => id === incidentId)?.deliveriesFailed
}
const done = async ({ incidentId }: Acknowledgement) => void (await h.sql(`update incident set state = 'closed' where id = $1`, [incidentId]))

it('counts no ring to somebody who may not open it any more: kept away, gone, or without a seat that sees it', async () => {
  const made = await h.report()
  await h.engine.tick()
  expect([(await audit(h.deps)).unreachable, await loud('chair', made)]).toEqual([0, false])
  const changed: [string, string][] = [
    [`update incident set recused = '{${personOf('dpo')},${personOf('handler')}}'`, `update incident set recused = '{}'`],
    [`update incident set audience = '{chair}'`, `update incident set audience = '{dpo,handler,chair,headOfIct}'`],
    [`update role_grant set until_at = '${h.now()}' where role in ('dpo', 'handler')`, `update role_grant set until_at = null`],
    [
      `update person set left_at = '${h.now()}' where id in ('${personOf('dpo')}', '${personOf('handler')}')`,
      `update person set left_at = null where id in ('${personOf('dpo')}', '${personOf('handler')}')`,
    ],
  ]
  for (const [change, undo] of changed) {
    await h.sql(change)
    expect({ change, unreachable: (await audit(h.deps)).unreachable, loud: await loud('chair', made) }).toEqual({ change, unreachable: 1, loud: true })
    await h.sql(undo)
    expect({ undo, unreachable: (await audit(h.deps)).unreachable }).toEqual({ undo, unreachable: 0 })
  }
  await done(made)
})

it('mails the admin also about what is discreet, as not a word of it is in there: without a device he would never hear', async () => {
  const made = await h.report({ notTo: [...everybody], kind: 'accountCompromised' })
  for (const who of ['deputyDpo', 'deputyChair'] as const) await h.sql(`update incident set recused = recused || $1::uuid`, [personOf(who)])
  await h.advance(minutes(15))
  const mails = saidToAdmin().filter(({ channel }) => channel === 'mail')
  expect(mails.length).toBe(1)
  for (const secret of [made.number, made.incidentId, 'account', 'Noor']) expect(JSON.stringify(mails)).not.toContain(secret)
  await done(made)
})

it('asks an admin for somebody who can do the work when chair and head of ICT see it, but no dpo or handler is left', async () => {
  await Promise.all([end('handler'), end('deputyDpo')])
  h.outage(minutes(1))
  const made = await h.report({ notTo: ['dpo'] })
  await h.advance(minutes(15))
  expect(await stages('admin', made)).toEqual(['appoint-0', 'appoint-0', 'appoint-1', 'appoint-1'])
  expect((await stages('chair', made)).length).toBeGreaterThan(0)
  expect(await audit(h.deps)).toMatchObject({ unreachable: 0, forAdmins: 1 })
  await h.sql(`update role_grant set until_at = null where person_id = $1`, [personOf('deputyDpo')])
  await h.advance(minutes(50))
  expect((await stages('admin', made)).length).toBe(4)
  expect((await h.finds('deputyDpo')).rings).toEqual([made.number])
  await back('handler')
  await done(made)
})

it('asks an admin for a chair where it went straight to a chair who is not there: whoever sees it cannot stop its clock', async () => {
  await Promise.all([end('chair'), end('deputyChair')])
  h.outage(minutes(1))
  const made = await h.report({ addressee: 'chair' })
  await h.engine.tick()
  expect((await stages('headOfIct', made)).length).toBeGreaterThan(0)
  expect(await stages('admin', made)).toEqual(['appoint-0', 'appoint-0'])
  expect(await audit(h.deps)).toMatchObject({ unreachable: 0, forAdmins: 1 })
  await back('deputyChair')
  await h.advance(minutes(16))
  expect((await stages('admin', made)).length).toBe(2)
  expect((await stages('deputyChair', made)).length).toBeGreaterThan(0)
  await back('chair')
  await done(made)
})

it('names to the admin the role whose deputies can decide on it, and rings whoever is appointed then, whichever role it is', async () => {
  await end('deputyChair')
  h.outage(minutes(1))
  const made = await h.report({ addressee: 'chair', notTo: ['chair', 'headOfIct'] })
  await h.engine.tick()
  const words = saidToAdmin()
    .filter(({ text }) => text.includes('voorzitter'))
    .slice(-2)
    .map(({ channel, text }) => [channel, text] as const)
  expect(words.map(([channel]) => channel).toSorted()).toEqual(['mail', 'push'])
  for (const [, text] of words) {
    expect(text).not.toContain('ICT')
    expect(text).not.toContain('functionaris')
  }
  await h.grant('Sanne Schoolhoofd', 'sanne@waterlelie.example', ['schoolLead'], ['headOfIct'])
  await h.advance(hours(1))
  expect((await h.finds('schoolLead')).rings).toEqual([made.number])
})
