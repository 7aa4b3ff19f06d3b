import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoBoard, demoIdentity } from '../../../api/demo/board.ts'
import { rateLimits } from '../../../api/http/rate-limit.ts'
import type { Statement } from '../../../shared/training/statement.ts'
import { office, type Office } from '../../support/office.ts'
import { personalData } from '../../support/training.ts'

let o: Office
beforeAll(async () => void (o = await office()))
afterAll(() => o.drop())

const organisationId = demoBoard.organisationId
const finished = '2026-02-27T23:30:00.000Z'
const ask = async (more = '', who: 'dpo' | 'teacher' = 'dpo') => (await o.as(who)).get(`/training/statements?organisationId=${organisationId}${more}`)
const setStatements = (statements: boolean) => {
  const training = { floor: 10, hidden: [], dueOn: null, region: null, nudges: true, statements }
  return o.sql(`update organisation set settings = settings || jsonb_build_object('training', $1::jsonb)`, [JSON.stringify(training)])
}
const finish = (people: number, moduleId = personalData.id, at = finished) =>
  o.sql(
    `with somebody as (insert into learner (organisation_id, id, person_id, role, created_at)
       select $1, gen_random_uuid(), gen_random_uuid(), 'teacher', $4 from generate_series(1, $2) returning id)
     insert into training_completion select $1, gen_random_uuid(), id, $3, 1, $4, $5 from somebody`,
    [organisationId, people, moduleId, at, '2027-02-27T23:00:00.000Z'],
  )

it('exports nothing until the board chose so', async () => {
  const answer = await ask()
  expect([answer.status, (await answer.json()).code]).toEqual([409, 'training.statementsOff'])
  await setStatements(true)
  expect((await ask('', 'teacher')).status).toBe(403)
  expect((await ask('&moduleId=unknown')).status).toBe(404)
})

it('exports finished modules under pseudonyms that stay: a month, and neither name, school, role nor day', async () => {
  await finish(11)
  await finish(9, 'spot-it')
  // Enough people, but not in any one month; nor does the month count that is not over.
  await finish(9, 'prevent-it', '2026-01-20T09:00:00.000Z')
  await finish(9, 'prevent-it')
  await finish(30, personalData.id, '2026-03-01T09:00:00.000Z')
  const answer = await ask()
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="seintje-xapi-2026-03-02\.json"$/)
  const statements = (await answer.json()) as Statement[]
  // Nine people finished the other modules in a month: too few to be lost among.
  expect(statements).toHaveLength(11)
  expect(statements[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    version: '1.0.3',
    actor: { objectType: 'Agent', account: { homePage: 'http://localhost', name: expect.stringMatching(/^[0-9a-f]{32}$/) } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed' } },
    object: {
      objectType: 'Activity',
      id: `http://localhost/oefenen/module/${personalData.id}`,
      definition: { type: 'http://adlnet.gov/expapi/activities/module', name: personalData.title },
    },
    result: { completion: true },
    timestamp: '2026-02-01T00:00:00.000Z',
  })
  expect(new Set(statements.flatMap(({ id, actor }) => [id, actor.account.name])).size).toBe(22)
  expect(await (await ask(`&moduleId=${personalData.id}`)).json()).toEqual(statements)
  const ids = [...(await o.sql('select id from learner')), ...(await o.sql('select id from training_completion'))].map(({ id }) => String(id))
  const text = JSON.stringify(statements)
  expect(ids.filter((id) => text.includes(id) || text.includes(id.replaceAll('-', '')))).toEqual([])
})

it('gives somebody another pseudonym in each module, and one statement where he finished it twice in a month', async () => {
  await o.sql(
    `insert into training_completion select organisation_id, gen_random_uuid(), learner_id, m, 1, $1, valid_until from training_completion,
     unnest(array['spot-it', module_id]) m where module_id = $2 and completed_at = $1`,
    [finished, personalData.id],
  )
  const statements = (await (await ask()).json()) as Statement[]
  // Eleven of the one, and of the other these and the nine from before.
  expect(statements).toHaveLength(11 + 20)
  expect(new Set(statements.map(({ actor }) => actor.account.name)).size).toBe(31)
})

it('writes down that they were exported, and how many', async () => {
  const facts = (await o.sql(`select facts from event where type = 'training.statementsExported' order by sequence`)).map((row) => row['facts'])
  expect(facts).toEqual([{ statements: 11 }, { statements: 11, moduleId: personalData.id }, { statements: 31 }])
})

it('makes so many exports for somebody and then asks him to wait', async () => {
  for (let n = 0; n < rateLimits.statementsPerPerson.points; n++) await o.deps.limits.take('statementsPerPerson', demoIdentity('dpo')).catch(() => {})
  const answer = await ask()
  expect([answer.status, (await answer.json()).code]).toEqual([429, 'request.tooMany'])
})
