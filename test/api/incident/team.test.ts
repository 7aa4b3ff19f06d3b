import { afterAll, beforeAll, expect, it } from 'vitest'
import { days, hours, minutes, plus } from '../../../shared/instant.ts'
import type { TeamView } from '../../../shared/incident/team-views.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { fenceHouse, personOf, rowsBehind, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
let made: Acknowledgement
beforeAll(async () => {
  h = await fenceHouse()
  made = await h.report()
})
afterAll(() => h.drop())

const place = 'Kamer 0.12 bij de kapstok'
const team = async (who: Anybody, { incidentId } = made) => (await (await h.as(who)).get(`/incidents/${incidentId}/team`)).json() as Promise<TeamView>
const post = (who: Anybody, path: string, body: unknown, { incidentId } = made) => h.send(who, 'POST', `/incidents/${incidentId}/${path}`, body)
const convene = (who: Anybody, of = made, changes = {}) =>
  post(who, 'convenings', { kind: 'convene', startsAt: plus(h.now(), hours(1)), place, ...changes }, of)
const letIn = (who: Anybody, changes = {}, of = made) =>
  post(who, 'advisers', { personId: personOf('adviser'), speciality: 'legal', reason: 'Hij kent de AVG.', ...changes }, of)
const shown = () => h.deps.demoMessages?.list() ?? []

it('calls everybody together who sits in the team, by push and mail with number and time and never the place', async () => {
  expect(await convene('chair')).toMatchObject({ status: 200 })
  await h.advance(0)
  const { convenings } = await team('headOfIct')
  expect(convenings).toMatchObject([{ kind: 'convene', place, by: 'Bram Bedacht', endedAt: null, mayAnswer: true }])
  expect(convenings[0]!.members.map(({ role, answer }) => [role, answer]).toSorted()).toEqual([
    ['chair', null],
    ['dpo', null],
    ['handler', null],
    ['headOfIct', null],
  ])
  const sent = shown().filter(({ subject }) => subject.startsWith('Team bijeen'))
  expect(sent.filter(({ channel }) => channel === 'mail')).toHaveLength(4)
  expect(sent.filter(({ channel }) => channel === 'push')).toHaveLength(4)
  for (const message of sent) expect(`${message.subject} ${message.text}`).toContain(made.number)
  expect(sent.some(({ text, subject }) => /11:15/.test(`${subject} ${text}`))).toBe(true)
  expect(JSON.stringify(shown())).not.toContain('kapstok')
})

it('takes an answer of who was called, and tells all of them when it does not go on', async () => {
  const [one] = (await team('chair')).convenings
  expect(await post('headOfIct', `convenings/${one!.id}/answer`, { answer: 'coming' })).toMatchObject({ status: 200 })
  expect(await post('headOfIct', `convenings/${one!.id}/answer`, { answer: 'cannot' })).toMatchObject({ status: 200 })
  expect((await team('dpo')).convenings[0]!.members.find(({ role }) => role === 'headOfIct')).toMatchObject({ answer: 'cannot' })
  expect((await h.send('deputyDpo', 'POST', `/incidents/${made.incidentId}/convenings/${one!.id}/answer`, { answer: 'coming' })).status).toBe(404)
  const file = await (await h.as('dpo')).get(`/incidents/${made.incidentId}/convenings/${one!.id}/calendar.ics`)
  expect(file.headers.get('content-type')).toMatch('text/calendar')
  const text = await file.text()
  expect(text).toContain(`Team bijeen over melding ${made.number}`)
  expect(text).toContain('DTSTART:20260302T101500Z')
  expect(text).not.toContain('kapstok')
  expect(await post('dpo', `convenings/${one!.id}/end`, {})).toMatchObject({ status: 200 })
  await h.advance(0)
  expect(shown().filter(({ channel, subject }) => channel === 'mail' && subject.startsWith('Overleg gaat niet door'))).toHaveLength(4)
  expect(await post('headOfIct', `convenings/${one!.id}/answer`, { answer: 'coming' })).toMatchObject({ status: 409, body: { code: 'convening.over' } })
  expect(await post('dpo', `convenings/${one!.id}/end`, {})).toMatchObject({ status: 409 })
})

it('calls the deputy of whoever may not know or is away, who then sees it; and sends no mail of what is discreet', async () => {
  const secret = await h.report({ kind: 'accountCompromised', description: 'Rare mails.' })
  await h.recuse('chair', secret.incidentId, 'dpo')
  const absence = { personId: personOf('chair'), fromAt: h.now(), untilAt: plus(h.now(), days(1)) }
  expect((await h.send('chair', 'POST', `/boards/01900000-0000-7000-8000-000000000001/absences`, absence)).status).toBeLessThan(300)
  const before = shown().filter(({ channel }) => channel === 'mail').length
  expect(await convene('handler', secret, { kind: 'standBy' })).toMatchObject({ status: 200 })
  await h.advance(0)
  const [one] = (await team('handler', secret)).convenings
  expect(one!.members.map(({ name }) => name).toSorted()).toEqual(['Dora Dubbel', 'Hanna Verzonnen', 'Iris Denkbeeld', 'Vincent Vervang'])
  expect((await team('deputyChair', secret)).convenings[0]).toMatchObject({ place, mayAnswer: true })
  expect(shown().filter(({ channel }) => channel === 'mail')).toHaveLength(before)
  expect((await (await h.as('handler')).get(`/incidents/${secret.incidentId}/convenings/${one!.id}/calendar.ics`)).status).toBe(409)
})

it('refuses what has begun long ago, and who may not call', async () => {
  expect(await convene('dpo', made, { startsAt: plus(h.now(), -hours(1)) })).toMatchObject({ status: 422, body: { code: 'convening.inPast' } })
  expect(await convene('dpo', made, { startsAt: plus(h.now(), -minutes(5)) })).toMatchObject({ status: 200 })
  expect(await convene('headOfIct')).toMatchObject({ status: 403 })
})

it('lets an adviser in to this incident only, and shows him no more of it than he needs', async () => {
  const other = await h.report()
  const ada = await h.as('adviser')
  expect((await ada.get(`/incidents/${made.incidentId}`)).status).toBe(404)
  expect(Object.values(await rowsBehind(h, await h.reader('adviser'), made.incidentId)).some((count) => count > 0)).toBe(false)
  expect(await letIn('dpo')).toMatchObject({ status: 403 })
  expect(await letIn('chair', { personId: personOf('teacher') })).toMatchObject({ status: 409, body: { code: 'adviser.notOnList' } })
  expect((await team('chair')).standing).toMatchObject([{ name: 'Ada Advieswijk', phone: '085 555 01 15' }])
  expect(await letIn('chair')).toMatchObject({ status: 200 })
  expect(await letIn('chair')).toMatchObject({ status: 409, body: { code: 'adviser.already' } })
  expect(
    (await h.send('dpo', 'POST', `/reports/${made.id}/messages`, { id: '01900000-0000-7000-8000-00000000aaaa', text: 'Waar lag hij?' })).status,
  ).toBeLessThan(300)
  await h.send('dpo', 'POST', `/incidents/${made.incidentId}/tell-reporter`, { reason: 'Het team moet bellen.' })

  expect(await h.finds('adviser').catch(() => 'closed')).toBe('closed')
  const list = (await (await ada.get('/incidents')).json()) as { items: { id: string; deliveriesFailed: boolean }[] }
  expect(list.items.map(({ id }) => id)).toEqual([made.incidentId])
  const seen = await h.incident('adviser', made.incidentId)
  expect(seen).toMatchObject({ reports: [{ description: expect.any(String), reporter: null, messages: [] }], deliveries: [], calls: [], acknowledgements: [] })
  expect(seen.fence).toEqual({ audience: [], recused: [], breakGlass: [], candidates: [], reporterToldAt: null })
  expect(Object.entries(seen.may).filter(([, may]) => may)).toEqual([])
  expect(JSON.stringify(seen)).not.toMatch(/Noor|Frits|Bram/)
  expect((await ada.get(`/incidents/${other.incidentId}`)).status).toBe(404)
  expect((await ada.get('/alarms')).status).toBe(403)
  expect(await post('adviser', 'acknowledge', {})).toMatchObject({ status: 403 })
  expect(await h.deliveriesTo('adviser', made.incidentId)).toEqual([])
  expect((await team('adviser')).advisers).toMatchObject([{ name: 'Ada Advieswijk', reason: '' }])
  expect((await team('adviser')).may).toEqual({ convene: false, letInAdviser: false, advise: true, join: false, recordCall: false })
})

it('keeps the advice of the officer and of an adviser with who and when, and never changes it', async () => {
  expect(await post('dpo', 'advice', { about: 'authority', text: 'Meld het vandaag nog.' })).toMatchObject({ status: 200 })
  expect(await post('adviser', 'advice', { about: 'general', text: 'Bewaar de stick in een kluis.' })).toMatchObject({ status: 200 })
  expect(await post('chair', 'advice', { about: 'general', text: 'Ik ook.' })).toMatchObject({ status: 403 })
  const said = (await team('chair')).advice
  expect(said).toMatchObject([
    { role: 'dpo', about: 'authority', text: 'Meld het vandaag nog.', by: 'Frits Fictief' },
    { role: 'adviser', about: 'general', text: 'Bewaar de stick in een kluis.', by: 'Ada Advieswijk' },
  ])
  await expect(
    h.deps.db.inBoard({ organisationId: '01900000-0000-7000-8000-000000000001' }, ({ sql }) => sql.execute(`update advice set about = 'breach'`)),
  ).rejects.toThrow()
  expect(JSON.stringify(await h.sql('select * from advice'))).not.toContain('kluis')
})

it('closes it for an adviser when the chair ends it, when he is kept away, and when he is no adviser any more', async () => {
  const ada = await h.as('adviser')
  const sees = async () => (await ada.get(`/incidents/${made.incidentId}`)).status
  expect((await h.send('chair', 'DELETE', `/incidents/${made.incidentId}/advisers/${personOf('adviser')}`)).status).toBe(200)
  expect(await sees()).toBe(404)
  expect((await h.send('chair', 'DELETE', `/incidents/${made.incidentId}/advisers/${personOf('adviser')}`)).body['code']).toBe('adviser.notFound')
  await letIn('chair')
  expect(await sees()).toBe(200)
  await h.sql(`update incident set recused = array_append(recused, $1::uuid) where id = $2`, [personOf('adviser'), made.incidentId])
  expect(await sees()).toBe(404)
  expect(await letIn('chair')).toMatchObject({ status: 409, body: { code: 'adviser.keptAway' } })
  await h.sql(`update incident set recused = array_remove(recused, $1::uuid) where id = $2`, [personOf('adviser'), made.incidentId])
  expect(await sees()).toBe(200)
  await h.grant('Ada Advieswijk', 'ada@waterlelie.example', [])
  expect(await sees()).toBe(403)
})
