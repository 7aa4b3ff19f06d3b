import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, minutes } from '../../../shared/instant.ts'
import type { QuestionView } from '../../../shared/breach/facts-views.ts'
import { factHouse, type FactHouse } from '../../support/fact-house.ts'
import { personOf, type Anybody } from '../../support/fence-house.ts'

let h: FactHouse
beforeAll(async () => void (h = await factHouse()))
afterAll(() => h.drop())

const toNoor = { personId: personOf('teacher') }
const byLink = { to: 'De conciërge', lang: 'nl' }
const questions = async (who: Anybody = 'teacher') => (await (await h.as(who)).get('/questions')).json() as Promise<QuestionView[]>
const answer = (id: unknown, text: string, who: Anybody = 'teacher') => h.send(who, 'POST', `/questions/${String(id)}/answer`, { answer: text })
const over = { status: 404, body: { code: 'ask.linkOver' } }

it('asks a colleague in the app: he reads the question and nothing of the incident, and his answer is filed with it', async () => {
  const { incidentId, number } = await h.report({}, 'handler')
  const { id } = (await h.ask('dpo', incidentId, toNoor)).body
  const [asked] = await questions()
  expect(asked).toEqual({ id, boardName: expect.any(String), question: 'Wie had de sleutel van de kast?', askedAt: h.now(), answeredAt: null })
  expect(JSON.stringify(asked)).not.toContain(number)
  expect((await questions('headOfIct')).length).toBe(0)
  expect((await answer(id, 'Meester Teun.', 'headOfIct')).body).toMatchObject({ status: 404, code: 'ask.notFound' })
  expect((await answer(id, ' Meester Teun. ')).status).toBe(200)
  expect((await answer(id, 'Meester Teun.')).status).toBe(200)
  expect((await answer(id, 'Juf Fien.')).body).toMatchObject({ status: 409, code: 'ask.over' })
  const [filed] = (await h.facts('chair', incidentId)).requests
  expect(filed).toMatchObject({ id, to: 'Noor Voorbeeld', byLink: false, state: 'answered', answer: 'Meester Teun.', askedBy: 'Frits Fictief' })
  expect(await h.events('facts.requestAnswered', incidentId)).toMatchObject([{ facts: { byLink: false, first: true } }, { facts: { first: false } }])
})

it('lists whom one can ask, and nobody who is kept away', async () => {
  const { incidentId } = await h.report()
  const names = async () =>
    ((await (await h.as('handler')).get(`/incidents/${incidentId}/askable`)).json() as Promise<{ name: string }[]>).then((all) => all.map((one) => one.name))
  expect(await names()).toEqual(expect.arrayContaining(['Noor Voorbeeld', 'Frits Fictief']))
  expect(await names()).not.toContain('Hanna Verzonnen')
  const { id } = (await h.ask('dpo', incidentId, { personId: personOf('headOfIct') })).body
  await h.recuse('dpo', incidentId, 'headOfIct')
  expect((await questions('headOfIct')).map((one) => one.id)).not.toContain(id)
  expect((await answer(id, 'Nee.', 'headOfIct')).body).toMatchObject({ code: 'ask.notFound' })
  expect((await h.ask('dpo', incidentId, { personId: personOf('headOfIct') })).body).toMatchObject({ status: 409, code: 'ask.recused' })
  expect((await h.ask('dpo', incidentId, { personId: v7() })).body).toMatchObject({ status: 404, code: 'person.notFound' })
})

it('hands out a link that shows one question, works once, and files the answer', async () => {
  const { incidentId, number } = await h.report()
  const asked = await h.ask('chair', incidentId, byLink)
  expect(asked.body).toMatchObject({ mailed: null, link: expect.stringMatching(/\/vraag#[A-Za-z0-9_-]{64}$/) })
  const token = h.tokenOf(asked)
  const seen = await h.readLink(token)
  expect(Object.keys(seen.body).toSorted()).toEqual(['boardName', 'question', 'until'])
  expect(JSON.stringify(seen.body)).not.toContain(number)
  expect((await h.readLink(token)).status).toBe(200)
  expect((await h.answerLink(token, 'Die hangt in het kantoor.')).status).toBe(200)
  expect(await h.readLink(token)).toMatchObject(over)
  expect(await h.answerLink(token, 'Nog iets.')).toMatchObject(over)
  const view = await h.facts('dpo', incidentId)
  expect(view.requests).toMatchObject([{ to: 'De conciërge', byLink: true, state: 'answered', answer: 'Die hangt in het kantoor.' }])
  expect(JSON.stringify(view)).not.toContain(token)
  const kept = await h.sql<{ link_mac: unknown }>('select link_mac from fact_request where incident_id = $1', [incidentId])
  expect(kept).toEqual([{ link_mac: null }])
  expect(await h.events('facts.requestAnswered', incidentId)).toMatchObject([{ actor: 'questionLink', facts: { byLink: true } }])
})

it('takes one answer when two come at the same moment', async () => {
  const { incidentId } = await h.report()
  const token = h.tokenOf(await h.ask('dpo', incidentId, byLink))
  const both = await Promise.all([h.answerLink(token, 'Een.'), h.answerLink(token, 'Twee.')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
})

it('says the same of a link that never was, was taken back, is over, or is of a closed incident', async () => {
  const { incidentId } = await h.report()
  const told: unknown[] = []
  const dead = async (token: string) => {
    const { requestId: _, ...said } = (await h.readLink(token)).body
    told.push(said)
    expect(await h.answerLink(token, 'Te laat.')).toMatchObject(over)
  }
  const asked = await h.ask('dpo', incidentId, byLink)
  const [token, id] = [h.tokenOf(asked), String(asked.body['id'])]
  for (const wrong of ['', 'AAAA', token.slice(1), `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, `AAAA${token.slice(4)}`]) await dead(wrong)
  await h.send('dpo', 'POST', `/incidents/${incidentId}/requests/${id}/withdrawal`)
  await dead(token)
  const late = h.tokenOf(await h.ask('dpo', incidentId, byLink))
  h.outage(hours(72) - minutes(1))
  expect((await h.readLink(late)).status).toBe(200)
  h.outage(minutes(1))
  await dead(late)
  const closed = h.tokenOf(await h.ask('dpo', incidentId, byLink))
  await h.close(incidentId)
  await dead(closed)
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1)
  expect((await h.facts('dpo', incidentId)).requests.map(({ state }) => state)).toEqual(['withdrawn', 'expired', 'open'])
})

it('mails a link without a word of the question, and hands it over where the mail server is away', async () => {
  const { incidentId } = await h.report()
  const asked = await h.ask('dpo', incidentId, { ...byLink, email: 'conciërge@elders.example' })
  expect(asked.status).toBe(422)
  const mailed = await h.ask('dpo', incidentId, { ...byLink, email: 'ouder@elders.example' })
  expect(mailed.body).toMatchObject({ link: null, mailed: true })
  const mail = h.deps.demoMessages!.list().find(({ to }) => to === 'ouder@elders.example')!
  expect(mail.text).not.toContain('sleutel')
  const token = /#([A-Za-z0-9_-]{64})/.exec(mail.text)![1]!
  expect((await h.readLink(token)).status).toBe(200)
  const working = h.deps.mail
  h.deps.mail = { send: () => Promise.reject(new Error('no server')), close: () => undefined }
  const away = await h.ask('dpo', incidentId, { ...byLink, email: 'ouder@elders.example' })
  h.deps.mail = working
  expect(away.body).toMatchObject({ mailed: false, link: expect.stringContaining('/vraag#') })
  await h.send('dpo', 'PUT', `/incidents/${incidentId}/discreet`, { discreet: true, reason: 'Zijn mailbox is gehackt.' })
  expect(await h.readLink(token)).toMatchObject(over)
})

it('asks nobody in the app or by mail about what is discreet: an attacker may read along', async () => {
  const { incidentId } = await h.report({ kind: 'accountCompromised' })
  for (const body of [toNoor, { ...byLink, email: 'ouder@elders.example' }])
    expect((await h.ask('dpo', incidentId, body)).body).toMatchObject({ status: 409, code: 'ask.discreet' })
  expect((await h.readLink(h.tokenOf(await h.ask('dpo', incidentId, byLink)))).status).toBe(200)
  const other = await h.report({}, 'handler')
  const { id } = (await h.ask('dpo', other.incidentId, toNoor)).body
  await h.send('dpo', 'PUT', `/incidents/${other.incidentId}/discreet`, { discreet: true, reason: 'Zijn mailbox is gehackt.' })
  expect((await questions()).map((one) => one.id)).not.toContain(id)
  expect((await answer(id, 'Hier ben ik.')).body).toMatchObject({ code: 'ask.notFound' })
})

it('gives another link to a second try, refuses another question under its id, and lets fifty wait', async () => {
  const { incidentId } = await h.report()
  const id = v7()
  const [first, second] = [h.tokenOf(await h.ask('dpo', incidentId, { ...byLink, id })), h.tokenOf(await h.ask('dpo', incidentId, { ...byLink, id }))]
  expect(await h.readLink(first)).toMatchObject(over)
  expect((await h.readLink(second)).status).toBe(200)
  expect((await h.facts('dpo', incidentId)).requests.length).toBe(1)
  for (const other of [
    { ...byLink, id, question: 'Iets anders?' },
    { ...toNoor, id },
  ])
    expect((await h.ask('dpo', incidentId, other)).body).toMatchObject({ status: 409, code: 'ask.idTaken' })
  await h.sql(
    `insert into fact_request (organisation_id, incident_id, id, question_sealed, to_sealed, set_by, set_at)
     select organisation_id, incident_id, gen_random_uuid(), question_sealed, to_sealed, set_by, set_at from fact_request, generate_series(1, 49) where incident_id = $1`,
    [incidentId],
  )
  expect((await h.ask('dpo', incidentId, toNoor)).body).toMatchObject({ status: 409, code: 'ask.tooMany', limit: 50 })
  expect((await h.ask('headOfIct', incidentId, toNoor)).status).toBe(403)
})

it('withdraws a question once, and not one that was answered', async () => {
  const { incidentId } = await h.report({}, 'handler')
  const withdraw = (id: unknown) => h.send('handler', 'POST', `/incidents/${incidentId}/requests/${String(id)}/withdrawal`)
  const { id } = (await h.ask('dpo', incidentId, toNoor)).body
  expect([(await withdraw(id)).status, (await withdraw(id)).status]).toEqual([200, 200])
  expect((await answer(id, 'Ik weet het.')).body).toMatchObject({ code: 'ask.notFound' })
  const { id: other } = (await h.ask('dpo', incidentId, toNoor)).body
  await answer(other, 'Ik weet het.')
  expect((await withdraw(other)).body).toMatchObject({ status: 409, code: 'ask.over' })
  expect((await withdraw(v7())).body).toMatchObject({ status: 404, code: 'ask.notFound' })
})
