import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { demoBoard, demoIdentity } from '../../../api/demo/board.ts'
import { days, plus } from '../../../shared/instant.ts'
import type { MeetingList } from '../../../shared/register/meeting-views.ts'
import { lostStick, office, type Office } from '../../support/office.ts'
import { readAloud, readPdf } from '../../support/read-pdf.ts'

let o: Office
let [dpo, chair, teacher]: Awaited<ReturnType<Office['as']>>[] = []
const { organisationId } = demoBoard
beforeAll(async () => {
  o = await office()
  ;[dpo, chair, teacher] = [await o.as('dpo'), await o.as('chair'), await o.as('teacher')]
  await o.sql(`update organisation set created_at = '2026-01-10T09:00:00Z'`)
  const { incidentId } = await (await teacher.put(`/reports/${v7()}`, lostStick(o.now()))).json()
  await dpo.post(`/incidents/${incidentId}/filed`, { filedAt: o.now(), number: 'AP-2026-0001' })
  o.outage(days(120))
  ;[dpo, chair, teacher] = [await o.as('dpo'), await o.as('chair'), await o.as('teacher')]
})
afterAll(() => o.drop())

const list = async (): Promise<MeetingList> => (await dpo!.get(`/register/meetings?organisationId=${organisationId}`)).json()
const codeOf = async (answer: Response | Promise<Response>) => ((await (await answer).json()) as { code: string }).code

it('prepares the half-yearly meeting from the register: what was notified, and whether in time', async () => {
  const { items } = await list()
  expect(items.map(({ kind, period }) => `${kind} ${period}`)).toEqual(['halfYear 2026-1'])
  expect(items[0]!.agenda).toMatchObject({ incidents: 1, notified: [{ inTime: 'onTime' }], told: 0 })
})

it('plans it, records that it was held, and lets no second one write over the first unseen', async () => {
  const at = '/register/meetings/halfYear/2026-1'
  expect((await dpo!.put(at, { organisationId, revision: 0, startsAt: plus(o.now(), days(3)) })).status).toBe(200)
  expect(await codeOf(chair!.put(at, { organisationId, revision: 0, startsAt: plus(o.now(), days(4)) }))).toBe('meeting.changed')
  const held = { organisationId, revision: 1, present: 'Voorzitter, FG', report: 'Sticks worden vervangen door Verzonnen Beheer.' }
  expect(await codeOf(chair!.post(`${at}/held`, { ...held, heldAt: plus(o.now(), days(1)) }))).toBe('meeting.heldAt')
  const { items } = (await (await chair!.post(`${at}/held`, { ...held, heldAt: o.now() })).json()) as MeetingList
  expect(items[0]).toMatchObject({ heldAt: o.now(), report: held.report, present: held.present, revision: 2 })
  const stored = JSON.stringify(await o.sql('select * from meeting'))
  expect(stored).not.toContain('Verzonnen')
  expect(((await (await dpo!.get('/register/due')).json()) as { items: { kind: string }[] }).items.some(({ kind }) => kind === 'halfYear')).toBe(false)
})

it('knows no meeting of another kind, period or board', async () => {
  const body = { organisationId, revision: 0, startsAt: plus(o.now(), days(3)) }
  expect(await codeOf(dpo!.put('/register/meetings/halfYear/2026', body))).toBe('meeting.notFound')
  expect((await dpo!.put('/register/meetings/party/2026', body)).status).toBe(404)
  expect((await dpo!.put('/register/meetings/evaluation/2026', { ...body, organisationId: v7() })).status).toBe(403)
  expect((await teacher!.get(`/register/meetings?organisationId=${organisationId}`)).status).toBe(403)
})

const asked = { organisationId, year: '2026', lang: 'nl', format: 'pdf', advice: 'Versleutel elke stick.\n\nOefen vaker.' }

it('makes the report of the officer as a tagged PDF with its title and language, and no case in it', async () => {
  const answer = await dpo!.post('/register/year-report', asked)
  expect(answer.status).toBe(200)
  const pdf = readPdf(new Uint8Array(await answer.arrayBuffer()))
  expect(pdf.title).toBe('Jaarverslag van de FG over 2026')
  expect(pdf.lang).toBe('nl')
  expect(pdf.marked).toBe(true)
  const read = readAloud(pdf.tree)
  expect(read[0]).toBe('H1 Jaarverslag van de FG over 2026')
  expect(read.join(' ')).toContain('Gemeld bij de Autoriteit Persoonsgegevens')
  expect(read.join(' ')).not.toContain('2026-001')
})

it('makes it as a document too, in the language that was asked', async () => {
  const answer = await dpo!.post('/register/year-report', { ...asked, lang: 'en', format: 'docx' })
  const document = entryOf(new Uint8Array(await answer.arrayBuffer()), 'word/document.xml')
  expect(document).toContain('Yearly report of the data protection officer on 2026')
  expect(document).toContain('Heading1')
  expect(document).not.toContain('2026-001')
})

it('opens whatever was pasted into it, and is drawn so often and no more', async () => {
  const answer = await dpo!.post('/register/year-report', { ...asked, lang: 'nl', format: 'docx', advice: 'Let op\u0000\u0008\u001f\ufffe <dit>' })
  const document = entryOf(new Uint8Array(await answer.arrayBuffer()), 'word/document.xml')
  expect(document).toContain('&lt;dit&gt;')
  // oxlint-disable-next-line no-control-regex
  expect(document).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe]/)
  await o.deps.limits.take('paperPerPerson', demoIdentity('dpo'), 50)
  const tries: number[] = []
  while (tries.length < 12) tries.push((await dpo!.post('/register/year-report', { ...asked, format: 'docx' })).status)
  expect([tries[0], tries.at(-1)]).toEqual([200, 429])
})

it('is the officer’s alone', async () => {
  expect((await chair!.post('/register/year-report', asked)).status).toBe(403)
  expect((await dpo!.post('/register/year-report', { ...asked, year: '1999' })).status).toBe(422)
})

/** One file out of a zip, by its central directory. */
function entryOf(zip: Uint8Array, name: string): string {
  const bytes = Buffer.from(zip)
  for (let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    const [size, nameLength, local] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)]
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) !== name) continue
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    return inflateRawSync(bytes.subarray(from, from + size)).toString('utf8')
  }
  throw new Error(`no ${name} in it`)
}
