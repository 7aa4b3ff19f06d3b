import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeEndpointGuard } from '../../api/alert/channels/endpoint-guard.ts'
import { makePushSender } from '../../api/alert/channels/push.ts'
import { vapidKeys } from '../../api/alert/channels/vapid.ts'
import type { Acknowledgement } from '../../shared/incident/views.ts'
import { minutes } from '../../shared/instant.ts'
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
    body: expect.stringMatching(/^Nog 7[12] uur · Stichting De Waterlelie$/) as string,
    lang: 'nl',
    data: { navigate: `${o.origin}/alarm/${incidentId}` },
  })
  const { headers, body } = service.posted[from]!
  expect(headers).toMatchObject({ host, urgency: 'high', 'content-encoding': 'aes128gcm', topic: expect.stringMatching(/^[\w-]{32}$/) })
  // The service may not see from it which devices ring for one alarm.
  expect(headers.topic).not.toContain(notice?.tag.replaceAll('-', ''))
  expect(Number(headers['ttl'])).toSatisfy((ttl: number) => ttl > 890 && ttl <= 900)
  expect(headers.authorization).toMatch(/^vapid t=/)
  expect(body.toString('latin1')).not.toMatch(/melding|Waterlelie/)
  const states = () => o.sql(`select state, answer from delivery where channel = 'push' and incident_id = $1 and answer like 'http%'`, [incidentId])
  await expect.poll(states).toEqual([{ state: 'sent', answer: 'http 201' }])
  await expect.poll(() => service.seen.acks).toBeGreaterThan(0)
})

it('goes to the alarm in the open page when the notification is tapped, without loading that page anew', async () => {
  await clear()
  const { incidentId } = await teacherReports()
  await page.run(() => void Object.assign(globalThis, { stillHere: true }))
  await expect.poll(shown, { timeout: 15_000 }).toHaveLength(1)
  await expect.poll(firefox.tapNotification).toBe(true)
  await page.until((id) => location.pathname === `/alarm/${id}`, incidentId)
  expect(await page.run(() => (globalThis as { stillHere?: boolean }).stillHere)).toBe(true)
  await page.says('Ik pak dit op')
  await expect.poll(shown).toEqual([])
})

it('shows one notification for one alarm, however often it rings', async () => {
  await clear()
  const { number } = await teacherReports()
  await expect.poll(shown, { timeout: 15_000 }).toHaveLength(1)
  o.outage(minutes(16))
  await expect.poll(async () => (await shown()).map(({ title }) => title), { timeout: 15_000 }).toContain(`Nog niet opgepakt: melding ${number}`)
  expect((await shown()).filter(({ title }) => title.endsWith(number))).toHaveLength(1)
})

it('sends a test after a tap and says how it went; what the service refuses for now is told and the device is kept', async () => {
  await clear()
  await page.go(`${o.origin}/ik`)
  await page.tap('Stuur een proefseintje')
  await page.says('Verstuurd.')
  await expect.poll(async () => (await shown()).map(({ title }) => title)).toEqual(['Proefseintje'])
  service.answerWith(503)
  await page.tap('Stuur een proefseintje')
  await page.says('De dienst nam het niet aan: http 503')
  await page.says('Op dit toestel werkt het seintje niet')
  expect((await devices())[0]?.last_answer).toBe('http 503')
  service.answerWith(null)
  await page.tap('Stuur een proefseintje')
  await page.says('Dit toestel krijgt seintjes')
})

/** One tap on what the desk says is wrong, and it rings again. */
async function repairedByOneTap() {
  await page.go(`${o.origin}/desk`)
  await page.says('Op dit toestel werkt het seintje niet')
  await page.tap('Zet seintjes aan')
  await expect.poll(async () => (await devices()).length).toBe(1)
  await rings()
}
async function rings() {
  await clear()
  const { number } = await teacherReports()
  await expect.poll(async () => (await shown()).map(({ title }) => title), { timeout: 15_000 }).toContain(`Nieuwe melding ${number}`)
}
const gone = async () => {
  await teacherReports()
  await expect.poll(devices, { timeout: 15_000 }).toEqual([])
  expect(service.posted.at(-1)?.status).toBe(410)
}

it('drops a device that the browser unsubscribed once its endpoint answers 410, tells the person, and one tap repairs it', async () => {
  await page.run(async () => (await (await navigator.serviceWorker.ready).pushManager.getSubscription())?.unsubscribe())
  await expect.poll(service.subscriptions).toBe(0)
  await gone()
  await page.go(`${o.origin}/ik`)
  await page.says('De browser heeft het abonnement op seintjes weggegooid')
  await repairedByOneTap()
})

it('tells the person when the service forgot the device and the browser does not know it yet, and one tap repairs it', async () => {
  service.forget()
  await gone()
  await page.go(`${o.origin}/ik`)
  await page.says('Dit toestel staat niet meer op je lijst')
  await repairedByOneTap()
})

it('subscribes anew by itself at the next start, on whatever screen, when the server has another key', async () => {
  const [before] = await devices()
  await o.sql(`delete from installation where key = 'vapid'`)
  const keys = await vapidKeys(o.deps.db, o.deps.keys)
  o.deps.push = makePushSender({ keys, subject: o.deps.env.vapidSubject, guard, agent: service.agent })
  expect(keys.keyId).not.toBe(before?.key_id)
  await page.go(`${o.origin}/`)
  await expect.poll(async () => (await devices()).map(({ key_id }) => key_id), { timeout: 15_000 }).toEqual([keys.keyId])
  expect((await devices())[0]?.endpoint).not.toBe(before?.endpoint)
  await rings()
})

it('subscribes anew without any screen when the push service lost everything, as the same device', async () => {
  const [before] = await devices()
  await page.go('about:blank')
  service.startOver()
  await expect.poll(async () => (await devices()).map(({ endpoint }) => endpoint), { timeout: 40_000 }).not.toEqual([before?.endpoint])
  const after = await devices()
  expect(after.map(({ id }) => id)).toEqual([before?.id])
  await page.go(`${o.origin}/ik`)
  await rings()
})

it('sends nothing to a host that left the list after the device was saved, and says so', async () => {
  const sender = o.deps.push
  const keys = await vapidKeys(o.deps.db, o.deps.keys)
  o.deps.push = makePushSender({ keys, subject: o.deps.env.vapidSubject, guard: makeEndpointGuard(['push.elders.example']), agent: service.agent })
  const from = service.posted.length
  await page.go(`${o.origin}/ik`)
  await page.tap('Stuur een proefseintje')
  await page.says('hostNotAllowed')
  expect(service.posted.slice(from)).toEqual([])
  o.deps.push = sender
})

it('opens the alarm when the notification is tapped and no page of Seintje is open', async () => {
  await clear()
  const { incidentId } = await teacherReports()
  await expect.poll(shown, { timeout: 15_000 }).not.toEqual([])
  await page.close()
  await expect.poll(firefox.tapNotification).toBe(true)
  await expect.poll(firefox.tabs, { timeout: 15_000 }).toContain(`${o.origin}/alarm/${incidentId}`)
})

it('keeps a report sealed before it opens the database, which Firefox would otherwise close, and sends it when the server is back', async () => {
  const story = 'Rapporten van groep 6 lagen bij het oud papier.'
  const phone = await firefox.newDevice()
  await phone.go(`${o.origin}/inloggen?naar=/`)
  await phone.tap('Noor, leraar')
  await phone.until(() => navigator.serviceWorker.controller !== null)
  await o.down()
  await phone.go(`${o.origin}/melden`)
  await phone.tap('Apparaat of USB-stick kwijt of gestolen')
  await phone.tap('Verder')
  await phone.fill('#description', story)
  await phone.tap('Verder')
  await phone.tap('Verstuur')
  await phone.says('Nog niet verstuurd')
  await phone.go(`${o.origin}/meldingen`)
  await phone.says('Nog niet verstuurd')
  const kept = await phone.run(everythingKept)
  expect(kept).toContain('queued')
  expect(kept).not.toContain('oud papier')
  const before = (await o.sql('select id from report')).length
  await o.up()
  await phone.run(() => void window.dispatchEvent(new Event('online')))
  await expect.poll(async () => (await o.sql('select id from report')).length, { timeout: 15_000 }).toBe(before + 1)
  await phone.until(() => !document.body.innerText.includes('Nog niet verstuurd') && document.body.innerText.includes('Ontvangen om'))
})

/** All that stands in the databases of this site, as text. */
async function everythingKept(): Promise<string> {
  const asked = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }))
  let text = ''
  for (const { name } of await indexedDB.databases()) {
    const db = await asked(indexedDB.open(name!))
    for (const store of db.objectStoreNames) {
      for (const row of await asked(db.transaction(store).objectStore(store).getAll())) {
        text += JSON.stringify(row, (_, value: unknown) =>
          value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value as ArrayBuffer) : value,
        )
      }
    }
    db.close()
  }
  return text
}
