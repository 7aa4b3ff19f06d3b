import { afterEach, beforeEach, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { openSession } from '../../../api/access/open-session.ts'
import { demoIdentity } from '../../../api/demo/board.ts'
import { rateLimits, type LimitName } from '../../../api/http/rate-limit.ts'
import { demoCode, otherBoard, said, withSchoolCode } from '../../support/hand-in.ts'
import { office, type Office } from '../../support/office.ts'

/** Behind a proxy, so that the tests can come from any network. */
let o: Office
beforeEach(async () => void (o = await office({ env: { mode: 'production', trustProxy: 1 } })))
afterEach(() => o.drop())

const [school, home, elsewhere] = ['192.0.2.1', '198.51.100.7', '203.0.113.9']
const from = (network: string, code = demoCode) => withSchoolCode(o, code, { 'x-forwarded-for': network })
const times = async (count: number, work: () => unknown) => {
  for (let i = 0; i < count; i++) await work()
}
const useUp = (name: LimitName, key: string) => times(rateLimits[name].points, () => o.deps.limits.take(name, key))

it('lets a network try twenty wrong codes an hour, and then tells nothing about any code', async () => {
  const guesses = await Promise.all(Array.from({ length: 25 }, (_, i) => from(elsewhere, `GUES5${String(i).padStart(3, '0')}`).check()))
  expect(guesses.map(({ status }) => status).toSorted()).toEqual([...Array(20).fill(403), ...Array(5).fill(429)])
  const [wrong, right] = [await from(elsewhere, '00000000').report(), await from(elsewhere).report()]
  for (const answer of [wrong, right, await from(elsewhere).check()]) {
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3500)
    expect(await said(answer)).toMatchObject({ status: 429, code: 'request.tooMany' })
  }
  expect((await from(home).report()).status).toBe(201)
})

it('counts wrong codes in the header as those that are typed, and garbage as well', async () => {
  await times(10, () => from(elsewhere, 'not a code').report())
  await times(9, () => from(elsewhere, 'x'.repeat(5000)).photo(v7()))
  expect((await from(elsewhere).check('')).status).toBe(403)
  expect((await from(elsewhere).check()).status).toBe(429)
})

it("never keeps a school from handing in because somebody guesses in the school's own network", async () => {
  // A colleague who is signed in there was enough for the network to be known.
  const { token } = await openSession(o.deps, { identityId: demoIdentity('teacher'), scope: 'device', ownDevice: true, label: null })
  await o.request('/api/v1/session', { headers: { cookie: `seintje=${token}`, 'x-forwarded-for': school } })
  await times(30, () => from(school, '00000000').check())
  expect((await from(school).check()).status).toBe(200)
  expect((await from(school).report()).status).toBe(201)
  // Or somebody who had the code right before.
  expect((await from(home).check()).status).toBe(200)
  await times(30, () => from(home, '00000000').check())
  expect((await from(home).report()).status).toBe(201)
})

it('knows a network for its own board only', async () => {
  const riet = await otherBoard(o)
  expect((await from(school).check()).status).toBe(200)
  await times(20, () => from(school, '00000000').check())
  expect((await from(school, riet.schoolCode).check()).status).toBe(429)
  expect((await from(school).check()).status).toBe(200)
})

it('takes thirty reports in ten minutes from one network, and names how long to wait', async () => {
  const answers = []
  for (let i = 0; i < 31; i++) answers.push(await from(school).report())
  expect(answers.map(({ status }) => status)).toEqual([...Array(30).fill(201), 429])
  const retryAfter = Number(answers.at(-1)?.headers.get('retry-after'))
  expect([retryAfter > 0, retryAfter <= 600]).toEqual([true, true])
  expect((await from(home).report()).status).toBe(201)
  expect((await from(school).check()).status).toBe(200)
})

it('takes nothing for a wrong code out of what the network or the board may hand in', async () => {
  expect((await from(school).check()).status).toBe(200)
  await times(rateLimits.handInPerNetwork.points + 5, () => from(school, '00000000').report())
  expect((await from(school).report()).status).toBe(201)
})

it('leaves room for four other networks when one floods a board', () => {
  expect(rateLimits.handInPerBoard.points).toBeGreaterThanOrEqual(5 * rateLimits.handInPerNetwork.points)
  expect(rateLimits.handInPhotoPerBoard.points).toBeGreaterThanOrEqual(5 * rateLimits.handInPhotoPerNetwork.points)
})

it('limits what all networks together hand in at one board, and not what they do at another', async () => {
  const riet = await otherBoard(o)
  const id = v7()
  expect((await from(school).report(id)).status).toBe(201)
  await useUp('handInPerBoard', '01900000-0000-7000-8000-000000000001').catch(() => undefined)
  expect(await said(await from(home).report())).toMatchObject({ status: 429, code: 'request.tooMany' })
  expect((await from(home, riet.schoolCode).report()).status).toBe(201)
  expect((await from(school).photo(id)).status).toBe(201)
  await useUp('handInPhotoPerNetwork', school).catch(() => undefined)
  expect((await from(school).photo(id)).status).toBe(429)
  expect((await from(home).photo(id)).status).toBe(201)
})

it('does not count what a signed-in colleague sends: he is never in the way, nor they in his', async () => {
  await useUp('handInPerNetwork', school)
  const { token } = await openSession(o.deps, { identityId: demoIdentity('teacher'), scope: 'device', ownDevice: true, label: null })
  const answer = await o.request(`/api/v1/reports/${v7()}`, {
    method: 'PUT',
    headers: { cookie: `seintje=${token}`, 'x-forwarded-for': school },
    body: '{"kind":"other","description":"Iets."}',
  })
  expect(answer.status).toBe(201)
})
