import { afterAll, beforeAll, expect, it } from 'vitest'
import { slowWork } from '../../../api/slow-work.ts'
import { days, hours, plus } from '../../../shared/instant.ts'
import { parseCsv } from '../../../shared/notification/csv.ts'
import type { RecipientPage } from '../../../shared/notification/people-views.ts'
import { board, rowsBehind } from '../../support/fence-house.ts'
import { peopleHouse, type PeopleHouse } from '../../support/people-house.ts'

let h: PeopleHouse
beforeAll(async () => void (h = await peopleHouse()))
afterAll(() => h.drop())

const family = [
  { name: 'Ada van Voorbeeld', birthDate: '2012-05-05', addresses: ['a@voorbeeld.example', 'b@voorbeeld.example'] },
  { name: 'Bo Fictief', birthDate: '2009-06-06', addresses: ['bo@voorbeeld.example'] },
  { name: 'Cas Bedacht', birthDate: '2013-01-01', addresses: ['Kade 2, Waterdam'], protectedAddress: true },
  { name: 'Dex Bedacht', birthDate: '2011-01-01', addresses: ['kade 2 Waterdam'] },
  { name: '=Eva', age: 44, addresses: [] },
]
const page = async (id: string, query = 'kind=subject') =>
  (await (await h.as('dpo')).get(`/incidents/${id}/recipients?${query}`)).json() as Promise<RecipientPage>

it('is a list of all or none, read back by those who write, split by how it may be sent', async () => {
  const { incidentId } = await h.report()
  expect(await h.list('handler', incidentId, family)).toMatchObject({ status: 200, body: { added: 5 } })
  const view = await h.people('chair', incidentId)
  expect(view.recipients).toMatchObject({ subjects: 5, told: 0, shared: 3, alone: 2, withoutAddress: 1, byAddressee: { self: 2, representatives: 3, both: 0 } })
  expect(view.rows.map(({ name, age, addressee }) => [name, age, addressee])).toEqual([
    ['Ada van Voorbeeld', 13, 'representatives'],
    ['Bo Fictief', 16, 'self'],
    ['Cas Bedacht', 13, 'representatives'],
    ['Dex Bedacht', 15, 'representatives'],
    ['=Eva', 44, 'self'],
  ])
  expect((await h.people('headOfIct', incidentId)).rows).toEqual([])
  expect((await (await h.as('headOfIct')).get(`/incidents/${incidentId}/recipients?kind=subject`)).status).toBe(403)
  expect((await page(incidentId)).rows.map(({ name }) => name)).toEqual(family.map(({ name }) => name))
  expect((await page(incidentId, 'kind=subject&page=1')).rows).toEqual([])
  expect((await rowsBehind(h, await h.reader('dpo'), incidentId))['recipient']).toBe(5)
  const dumped = JSON.stringify(await h.sql(`select encode(row_sealed, 'escape') as row from recipient where incident_id = $1`, [incidentId]))
  expect(dumped).not.toMatch(/Voorbeeld|Kade|2012/)
})

it('follows the board for pupils of sixteen and seventeen, and nobody under or over that', async () => {
  const { incidentId } = await h.report()
  await h.list('dpo', incidentId, family)
  const chosen = await h.send('admin', 'PUT', `/boards/${board.organisationId}/settings`, { from16: 'both' })
  expect(chosen.body).toMatchObject({ from16: 'both' })
  expect((await h.people('dpo', incidentId)).recipients.byAddressee).toEqual({ self: 1, representatives: 3, both: 1 })
  await h.send('admin', 'PUT', `/boards/${board.organisationId}/settings`, { from16: 'self' })
  expect((await h.people('dpo', incidentId)).recipients.byAddressee).toEqual({ self: 2, representatives: 3, both: 0 })
})

it('takes nothing of a file of which one line is wrong, and says which', async () => {
  const { incidentId } = await h.report()
  const refused = async (row: Record<string, unknown>) => (await h.list('dpo', incidentId, [family[0]!, row])).body
  expect(await refused({ name: '' })).toMatchObject({ status: 422, field: 'rows.1.name' })
  expect(await refused({ name: 'Ada', birthDate: '2012-02-30' })).toMatchObject({ status: 422, field: 'rows.1.birthDate' })
  expect(await refused({ name: 'Ada', birthDate: '2027-01-01' })).toMatchObject({ status: 422, field: 'rows.1.birthDate' })
  expect(await refused({ name: 'Ada' })).toMatchObject({ status: 422, code: 'recipient.ageNeeded', field: 'rows.1.addressee' })
  expect(await refused({ name: 'Ada', age: 9, addresses: ['a', 'b', 'c'] })).toMatchObject({ status: 422 })
  expect((await h.list('dpo', incidentId, [])).status).toBe(422)
  expect((await h.people('dpo', incidentId)).recipients.subjects).toBe(0)
})

it('holds five thousand at once and stops at 2 MB', async () => {
  const { incidentId } = await h.report()
  const many = Array.from({ length: 5000 }, (_, at) => ({ name: `Kind ${at}`, age: 9, addresses: [`ouder${at}@voorbeeld.example`] }))
  expect(await h.list('dpo', incidentId, many)).toMatchObject({ status: 200, body: { added: 5000 } })
  expect((await h.list('dpo', incidentId, [...many, many[0]!])).status).toBe(422)
  const huge = many.map((one) => ({ ...one, addresses: ['x'.repeat(300), 'y'.repeat(300)] }))
  expect((await h.list('dpo', incidentId, huge)).body).toMatchObject({ status: 413, code: 'request.tooLarge' })
  const letter = await h.letter(incidentId)
  expect((await h.sent('dpo', incidentId, letter, { count: undefined, recipients: 'all' })).body).toMatchObject({ count: 5000 })
  expect((await h.people('dpo', incidentId)).recipients).toMatchObject({ subjects: 5000, told: 5000, shared: 0 })
})

it('is told in two goes: the shared mailing never takes along a protected address, nor who lives there', async () => {
  const { incidentId } = await h.report()
  await h.list('dpo', incidentId, family)
  const letter = await h.letter(incidentId)
  const sent = (recipients: unknown, body = {}) => h.sent('dpo', incidentId, letter, { count: undefined, recipients, everyone: false, ...body })
  expect((await sent('shared')).body).toMatchObject({ count: 2 })
  const told = async () => (await page(incidentId)).rows.filter(({ toldAt }) => toldAt !== null).map(({ name }) => name)
  expect(await told()).toEqual(['Ada van Voorbeeld', 'Bo Fictief'])
  expect((await sent('alone', { channel: 'post' })).body).toMatchObject({ count: 2 })
  const [left] = (await page(incidentId)).rows.filter(({ toldAt }) => toldAt === null)
  expect((await sent([left!.id], { channel: 'phone' })).body).toMatchObject({ count: 1 })
  expect((await sent('all')).body).toMatchObject({ code: 'sending.nobodyListed' })
  expect((await h.people('dpo', incidentId)).told).toMatchObject({ count: 5, channels: ['mail', 'post', 'phone'] })
})

it('goes out as a file only with the key shown, each group by itself, and no cell of it is a formula', async () => {
  const { incidentId } = await h.report()
  await h.list('dpo', incidentId, [{ name: '=1+1', age: 9, addresses: ['+31 6 00000000'] }, family[2]!])
  const path = `/incidents/${incidentId}/recipients/export?group=`
  const refused = await (await h.as('dpo')).get(`${path}shared`)
  expect(await refused.json()).toMatchObject({ status: 403, code: 'session.stepUpNeeded' })
  const shown = await h.as('dpo', true)
  const file = async (group: string) => parseCsv(await (await shown.get(path + group)).text())
  expect(await file('shared')).toEqual([
    ['Naam', 'Aan', 'Adres'],
    ["'=1+1", 'ouders of verzorgers', "'+31 6 00000000"],
  ])
  expect(await file('alone')).toEqual([
    ['Naam', 'Aan', 'Adres'],
    ['Cas Bedacht', 'ouders of verzorgers', 'Kade 2, Waterdam'],
  ])
  expect((await h.events('recipient.exported', incidentId)).map(({ facts }) => facts)).toEqual([
    { group: 'shared', rows: 1 },
    { group: 'alone', rows: 1 },
  ])
})

it('is mended one by one, or all who were not told yet at once', async () => {
  const { incidentId } = await h.report()
  await h.list('dpo', incidentId, family)
  const [first] = (await page(incidentId)).rows
  const remove = (id: string) => h.send('dpo', 'DELETE', `/incidents/${incidentId}/recipients/${id}`)
  expect((await remove(first!.id)).status).toBe(200)
  expect((await remove(first!.id)).body).toMatchObject({ status: 404, code: 'recipient.notFound' })
  const letter = await h.letter(incidentId)
  await h.sent('dpo', incidentId, letter, { count: undefined, recipients: 'alone' })
  expect((await h.send('dpo', 'DELETE', `/incidents/${incidentId}/recipients`)).body).toEqual({ removed: 2 })
  expect((await page(incidentId)).rows.map(({ name }) => name)).toEqual(['Cas Bedacht', 'Dex Bedacht'])
})

it('writes down per wrong recipient that it is gone, and takes that back', async () => {
  const { incidentId } = await h.report({ kind: 'wrongRecipient' })
  expect((await h.list('dpo', incidentId, [{ name: 'Fictieve Buurman', addresses: ['buur@voorbeeld.example'] }], 'wrongRecipient')).status).toBe(200)
  await h.list('dpo', incidentId, family.slice(0, 1))
  const [wrong] = (await page(incidentId, 'kind=wrongRecipient')).rows
  const confirm = (id: string, confirmed: boolean) => h.send('chair', 'PUT', `/incidents/${incidentId}/recipients/${id}/deletion`, { confirmed })
  expect((await confirm(wrong!.id, true)).status).toBe(200)
  const view = await h.people('dpo', incidentId)
  expect(view.wrongRecipients[0]).toMatchObject({ deletionConfirmedAt: h.now(), deletionConfirmedBy: 'Bram Bedacht' })
  expect(view.recipients).toMatchObject({ subjects: 1, wrongRecipients: 1, deletionConfirmed: 1 })
  await confirm(wrong!.id, false)
  expect((await h.people('dpo', incidentId)).recipients.deletionConfirmed).toBe(0)
  expect((await confirm((await page(incidentId)).rows[0]!.id, true)).body).toMatchObject({ status: 409, code: 'recipient.notWrong' })
})

it('goes three months after the last message, whether or not the file is closed; counts and dates stay', async () => {
  const [told, never, later] = [await h.report(), await h.report(), await h.report()]
  for (const { incidentId } of [told, never, later]) await h.list('dpo', incidentId, family)
  const start = h.now()
  for (const { incidentId } of [told, later]) await h.sent('dpo', incidentId, await h.letter(incidentId), { count: undefined, recipients: 'shared' })
  expect((await h.people('dpo', told.incidentId)).recipients.goesAt).toBe('2026-06-02T09:15:00.000Z')
  const left = async ({ incidentId }: { incidentId: string }) => (await h.sql('select 1 from recipient where incident_id = $1', [incidentId])).length
  h.outage(days(91))
  // Something more is said at the last moment: from then it begins anew.
  await h.sent('dpo', later.incidentId, (await h.people('dpo', later.incidentId)).communications[0]!.id, { count: 1 })
  await slowWork(h.deps)
  expect([await left(told), await left(later)]).toEqual([5, 5])
  h.outage(days(1) + hours(1))
  await slowWork(h.deps)
  expect([await left(told), await left(never), await left(later)]).toEqual([0, 5, 5])
  const view = await h.people('dpo', told.incidentId)
  expect(view).toMatchObject({ told: { firstAt: start, count: 2 }, recipients: { subjects: 0, goesAt: null } })
  expect(view.sendings).toHaveLength(1)
  expect((await h.events('recipient.forgotten', told.incidentId)).map(({ actor, facts }) => [actor, facts])).toEqual([['system', { count: 5 }]])
  // A list that nobody was written to goes three months after the file was closed.
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [never.incidentId, plus(h.now(), -days(93))])
  h.outage(hours(2))
  await slowWork(h.deps)
  expect(await left(never)).toBe(0)
})

it('stands beside what the team decided, which holds whatever the engine says', async () => {
  const { incidentId } = await h.report()
  await h.decided(incidentId, 'breach', 'breach')
  await h.decided(incidentId, 'subjects', 'communicate', { plannedAt: plus(h.now(), hours(20)) })
  expect(await h.people('dpo', incidentId)).toMatchObject({
    plannedAt: plus(h.now(), hours(20)),
    decision: { outcome: 'communicate', reason: h.reason },
    advised: { outcome: 'undecided' },
  })
})
