import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { alarmDue, deadline, delivery, event, incident } from '../../../api/db/schema.ts'
import { writeCsv } from '../../../shared/register/csv.ts'
import type { ImportPreview, RegisterPage } from '../../../shared/register/register-views.ts'
import { base64, oldRegister, oldRegisterCsv } from '../../support/old-register.ts'
import { board, fenceHouse, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
beforeAll(async () => void (h = await fenceHouse()))
afterAll(() => h.drop())

const { organisationId } = board
const sheet = { organisationId, format: 'csv', file: oldRegisterCsv }
const preview = async (body: object = sheet, who: Anybody = 'dpo') => {
  const answer = await h.send(who, 'POST', '/register/imports/preview', body)
  return { ...answer, body: answer.body as unknown as ImportPreview & { code: string } }
}
const confirm = async (more: object) => h.send('dpo', 'POST', '/register/imports/confirm', { ...sheet, mapping: (await preview()).body.mapping, ...more })
const list = async (query = '') => ((await (await (await h.as('dpo')).get(`/register${query}`)).json()) as RegisterPage).items
const rows = <T extends typeof incident | typeof deadline | typeof delivery | typeof event | typeof alarmDue>(table: T) =>
  h.deps.db.inBoard(board, (tx) => tx.sql.select().from(table as typeof incident))

it('shows what it found, which column is what, and what is wrong with each row, and writes nothing', async () => {
  const { status, body } = await preview()
  expect(status).toBe(200)
  expect(body.headings).toEqual(oldRegister[0])
  expect(body.mapping).toEqual({
    oldNumber: 0,
    occurredFrom: 1,
    awareAt: 2,
    registerKind: 3,
    description: 4,
    peopleMax: 5,
    classification: 6,
    authority: 7,
    school: 8,
  })
  expect([body.rows, body.wrong]).toEqual([4, 2])
  expect(body.errors).toEqual([
    {
      row: 4,
      said: [
        { column: 'occurredFrom', code: 'dayUnreadable' },
        { column: 'peopleMax', code: 'numberUnreadable' },
      ],
    },
    {
      row: 6,
      said: [
        { column: 'occurredFrom', code: 'dayInFuture' },
        { column: 'description', code: 'descriptionMissing' },
      ],
    },
  ])
  expect(body.notes).toEqual([
    { row: 3, said: [{ column: 'school', code: 'schoolUnknown' }] },
    { row: 4, said: [{ column: 'registerKind', code: 'kindBecomesOther' }] },
  ])
  expect(body.sample[0]).toMatchObject({
    row: 2,
    description: 'Een mail vroeg om wachtwoorden.',
    awareAt: '2024-02-04T08:30:00.000Z',
    classification: 'breach',
  })
  expect(await rows(incident)).toEqual([])
})

it('takes nothing over while rows have errors, unless somebody says to pass them over', async () => {
  expect(await confirm({ importId: v7() })).toMatchObject({ status: 409, body: { code: 'import.rowsWrong', limit: 2 } })
  expect(await rows(incident)).toEqual([])
})

it('takes each row over once, closed and marked as such, with nobody rung and nothing running', async () => {
  const importId = v7()
  const both = await Promise.all([confirm({ importId, skipErrors: true }), confirm({ importId, skipErrors: true })])
  expect(both.map(({ body }) => body['taken'])).toEqual([2, 2])
  expect(both.map(({ body }) => body['already']).toSorted()).toEqual([false, true])
  expect((await confirm({ importId, skipErrors: true })).body).toEqual({ taken: 2, skipped: 2, already: true })
  const found = await list()
  expect(found).toMatchObject([
    { number: '2024-002', origin: 'imported', registerKind: 'wrongRecipient', classification: 'incidentOnly', authority: 'notRequired', schoolName: null },
    {
      number: '2024-001',
      origin: 'imported',
      registerKind: 'phishing',
      classification: 'breach',
      authority: 'notify',
      schoolName: 'De Regenboog',
      complete: true,
    },
  ])
  // A formula is a text like any other.
  expect(found[0]?.description).toBe('=HYPERLINK("http://kwaad.example";"klik")')
  await h.engine.tick()
  expect(await rows(incident)).toMatchObject([
    { state: 'closed', origin: 'imported' },
    { state: 'closed', origin: 'imported' },
  ])
  for (const table of [deadline, delivery, alarmDue]) expect(await rows(table)).toEqual([])
  const events = (await rows(event)) as unknown as { type: string; facts: object }[]
  expect(events.filter(({ type }) => type === 'register.imported')).toMatchObject([{ facts: { taken: 2, skipped: 2 } }])
})

it('keeps what was taken over out of the list of the desk', async () => {
  expect(((await (await (await h.as('dpo')).get('/incidents')).json()) as { items: unknown[] }).items).toEqual([])
  const { incidentId } = await h.report()
  expect(((await (await (await h.as('dpo')).get('/incidents')).json()) as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([incidentId])
})

it('reads the same from a sheet of Excel, days as days', async () => {
  const data = oldRegister.slice(0, 2).map((row) => row.map((value) => ({ value, type: String })))
  data[1]![1] = { value: new Date('2024-02-03T00:00:00Z'), type: Date, format: 'dd-mm-yyyy' } as never
  const file = base64(new Uint8Array(await writeXlsxFile(data).toBuffer()))
  const { body } = await preview({ organisationId, format: 'xlsx', file })
  expect(body).toMatchObject({ rows: 1, wrong: 0, sample: [{ awareAt: '2024-02-04T08:30:00.000Z', registerKind: 'phishing' }] })
})

it('says what it cannot read, and what is too much', async () => {
  const of = async (file: string | Uint8Array, format = 'csv', more: object = {}) =>
    (await preview({ organisationId, format, file: base64(file), ...more })).body.code
  expect(await of('Dit is geen Excel', 'xlsx')).toBe('import.unreadable')
  expect(await of('Nr;Datum\r\n')).toBe('import.noRows')
  expect(await of(writeCsv(Array.from({ length: 5_002 }, () => ['1', '2024-01-01'])))).toBe('import.tooManyRows')
  expect(await of('Nr;Datum\r\n1;2024-01-01', 'csv', { mapping: { oldNumber: 7 } })).toBe('import.mapping')
  expect(await of('Nr;Datum\r\n1;2024-01-01', 'csv', { mapping: { oldNumber: 0, awareAt: 0 } })).toBe('import.mapping')
  expect(await of(new Uint8Array(7 * 1024 * 1024))).toBe('request.tooLarge')
  expect((await preview(sheet, 'chair')).body.code).toBe('access.denied')
})
