import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { backupStore } from '../../api/db/backup.ts'
import { demoBoard } from '../../api/demo/board.ts'
import { showSchoolCode } from '../../shared/access/school-code.ts'
import { modules } from '../../shared/training/modules.ts'
import { authenticator } from '../support/authenticator.ts'
import { canary, label, leaks, leaksInFolder, poisoned, textFields } from '../support/canary.ts'
import { canaryDesk } from '../support/canary-desk.ts'
import { canaryOthers } from '../support/canary-others.ts'
import { canaryPeople } from '../support/canary-people.ts'
import { canaryHouse, mobile, pushKeys, type House } from '../support/canary-house.ts'
import { demoCode } from '../support/hand-in.ts'
import { personOf } from '../support/key-office.ts'
import { answersTo } from '../support/learning.ts'
import { lostStick } from '../support/office.ts'
import { ownQuestion } from '../support/own-question.ts'
import { isOutside } from '../support/routes-of.ts'

let h: House
beforeAll(async () => void (h = await canaryHouse()), 120_000)
afterAll(() => h.drop())

const ownNumber = '612340987'
/** What must show nowhere: the story, who told it, and a number that is somebody's own. */
const words = [ownNumber, canary, 'Noor Voorbeeld', 'Frits Fictief', 'noor@', demoCode, showSchoolCode(demoCode), mobile, mobile.slice(3)]

/** Texts that are never kept, because they have to be something that was handed out, a moment, or a number to be called at. They are sent below all the same, and refused. */
const refusedAnyway = [
  'POST /session .email',
  'POST /hand-in/check .code',
  'POST /keys/registration .invitation',
  'POST /keys/recover .code',
  'PUT /incidents/{incidentId}/aware-at .awareAt',
  'PUT /my-alerts/{organisationId} .smsNumber',
  'PUT /training/settings .settings.hidden[]',
  'POST /training/questions .moduleId',
  'POST /incidents/{incidentId}/requests .email',
  'POST /questions/link .token',
  'POST /questions/link/answer .token',
  'PUT /push-subscriptions/{id} .p256dh',
  'PUT /push-subscriptions/{id} .auth',
  'PUT /push-subscriptions/{id} .keyId',
]

const photo = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new TextEncoder().encode(canary.repeat(20))])
const noise = { 'user-agent': `Mozilla/5.0 (${canary}) Chrome/140`, 'accept-language': canary, referer: `http://localhost/${canary}` }
const story = () =>
  lostStick(h.o.now(), {
    ...{ description: canary, atProcessor: canary, callBackNumber: canary, writtenBy: canary, alreadyDone: [canary], discoveredAt: canary },
    ...{ notTo: [canary, 'headOfIct'], [canary]: { [canary]: [canary] }, takenFrom: { name: canary, phone: canary, email: `${canary}@school.example` } },
  })

/** A report with everything on it, from whoever; gives its ids. */
async function reported(who: Awaited<ReturnType<House['as']>>, body: object = story()) {
  const id = v7()
  const headers = { ...noise, 'device-now': canary }
  const { incidentId } = await (await h.send(who, 'PUT /reports/{reportId}', `/reports/${id}?${canary}=${canary}`, body, headers)).json()
  expect((await h.send(who, 'PUT photo', `/reports/${id}/attachments/${v7()}`, photo, { 'content-disposition': `filename="${canary}.jpg"` })).status).toBe(201)
  return { id, incidentId: incidentId as string }
}

/** With the school's code: one that stays nobody's, and one that its writer confirms. */
async function handedIn(noor: Awaited<ReturnType<House['as']>>) {
  const headers = { 'seintje-school-code': demoCode, ...noise, 'device-now': canary }
  const id = v7()
  for (const one of [id, v7()]) expect((await h.send(null, 'PUT /hand-in/reports/{reportId}', `/hand-in/reports/${one}`, story(), headers)).status).toBe(201)
  expect((await h.send(null, 'PUT photo', `/hand-in/reports/${id}/attachments/${v7()}`, photo, headers)).status).toBe(201)
  expect((await h.send(noor, 'PUT /reports/{reportId}', `/reports/${id}`, story())).status).toBe(200)
}

async function atTheDesk(id: string, incidentId: string) {
  const [noor, dpo, chair] = [await h.as('teacher'), await h.as('dpo'), await h.as('chair')]
  const message = { text: canary, sentAt: canary }
  for (const who of [dpo, noor]) await h.send(who, 'POST /reports/{reportId}/messages', `/reports/${id}/messages`, { id: v7(), ...message })
  const at = `/incidents/${incidentId}`
  const aware = (awareAt: string) => h.send(dpo, 'PUT /incidents/{incidentId}/aware-at', `${at}/aware-at`, { awareAt, reason: canary })
  await aware('2026-03-01T00:00:00.000Z')
  h.o.outage(60_000)
  await aware(h.o.now())
  const decision = { awareAt: h.o.now(), accept: false, reason: canary }
  expect((await h.send(chair, 'POST /incidents/{incidentId}/aware-at/decision', `${at}/aware-at/decision`, decision)).status).toBe(200)
  await h.send(dpo, 'PUT /incidents/{incidentId}/discreet', `${at}/discreet`, { discreet: true, reason: canary })
  expect((await dpo.put(`/my-alerts/${demoBoard.organisationId}`, { mail: true, sms: true, smsNumber: `0${ownNumber}` })).status).toBe(200)
  const keyId = ((await (await dpo.get('/push-key')).json()) as { keyId: string }).keyId
  const device = { ...pushKeys(), keyId, lang: 'nl', label }
  expect((await h.send(dpo, 'PUT /push-subscriptions/{id}', `/push-subscriptions/${v7()}`, device)).status).toBe(200)
}

/** Whoever signs in with it, or tries to. */
async function signingIn() {
  const email = `${canary}@school.example`
  await h.send(null, 'POST /session/code', '/session/code', { email }, noise)
  await h.send(null, 'POST /session', '/session', { email, code: '000000', ownDevice: true }, noise)
  await h.send(null, 'POST /session/demo', '/session/demo', { persona: 'handler' }, noise)
}

/** A passkey with a name of its own, and two people who bring back one that was lost. */
async function withKeys() {
  const [handler, chair] = [await h.as('handler'), await h.as('chair')]
  const { challengeId, options } = await (await h.send(handler, 'POST /keys/registration', '/keys/registration', {}, noise)).json()
  const response = authenticator(h.o.deps.env.publicUrl).create(options)
  expect((await h.send(handler, 'POST /keys', '/keys', { challengeId, response, label }, noise)).status).toBe(201)
  const path = `/boards/${demoBoard.organisationId}/key-resets`
  const reset = { personId: personOf('handler'), reason: canary }
  expect((await h.send(chair, 'POST /boards/{organisationId}/key-resets', path, reset)).status).toBeLessThan(300)
}

/** Why somebody asks for a list of names, and what the council wrote: all staff may read both. */
async function withList() {
  const [dpo, chair, organisationId] = [await h.as('dpo'), await h.as('chair'), demoBoard.organisationId]
  const consent = { organisationId, consentedOn: '2026-01-12', document: label }
  expect((await h.send(chair, 'POST /training/consent', '/training/consent', consent, noise)).status).toBe(200)
  const asked = { organisationId, moduleId: 'spot-it', schoolId: null, reason: label, days: 3 }
  expect((await h.send(dpo, 'POST /training/lists', '/training/lists', asked, noise)).status).toBe(200)
}

/** The name on a certificate is printed, and kept nowhere. */
async function onPaper() {
  await (await h.as('dpo')).get(`/boards/${demoBoard.organisationId}/school-code`)
  const [noor, organisationId, module] = [await h.as('teacher'), demoBoard.organisationId, modules[0]!]
  const answers = answersTo(module, 'teacher', h.o.now())
  expect((await noor.post('/training/answers', { organisationId, sentAt: h.o.now(), answers })).status).toBe(200)
  const asked = { organisationId, moduleId: module.id, name: canary, lang: 'nl' }
  expect((await h.send(noor, 'POST /training/certificates', '/training/certificates', asked, noise)).status).toBe(200)
}

/** Whom it is for, who may not know of it, the emergency door, the reporter's name: each with its reason, and then read back. */
async function fenced(noor: Awaited<ReturnType<House['as']>>) {
  const [dpo, chair] = [await h.as('dpo'), await h.as('chair')]
  const { incidentId } = await reported(noor, { ...story(), addressee: 'chair', notTo: [] })
  const [at, named, reason] = [`/incidents/${incidentId}`, '/incidents/{incidentId}', { reason: canary }]
  const recusals = [`${named}/recusals`, `${at}/recusals`]
  const steps: [Awaited<ReturnType<House['as']>>, string, string, string, object][] = [
    [dpo, 'POST', `${named}/break-glass`, `${at}/break-glass`, reason],
    [chair, 'PUT', `${named}/audience`, `${at}/audience`, { role: 'dpo', opened: true, ...reason }],
    [chair, 'POST', `${named}/tell-reporter`, `${at}/tell-reporter`, reason],
    [dpo, 'POST', recusals[0]!, recusals[1]!, { personId: personOf('handler'), ...reason }],
    [chair, 'DELETE', `${recusals[0]}/{personId}`, `${recusals[1]}/${personOf('handler')}`, reason],
    [dpo, 'POST', recusals[0]!, recusals[1]!, { personId: personOf('headOfIct'), ...reason }],
  ]
  for (const [who, method, name, path, body] of steps) {
    const answer = await h.send(who, `${method} ${name}`, path, body, noise)
    expect({ name, method, status: answer.status }).toEqual({ name, method, status: 200 })
  }
  expect((await (await dpo.get(at)).text()).split(canary).length).toBeGreaterThan(8)
}

/** What stops the clock and what starts it again, what is promised and who was called, each with its words; then read back. */
async function stopped(noor: Awaited<ReturnType<House['as']>>) {
  const dpo = await h.as('dpo')
  const { incidentId } = await reported(noor, { ...story(), addressee: 'dpo', notTo: [] })
  const [at, named, reason] = [`/incidents/${incidentId}`, '/incidents/{incidentId}', { reason: canary }]
  const post = async (who: typeof dpo, path: string, body: object, ids: Record<string, string> = {}) => {
    const there = `${at}${path}`.replaceAll(/\{(\w+)\}/g, (_, id: string) => ids[id] ?? '')
    const answer = await h.send(who, `POST ${named}${path}`, there, body, noise)
    expect({ path, status: answer.status }).toEqual({ path, status: 200 })
    return (await answer.json()) as Record<string, string>
  }
  const filed = await post(dpo, '/filed', { filedAt: h.o.now(), number: canary, ...reason })
  await post(dpo, '/outcomes/{outcomeId}/retraction', reason, filed)
  await post(dpo, '/filed', { filedAt: h.o.now(), number: canary, ...reason })
  await post(dpo, '/reopening', { noticedAt: h.o.now(), ...reason })
  const dueAt = new Date(Date.parse(h.o.now()) + 86_400_000).toISOString()
  const planned = await post(dpo, '/deadlines', { kind: 'promise', dueAt, note: canary })
  const [moved, path] = [`PUT ${named}/deadlines/{deadlineId}`, `${at}/deadlines/${planned['deadlineId']}`]
  expect((await h.send(dpo, moved, path, { dueAt, note: canary }, noise)).status).toBe(200)
  await post(dpo, '/deadlines/{deadlineId}/end', { note: canary }, planned)
  await post(dpo, '/calls', { role: 'chair', reached: true, note: canary })
  expect(leaks('calendar', await (await dpo.get(`${path}/calendar.ics`)).text(), words)).toEqual([])
  expect((await (await dpo.get(at)).text()).split(canary).length).toBeGreaterThan(12)
}

/** What is known of it, whom the team asked, and what hangs on it; then read back. */
async function known(noor: Awaited<ReturnType<House['as']>>) {
  const dpo = await h.as('dpo')
  const { incidentId } = await reported(await h.as('handler'), { ...story(), addressee: 'dpo', notTo: [] })
  const [at, named] = [`/incidents/${incidentId}`, '/incidents/{incidentId}']
  const said = async (who: typeof dpo | null, name: string, path: string, body: object) => {
    const answer = await h.send(who, name, path, body, noise)
    expect({ name, status: answer.status }).toEqual({ name, status: 200 })
    return (await answer.json()) as { id: string; link: string | null }
  }
  const fact = (field: string, answer: object) => said(dpo, `PUT ${named}/facts/{field}`, `${at}/facts/${field}`, { id: v7(), basedOn: null, answer })
  await fact('summary', { text: canary })
  await fact('data', { chosen: ['other'], namely: canary })
  const ask = (whom: object) => said(dpo, `POST ${named}/requests`, `${at}/requests`, { id: v7(), question: canary, ...whom })
  const { id } = await ask({ personId: personOf('teacher') })
  expect(await (await noor.get('/questions')).text()).toContain(canary)
  await said(noor, 'POST /questions/{questionId}/answer', `/questions/${id}/answer`, { answer: canary })
  const token = (await ask({ to: canary })).link?.split('#')[1]
  await said(null, 'POST /questions/link/answer', '/questions/link/answer', { token, answer: canary })
  const file = await h.send(dpo, 'PUT file', `${at}/files/${v7()}`, photo, { ...noise, 'file-name': canary })
  expect(file.status).toBe(201)
  expect((await (await dpo.get(`${at}/facts`)).text()).split(canary).length).toBeGreaterThan(7)
}

/** What a board asks all its people stands in clear, with the question and nowhere else. */
async function asked() {
  const said = { nl: label, en: label }
  const [handler, dpo, { organisationId }] = [await h.as('handler'), await h.as('dpo'), demoBoard]
  const options = ownQuestion.options.map((option) => ({ ...option, text: said, feedback: said }))
  const content = { ...ownQuestion, scenario: said, ask: { nl: `${label}?`, en: `${label}?` }, doNow: said, options }
  const question = { organisationId, moduleId: 'prevent-it', content }
  const answer = await h.send(handler, 'POST /training/questions', '/training/questions', question, noise)
  const { id } = (await answer.json()) as { id: string }
  const decision = { organisationId, agree: false, decision: label }
  expect((await h.send(dpo, 'POST /training/questions/{id}/decide', `/training/questions/${id}/decide`, decision, noise)).status).toBe(200)
}

/** The board searches from the start: the word is found again, and stands nowhere. */
async function searched() {
  const dpo = await h.as('dpo')
  const { items } = (await (await h.send(dpo, 'POST /incidents/search', '/incidents/search', { words: `${canary} ${canary}` }, noise)).json()) as { items: [] }
  expect(items.length).toBeGreaterThan(2)
}

/** What the auditor writes, reads and takes out; who just signed in at the demo's desk has shown his key. */
async function audited(): Promise<string[]> {
  const auditor = await h.as('auditor')
  const board = { organisationId: demoBoard.organisationId }
  const review = { ...board, from: '2026-03-01T00:00:00.000Z', to: h.o.now(), findings: canary }
  expect((await h.send(auditor, 'POST /log/reviews', '/log/reviews', review, noise)).status).toBe(201)
  const found: string[] = []
  for (const path of ['/log', '/log/export', '/log/stands-out']) {
    const answer = await auditor.get(`${path}?organisationId=${board.organisationId}&from=2026-03-01T00:00:00.000Z&to=${h.o.now()}`)
    const text = await answer.text()
    expect({ path, status: answer.status, lines: path !== '/log/export' || text.split('\n').length > 40 }).toEqual({ path, status: 200, lines: true })
    found.push(...leaks(path, text, [canary, label, 'noor@', demoCode]))
    expect((await (await h.as('dpo')).get(`${path}?organisationId=${board.organisationId}`)).status).toBe(403)
  }
  const reviews = `/log/reviews?organisationId=${board.organisationId}`
  expect(await (await auditor.get(reviews)).text()).toContain(canary)
  return found
}

async function erased(noor: Awaited<ReturnType<House['as']>>) {
  const dpo = await h.as('dpo')
  const [whole, single] = [await reported(noor), await reported(noor)]
  for (const { incidentId } of [whole, single]) await h.close(incidentId)
  const [incident, report] = [`/incidents/${whole.incidentId}/erasure`, `/reports/${single.id}/erasure`]
  expect((await h.send(dpo, 'POST /incidents/{incidentId}/erasure', incident, { reason: canary })).status).toBe(204)
  expect((await h.send(dpo, 'POST /reports/{reportId}/erasure', report, { reason: canary })).status).toBe(204)
}

/** What the open desk hears while a report comes in. */
async function stream(): Promise<string> {
  const [dpo, noor] = [await h.as('dpo'), await h.as('teacher')]
  const answer = await h.o.request(`/api/v1/incidents/stream?${canary}=${canary}`, { headers: { cookie: dpo.cookie } })
  const reader = answer.body!.getReader()
  const heard = [await reader.read()]
  await reported(noor)
  heard.push(await reader.read())
  await reader.cancel()
  return heard.map(({ value }) => Buffer.from(value ?? new Uint8Array()).toString()).join('')
}

/** Every route with the canary wherever a request has room for it: refused or not, no answer that refuses may say it again. */
async function everywhereElse() {
  const headers = { ...noise, 'content-digest': canary, 'device-now': canary, 'seintje-school-code': canary, 'if-none-match': canary, range: canary }
  const query = `?cursor=${canary}&from=${canary}&to=${canary}&state=${canary}&organisationId=${canary}&words=${canary}`
  let [noor, dpo] = [await h.as('teacher'), await h.as('dpo')]
  for (const { name, path, body } of h.operations) {
    if (path.endsWith('/stream') || isOutside(path)) continue
    const sent = name.startsWith('GET') ? undefined : poisoned(body)
    const [named, there] = [path.replaceAll(/\{\w+\}/g, canary), path.replaceAll('{organisationId}', demoBoard.organisationId).replaceAll(/\{\w+\}/g, v7())]
    // Some of these end a session: after those everybody signs in again.
    if (/session|key/.test(path)) [noor, dpo] = [await h.as('teacher'), await h.as('dpo')]
    for (const who of [null, dpo]) await h.send(who, name, named + query, sent, headers)
    for (const who of [noor, dpo]) await h.send(who, name, there, sent, headers)
    await h.send(dpo, name, there, sent, { ...headers, 'seintje-as': canary })
  }
  for (const broken of [`{"${canary}": `, `"${canary}"`, `[${canary}`])
    h.refusals.push(await (await h.o.request('/api/v1/session/code', { method: 'POST', body: broken, headers: { 'content-type': 'application/json' } })).text())
}

/** What a watchman may ask. */
async function watched(): Promise<string[]> {
  const found: string[] = []
  for (const path of ['/healthz', '/healthz/engine', '/readyz']) found.push(...leaks(path, await (await h.o.request(`${path}?${canary}`)).text(), words))
  return found
}

it('shows no story and no name anywhere: not in the database or its files, logs, mails, pushes, the stream, answers, the ledger or a back-up', async () => {
  const noor = await h.as('teacher')
  expect((await (await h.as('dpo')).put(`/boards/${demoBoard.organisationId}/settings`, { search: true })).status).toBe(200)
  const { id, incidentId } = await reported(noor)
  await atTheDesk(id, incidentId)
  await canaryPeople(h, incidentId, noise)
  await handedIn(noor)
  await fenced(noor)
  await stopped(noor)
  await known(noor)
  await canaryOthers(h, incidentId, noise)
  await canaryDesk(h, async (who) => (await reported(who, { ...story(), addressee: 'dpo', notTo: [] })).incidentId, noise)
  await erased(noor)
  await asked()
  await searched()
  await signingIn()
  await withKeys()
  await withList()
  await onPaper()
  const heard = await stream()
  await h.o.advance(0)
  const view = await (await (await h.as('dpo')).get(`/incidents/${incidentId}`)).text()
  expect(view.split(canary).length).toBeGreaterThan(8)
  await everywhereElse()
  await h.o.advance(60_000)

  const found: string[] = []
  expect(heard).toContain('changed')
  found.push(...leaks('stream', heard, words), ...leaks('answers', h.refusals.join('\n'), [canary, label]))
  found.push(...(await watched()))
  expect(h.sent.some((message) => message.includes('"notification"'))).toBe(true)
  found.push(...leaks('mails and pushes', h.sent.join('\n'), [...words, label, 'stick']), ...leaks('log', h.lines.join(''), [...words, label]))
  // Of a text message only whoever is to get it may know the number: not what it says, not how it was signed.
  expect(h.sms.received.length).toBeGreaterThan(0)
  const texts = h.sms.received.map(({ headers, text, id }) => JSON.stringify([headers, text, id]))
  found.push(...leaks('text messages', texts.join('\n'), [...words, label, 'stick']))
  found.push(...(await audited()))
  const dumps = await h.dump()
  expect(dumps.length).toBeGreaterThan(15)
  expect(dumps.find(({ table }) => table === 'report')?.text.length).toBeGreaterThan(2000)
  for (const { table, text } of dumps) found.push(...leaks(`table ${table}`, text, [...words, 'Noor', 'Frits', 'Voorbeeld']))
  // What somebody calls his own device stands with it, for he reads it in the list of his devices, and nowhere else; of a passkey it is sealed.
  // So does what is written for everybody who works there.
  expect(
    dumps
      .filter(({ text }) => leaks('', text, [label]).length > 0)
      .map(({ table }) => table)
      .toSorted(),
  ).toEqual(['board_question', 'council_consent', 'named_list', 'processor', 'push_subscription'])
  found.push(...leaksInFolder(h.dataDir, words))
  expect(readFileSync(join(h.dataDir, 'ledger/erased.jsonl'), 'utf8').split('\n').length).toBeGreaterThan(3)
  if (h.onDisk) {
    const file = join(h.dataDir, 'back-up.tar.gz')
    await backupStore(h.dataDir, file, h.o.now())
    const bytes = gunzipSync(readFileSync(file))
    expect(bytes.length).toBeGreaterThan(1_000_000)
    found.push(...leaks('back-up', bytes, words))
  }
  expect(found).toEqual([])
}, 240_000)

it('planted it in every text that a route of the document takes', () => {
  const free = h.operations.flatMap(({ name, body }) => textFields(body).flatMap((field) => (field.free ? [`${name} ${field.at}`] : [])))
  expect(free.length).toBeGreaterThan(20)
  expect(free.filter((one) => !h.accepted.has(one) && !refusedAnyway.includes(one))).toEqual([])
  expect(refusedAnyway.filter((one) => !free.includes(one) || h.accepted.has(one))).toEqual([])
})

it('finds what it looks for in every form in which it could lie about', () => {
  const utf16 = Buffer.from(`x${canary}`, 'utf16le')
  const forms = [canary, Buffer.from(`xy${canary}z`).toString('base64'), Buffer.from(canary).toString('hex'), utf16, `{"a":"${canary}"}`]
  for (const form of forms) expect(leaks('', form, [canary])).not.toEqual([])
  expect(leaks('', 'kanarie', [canary])).toEqual([])
})
