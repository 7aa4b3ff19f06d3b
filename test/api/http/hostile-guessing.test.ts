import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Deps } from '../../../api/deps.ts'
import { demoCode } from '../../support/hand-in.ts'
import { office, type Office } from '../../support/office.ts'

/** Guessing who works here and what his code is: what is said, how much work it is, and how often. */
let o: Office
let [begun, finished] = [0, 0]
beforeEach(async () => {
  o = await office({ env: { mode: 'production', publicUrl: 'https://seintje.example', trustProxy: 1 } })
  countWork(o.deps.db)
})
afterEach(() => o.drop())

/** Counts the transactions that were done: work that is equal takes as long, on any machine. */
function countWork(db: Deps['db']) {
  const { outside, inBoard } = db
  const counted =
    <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
    async (...args: Args) => {
      begun++
      try {
        return await work(...args)
      } finally {
        finished++
      }
    }
  Object.assign(db, { outside: counted(outside), inBoard: counted(inBoard) })
}

let network = 0
const post = (path: string, body: unknown, from = `10.0.${network++}.1`) =>
  o.request(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': from }, body: JSON.stringify(body) })

/** What is done after an answer is done. */
async function quiet() {
  for (let still = 0; still < 3; still++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    if (begun !== finished) still = -1
  }
}

/** What somebody outside can see of an answer: its words and headers, and how much was done before it came. */
async function seen(path: string, body: unknown) {
  await quiet()
  const before = finished
  const answer = await post(path, body)
  const work = finished - before
  const { requestId, ...said } = (await answer.json()) as Record<string, unknown>
  return { status: answer.status, said, work, headers: [...answer.headers].filter(([name]) => name !== 'server-now'), numbered: requestId !== undefined }
}
const noor = 'noor@waterlelie.example'
const nobody = 'niemand@waterlelie.example'

it('does not tell from asking for a code whether somebody works here', async () => {
  expect(await seen('/session/code', { email: noor })).toEqual(await seen('/session/code', { email: nobody }))
})

it('does not tell it from trying a code either: never asked for, wrong, used up', async () => {
  const tryAs = (email: string) => seen('/session', { email, code: '000000' })
  const unasked = [await tryAs(noor), await tryAs(nobody)]
  expect(unasked[0]).toEqual(unasked[1])
  for (const email of [noor, nobody]) await post('/session/code', { email })
  for (let i = 0; i < 6; i++) {
    const [known, unknown] = [await tryAs(noor), await tryAs(nobody)]
    expect(known).toEqual(unknown)
    expect(known!.status).toBe(401)
  }
})

it('takes the same work for a school code that is wrong, that ended and that cannot be one', async () => {
  const answers = []
  for (const code of ['ABCD2345', '', 'x'.repeat(90), '💥', 'KADE4828']) answers.push(await seen('/hand-in/check', { code }))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect((await seen('/hand-in/check', { code: demoCode })).status).toBe(200)
})

it('lets twenty codes be tried per address in a quarter of an hour, from however many networks, and then not even the right one', async () => {
  let tried = 0
  for (let ask = 0; ask < 5; ask++) {
    await post('/session/code', { email: noor })
    for (let i = 0; i < 5; i++) if ((await post('/session', { email: noor, code: '000000' })).status === 401) tried++
  }
  expect(tried).toBe(20)
  await expect.poll(() => o.deps.demoMessages!.list().length).toBe(5)
  const code = /\b\d{6}\b/.exec(o.deps.demoMessages!.list()[0]!.text)![0]
  const refused = await post('/session', { email: noor, code })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

it('counts tries of a code in the store, so that a restart or a second process gives none back', async () => {
  await post('/session/code', { email: noor })
  await expect.poll(() => o.deps.demoMessages!.list().length).toBe(1)
  for (let i = 0; i < 3; i++) await post('/session', { email: noor, code: '000000' })
  const again = await office({ env: o.deps.env, store: o })
  const codes = []
  for (let i = 0; i < 3; i++) {
    const body = JSON.stringify({ email: noor, code: '000000' })
    codes.push((await (await again.request('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()).code)
  }
  expect(codes).toEqual(['session.codeWrong', 'session.codeExpired', 'session.codeExpired'])
})

it('does not let a sender make up another network for each guess', async () => {
  const answers = []
  for (let i = 0; i < 22; i++) answers.push((await post('/hand-in/check', { code: `ABCD2${String(i).padStart(3, '0')}` }, `10.9.${i}.${i}, 172.16.0.9`)).status)
  expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 403))
  expect(answers.slice(20)).toEqual([429, 429])
})

it('answers about ids that are nobody’s as about those of others', async () => {
  const token = (await o.as('teacher').catch(() => undefined)) ?? null
  expect(token).toBeNull()
  for (const path of [`/incidents/${v7()}`, `/reports/${v7()}`, '/boards/0195b5c0-0000-7000-8000-000000000002/school-code'])
    expect((await o.request(`/api/v1${path}`)).status).toBe(401)
})
