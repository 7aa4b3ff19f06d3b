import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeEndpointGuard } from '../../api/alert/channels/endpoint-guard.ts'
import { makePushSender } from '../../api/alert/channels/push.ts'
import { vapidKeys } from '../../api/alert/channels/vapid.ts'
import type { Acknowledgement } from '../../shared/incident/views.ts'
import { startAutopush, type Autopush } from '../support/autopush.ts'
import { openFirefox, type Firefox, type FirefoxPage } from '../support/firefox.ts'
import { liveOffice } from '../support/live-office.ts'
import { lostStick } from '../support/office.ts'

/** One device of the FG in a real Firefox: its subscription, its encryption, our worker. Only Mozilla's server is a stand-in. */
const host = 'updates.push.services.mozilla.com'
// The real guard, its own list of hosts; only the look-up is told, for nothing on this machine may be called by a push.
const guard = makeEndpointGuard([], (_, done) => done(null, [{ address: '34.107.243.93', family: 4 }]))
let o: Awaited<ReturnType<typeof liveOffice>>
let service: Autopush
let firefox: Firefox
let page: FirefoxPage

beforeAll(async () => {
  service = await startAutopush(host)
  o = await liveOffice({ guard, pushAgent: service.agent })
  firefox = await openFirefox(service.server)
  page = await firefox.newPage()
  await page.go(`${o.origin}/inloggen?naar=/ik`)
  await page.tap('Functionaris gegevensbescherming (FG)')
  await page.tap('Zet seintjes aan')
  await page.says('Dit toestel krijgt seintjes')
})
afterAll(async () => {
  await firefox?.close()
  await o?.close()
  await service?.close()
})

type Device = { id: string; endpoint: string; key_id: string; last_ok_at: unknown; last_failed_at: unknown; last_answer: string | null }
const devices = () => o.sql<Device>('select * from push_subscription')
const shown = () =>
  page.run(async () =>
    (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data })),
  )
const clear = () => page.run(async () => (await (await navigator.serviceWorker.ready).getNotifications()).forEach((one) => one.close()))

async function teacherReports(): Promise<Acknowledgement> {
  const answer = await (await o.as('teacher')).put(`/reports/${v7()}`, lostStick(o.now()), { 'device-now': o.now() })
  return (await answer.json()) as Acknowledgement
}

it('subscribes with the key of the server, which keeps the endpoint under the name of that key', async () => {
  const [device] = await devices()
  expect(await devices()).toHaveLength(1)
  expect(device?.endpoint).toMatch(`https://${host}/wpush/v2/`)
  expect(device?.key_id).toBe(o.deps.push.keyId)
})

it('rings for a report: encrypted, urgent, for as long as the ladder waits, and the worker shows it without a name or a word of it', async () => {
  const from = service.posted.length
  const { number, incidentId } = await teacherReports()
  await expect.poll(shown, { timeout: 15_000 }).toHaveLength(1)
  const [notice] = await shown()
  expect(notice).toMatchObject({
    title: `Nieuwe melding ${number}`,
    body: 'Nog 72 uur · Stichting De Waterlelie',
    lang: 'nl',
    data: { navigate: `${o.origin}/alarm/${incidentId}` },
  })
  const { headers, body } = service.posted[from]!
  expect(headers).toMatchObject({ host, ttl: '900', urgency: 'high', 'content-encoding': 'aes128gcm', topic: notice?.tag.replaceAll('-', '') })
  expect(headers.authorization).toMatch(/^vapid t=/)
  expect(body.toString('latin1')).not.toMatch(/melding|Waterlelie/)
  const states = () => o.sql(`select state, answer from delivery where channel = 'push' and incident_id = $1 and answer like 'http%'`, [incidentId])
  await expect.poll(states).toEqual([{ state: 'sent', answer: 'http 201' }])
  console.log(await firefox.inChrome(() => [...(globalThis as any).Services.wm.getEnumerator(null)].map((w: any) => w.document.documentURI)))
  await expect.poll(() => service.seen.acks).toBeGreaterThan(0)
})
