import { expect, it } from 'vitest'
import { readRows } from '../../../api/register/read-sheet.ts'
import { safeSheet } from '../../../api/register/unpack-sheet.ts'
import { rowOf, xlsxOf } from '../../support/hostile-sheet.ts'

const head = rowOf(1, ['Omschrijving', 'Bekend op'])
const refusal = (file: Uint8Array) => readRows('xlsx', file).catch((error: { code?: string }) => error.code)

it('reads a plain sheet', async () => {
  expect(await readRows('xlsx', xlsxOf(head + rowOf(2, ['Post', '2024-03-01'])))).toEqual({
    headings: ['Omschrijving', 'Bekend op'],
    rows: [['Post', '2024-03-01']],
  })
})

it('works out no formula: what it last gave is what stands there', async () => {
  const formula = `<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://kwaad.example")</f><v>klik hier</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>`
  expect((await readRows('xlsx', xlsxOf(head + formula))).rows).toEqual([['klik hier', '2']])
})

it('refuses what unpacks to more than a register can be, also when it says that it is small', async () => {
  const bomb = rowOf(2, ['a'.repeat(42_000_000)])
  const file = xlsxOf(head + bomb, { says: 1000 })
  expect(file.length).toBeLessThan(200_000)
  expect(safeSheet(file)).toBeUndefined()
  expect(await refusal(file)).toBe('import.unreadable')
})

it('refuses a cell so far away that a reader would run out of room', async () => {
  for (const far of [
    `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`,
    `<row r="2"><c r="&#65;1048576"><v>1</v></c></row>`,
    `<row r='900000'><c r='B900000'><v>1</v></c></row>`,
  ])
    expect(await refusal(xlsxOf(head + far))).toBe('import.unreadable')
})

it('follows no entity and opens no other file', async () => {
  const evil = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "${'z'.repeat(100)}">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&x;&y;</t></si></sst>`
  const found = await readRows('xlsx', xlsxOf(head + rowOf(2, ['&x;', '2024']), { more: { 'xl/sharedStrings.xml': evil } })).catch(
    (error: { code?: string }) => error.code,
  )
  expect(JSON.stringify(found)).not.toMatch(/root:|zzz/)
})

it('refuses what is cut off, is no sheet, or is a folder of many', async () => {
  const file = xlsxOf(head + rowOf(2, ['Post', '2024-03-01']))
  expect(await refusal(file.slice(0, file.length - 30))).toBe('import.unreadable')
  expect(await refusal(file.slice(60))).toBe('import.unreadable')
  expect(await refusal(new TextEncoder().encode('PK geen zip'))).toBe('import.unreadable')
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`xl/extra${n}.xml`, '<a/>']))
  expect(await refusal(xlsxOf(head, { more: many }))).toBe('import.unreadable')
})

it('reads letters of Windows and of UTF-16', async () => {
  const windows = Uint8Array.from([...'Nr;Tekst\r\n1;caf'].map((one) => one.charCodeAt(0)).concat(0xe9))
  expect((await readRows('csv', windows)).rows).toEqual([['1', 'café']])
  const wide = new Uint8Array(Buffer.from('\uFEFFNr;Tekst\r\n1;café', 'utf16le'))
  expect((await readRows('csv', wide)).rows).toEqual([['1', 'café']])
})

it('reads five thousand rows without holding up the rest for long', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => rowOf(n + 2, [`Incident ${n}`, '2024-03-01', 'Phishing', 'Leerlingen', 'Namen en toetsen']))
  const file = xlsxOf(rowOf(1, ['a', 'b', 'c', 'd', 'e']) + rows.join(''))
  const started = performance.now()
  expect((await readRows('xlsx', file)).rows.length).toBe(5_000)
  expect(performance.now() - started).toBeLessThan(5_000)
})
