import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { expectDecent, requestFor } from '../../support/hostile.ts'
import { matrix } from '../../support/matrix.ts'
import { preparedOffice } from '../../support/prepared-office.ts'
import { routesOf } from '../../support/routes-of.ts'

/** Every route of the office, asked in thousands of wrong ways: seeded, so that what fails once fails again. */
const o = await preparedOffice()
afterAll(() => o.drop())
const routes = await routesOf((path) => o.demo.request(`http://localhost${path}`, { headers: { host: 'localhost' } }))
const known = {
  reportId: Object.values(o.ids).map((ids) => ids.reportId),
  attachmentId: Object.values(o.ids).map((ids) => ids.photoId),
  incidentId: Object.values(o.ids).flatMap((ids) => [ids.incidentId, ids.incidentId.toUpperCase()]),
  organisationId: Object.values(o.ids).map((ids) => ids.organisationId),
  id: [o.deviceId, o.deviceId.toUpperCase()],
}

let asked = 0
it.each(routes)('answers whatever is asked with what it promises: $name', async (route) => {
  const { demo, ends } = matrix[route.name] ?? {}
  await fc.assert(
    fc.asyncProperty(requestFor(route, known), fc.constantFrom('dpo desk', 'teacher device', 'chair desk', null), async ({ path, headers, body }, who) => {
      const cookie = who === null ? undefined : ends ? await o.freshCookie('dpo', 'desk') : o.cookies.get(who)
      asked++
      const init = {
        method: route.method,
        headers: { ...headers, ...(cookie ? { cookie } : {}), ...(demo ? { host: 'localhost' } : { 'x-forwarded-for': `10.${asked >> 8}.${asked & 255}.1` }) },
        ...(body === null ? {} : { body: body as BodyInit }),
      }
      const answer = await (demo ? o.demo.request(`http://localhost${path}`, init) : o.request(path, init))
      await expectDecent(answer, route.name)
    }),
    { seed: 4, numRuns: 40, endOnFailure: true },
  )
})

it('leaves every incident readable afterwards, and nothing of Object changed', async () => {
  // Somebody ended all his other sessions along the way.
  await o.signInAgain()
  for (const ids of [o.ids.visible, o.ids.chair]) {
    const answer = await o.request(`/api/v1/incidents/${ids.incidentId}`, { headers: { cookie: o.cookies.get('chair desk')! } })
    expect(answer.status).toBe(200)
  }
  for (const who of ['dpo desk', 'chair desk']) expect((await o.request('/api/v1/incidents', { headers: { cookie: o.cookies.get(who)! } })).status).toBe(200)
  expect(Object.keys(Object.prototype)).toEqual([])
  expect('admin' in {}).toBe(false)
})
