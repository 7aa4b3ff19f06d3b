import pino from 'pino'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoBoard } from '../../../api/demo/board.ts'
import { createApp } from '../../../api/app.ts'
import { slowWork } from '../../../api/slow-work.ts'
import { between, days, minutes } from '../../../shared/instant.ts'
import { certificateCodeLength, readCertificateCode } from '../../../shared/training/certificate.ts'
import { modules } from '../../../shared/training/modules.ts'
import { answersTo } from '../../support/learning.ts'
import { readAloud, readPdf } from '../../support/read-pdf.ts'
import { office, type Office } from '../../support/office.ts'

let o: Office
/** The same office as strangers find it: in production, behind a proxy. */
let outside: ReturnType<typeof createApp>
const lines: string[] = []
beforeAll(async () => {
  o = await office()
  o.deps.log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  outside = createApp({ ...o.deps, env: { ...o.deps.env, mode: 'production', publicUrl: 'https://seintje.example', trustProxy: 1 } }, { engine: o.engine })
})
afterAll(() => o.drop())

const { organisationId } = demoBoard
const [module] = modules
const moduleId = module!.id
const asked = (changes: Record<string, unknown> = {}) => ({ organisationId, moduleId, name: 'Noor Fictief', lang: 'nl', ...changes })
const problemOf = async (answer: Response) => ({ status: answer.status, code: ((await answer.json()) as { code: string }).code })
const wordsOf = async (answer: Response) => readAloud(readPdf(new Uint8Array(await answer.arrayBuffer())).tree)
const codeIn = (words: readonly string[]) => words.map((line) => /^P ((?:\w{4}-){3}\w{4})$/.exec(line)?.[1]).find(Boolean)!

let network = 0
/** As a stranger asks, each from a network of his own. */
const check = (code: string, from = `10.1.${network++}.1`) =>
  outside.request(`/api/v1/certificates/${encodeURIComponent(code)}`, { headers: { 'x-forwarded-for': from } })
const checked = async (code: string) => (await check(code)).json()

async function finishes(persona: 'teacher' | 'handler') {
  const person = await o.as(persona)
  const answers = answersTo(module!, 'teacher', o.now())
  expect((await person.post('/training/answers', { organisationId, sentAt: o.now(), answers })).status).toBe(200)
  return person
}
const rows = () => o.sql('select *, encode(code_mac, $1) as mac from certificate order by completed_at', ['hex'])

it('gives a paper to whoever finished the module, and keeps of it neither the name, nor the code, nor who it was', async () => {
  const noor = await finishes('teacher')
  const answer = await noor.post('/training/certificates', asked())
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    ...{ 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="seintje-bewijs.pdf"' },
    ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' },
  })
  const words = await wordsOf(answer)
  expect(words).toEqual(
    expect.arrayContaining([
      'P Noor Fictief',
      `H2 ${module!.title.nl}`,
      'TD 2 maart 2026',
      'TD 1 maart 2027',
      'TD Stichting De Waterlelie',
      'Link localhost/bewijs',
    ]),
  )
  const code = codeIn(words)
  expect(readCertificateCode(code)).toHaveLength(certificateCodeLength)
  const [row, ...others] = await rows()
  expect(others).toEqual([])
  expect(Object.keys(row!).toSorted()).toEqual(['code_mac', 'completed_at', 'mac', 'module_id', 'module_version', 'organisation_id', 'valid_until'])
  expect(await o.sql('select 1 from event where type like $1', ['training.%'])).toEqual([])
  const [done] = await o.sql('select to_char(completed_at at time zone $1, $2) as at from training_completion', ['Europe/Amsterdam', 'HH24:MI:SS'])
  const [told] = await o.sql('select to_char(completed_at at time zone $1, $2) as at from certificate', ['Europe/Amsterdam', 'HH24:MI:SS'])
  expect([done!['at'], told!['at']]).toEqual(['10:15:00', '00:00:00'])
  expect(await checked(code)).toEqual({ outcome: 'valid', moduleId, completedAt: '2026-03-01T23:00:00.000Z', validUntil: '2027-02-28T23:00:00.000Z' })
  expect(await checked(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'))).toMatchObject({ outcome: 'valid' })
})

it('prints in English, and leaves a line where no name was given', async () => {
  const noor = await o.as('teacher')
  expect(await wordsOf(await noor.post('/training/certificates', asked({ lang: 'en', name: null })))).toEqual(
    expect.arrayContaining([`H2 ${module!.title.en}`, 'P Name']),
  )
  expect(await wordsOf(await noor.post('/training/certificates', asked({ name: '   ' })))).toContain('P Naam')
})

it('refuses who did not finish it, who is of another board, a module that is not there and a name it cannot print', async () => {
  const [noor, chair] = [await o.as('teacher'), await o.as('chair')]
  expect(await problemOf(await chair.post('/training/certificates', asked()))).toEqual({ status: 409, code: 'training.notFinished' })
  expect(await problemOf(await noor.post('/training/certificates', asked({ moduleId: 'spot-it' })))).toEqual({ status: 409, code: 'training.notFinished' })
  expect(await problemOf(await noor.post('/training/certificates', asked({ moduleId: 'nowhere' })))).toEqual({ status: 404, code: 'training.moduleUnknown' })
  expect(await problemOf(await noor.post('/training/certificates', asked({ organisationId: v7() })))).toEqual({ status: 403, code: 'access.denied' })
  for (const name of ['نور', 'Noor 💚', 'Noor\u202e'])
    expect(await problemOf(await noor.post('/training/certificates', asked({ name })))).toEqual({ status: 422, code: 'training.nameLetters' })
  expect(await rows()).toHaveLength(3)
})

it('gives five a day for one module, each with a code of its own', async () => {
  const noor = await o.as('teacher')
  for (let n = 0; n < 2; n++) expect((await noor.post('/training/certificates', asked())).status).toBe(200)
  const refused = await noor.post('/training/certificates', asked())
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3600)
  const { code, detail } = (await refused.json()) as { code: string; detail: string }
  expect([refused.status, code, detail.includes('5')]).toEqual([429, 'training.tooManyCertificates', true])
  expect(new Set((await rows()).map((row) => row['mac'])).size).toBe(5)
  const handler = await finishes('handler')
  expect((await handler.post('/training/certificates', asked())).status).toBe(200)
})

it('says the same of a code that never was and of one that cannot be, to the letter and for the same work', async () => {
  let work = 0
  const { db } = o.deps
  const real = db.outside
  db.outside = (run) => (work++, real(run))
  const answers = []
  for (const code of ['0123-4567-89AB-CDEF', 'x', 'KADE-4827', '💥', 'A'.repeat(2000)]) {
    work = 0
    const answer = await check(code)
    const headers = [...answer.headers].filter(([name]) => name !== 'server-now')
    answers.push(JSON.stringify({ status: answer.status, said: await answer.json(), headers, work }))
  }
  db.outside = real
  expect([...new Set(answers)]).toEqual([expect.stringContaining('{"outcome":"invalid"}')])
})

it('lets a network check a pile of papers and not guess for long', async () => {
  const statuses = []
  for (let n = 0; n < 121; n++) statuses.push((await check('0000-0000-0000-0000', '10.9.9.9')).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(120)
  expect(statuses.at(-1)).toBe(429)
  expect((await check('0000-0000-0000-0000')).status).toBe(200)
})

it('makes the page for the council from the real settings, writes that down, and not for who may not', async () => {
  await o.sql(`update organisation set settings = jsonb_set(settings, '{training}', $1::jsonb) where organisation_id = $2`, [
    JSON.stringify({ floor: 20, hidden: ['spot-it'], dueOn: '06-01', region: 'north', nudges: true, statements: false }),
    organisationId,
  ])
  const [dpo, noor] = [await o.as('dpo'), await o.as('teacher')]
  const answer = await dpo.get(`/training/dossier?organisationId=${organisationId}&lang=nl`)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="seintje-medezeggenschap.pdf"')
  const wanted = ['TD 20 mensen', 'TD Herken het', 'TD 1 juni', 'TD Frits Fictief, 085 555 01 11', 'TD uit; er is geen instemming vastgelegd']
  expect(await wordsOf(answer)).toEqual(expect.arrayContaining(wanted))
  expect(await problemOf(await noor.get(`/training/dossier?organisationId=${organisationId}&lang=nl`))).toEqual({ status: 403, code: 'access.denied' })
  expect((await dpo.get(`/training/dossier?organisationId=${organisationId}&lang=fr`)).status).toBe(422)
  expect(await o.sql('select type from event where type like $1', ['training.%'])).toEqual([{ type: 'training.dossierMade' }])
})

it('holds through its last day, as long as the module counts as finished and no longer, says for a year that it ended, and then knows it no more', async () => {
  const handler = await o.as('handler')
  const code = codeIn(await wordsOf(await handler.post('/training/certificates', asked())))
  o.outage(between(o.now(), '2027-03-01T22:59:00.000Z'))
  expect(await checked(code)).toMatchObject({ outcome: 'valid' })
  expect((await (await o.as('handler')).post('/training/certificates', asked())).status).toBe(200)
  o.outage(minutes(2))
  expect(await checked(code)).toEqual({ outcome: 'expired', moduleId, completedAt: '2026-03-01T23:00:00.000Z', validUntil: '2027-02-28T23:00:00.000Z' })
  expect(await problemOf(await (await o.as('handler')).post('/training/certificates', asked()))).toEqual({ status: 409, code: 'training.notFinished' })
  o.outage(days(364))
  await slowWork(o.deps)
  expect(await checked(code)).toMatchObject({ outcome: 'expired' })
  o.outage(days(2))
  await slowWork(o.deps)
  expect(await checked(code)).toEqual({ outcome: 'invalid' })
  expect(await rows()).toEqual([])
})

it('writes no code and no name in the log of the server', () => {
  expect(lines.join('')).not.toMatch(/Noor|certificates\//)
})
