import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
      items: [{ incidentId, organisationName: 'Stichting De Waterlelie', number, awareAt, deadlineAt, receivedAt, acknowledgedAt: null }],
    })
    expect((await (await h.as('teacher')).get('/alarms')).status).toBe(403)
  })
})
