import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { factsOf } from '../../../api/breach/facts-of.ts'
import { boardKey, incidentKey } from '../../../api/db/keys.ts'
import { minutes } from '../../../shared/instant.ts'
import { factHouse, type FactHouse } from '../../support/fact-house.ts'
import { board } from '../../support/fence-house.ts'

let h: FactHouse
beforeAll(async () => void (h = await factHouse()))
afterAll(() => h.drop())

it('keeps an answer to a field with who and when, and tells what the engine makes of it', async () => {
  const { incidentId } = await h.report()
  expect(await h.facts('dpo', incidentId)).toMatchObject({
    fields: {},
    requests: [],
    files: [],
    may: { answer: true, ask: true, addFile: true },
    discreet: false,
  })
  const first = await h.saved('handler', incidentId, 'summary', { text: ' Een stick lag op straat. ' })
  expect(first).toMatchObject({ answer: { text: 'Een stick lag op straat.' }, by: 'Hanna Verzonnen', at: h.now(), before: 0 })
  await h.saved('headOfIct', incidentId, 'fact.personalDataInvolved', { choice: 'no' })
  const view = await h.facts('chair', incidentId)
  expect(Object.keys(view.fields).toSorted()).toEqual(['fact.personalDataInvolved', 'summary'])
  expect(view.assessment.scope.outcome).toBe('outOfScope')
  expect(await h.events('facts.answered', incidentId)).toMatchObject([{ facts: { field: 'summary' } }, { facts: { field: 'fact.personalDataInvolved' } }])
  expect((await h.events('facts.read', incidentId)).length).toBe(2)
})

it('lends the newest answers to whoever decides or fills in the form, and leaves out what was taken back', async () => {
  const { incidentId } = await h.report()
  const known = () =>
    h.deps.db.inBoard(board, async (tx) => {
      await boardKey(h.deps.keys, tx)
      return factsOf(h.deps, tx, await incidentKey(h.deps.keys, tx, incidentId), incidentId)
    })
  expect(await known()).toEqual({ facts: {}, worksheet: {}, asOf: null })
  const one = await h.saved('dpo', incidentId, 'people', { min: 20, max: 30 })
  h.outage(minutes(5))
  await h.saved('dpo', incidentId, 'fact.malware', { choice: 'unknown' })
  expect(await known()).toEqual({ facts: { malware: 'unknown' }, worksheet: { people: { min: 20, max: 30 } }, asOf: h.now() })
  expect(await h.saved('dpo', incidentId, 'people', null, one.id)).toMatchObject({ answer: null, before: 1 })
  expect((await known()).worksheet).toEqual({})
})

it('tells the second of two people that somebody was first, keeps both answers, and lets him choose', async () => {
  const { incidentId } = await h.report()
  const start = await h.saved('dpo', incidentId, 'measures', { text: 'Wachtwoord gewijzigd.' })
  const theirs = await h.saved('handler', incidentId, 'measures', { text: 'Stick gewist.' }, start.id)
  expect(theirs.before).toBe(1)
  const refused = await h.save('chair', incidentId, 'measures', { text: 'Politie gebeld.' }, start.id)
  expect(refused.body).toMatchObject({ status: 409, code: 'facts.changed' })
  expect((await h.facts('chair', incidentId)).fields['measures']).toMatchObject({ id: theirs.id, by: 'Hanna Verzonnen' })
  await h.saved('chair', incidentId, 'measures', { text: 'Politie gebeld.' }, theirs.id)
  const texts = (await h.history('dpo', incidentId, 'measures')).map(({ answer, by }) => [answer, by])
  expect(texts).toEqual([
    [{ text: 'Politie gebeld.' }, 'Bram Bedacht'],
    [{ text: 'Stick gewist.' }, 'Hanna Verzonnen'],
    [{ text: 'Wachtwoord gewijzigd.' }, 'Frits Fictief'],
  ])
})

it('gives the same answer to a second try, also when somebody answered since, and refuses another one under its id', async () => {
  const { incidentId } = await h.report()
  const [id, answer] = [v7(), { exact: 28 }]
  const first = await h.saved('dpo', incidentId, 'people', answer, null, id)
  expect(await h.saved('dpo', incidentId, 'people', answer, null, id)).toEqual(first)
  const next = await h.saved('handler', incidentId, 'people', { exact: 29 }, id)
  expect(await h.saved('dpo', incidentId, 'people', answer, null, id)).toEqual(next)
  expect((await h.history('dpo', incidentId, 'people')).length).toBe(2)
  for (const again of [
    await h.save('dpo', incidentId, 'people', { exact: 30 }, null, id),
    await h.save('dpo', incidentId, 'summary', { text: 'Kort.' }, null, id),
    await h.save('handler', incidentId, 'people', answer, null, id),
  ])
    expect(again.body).toMatchObject({ status: 409, code: 'facts.idTaken' })
})

it('loses nothing when two people save the same field at the same moment', async () => {
  const { incidentId } = await h.report()
  const [dpo, chair] = await Promise.all(['dpo', 'chair'].map((who, n) => h.save(who as 'dpo', incidentId, 'summary', { text: `Verhaal ${n}` })))
  expect([dpo!.status, chair!.status].toSorted()).toEqual([200, 409])
  expect((await h.history('dpo', incidentId, 'summary')).length).toBe(1)
})

it('refuses a field that is none, an answer of another kind, and what does not fit', async () => {
  const { incidentId } = await h.report()
  expect((await h.save('dpo', incidentId, 'shoeSize', { exact: 1 })).body).toMatchObject({ status: 404, code: 'request.notFound' })
  expect((await (await h.as('dpo')).get(`/incidents/${incidentId}/facts/shoeSize`)).status).toBe(404)
  const wrong: [string, unknown][] = [
    ['summary', { exact: 3 }],
    ['people', { min: 9, max: 3 }],
    ['people', { exact: -1 }],
    ['nature', { chosen: ['eaten'] }],
    ['nature', { chosen: ['read', 'read'] }],
    ['fact.malware', { choice: 'maybe' }],
    ['summary', { text: 'x'.repeat(4001) }],
    ['occurred', { at: 'gisteren' }],
  ]
  for (const [field, answer] of wrong) expect([field, (await h.save('dpo', incidentId, field, answer)).status]).toEqual([field, 422])
})

it('is for the team that sees it: not for staff, who is kept away, or another board; and closed is closed', async () => {
  const { incidentId } = await h.report()
  const path = `/incidents/${incidentId}/facts`
  expect((await (await h.as('teacher')).get(path)).status).toBe(403)
  expect((await h.save('admin', incidentId, 'summary', { text: 'Nee.' })).status).toBe(403)
  await h.recuse('dpo', incidentId, 'headOfIct')
  expect((await (await h.as('headOfIct')).get(path)).status).toBe(404)
  expect((await h.save('headOfIct', incidentId, 'summary', { text: 'Nee.' })).status).toBe(404)
  const { id } = await h.saved('dpo', incidentId, 'summary', { text: 'Ja.' })
  await h.close(incidentId)
  expect((await h.save('dpo', incidentId, 'summary', { text: 'Nee.' }, id)).body).toMatchObject({ code: 'incident.closed' })
  expect((await h.facts('dpo', incidentId)).may).toEqual({ answer: false, ask: false, addFile: false })
})

it('lets who broke the glass read, and do nothing', async () => {
  const { incidentId } = await h.report({ addressee: 'chair' })
  await h.send('dpo', 'POST', `/incidents/${incidentId}/break-glass`, { reason: 'De voorzitter neemt niet op.' })
  expect((await h.facts('dpo', incidentId)).may).toEqual({ answer: false, ask: false, addFile: false })
  expect((await h.save('dpo', incidentId, 'summary', { text: 'Nee.' })).body).toMatchObject({ status: 403, code: 'access.denied' })
})
