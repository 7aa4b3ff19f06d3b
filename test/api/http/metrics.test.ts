import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDeliveryCounts } from '../../../api/alert/delivery-counts.ts'
import { makeEngine } from '../../../api/alert/engine.ts'
import { makeMetrics } from '../../../api/alert/metrics.ts'
import { createApp } from '../../../api/app.ts'
import type { Db } from '../../../api/db/open.ts'
import type { Deps } from '../../../api/deps.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'

const metricsToken = 'een-lang-genoeg-token'
let h: AlarmHouse
beforeAll(async () => void (h = await alarmHouse({ env: { metricsToken } })))
afterAll(() => h.close())

/** The same office with metrics, as main.ts puts it together. */
function watched(changes: Partial<Deps> = {}) {
  const deps = { ...h.deps, deliveryCounts: makeDeliveryCounts(), ...changes }
  const engine = makeEngine(deps)
  const app = createApp(deps, { engine, metrics: makeMetrics(deps, engine) })
  const get = (path: string, authorization?: string) =>
    app.request(`http://localhost${path}`, { headers: { host: 'localhost', ...(authorization ? { authorization } : {}) } })
  return { engine, get, read: async () => (await get('/metrics', `Bearer ${metricsToken}`)).text() }
}

const valueOf = (text: string, name: string) => Number(new RegExp(`^seintje_${name.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1])

/** The store as it is when nobody answers there. */
const away: Db = {
  ...{ engine: 'postgres', close: async () => {}, enterBoard: () => Promise.reject(new Error('away')) },
  ...{ inBoard: () => Promise.reject(new Error('away')), outside: () => Promise.reject(new Error('away')) },
  ...{ ping: () => Promise.reject(new Error('away')), isMigrated: () => Promise.reject(new Error('away')) },
}

it('is ready once the engine ended a cycle, and for as long as it goes on doing so', async () => {
  const { engine, get } = watched()
  expect(await (await get('/readyz')).json()).toEqual({ ready: false, store: true, migrations: true, engine: false })
  await engine.tick()
  const ready = await get('/readyz')
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, store: true, migrations: true, engine: true }])
  h.outage(minutes(1))
  expect((await get('/readyz')).status).toBe(503)
})

it('is not ready where the store is away, or was brought to another version', async () => {
  const gone = await watched({ db: away }).get('/readyz')
  expect([gone.status, await gone.json()]).toEqual([503, { ready: false, store: false, migrations: false, engine: false }])
  const { engine, get } = watched()
  await engine.tick()
  const later = 9_999_999_999_999
  await h.sql(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', ${later})`)
  expect(await (await get('/readyz')).json()).toMatchObject({ ready: false, store: true, migrations: false })
  await h.sql(`delete from drizzle.__drizzle_migrations where created_at = ${later}`)
  expect((await get('/readyz')).status).toBe(200)
})

it('shows metrics to who has the token and to nobody else', async () => {
  const { get } = watched()
  for (const authorization of [undefined, 'Bearer ', 'Bearer een-ander-lang-token', `Basic ${metricsToken}`, `Bearer ${metricsToken}x`])
    expect((await get('/metrics', authorization)).status).toBe(404)
  const answer = await get('/metrics', `Bearer ${metricsToken}`)
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
    'no-store',
  ])
  // The office itself has a token and no metrics, as a server whose METRICS_TOKEN is not set has neither.
  expect((await h.request('/metrics', { headers: { authorization: `Bearer ${metricsToken}` } })).status).toBe(404)
})

it('counts over all boards what rings, waits, is late and went out, and names nobody', async () => {
  const { engine, read } = watched()
  const before = await read()
  expect([valueOf(before, 'alerts_open'), valueOf(before, 'oldest_unacknowledged_seconds'), valueOf(before, 'boards_unreachable')]).toEqual([0, 0, 0])
  await h.report()
  const queued = await read()
  expect(valueOf(queued, 'queue_due{lane="mail"}')).toBeGreaterThan(0)
  h.outage(minutes(5))
  await engine.tick()
  const rung = await read()
  expect(valueOf(rung, 'alerts_open')).toBe(1)
  expect(valueOf(rung, 'unacknowledged')).toBe(1)
  expect(valueOf(rung, 'oldest_unacknowledged_seconds')).toBe(300)
  expect(valueOf(rung, 'engine_lag_seconds')).toBe(0)
  expect(valueOf(rung, 'engine_cycle_age_seconds')).toBe(0)
  const mails = (await h.deliveries()).filter(({ channel, state }) => channel === 'mail' && state === 'sent')
  expect(rung).toContain(`seintje_deliveries_total{channel="mail",outcome="sent"} ${mails.length}`)
  expect(rung).toContain('nodejs_eventloop_lag_seconds')
  h.outage(hours(72))
  const late = await read()
  expect(valueOf(late, 'terms_overdue')).toBeGreaterThan(0)
  expect(valueOf(late, 'engine_lag_seconds')).toBeGreaterThan(hours(71) / 1000)
  expect(`${rung}${late}`).not.toMatch(/waterlelie|frits|@|[0-9a-f]{8}-[0-9a-f]{4}/i)
})

it('tells that the store is away instead of what was true before', async () => {
  const text = await watched({ db: away }).read()
  expect(valueOf(text, 'store_up')).toBe(0)
  expect(text).not.toMatch(/^seintje_(alerts_open|boards|queue_length)/m)
})

it('counts a board where nobody is left to ring', async () => {
  await h.sql(`update role_grant set until_at = $1`, [h.now()])
  const text = await watched().read()
  expect([valueOf(text, 'boards'), valueOf(text, 'boards_unreachable')]).toEqual([1, 1])
})
