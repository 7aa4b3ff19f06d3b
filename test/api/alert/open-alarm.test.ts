import { afterAll, beforeAll, expect, it } from 'vitest'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'

let h: AlarmHouse
beforeAll(async () => void (h = await alarmHouse()))
afterAll(() => h.close())

const opened = (path: string, who: { post: (path: string) => Promise<Response> | Response }) => who.post(`/alarms/${path}/opened`)

it('the desk sees when somebody opened the app by what was sent to him, the first time, and of nobody else', async () => {
  const { incidentId } = await h.report()
  await h.engine.tick()
  const [dpo, handler] = [await h.as('dpo'), await h.as('handler')]
  h.outage(60_000)
  const at = h.now()
  expect((await opened(incidentId, dpo)).status).toBe(204)
  h.outage(60_000)
  expect((await opened(incidentId, dpo)).status).toBe(204)
  const { deliveries } = (await (await handler.get(`/incidents/${incidentId}`)).json()) as { deliveries: { recipientRole: string; openedAt: string | null }[] }
  const of = (role: string) => deliveries.filter(({ recipientRole }) => recipientRole === role).map(({ openedAt }) => openedAt)
  expect([of('dpo'), of('handler'), of('staff')]).toEqual([[at, at], [null, null], [null]])
  const events = (await h.events('delivery.opened')).map(({ facts, incidentId: about }) => [facts['count'], facts['channels'], about])
  expect(events).toEqual([[2, 'mail,push', incidentId]])
})

it('finds nothing for whoever it is not for, and nothing to note for whom nothing was sent', async () => {
  const { incidentId } = await h.report({ addressee: 'chair' })
  await h.engine.tick()
  expect((await opened(incidentId, await h.as('dpo'))).status).toBe(404)
  expect((await opened(incidentId, await h.as('chair'))).status).toBe(204)
  expect((await opened(incidentId, await h.as('teacher'))).status).toBe(403)
  expect((await opened('019b0000-0000-7000-8000-0000000000aa', await h.as('dpo'))).status).toBe(404)
})
