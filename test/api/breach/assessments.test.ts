import { afterAll, beforeAll, expect, it } from 'vitest'
import { assess } from '../../../shared/breach/assess.ts'
import { factIds, facts as table } from '../../../shared/breach/facts.ts'
import { office, type Office } from '../../support/office.ts'

let o: Office
let noor: Awaited<ReturnType<Office['as']>>
beforeAll(async () => {
  o = await office()
  noor = await o.as('teacher')
})
afterAll(() => o.drop())

const preview = (body: unknown) => noor.post('/assessments/preview', body)
const lost = { personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', dataLost: 'yes', sensitiveData: 'yes' } as const

it('says what law and handbook say on these facts, to whoever signed in, and keeps nothing', async () => {
  const answer = await preview({ facts: lost })
  expect(answer.status).toBe(200)
  const said = await answer.json()
  expect(said).toEqual(JSON.parse(JSON.stringify(assess(lost))))
  expect(said).toMatchObject({
    scope: { outcome: 'inScope' },
    breach: { outcome: 'breach' },
    authority: { outcome: 'notify' },
    subjects: { outcome: 'undecided' },
  })
  expect(said.authority.because.reasons.at(-1)).toMatchObject({ row: 'notifySensitive', basis: { law: 'AVG 33(1), overw. 75', handbook: 'H8.1' } })
  expect((await preview({ facts: {} })).status).toBe(200)
})

it('tells nobody who did not sign in', async () => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ facts: {} }) }
  expect((await o.request('/api/v1/assessments/preview', init)).status).toBe(401)
  expect((await o.request('/api/v1/assessments/facts')).status).toBe(401)
})

it.each([
  [{ facts: { malwear: 'yes' } }, 'facts.malwear'],
  [{ facts: { malware: 'perhaps' } }, 'facts.malware'],
  [{ facts: { malware: true } }, 'facts.malware'],
  [{ facts: { malware: null } }, 'facts.malware'],
  [{ facts: null }, 'facts'],
  [{}, 'facts'],
  [{ facts: {}, incidentId: 'x' }, 'incidentId'],
])('refuses %j and names the field', async (body, field) => {
  const answer = await preview(body)
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ code: 'request.invalid', field })
})

it('reads no more than 64 KB, and no names that mean something to the machine', async () => {
  expect((await preview({ facts: { malware: 'x'.repeat(64 * 1024) } })).status).toBe(413)
  for (const name of ['__proto__', 'constructor', 'toString']) expect((await preview({ facts: JSON.parse(`{"${name}":"yes"}`) })).status).toBe(422)
})

it('lists every fact with its answers, in Dutch and in English', async () => {
  const answer = await noor.get('/assessments/facts')
  expect(answer.status).toBe(200)
  const { rulesVersion, facts } = await answer.json()
  expect(rulesVersion).toBe(assess({}).rulesVersion)
  expect(facts.map(({ id }: { id: string }) => id)).toEqual(factIds)
  for (const { id, answers } of facts) expect(answers.map((one: { id: string }) => one.id)).toEqual(table[id as 'malware'].answers)
  expect(facts.find(({ id }: { id: string }) => id === 'malware')).toMatchObject({
    question: { nl: 'Was er schadelijke software in het spel?', en: 'Was harmful software involved?' },
    answers: [{ id: 'no' }, { id: 'yes', label: { nl: 'Ja', en: 'Yes' }, then: { nl: 'Dan is het een datalek.' } }, { id: 'unknown' }],
  })
})

it('has every fact and every answer in the OpenAPI document', async () => {
  const document = await (await o.request('/api/v1/openapi.json')).json()
  const { schema } = document.paths['/assessments/preview'].post.requestBody.content['application/json']
  const listed = schema.properties.facts.properties
  expect(Object.keys(listed)).toEqual(factIds)
  for (const id of factIds) expect(listed[id].enum).toEqual(table[id].answers)
})
