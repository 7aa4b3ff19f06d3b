import { afterAll, beforeAll, expect, it } from 'vitest'
import { keptUntil } from '../../../api/register/entry-jobs.ts'
import { entryOf } from '../../../api/register/entry-of.ts'
import { slowWork } from '../../../api/slow-work.ts'
import { registerEntry } from '../../../api/db/schema.ts'
import type { EntryView, RegisterPage } from '../../../shared/register/register-views.ts'
import { hours, plus } from '../../../shared/instant.ts'
import { board, fenceHouse, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
beforeAll(async () => void (h = await fenceHouse()))
afterAll(() => h.drop())

const get = async (who: Anybody, path: string) => {
  const answer = await (await h.as(who)).get(path)
  return { status: answer.status, body: (await answer.json()) as never }
}
const entry = async (id: string, who: Anybody = 'dpo') => (await get(who, `/incidents/${id}/register`)).body as EntryView
const list = async (who: Anybody, query = '') => ((await get(who, `/register${query}`)).body as RegisterPage).items
const whole = {
  description: 'Een stick met toetsen bleef in de trein.',
  registerKind: 'carrierLost',
  occurred: { known: 'on', from: '2026-03-01' },
  happened: ['lost'],
  groups: 'Leerlingen van groep 8',
  people: { known: 'range', min: 20, max: 28 },
  data: 'Namen en toetsen',
  consequences: 'Iemand kan de cijfers lezen.',
  harmMeasures: 'De vervoerder is gebeld.',
  repeatMeasures: 'Sticks zijn voortaan versleuteld.',
  reasons: 'Niet uit te sluiten dat iemand het las.',
}
/** As if the team decided it: the verbs of deciding are another subject's. */
const decide = (id: string, question: string, outcome: string, at: string) =>
  h.sql(
    `insert into decision (organisation_id, incident_id, id, question, path, status, deadline_id, advised, outcome, incomplete, deviates, rules_version, facts_sealed, opened_by, opened_at, ended_at)
     select organisation_id, id, gen_random_uuid(), '${question}', 'team', 'taken', gen_random_uuid(), '${outcome}', '${outcome}', false, false, '1', '', gen_random_uuid(), '${at}', '${at}' from incident where id = '${id}'`,
  )
const taken = async (id: string) => h.send('dpo', 'POST', `/incidents/${id}/acknowledge`)

it('enters an incident once somebody takes it up, and not before', async () => {
  const { incidentId } = await h.report()
  expect(await list('dpo')).toEqual([])
  await taken(incidentId)
  expect(await list('dpo')).toMatchObject([{ incidentId, number: '2026-001', registerKind: null, classification: 'undecided', complete: false }])
})

it('proposes what the file says, asks every field, and keeps what was typed', async () => {
  const { incidentId } = await h.report()
  const first = await entry(incidentId)
  expect(first).toMatchObject({ revision: 0, proposed: { registerKind: 'carrierLost' }, mayEdit: true })
  expect(first.missing).toEqual([
    'description',
    'occurred',
    'happened',
    'groups',
    'people',
    'data',
    'consequences',
    'harmMeasures',
    'repeatMeasures',
    'reasons',
    'classification',
  ])
  const saved = await h.send('dpo', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields: { description: whole.description } })
  expect(saved).toMatchObject({ status: 200, body: { revision: 1, entry: { description: whole.description }, complete: false } })
  expect((await entry(incidentId)).savedBy).toBe('Frits Fictief')
})

it('refuses what somebody else saved meanwhile, so that nothing is lost', async () => {
  const { incidentId } = await h.report()
  await h.send('dpo', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields: { groups: 'Ouders' } })
  const late = await h.send('handler', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields: { data: 'Namen' } })
  expect(late).toMatchObject({ status: 409, body: { code: 'register.changed' } })
  await h.send('handler', 'PUT', `/incidents/${incidentId}/register`, { revision: 1, fields: { data: 'Namen' } })
  expect((await entry(incidentId)).entry).toEqual({ groups: 'Ouders', data: 'Namen' })
})

it('is complete only with every field, a decision, and the word that it names nobody; a new decision asks for another look', async () => {
  const { incidentId } = await h.report()
  await taken(incidentId)
  const complete = (more: object = {}) =>
    h.send('dpo', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields: whole, complete: true, noNames: true, ...more })
  expect(await complete()).toMatchObject({ status: 422, body: { code: 'register.incomplete', field: 'classification' } })
  await decide(incidentId, 'breach', 'breach', '2026-03-02T10:15:00.000Z')
  expect(await complete({ fields: { ...whole, data: ' ' } })).toMatchObject({ status: 422, body: { field: 'data' } })
  expect(await complete({ noNames: false })).toMatchObject({ status: 422, body: { code: 'register.names' } })
  expect(await complete()).toMatchObject({ status: 200, body: { complete: true, classification: 'breach', missing: [] } })
  await h.deps.db.inBoard(board, async (tx) =>
    expect(await entryOf(tx, incidentId)).toMatchObject({ complete: true, breach: 'breach', registerKind: 'carrierLost', occurredOn: '2026-03-01' }),
  )
  await decide(incidentId, 'authority', 'notify', '2026-03-02T11:15:00.000Z')
  const filed = await h.send('dpo', 'POST', `/incidents/${incidentId}/filed`, { filedAt: h.now(), number: 'AP-2026-0001' })
  expect(filed.status).toBe(200)
  expect(await entry(incidentId)).toMatchObject({ complete: false, authority: 'notify', inTime: 'onTime', filedAt: h.now() })
})

it('takes over the number of the authority, and forgets what was taken back', async () => {
  const { incidentId } = await h.report()
  await h.send('dpo', 'POST', `/incidents/${incidentId}/filed`, { filedAt: h.now(), number: 'AP-2026-0002' })
  expect((await entry(incidentId)).proposed).toMatchObject({ authorityNumber: 'AP-2026-0002' })
  const [found] = await h.sql<{ id: string }>(`select id from authority_outcome where incident_id = '${incidentId}'`)
  await h.send('dpo', 'POST', `/incidents/${incidentId}/outcomes/${found!.id}/retraction`, { reason: 'Het was een ander dossier.' })
  expect(await entry(incidentId)).toMatchObject({ filedAt: null, inTime: null, authority: null, proposed: { registerKind: 'carrierLost' } })
})

it('outlives its file, under a key of its own, for five years after closing', async () => {
  const { incidentId } = await h.report()
  await h.send('dpo', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields: whole })
  await h.sql(`update incident set state = 'closed', closed_at = '2026-03-02T09:15:00Z' where id = '${incidentId}'`)
  expect((await (await h.as('dpo', true)).post(`/incidents/${incidentId}/erasure`, { reason: 'De termijn is om.' })).status).toBe(204)
  expect(await entry(incidentId)).toMatchObject({ entry: whole, proposed: {}, mayEdit: false })
  expect(await list('dpo')).toContainEqual(expect.objectContaining({ incidentId, fileErased: true, description: whole.description }))
  expect(await h.send('dpo', 'PUT', `/incidents/${incidentId}/register`, { revision: 1, fields: {} })).toMatchObject({
    status: 410,
    body: { code: 'incident.erased' },
  })
  expect([keptUntil('2026-03-02T09:15:00.000Z'), keptUntil('2024-02-29T12:00:00.000Z')]).toEqual(['2031-03-02T09:15:00.000Z', '2029-03-01T12:00:00.000Z'])
})

it('shows what somebody may not know of to nobody who may not, and names no number of it', async () => {
  const { incidentId } = await h.report({ kind: 'unauthorisedView' })
  await taken(incidentId)
  const before = (await list('handler')).length
  await h.recuse('dpo', incidentId, 'handler')
  expect((await list('handler')).map((one) => one.incidentId)).not.toContain(incidentId)
  expect((await list('handler')).length).toBe(before - 1)
  expect((await get('handler', `/incidents/${incidentId}/register`)).status).toBe(404)
  expect((await list('chair')).map((one) => one.incidentId)).toContain(incidentId)
  expect((await h.send('chair', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields: {} })).status).toBe(403)
})

it('goes straight to the chair where the report did: he fills in its entry', async () => {
  const { incidentId } = await h.report({ addressee: 'chair' })
  expect((await h.send('chair', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields: { groups: 'Personeel' } })).status).toBe(200)
  expect((await get('dpo', `/incidents/${incidentId}/register`)).status).toBe(404)
})

it('finds its words where the board has searching on', async () => {
  const { incidentId } = await h.report()
  await h.send('dpo', 'PUT', `/boards/${board.organisationId}/settings`, { search: true })
  await h.send('dpo', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields: { consequences: 'Kabouterpost kwam op straat te liggen.' } })
  const found = await h.send('dpo', 'POST', '/incidents/search', { words: 'kabouterpost' })
  expect(found.body['items']).toMatchObject([{ id: incidentId }])
  await h.send('dpo', 'PUT', `/incidents/${incidentId}/register`, { revision: 1, fields: { consequences: 'Niets.' } })
  expect((await h.send('dpo', 'POST', '/incidents/search', { words: 'kabouterpost' })).body['items']).toEqual([])
})

it('begins, once a day, the entries of what was taken up before there was a register', async () => {
  const { incidentId } = await h.report()
  await h.sql(`update incident set acknowledged_at = now() where id = '${incidentId}'`)
  await h.advance(hours(24))
  await slowWork(h.deps)
  const rows = await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(registerEntry))
  expect(rows.map((row) => row.incidentId)).toContain(incidentId)
})

it('says of what the GDPR is not about that it is out of scope, in the list and to whoever looks for it', async () => {
  const { incidentId } = await h.report()
  await decide(incidentId, 'breach', 'outOfScope', h.now())
  await taken(incidentId)
  const found = async (outcome: string) => (await list('dpo', `?outcome=${outcome}`)).filter((one) => one.incidentId === incidentId)
  expect(await found('outOfScope')).toMatchObject([{ classification: 'outOfScope' }])
  expect(await found('breach')).toEqual([])
})

it('says the moment that counts once reports were joined to it, and again once they went', async () => {
  const [to, from] = [await h.report(), await h.report({ discoveredAt: plus(h.now(), -hours(9)), discoveredBasis: 'picked' })]
  await taken(to.incidentId)
  const awareAt = async () => (await list('dpo')).find((one) => one.incidentId === to.incidentId)?.awareAt
  const pair = { from: from.incidentId, reason: 'Het is dezelfde stick.' }
  await h.send('dpo', 'POST', `/incidents/${to.incidentId}/join`, pair)
  expect(await awareAt()).toBe(from.awareAt)
  await h.send('dpo', 'POST', `/incidents/${to.incidentId}/unjoin`, pair)
  expect(await awareAt()).toBe(to.awareAt)
})
