import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEndpointGuard } from '../../../api/alert/channels/endpoint-guard.ts'
import { makePushSender } from '../../../api/alert/channels/push.ts'
import { vapidKeys } from '../../../api/alert/channels/vapid.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'

let h: AlarmHouse
beforeAll(async () => void (h = await alarmHouse()))
afterAll(() => h.close())

describe('a push device', () => {
  it('is subscribed with the server key, listed, tested and removed', async () => {
    const dpo = await h.as('dpo')
    expect(await (await dpo.get('/push-key')).json()).toEqual({ publicKey: h.deps.push.publicKey, keyId: h.deps.push.keyId })
    const { id, received, client } = await h.device('dpo')
    expect(await (await client.get('/push-subscriptions')).json()).toMatchObject({ items: [{ id, lastOkAt: null }] })
    expect(await (await client.post(`/push-subscriptions/${id}/test`)).json()).toEqual({ outcome: 'sent', answer: 'http 201' })
    expect(received[0]?.payload.notification.title).toBe('Proefseintje')
    expect(await (await client.get('/push-subscriptions')).json()).toMatchObject({ items: [{ id, lastOkAt: h.now() }] })
    expect((await client.del(`/push-subscriptions/${id}`)).status).toBe(204)
    expect((await client.del(`/push-subscriptions/${id}`)).status).toBe(404)
    expect((await h.events('push.subscribed')).length).toBe(1)
  })

  it('is refused on a host that is no push service, with another server key, or with keys that are none', async () => {
    const dpo = await h.as('dpo')
    const { input } = h.service.subscribe(h.deps.push.keyId)
    const refusal = async (change: object) => {
      const answer = await dpo.put(`/push-subscriptions/${v7()}`, { ...input, ...change })
      const { code, field } = (await answer.json()) as { code: string; field: string }
      return [answer.status, code, field]
    }
    expect(await refusal({ endpoint: 'http://127.0.0.1:1/inside' })).toEqual([422, 'push.endpointNotAllowed', 'endpoint'])
    expect(await refusal({ keyId: 'another' })).toEqual([422, 'request.invalid', 'keyId'])
    expect(await refusal({ p256dh: 'A'.repeat(87) })).toEqual([422, 'request.invalid', 'p256dh'])
    expect(await refusal({ auth: 'A'.repeat(24) })).toEqual([422, 'request.invalid', 'auth'])
    expect(await refusal({ extra: 1 })).toEqual([422, 'request.invalid', 'extra'])
  })

  it('belongs to one person: nobody else sees, tests or takes it, and a browser rings for whoever signed in last', async () => {
    const { id, input } = await h.device('handler')
    const dpo = await h.as('dpo')
    expect(await (await dpo.get('/push-subscriptions')).json()).toEqual({ items: [] })
    expect((await dpo.post(`/push-subscriptions/${id}/test`)).status).toBe(404)
    const other = h.service.subscribe(h.deps.push.keyId)
    expect((await dpo.put(`/push-subscriptions/${id}`, other.input)).status).toBe(404)
    expect((await dpo.put(`/push-subscriptions/${v7()}`, input)).status).toBe(200)
    expect(await (await (await h.as('handler')).get('/push-subscriptions')).json()).toEqual({ items: [] })
  })

  it('that is gone is removed when it is tested', async () => {
    const { id, client, answerWith } = await h.device('chair')
    answerWith(410)
    expect(await (await client.post(`/push-subscriptions/${id}/test`)).json()).toEqual({ outcome: 'gone', answer: 'http 410' })
    expect(await (await client.get('/push-subscriptions')).json()).toEqual({ items: [] })
  })

  it('needs a session', async () => {
    expect((await h.request('/api/v1/push-subscriptions')).status).toBe(401)
    expect((await h.request('/api/v1/alarms')).status).toBe(401)
  })
})

describe('the list of hosts', () => {
  it('is asked at save: https to a listed name only, no address, nothing inside', async () => {
    const house = await alarmHouse({ guard: makeEndpointGuard() })
    const dpo = await house.as('dpo')
    const { input } = house.service.subscribe(house.deps.push.keyId)
    const save = async (endpoint: string) => (await dpo.put(`/push-subscriptions/${v7()}`, { ...input, endpoint })).status
    const refused = [
      'http://fcm.googleapis.com/x',
      'https://10.0.0.8/x',
      'https://[fd00::1]/x',
      'https://elders.example/x',
      'https://fcm.googleapis.com:8443/x',
    ]
    expect(await Promise.all(refused.map(save))).toEqual(refused.map(() => 422))
    expect(await save('https://fcm.googleapis.com/fcm/send/x')).toBe(200)
    await house.close()
  })

  it('is asked again at each sending: a host that left it gets nothing, the owner is told, and it is given up after a day', async () => {
    const house = await alarmHouse()
    const dpo = await house.device('dpo')
    const keys = await vapidKeys(house.deps.db, house.deps.keys)
    house.deps.push = makePushSender({ keys, subject: 'mailto:beheer@waterlelie.example', guard: makeEndpointGuard(['push.elders.example']) })
    const { incidentId } = await house.report()
    await house.engine.tick()
    const pushOf = async (stage: string) => (await house.deliveries('dpo')).find((one) => one.channel === 'push' && one.stage.startsWith(stage))
    expect(await pushOf('ring')).toMatchObject({ state: 'queued', answer: 'hostNotAllowed', attempts: 1 })
    expect(await (await dpo.client.get('/push-subscriptions')).json()).toMatchObject({ items: [{ id: dpo.id, lastOkAt: null, lastAnswer: 'hostNotAllowed' }] })
    await dpo.client.post(`/incidents/${incidentId}/acknowledge`)
    await house.advance(25 * 3_600_000)
    expect(await pushOf('ring')).toMatchObject({ state: 'failed', answer: 'hostNotAllowed', nextAttemptAt: null })
    expect(dpo.received).toEqual([])
    await house.close()
  })
})

describe('the server key', () => {
  it('is made once and kept sealed', async () => {
    const again = await vapidKeys(h.deps.db, h.deps.keys)
    expect(again).toMatchObject({ publicKey: h.deps.push.publicKey, keyId: h.deps.push.keyId })
    const rows = await h.sql<{ text: string }>(`select encode(value, 'escape') as text from installation where key = 'vapid'`)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.text).not.toContain(again.privateKey)
  })
})

describe('the list of alarms', () => {
  it('names what rings for those who may pick it up, without contents, and refuses others', async () => {
    const { incidentId, number, awareAt, deadlineAt, receivedAt } = await h.report()
    const alarms = await (await (await h.as('chair')).get('/alarms')).json()
    expect(alarms).toEqual({
      items: [
        {
          ...{ incidentId, organisationName: 'Stichting De Waterlelie', number, awareAt, deadlineAt, receivedAt, acknowledgedAt: null },
          ...{ calls: [], acknowledgements: [], termEndedAt: null, termOutcome: null },
        },
      ],
    })
    expect((await (await h.as('teacher')).get('/alarms')).status).toBe(403)
  })
})
