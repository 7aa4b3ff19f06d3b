import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoBoard } from '../../../api/demo/board.ts'
import { deleteTokens } from '../../../api/incident/search-tokens.ts'
import type { BoardSettings } from '../../../shared/access/board-settings.ts'
import type { SearchHits } from '../../../shared/incident/search-views.ts'
import { minutes } from '../../../shared/instant.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

const board = demoBoard.organisationId
const frits = demoBoard.people.find(({ name }) => name === 'Frits Fictief')!
let h: Office
let dpo: Awaited<ReturnType<Office['as']>>
const reported = async (changes: Record<string, unknown>) => {
  const id = h.deps.newId()
  const answer = await (await h.as('teacher')).put(`/reports/${id}`, lostStick(h.now(), changes))
  return { id, ...((await answer.json()) as { number: string; incidentId: string }) }
}
const search = async (words: string, client = dpo) => client.post('/incidents/search', { words })
const numbers = async (words: string) => ((await (await search(words)).json()) as SearchHits).items.map(({ number }) => number)
const setSearch = async (on: boolean) => (await (await dpo.put(`/boards/${board}/settings`, { search: on })).json()) as BoardSettings
const tokens = async () => (await h.sql<{ n: number }>('select count(*)::int as n from search_token'))[0]!.n

beforeAll(async () => {
  h = await office()
  dpo = await h.as('dpo')
})
afterAll(() => h.drop())

it('is off until a board switches it on, and writes nothing until then', async () => {
  await reported({ description: 'De Zwarte Koffer lag bij Café Kwetsbaar.', writtenBy: 'Xantippe' })
  expect(await tokens()).toBe(0)
  expect([(await search('koffer')).status, ((await (await search('koffer')).json()) as { code: string }).code]).toEqual([409, 'search.off'])
  expect((await dpo.put(`/boards/${board}/settings`, { search: true, colour: 'green' })).status).toBe(422)
  for (const who of ['teacher', 'handler', 'headOfIct', 'auditor', 'schoolLead'] as const)
    expect([who, (await (await h.as(who)).put(`/boards/${board}/settings`, { search: true })).status]).toEqual([who, 403])
  for (const who of ['teacher', 'admin', 'auditor', 'schoolLead', 'adviser'] as const)
    expect([who, (await search('koffer', await h.as(who))).status]).toEqual([who, 403])
})

it('finds what came before and what comes after, reports and messages, by whole words without accents', async () => {
  expect(await setSearch(true)).toEqual({ organisationId: board, search: true, preparing: true, fgVotes: true, from16: 'self' })
  await h.advance(minutes(1))
  expect(await (await dpo.get(`/boards/${board}/settings`)).json()).toMatchObject({ search: true, preparing: false })
  const second = await reported({ description: 'Een koffer met mappen is weg.', atProcessor: 'Wolkenbedrijf' })
  expect(await numbers('koffer')).toEqual([second.number, '2026-001'])
  expect(await numbers('de KOFFER van cafe')).toEqual(['2026-001'])
  expect(await numbers('wolkenbedrijf')).toEqual([second.number])
  expect(await numbers('koff')).toEqual([])
  expect(await numbers('Xantippe Noor Voorbeeld')).toEqual([])
  expect((await dpo.post(`/reports/${second.id}/messages`, { id: h.deps.newId(), text: 'Zat er een pinguïn in?' })).status).toBeLessThan(300)
  expect(await numbers('pinguin')).toEqual([second.number])
  for (const words of ['het en de', 'ab', 'een twee drie vier vijf zes zeven acht', ' ']) expect((await search(words)).status).toBe(422)
})

it('keeps no word: not in the store, not in the log, and the store’s tokens differ per board', async () => {
  const all = JSON.stringify([await h.sql('select * from search_token'), await h.sql('select * from event')])
  expect(all).not.toMatch(/koffer|pinguin|wolkenbedrijf/i)
  const events = await h.sql<{ facts: object; incident_id: null }>(`select facts, incident_id from event where type = 'incident.searched'`)
  expect(events[0]).toEqual({ facts: { hits: 2 }, incident_id: null })
})

it('keeps the words of a story in an order that tells nothing of the story', async () => {
  const { incidentId } = await reported({ description: 'zeppelin aardbei muizenval kameel banaan wolk trommel' })
  const rows = await h.sql<{ token: string }>(`select encode(token, 'hex') as token from search_token where incident_id = $1 order by ctid`, [incidentId])
  const order = rows.map(({ token }) => token)
  expect(order.length).toBeGreaterThan(7)
  expect(order).toEqual(order.toSorted())
})

it('finds nothing of an incident one may not see, and nothing that was erased', async () => {
  const [row] = await h.sql<{ id: string }>(`select id from incident where sequence = 1`)
  await h.sql(`update incident set recused = array[$1::uuid] where id = $2`, [frits.personId, row!.id])
  expect(await numbers('koffer')).toEqual(['2026-002'])
  await h.sql(`update incident set recused = '{}' where id = $1`, [row!.id])
  expect(await numbers('koffer')).toEqual(['2026-002', '2026-001'])
  await h.deps.db.inBoard({ organisationId: board }, (tx) => deleteTokens(tx, row!.id))
  await h.sql(`update report set wrapped_key = null where incident_id = $1`, [row!.id])
  await h.advance(minutes(1))
  expect(await numbers('koffer')).toEqual(['2026-002'])
})

it('forgets everything at once when it is switched off, also what a report on its way still wrote', async () => {
  expect(await setSearch(false)).toEqual({ organisationId: board, search: false, preparing: false, fgVotes: true, from16: 'self' })
  expect(await tokens()).toBe(0)
  expect((await search('koffer')).status).toBe(409)
  await h.sql(`insert into search_token select organisation_id, '\\x01', id, id from incident`)
  await h.advance(minutes(1))
  expect(await tokens()).toBe(0)
  expect((await h.sql(`select facts from event where type = 'settings.changed' order by sequence`)).map(({ facts }) => facts)).toEqual([
    { search: true, fgVotes: true, from16: 'self' },
    { search: false, fgVotes: true, from16: 'self' },
  ])
})
