import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { between, days } from '../../../shared/instant.ts'
import { closeIncident, idsThrowing, largerBoard, personIdOf } from '../../support/learning.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let h: Office
let [teacher, chair]: Awaited<ReturnType<Office['as']>>[] = []
beforeAll(async () => {
  h = await office({ board: largerBoard() })
  // Dice fall low, so that what may be offered is.
  h.deps.newId = idsThrowing('0')
  ;[teacher, chair] = [await h.as('teacher'), await h.as('chair')]
})
afterAll(() => h.drop())
afterEach(() => h.sql('delete from training_offer'))

const report = async (fields: object = {}): Promise<string> => {
  const answer = await teacher!.put(`/reports/${v7()}`, lostStick(h.now(), { ...fields }))
  return ((await answer.json()) as { incidentId: string }).incidentId
}
const closed = async (id: string) => {
  await closeIncident(h, id)
  return offers()
}
const offers = () =>
  h.sql<{ id: string; module_id: string; from_at: Date; until_at: Date }>('select id, module_id, from_at, until_at from training_offer order by from_at')
const reason = 'Dat spraken we zo af.'

describe('after an incident is closed', () => {
  it('its module is offered two to six weeks later for two weeks, and the row says not after which one or when', async () => {
    const [offer, ...others] = await closed(await report())
    expect([others, offer!.module_id]).toEqual([[], 'prevent-it'])
    const wait = between(h.now(), new Date(offer!.from_at).toISOString())
    expect([wait > days(13), wait < days(43)]).toEqual([true, true])
    expect(offer!.id).toMatch(/^00000000-0000-7000-/)
    expect(Object.keys((await h.sql('select * from training_offer'))[0]!).toSorted()).toEqual(['from_at', 'id', 'module_id', 'organisation_id', 'until_at'])
    expect(await h.sql(`select 1 from event where type like 'training.%'`)).toEqual([])
  })

  it('the same module is offered once, also where two are closed at the same moment', async () => {
    const [one, two, paper] = [await report(), await report({ kind: 'wrongRecipient' }), await report({ kind: 'paperLost' })]
    await Promise.all([one, two, paper].map((id) => closeIncident(h, id)))
    expect((await offers()).map(({ module_id }) => module_id).toSorted()).toEqual(['incident-or-breach', 'prevent-it'])
  })

  it.each<[string, object, (id: string) => unknown]>([
    ['is about somebody who looked', { kind: 'unauthorisedView' }, () => {}],
    ['is discreet', { kind: 'suspiciousMessage' }, () => {}],
    ['was discreet once', {}, discreetForAWhile],
    ['started discreet', { kind: 'accountCompromised' }, (id) => chair!.put(`/incidents/${id}/discreet`, { discreet: false, reason })],
    ['was kept from somebody by hand, also when he knows of it again', {}, keptAwayForAWhile],
    ['was not to be known by a role', { notTo: ['headOfIct'] }, () => {}],
    ['came straight to the chair', { addressee: 'chair' }, () => {}],
    [
      'came straight to the chair, who opened it to the others',
      { addressee: 'chair' },
      (id) => chair!.put(`/incidents/${id}/audience`, { role: 'dpo', opened: true, reason }),
    ],
  ])('nothing is offered where it %s', async (_, fields, before) => {
    const id = await report(fields)
    await before(id)
    expect(await closed(id)).toEqual([])
  })

  async function discreetForAWhile(id: string) {
    for (const discreet of [true, false]) expect((await chair!.put(`/incidents/${id}/discreet`, { discreet, reason })).status).toBe(200)
    await h.sql('update incident set discreet_set_by = null where id = $1', [id])
  }

  async function keptAwayForAWhile(id: string) {
    expect((await chair!.post(`/incidents/${id}/recusals`, { personId: personIdOf('headOfIct'), reason })).status).toBeLessThan(300)
    await h.sql(`update incident set recused = '{}' where id = $1`, [id])
  }

  it('nothing is offered two times in three, though it could be: that there is none tells nothing of an incident', async () => {
    h.deps.newId = idsThrowing('6')
    expect(await closed(await report())).toEqual([])
    h.deps.newId = idsThrowing('4')
    expect(await closed(await report())).toHaveLength(1)
    h.deps.newId = idsThrowing('0')
  })

  it('nothing is offered in a board of fewer people than its floor', async () => {
    await h.sql(`update person set left_at = $1 where identity_id in (select id from identity where id <> all (select identity_id from session))`, [h.now()])
    expect(await closed(await report())).toEqual([])
    await h.sql('update person set left_at = null')
    expect(await closed(await report())).toHaveLength(1)
  })

  it('the closing stands where the offer cannot be written or made, and the log says so without which incident', async () => {
    const [one, two] = [await report(), await report({ kind: 'paperLost' })]
    const said: unknown[] = []
    const told = { ...h, deps: { ...h.deps, log: { ...h.deps.log, warn: (facts: unknown) => void said.push(facts) } as unknown as typeof h.deps.log } }
    await h.sql(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`)
    await h.sql('create trigger refuse before insert on training_offer for each row execute function refuse()')
    await closeIncident(told, one)
    await h.sql('drop trigger refuse on training_offer')
    // As an older version wrote it.
    await h.sql(`update organisation set settings = settings || '{"training": {"nudges": true}}'`)
    await closeIncident(told, two)
    await h.sql(`update organisation set settings = settings - 'training'`)
    expect(await offers()).toEqual([])
    const closings = await h.sql(`select 1 from event where type = 'incident.closed' and incident_id in ($1, $2)`, [one, two])
    expect(closings).toHaveLength(2)
    expect(said.length).toBeGreaterThan(0)
    expect(JSON.stringify(said)).not.toContain(one)
  })

  it('nothing is left of what was offered long ago', async () => {
    await closed(await report())
    await h.sql(`update training_offer set from_at = from_at - interval '200 days', until_at = until_at - interval '200 days'`)
    expect(await closed(await report({ kind: 'paperLost' }))).toMatchObject([{ module_id: 'incident-or-breach' }])
  })
})
