import { Hono } from 'hono'
import * as v from 'valibot'
import { PushDeviceView, PushSubscriptionInput } from '../../shared/alert/payload.ts'
import { AlarmView } from '../../shared/incident/views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needActors, needSession } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import type { Engine } from './engine.ts'
import { listAlarms } from './list-alarms.ts'
import { listPushDevices } from './list-push-devices.ts'
import { openAlarm } from './open-alarm.ts'
import { removePushDevice } from './remove-push-device.ts'
import { savePushDevice } from './save-push-device.ts'
import { testPushDevice } from './test-push-device.ts'

const AlarmList = v.object({ items: v.array(AlarmView) })
const DeviceList = v.object({ items: v.array(PushDeviceView) })
const PushKey = v.object({ publicKey: v.string(), keyId: v.string() })
const PushTest = v.object({ outcome: v.picklist(['sent', 'gone', 'retry']), answer: v.string() })
const AlarmPath = v.strictObject({ incidentId: Uuid })
const DevicePath = v.strictObject({ id: Uuid })
const Health = v.object({
  ok: v.boolean(),
  lastCycleAt: v.nullable(v.string()),
  lagSeconds: v.number(),
  withoutAlarm: v.number(),
  unreachable: v.number(),
  unlinkedSeconds: v.number(),
  boards: v.number(),
  auditedAt: v.nullable(v.string()),
})

/** What rings for me: a `device` session is enough, there are no contents in it. */
export const alarmRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('Reports that wait for someone, without contents', { 200: AlarmList }), async (c) =>
      c.json({ items: await listAlarms(deps, needActors(c), needSession(c)) }),
    )
    .post('/:incidentId/opened', describe('I opened the app by what was sent to me', { 204: 'noted', 404: 'not there' }), param(AlarmPath), async (c) => {
      await openAlarm(deps, needAble(c, 'incident.listAlarms'), { ...c.req.valid('param'), session: needSession(c) })
      return c.body(null, 204)
    })

/** The devices a person is rung on. */
export const pushRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/push-key', describe('The server key a device subscribes with', { 200: PushKey }), (c) =>
      c.json({ publicKey: deps.push.publicKey, keyId: deps.push.keyId }),
    )
    .get('/push-subscriptions', describe('My devices', { 200: DeviceList }), async (c) => c.json({ items: await listPushDevices(deps, needActors(c)[0]) }))
    .put(
      '/push-subscriptions/:id',
      describe('Ring on this device', { 200: PushDeviceView, 422: 'no known push service' }),
      param(DevicePath),
      json(PushSubscriptionInput),
      async (c) => c.json(await savePushDevice(deps, needActors(c), { ...c.req.valid('param'), input: c.req.valid('json'), session: needSession(c) })),
    )
    .delete('/push-subscriptions/:id', describe('No longer ring on this device', { 204: 'removed', 404: 'not there' }), param(DevicePath), async (c) => {
      await removePushDevice(deps, needActors(c), { ...c.req.valid('param'), session: needSession(c) })
      return c.body(null, 204)
    })
    .post('/push-subscriptions/:id/test', describe('Send a test to this device', { 200: PushTest, 404: 'not there' }), param(DevicePath), async (c) =>
      c.json(await testPushDevice(deps, needActors(c), c.req.valid('param'))),
    )

/** For a watchman outside: 200 when the engine beats, nothing waits too long and every open report rings; else 503. */
export const engineHealthRoutes = (engine: Engine) =>
  new Hono<Env>().get('/', describe('Whether alarms are being worked off', { 200: Health, 503: Health }), async (c) => {
    const health = await engine.health()
    return c.json(health, health.ok ? 200 : 503)
  })
