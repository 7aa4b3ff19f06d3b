import { afterEach, beforeEach, expect, it } from 'vitest'
import { office, type Office } from '../../support/office.ts'
import { isOutside } from '../../support/routes-of.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

it('documents every fixed path, and every documented path exists', async () => {
  const { paths } = await (await o.request('/api/v1/openapi.json')).json()
  const fixed = [
    ...[
      'get /session',
      'post /session',
      'delete /session',
      'post /session/code',
      'post /session/demo',
      'put /reports/{reportId}',
      'put /reports/{reportId}/attachments/{attachmentId}',
    ],
    ...[
      'post /reports/reconcile',
      'get /reports',
      'get /reports/{reportId}',
      'post /reports/{reportId}/messages',
      'get /incidents',
      'get /incidents/{incidentId}',
    ],
    ...['post /hand-in/check', 'put /hand-in/reports/{reportId}', 'put /hand-in/reports/{reportId}/attachments/{attachmentId}'],
    ...['get /boards/{organisationId}/school-code', 'post /boards/{organisationId}/school-code'],
    ...['get /healthz', 'post /incidents/{incidentId}/acknowledge', 'put /incidents/{incidentId}/aware-at'],
  ]
  const documented = Object.entries(paths as Record<string, object>).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => method !== 'servers')
      .map((method) => `${method} ${path.replace(/\/$/, '')}`),
  )
  for (const route of fixed) expect(documented).toContain(route)
  expect(documented.filter((route) => /push-subscriptions/.test(route)).length).toBeGreaterThanOrEqual(3)
  // What METRICS_TOKEN opens is not there without it.
  for (const route of documented.filter((one) => one !== 'get /metrics')) {
    const [method, path] = route.split(' ') as [string, string]
    const answer = await o.request(`${isOutside(path) ? '' : '/api/v1'}${path.replace(/\{\w+\}/g, '019a0000-0000-7000-8000-000000000000')}`, {
      method: method.toUpperCase(),
    })
    expect({ route, missing: answer.status === 404 && (await answer.text()).includes('request.notFound') }).toEqual({ route, missing: false })
  }
})

it('shows the documentation as a page without script or style from elsewhere', async () => {
  const page = await (await o.request('/api/docs')).text()
  expect(page).toContain('/api/v1/incidents/{incidentId}/acknowledge')
  expect(page).not.toMatch(/<script|https?:\/\/(?!localhost)/)
})

it('refuses in problem+json, in the language of the reader, with a number to quote', async () => {
  for (const [lang, title] of [
    ['nl', 'Je bent niet aangemeld'],
    ['en-GB,en;q=0.9', 'You are not signed in'],
    ['fr', 'Je bent niet aangemeld'],
  ] as const) {
    const answer = await o.request('/api/v1/reports', { headers: { 'accept-language': lang } })
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await answer.json()).toMatchObject({
      type: 'urn:seintje:problem:session.none',
      title,
      status: 401,
      code: 'session.none',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  }
})

it('answers an unknown path, broken JSON, a wrong type and a body of 10 MB with a refusal and never with a stack', async () => {
  const dpo = await o.as('dpo')
  const json = { 'content-type': 'application/json' }
  const answers = [
    [await o.request('/api/v1/nothing'), 404],
    [await o.request('/api/v2'), 404],
    [await o.request('/api/v1/session', { method: 'POST', headers: json, body: '{"email":' }), 400],
    [await o.request('/api/v1/session', { method: 'POST', headers: json, body: '{"email":5,"code":"123456"}' }), 422],
    [await o.request('/api/v1/session', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hi' }), 422],
    [await o.request('/api/v1/session/code', { method: 'POST', headers: json, body: JSON.stringify({ email: 'x'.repeat(10_000_000) }) }), 413],
    [await dpo.get('/incidents/not-an-id'), 422],
    [await dpo.get('/reports/%00'), 422],
  ] as const
  for (const [answer, status] of answers) {
    const body = await answer.text()
    expect({ status: answer.status, problem: body.startsWith('{"type":"urn:seintje:problem:'), stack: /at .*\.ts:\d/.test(body) }).toEqual({
      status,
      problem: true,
      stack: false,
    })
  }
})

it('sends a strict policy without inline script with every answer, and tells the phone what time it is', async () => {
  for (const path of ['/healthz', '/api/v1/session', '/api/docs', '/nowhere']) {
    const { headers } = await o.request(path)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('server-now')).toBe(o.now())
  }
  expect((await o.request('/api/v1/session')).headers.get('cache-control')).toBe('no-store')
})

it('says whether it lives and reaches its store', async () => {
  expect(await (await o.request('/healthz')).json()).toMatchObject({ status: 'ok', store: o.deps.db.engine })
  await o.engine.tick()
  expect((await o.request('/healthz/engine')).status).toBe(200)
  o.outage(120_000)
  expect((await o.request('/healthz/engine')).status).toBe(503)
})
