import { v7 } from 'uuid'
import { afterEach, expect, it, vi } from 'vitest'
import type { Acknowledgement } from '../../shared/incident/views.ts'
import { hours, minutes, plus } from '../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../support/alarm-house.ts'
import { said, withSchoolCode } from '../support/hand-in.ts'
import { lostStick, withCookie } from '../support/office.ts'

let h: AlarmHouse
afterEach(() => h.close())

const noor = 'noor@waterlelie.example'
const post = (path: string, body: unknown) =>
  h.request(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** As a teacher does: asks for a code, reads it in her mail, and is in. */
async function signInByMail() {
  await post('/session/code', { email: noor })
  const mail = await vi.waitFor(() => h.smtp.to(noor).findLast(({ text }) => /\b\d{6}\b/.test(text ?? '')) ?? Promise.reject(new Error('no mail yet')), {
    timeout: 20_000,
  })
  const opened = await post('/session', { email: noor, code: /\b(\d{6})\b/.exec(mail.text ?? '')![1], ownDevice: true })
  return withCookie(h.request, opened.headers.get('set-cookie')!.split(';')[0]!)
}

it('rings the officer while the mail is down, and gives the report to its writer when the mail is back', async () => {
  h = await alarmHouse()
  const phone = await h.device('dpo')
  h.smtp.refuse(451, 'down')
  const discovered = h.now()
  const [id, body] = [v7(), JSON.stringify(lostStick(discovered, { writtenBy: 'Noor, groep 8', callBackNumber: '085 555 01 10' }))]

  // No code comes, so nobody gets in. The card hangs in the staff room.
  expect((await post('/session/code', { email: noor })).status).toBe(202)
  h.outage(minutes(10))
  expect(await said(await withSchoolCode(h).check('kade-4827'))).toMatchObject({
    boardName: 'Stichting De Waterlelie',
    contacts: { dpo: { phone: '085 555 01 11' } },
  })
  const received = (await (await withSchoolCode(h).report(id, body)).json()) as Acknowledgement
  expect(received.deadlineAt).toBe(plus(discovered, hours(72)))
  await h.engine.tick()
  expect(phone.received.map(({ payload }) => payload.notification.title)).toEqual([`Nieuwe melding ${received.number}`])

  expect((await phone.client.post(`/incidents/${received.incidentId}/acknowledge`)).status).toBe(200)
  await phone.client.post(`/reports/${id}/messages`, { id: v7(), text: 'Stond er een wachtwoord op?' })
  const seen = async () => (await (await phone.client.get(`/incidents/${received.incidentId}`)).json()).reports[0]
  expect((await seen()).reporter).toMatchObject({ name: 'Noor, groep 8', callBackNumber: '085 555 01 10', verified: false })

  h.smtp.refuse(null)
  await h.advance(hours(5))
  const teacher = await signInByMail()
  expect(await said(await teacher.put(`/reports/${id}`, body))).toMatchObject({ status: 200, number: received.number, state: 'read' })
  expect((await (await teacher.get(`/reports/${id}`)).json()).messages).toMatchObject([{ text: 'Stond er een wachtwoord op?' }])
  await teacher.post(`/reports/${id}/messages`, { id: v7(), text: 'Ja.' })
  const after = await seen()
  expect(after.reporter).toMatchObject({ name: 'Noor Voorbeeld', verified: true, confirmedBy: 'Noor Voorbeeld', writtenBy: 'Noor, groep 8' })
  expect(after.messages.map(({ text }: { text: string }) => text)).toEqual(['Stond er een wachtwoord op?', 'Ja.'])
  expect((await h.sql('select count(*)::int as n from incident'))[0]?.['n']).toBe(1)
})
