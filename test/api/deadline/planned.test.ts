import { afterAll, beforeAll, expect, it } from 'vitest'
import { boardKey, incidentKey } from '../../../api/db/keys.ts'
import { unsealJson } from '../../../api/db/seal.ts'
import { days, hours, plus } from '../../../shared/instant.ts'
import { board } from '../../support/fence-house.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse()))
afterAll(() => h.drop())

const move = (id: string, deadlineId: unknown, body: object) => h.send('dpo', 'PUT', `/incidents/${id}/deadlines/${deadlineId}`, { note: 'Later.', ...body })
const end = (id: string, deadlineId: unknown, body = {}) => h.post('chair', id, `deadlines/${deadlineId}/end`, body)

it('runs beside the 72 hours, moves, and ends; what was said before stays in the log under the incident’s key', async () => {
  const { incidentId, deadlineAt } = await h.report()
  const [soon, later] = [plus(h.now(), hours(4)), plus(h.now(), days(9))]
  const { deadlineId } = (await h.plan('handler', incidentId, { kind: 'communication', dueAt: soon, note: 'De brief 💌 العربية' })).body
  expect((await h.row(incidentId)).needsAt).toBe(soon)
  h.outage(hours(1))
  expect((await move(incidentId, deadlineId, { dueAt: later })).status).toBe(200)
  expect((await h.row(incidentId)).needsAt).toBe(deadlineAt)
  const [event] = await h.events('deadline.moved', incidentId)
  expect(event).toMatchObject({ subjectId: deadlineId, facts: { kind: 'communication', dueAt: later, was: soon } })
  const said = await h.deps.db.inBoard(board, async (tx) => {
    await boardKey(h.deps.keys, tx)
    return unsealJson(await incidentKey(h.deps.keys, tx, incidentId), `${tx.organisationId}/event/${String(deadlineId)}/deadline.moved`, event!.sealed!)
  })
  expect(said).toEqual({ note: 'Later.', was: 'De brief 💌 العربية' })
  expect((await end(incidentId, deadlineId, { note: 'Verstuurd.' })).status).toBe(200)
  const view = (await h.incident('dpo', incidentId)).deadlines!.find(({ id }) => id === deadlineId)
  expect(view).toMatchObject({ outcome: 'done', endedBy: 'Bram Bedacht', setBy: 'Hanna Verzonnen', note: 'Later.\n\nVerstuurd.', dueAt: later })
  expect(await h.sql('select revision, ended_at is null as open from deadline where id = $1', [deadlineId])).toEqual([{ revision: 1, open: false }])
  for (const answer of [await end(incidentId, deadlineId), await move(incidentId, deadlineId, { dueAt: later })])
    expect(answer.body).toMatchObject({ status: 409, code: 'deadline.over' })
})

it('is planned within four hundred days, and leave not to tell yet within thirty', async () => {
  const { incidentId } = await h.report()
  const plan = (kind: string, ms: number) => h.plan('dpo', incidentId, { kind, dueAt: plus(h.now(), ms) })
  expect((await plan('promise', 0)).body).toMatchObject({ status: 422, code: 'deadline.inPast', field: 'dueAt' })
  expect((await plan('authorityQuestion', days(400))).status).toBe(200)
  expect((await plan('authorityQuestion', days(400) + 1)).body).toMatchObject({ status: 422, code: 'deadline.tooFar', limit: 400 })
  expect((await plan('postponement', days(30) + 1)).body).toMatchObject({ code: 'deadline.tooFar', limit: 30 })
  const { deadlineId } = (await plan('postponement', days(30))).body
  expect((await move(incidentId, deadlineId, { dueAt: plus(h.now(), days(31)) })).body).toMatchObject({ code: 'deadline.tooFar' })
  for (const kind of ['authority', 'callChair', 'progress', 'party']) expect((await plan(kind, hours(1))).status).toBe(422)
})

it('has room for fifty at once on one incident', async () => {
  const { incidentId } = await h.report()
  const dpo = await h.as('dpo')
  const plan = () => dpo.post(`/incidents/${incidentId}/deadlines`, { kind: 'promise', dueAt: plus(h.now(), days(1)), note: 'Beloofd.' })
  expect((await plan()).status).toBe(200)
  await h.sql(
    `insert into deadline (organisation_id, incident_id, id, kind, anchor_at, due_at, rules_version, opened_at)
     select organisation_id, incident_id, gen_random_uuid(), kind, anchor_at, due_at, rules_version, opened_at
     from deadline, generate_series(1, 48) where incident_id = $1 and kind = 'promise'`,
    [incidentId],
  )
  expect((await plan()).status).toBe(200)
  const full = await plan()
  expect(await full.json()).toMatchObject({ status: 409, code: 'deadline.tooMany', limit: 50 })
  const [first] = (await h.incident('dpo', incidentId)).deadlines!.filter(({ kind }) => kind === 'promise')
  await end(incidentId, first!.id)
  expect((await plan()).status).toBe(200)
})

it('leaves the 72 hours and what is of another incident where they are', async () => {
  const [one, other] = [await h.report(), await h.report()]
  const [authority] = await h.authority(one.incidentId)
  const { deadlineId } = (await h.plan('dpo', other.incidentId, { kind: 'promise', dueAt: plus(h.now(), days(1)) })).body
  for (const id of [authority!.id, deadlineId]) {
    expect((await move(one.incidentId, id, { dueAt: plus(h.now(), days(2)) })).body).toMatchObject({ status: 404, code: 'deadline.notFound' })
    expect((await end(one.incidentId, id)).body).toMatchObject({ status: 404, code: 'deadline.notFound' })
  }
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [other.incidentId, h.now()])
  expect((await end(other.incidentId, deadlineId)).body).toMatchObject({ code: 'incident.closed' })
})

it('gives a term for one’s own calendar, which says which report and never what about', async () => {
  const { incidentId, number } = await h.report({ description: 'De stick van meester Verzonnen' })
  const { deadlineId } = (await h.plan('dpo', incidentId, { kind: 'promise', dueAt: '2026-03-04T10:30:00.000Z', note: 'Moeder van Sem bellen' })).body
  const path = `/incidents/${incidentId}/deadlines/${String(deadlineId)}/calendar.ics`
  const answer = await (await h.as('chair')).get(path)
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
    200,
    'text/calendar; charset=utf-8; method=PUBLISH',
    'nosniff',
  ])
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="seintje-${number}.ics"`)
  const text = await answer.text()
  expect(text).toContain(`DTEND:20260304T103000Z`)
  expect(text).toContain(`SUMMARY:Termijn melding ${number}`)
  expect(text).not.toMatch(/Sem|stick|Verzonnen/)
  const sequence = async () => Number(/SEQUENCE:(\d+)/.exec(await (await (await h.as('chair')).get(path)).text())![1])
  const seen = [await sequence()]
  await move(incidentId, deadlineId, { dueAt: plus(h.now(), days(3)) })
  seen.push(await sequence())
  await end(incidentId, deadlineId)
  seen.push(await sequence())
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(new Set(seen).size).toBe(3)
  expect((await (await h.as('teacher')).get(path)).status).toBe(403)
  expect((await (await h.as('chair')).get(path.replace(String(deadlineId), incidentId))).status).toBe(404)
})

it('gives no file for a calendar of what is discreet: it would lie in the account that may be hacked', async () => {
  const { incidentId } = await h.report({ kind: 'accountCompromised' })
  const [term] = await h.authority(incidentId)
  const answer = await (await h.as('dpo')).get(`/incidents/${incidentId}/deadlines/${term!.id}/calendar.ics`)
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'calendar.discreet' }])
})
