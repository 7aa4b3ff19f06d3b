import { v7 } from 'uuid'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoBoard } from '../../api/demo/board.ts'
import { showSchoolCode } from '../../shared/access/school-code.ts'
import { demoCode, withSchoolCode } from '../support/hand-in.ts'
import { lostStick, office, type Office } from '../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

/** Planted in every text that this issue lets a person write. If it shows anywhere in clear, the app itself is the leak. */
const canary = 'kanarieZX81'

/** The same with the school's code: one that stays nobody's, one that is confirmed, and the canary for a code. */
async function handIn(noor: Awaited<ReturnType<Office['as']>>, body: object, photo: Uint8Array<ArrayBuffer>) {
  const id = v7()
  expect((await withSchoolCode(o).report(id, JSON.stringify(body))).status).toBe(201)
  expect((await withSchoolCode(o).photo(id, v7(), photo)).status).toBe(201)
  expect((await noor.put(`/reports/${id}`, body)).status).toBe(200)
  expect((await withSchoolCode(o).report(v7(), JSON.stringify(body))).status).toBe(201)
  expect((await withSchoolCode(o, canary).check()).status).toBe(403)
}

it('shows no story and no name in a dump of the database, in logs, mails and pushes', async () => {
  const lines: string[] = []
  o.deps.log = pino({ level: 'trace' }, new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) }))
  const [noor, dpo, chair] = [await o.as('teacher'), await o.as('dpo'), await o.as('chair')]
  const id = v7()
  const body = lostStick(o.now(), {
    ...{
      description: canary,
      atProcessor: canary,
      callBackNumber: canary,
      writtenBy: canary,
      alreadyDone: [canary],
      discoveredAt: canary,
      [canary]: canary,
      takenFrom: { name: canary, phone: canary },
    },
  })
  const { incidentId } = await (await noor.put(`/reports/${id}`, body)).json()
  const photo = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new TextEncoder().encode(canary.repeat(20))])
  expect((await noor.put(`/reports/${id}/attachments/${v7()}`, photo)).status).toBe(201)
  await dpo.post(`/reports/${id}/messages`, { id: v7(), text: canary })
  await noor.post(`/reports/${id}/messages`, { id: v7(), text: canary })
  await dpo.put(`/incidents/${incidentId}/aware-at`, { awareAt: '2026-03-01T00:00:00.000Z', reason: canary })
  await dpo.put(`/incidents/${incidentId}/aware-at`, { awareAt: o.now(), reason: canary })
  await chair.post(`/incidents/${incidentId}/aware-at/decision`, { accept: false, reason: canary })
  await dpo.put(`/incidents/${incidentId}/discreet`, { discreet: true, reason: canary })
  await handIn(noor, body, photo)
  await dpo.get(`/boards/${demoBoard.organisationId}/school-code`)
  await o.advance(0)
  const view = await (await dpo.get(`/incidents/${incidentId}`)).text()
  expect(view.split(canary).length).toBeGreaterThan(8)

  const tables = (await o.sql(`select table_name from information_schema.tables where table_schema = 'public'`)).map((row) => row['table_name'] as string)
  expect(tables.length).toBeGreaterThan(15)
  let dumped = 0
  for (const table of tables) {
    const rows = await o.sql(`select t::text as row, to_jsonb(t)::text as json from "${table}" t`)
    dumped += rows.length
    const text = JSON.stringify(rows)
    for (const secret of [
      canary,
      Buffer.from(canary).toString('hex'),
      Buffer.from(canary).toString('base64').slice(1, -3),
      'Noor',
      'Frits',
      'noor@',
      'Voorbeeld',
      demoCode,
      showSchoolCode(demoCode),
    ]) {
      expect({ table, secret, found: text.includes(secret) }).toEqual({ table, secret, found: false })
    }
  }
  expect(dumped).toBeGreaterThan(30)
  const messages = JSON.stringify(o.deps.demoMessages!.list().map(({ subject, text }) => [subject, text]))
  expect(messages).not.toContain(canary)
  expect(messages).not.toMatch(/Noor|stick/)
  expect(messages).not.toContain(demoCode)
  expect(lines.join('')).not.toContain(canary)
})
