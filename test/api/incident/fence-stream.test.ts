import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours } from '../../../shared/instant.ts'
import { fenceHouse, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
beforeAll(async () => void (h = await fenceHouse()))
afterAll(() => h.drop())

/** An open desk: how many times it was told that there is news, and whether it ended. */
async function desk(who: Anybody) {
  const { cookie } = await h.as(who)
  const reader = (await h.request('/api/v1/incidents/stream', { headers: { cookie } })).body!.getReader()
  const seen = { opened: false, news: 0, ended: false, close: () => reader.cancel() }
  const read = async (): Promise<void> => {
    const { value, done } = await reader.read()
    if (done) return void (seen.ended = true)
    const text = new TextDecoder().decode(value)
    if (text.includes('event: open')) seen.opened = true
    seen.news += text.split('event: changed').length - 1
    return read()
  }
  void read()
  await until(() => seen.opened)
  return seen
}
async function until(holds: () => boolean) {
  for (let tries = 0; !holds() && tries < 400; tries++) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(holds()).toBe(true)
}

it('tells a desk nothing of what its reader may not know, neither that somebody signed in', async () => {
  const [dpo, handler] = [await desk('dpo'), await desk('handler')]
  const made = await h.report({ notTo: ['dpo'] })
  await until(() => handler.news === 1)
  await h.send('handler', 'POST', `/incidents/${made.incidentId}/acknowledge`)
  await until(() => handler.news === 2)
  await h.as('teacher')
  await h.report()
  await until(() => dpo.news > 0 && handler.news === 3)
  expect(dpo.news).toBe(1)
  await Promise.all([dpo.close(), handler.close()])
})

it('is told of no reading, neither his own nor that of others: a step that loads itself again would never stop', async () => {
  const made = await h.report()
  const at = `/incidents/${made.incidentId}`
  await h.send('dpo', 'PUT', `${at}/facts/summary`, { id: v7(), basedOn: null, answer: { text: 'Weg.' } })
  const { body } = await h.send('dpo', 'POST', `${at}/notices`, { kind: 'first' })
  await h.send('dpo', 'POST', `${at}/acknowledge`)
  const [handler, dpo] = [await desk('handler'), await h.as('dpo', true)]
  const notice = `notices/${String(body['noticeId'])}`
  for (const part of [
    '',
    '/facts',
    '/facts/summary',
    '/people',
    '/others',
    '/notices',
    `/${notice}/json?lang=nl`,
    '/decisions',
    '/closing',
    '/team',
    '/register',
    '/retention',
  ])
    expect([part, (await dpo.get(`${at}${part}`)).status]).toEqual([part, 200])
  await h.send('chair', 'PUT', `${at}/discreet`, { discreet: true, reason: 'x' })
  await until(() => handler.news > 0)
  expect(handler.news).toBe(1)
  await handler.close()
})

it('goes blind when its reader is kept away, when the glass is whole again, and ends when he leaves', async () => {
  const made = await h.report({ addressee: 'chair' })
  await h.send('dpo', 'POST', `/incidents/${made.incidentId}/break-glass`, { reason: 'Nu nodig.' })
  const [dpo, chair] = [await desk('dpo'), await desk('chair')]
  await h.send('chair', 'PUT', `/incidents/${made.incidentId}/discreet`, { discreet: true, reason: 'x' })
  await until(() => dpo.news === 1 && chair.news === 1)
  h.outage(hours(11))
  await h.recuse('chair', made.incidentId, 'dpo')
  await until(() => dpo.news === 2 && chair.news === 2)
  await h.send('chair', 'PUT', `/incidents/${made.incidentId}/discreet`, { discreet: false, reason: 'x' })
  await until(() => chair.news === 3)
  expect(dpo.news).toBe(2)
  await h.sql(`update person set left_at = $1 where id in (select person_id from role_grant where role = 'dpo' and not deputy)`, [h.now()])
  await until(() => dpo.ended)
  await chair.close()
})
