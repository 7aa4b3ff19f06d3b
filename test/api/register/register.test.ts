import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSheet } from 'read-excel-file/universal'
import { demoIdentity } from '../../../api/demo/board.ts'
import { hours } from '../../../shared/instant.ts'
import { readCsv } from '../../../shared/register/csv.ts'
import type { ImportPreview, RegisterFiguresView, RegisterPage } from '../../../shared/register/register-views.ts'
import { readAloud, readPdf } from '../../support/read-pdf.ts'
import { base64 } from '../../support/old-register.ts'
import { board, fenceHouse, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
const { organisationId } = board
const ids: string[] = []
const secret = '=cmd|calc; "geheim"\nvan groep 8'

const get = async (who: Anybody, path: string, steppedUp = false) => {
  const { cookie } = await h.as(who, steppedUp)
  return h.request(`/api/v1${path}`, { headers: { cookie, 'accept-language': 'nl' } })
}
const page = async (query = '', who: Anybody = 'dpo') => (await (await get(who, `/register?${query}`)).json()) as RegisterPage
const numbers = async (query = '', who: Anybody = 'dpo') => (await page(query, who)).items.map(({ number }) => number)
const figures = async (who: Anybody) => (await (await get(who, `/register/figures?organisationId=${organisationId}&year=2026`)).json()) as RegisterFiguresView
const school = '01900000-0000-7000-8000-000000000011'

/** Twelve incidents: ten lost things, one mail, one hack of which the handler may not know. */
beforeAll(async () => {
  h = await fenceHouse()
  for (let n = 0; n < 12; n++) {
    const { incidentId } = await h.report({ schoolId: school })
    ids.push(incidentId)
    await h.send('dpo', 'POST', `/incidents/${incidentId}/acknowledge`)
    const registerKind = n === 10 ? 'wrongRecipient' : n === 11 ? 'hacking' : 'carrierLost'
    const fields = { description: n === 0 ? secret : `Incident ${n}`, registerKind, groups: 'Leerlingen' }
    expect((await h.send('dpo', 'PUT', `/incidents/${incidentId}/register`, { revision: 0, fields })).status).toBe(200)
    await h.advance(60_000)
  }
  await h.advance(hours(75))
  const filed = await h.send('dpo', 'POST', `/incidents/${ids[0]}/filed`, { filedAt: h.now(), number: 'AP-2026-0007', reason: 'Het formulier lag eruit.' })
  expect(filed.status).toBe(200)
  await h.sql(`update register_entry set breach = 'breach', scope = 'inScope', decided_at = aware_at + interval '3 hours' where incident_id <> '${ids[11]}'`)
  await h.recuse('dpo', ids[11]!, 'handler')
}, 120_000)
afterAll(() => h.drop())

it('lists the newest first, filters, and pages without losing or repeating one', async () => {
  expect((await numbers()).slice(0, 2)).toEqual(['2026-012', '2026-011'])
  expect(await numbers('kind=hacking')).toEqual(['2026-012'])
  expect(await numbers('outcome=notified')).toEqual(['2026-001'])
  expect(await numbers(`school=${school}&outcome=undecided`)).toEqual(['2026-012'])
  expect(await numbers('from=2026-03-03')).toEqual([])
  expect((await numbers('from=2026-03-02&to=2026-03-02')).length).toBe(12)
  const [first, second] = [await page('kind=carrierLost'), (await page()).items[1]!]
  expect([first.items.length, first.nextCursor]).toEqual([10, null])
  const cursor = Buffer.from(JSON.stringify([second.awareAt, second.incidentId])).toString('base64url')
  expect((await numbers(`cursor=${cursor}`))[0]).toBe('2026-010')
  expect((await get('dpo', '/register?cursor=kwaad')).status).toBe(422)
  expect((await get('headOfIct', '/register')).status).toBe(403)
})

it('leaves out of everything what its reader may not know of', async () => {
  expect(await numbers('', 'handler')).not.toContain('2026-012')
  expect((await figures('handler')).figures.total).toBe(11)
  const taken = await (await get('handler', `/register/export?organisationId=${organisationId}&format=json`, true)).text()
  expect(taken).not.toContain('2026-012')
  expect(JSON.parse(taken).entries.length).toBe(11)
})

it('counts exactly for the officer, with hours per incident and the reason where it was late', async () => {
  const view = await figures('dpo')
  expect(view.figures).toMatchObject({ total: 12, breaches: 11, told: 0, toDecision: { count: 11, median: 3 }, toFiling: { count: 1, late: 1 } })
  expect(view.figures.byKind).toEqual([
    { keys: ['carrierLost'], count: 10 },
    { keys: ['hacking'], count: 1 },
    { keys: ['wrongRecipient'], count: 1 },
  ])
  expect(view.perIncident?.length).toBe(12)
  expect(view.perIncident?.[0]).toMatchObject({ number: '2026-001', toDecision: 3, toFiling: 75.2, inTime: 'late', reason: 'Het formulier lag eruit.' })
})

it('tells the chair nothing that stands for fewer than ten, and no times of one incident', async () => {
  const view = await figures('chair')
  expect(view).toMatchObject({ floor: 10, perIncident: null })
  expect(view.figures).toMatchObject({ total: 12, breaches: null, told: null, toFiling: { count: null, median: null, late: null } })
  expect(view.figures.byKind).toEqual([{ keys: ['carrierLost', 'hacking', 'wrongRecipient'], count: 12 }])
  const csv = readCsv(await (await get('chair', `/register/figures/sheet?organisationId=${organisationId}&year=2026`)).text())
  expect(csv).toContainEqual(['Datalekken', 'te weinig om te noemen'])
  expect(csv.flat()).not.toContain('2026-001')
})

it('gives the register as a file only to who shows his key, and says so in the log', async () => {
  const path = `/register/export?organisationId=${organisationId}&format=csv`
  expect((await get('dpo', path)).status).toBe(403)
  const answer = await get('dpo', path, true)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="seintje-register-2026-03-05.csv"')
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const text = new TextDecoder().decode(bytes)
  expect(text).toContain(`"'=cmd|calc; ""geheim""`)
  const rows = readCsv(text)
  expect(rows.length).toBe(13)
  expect(rows.at(-1)?.[5]).toBe(secret)
  for (const name of ['Noor', demoIdentity('teacher')]) expect(text).not.toContain(name)
  const events = await h.sql<{ facts: { format: string } }>(`select facts from event where type = 'register.exported' order by sequence`)
  expect(events.at(-1)?.facts).toMatchObject({ format: 'csv' })
})

it('writes it for Excel without a formula, and takes its own file over again column for column', async () => {
  const answer = await get('dpo', `/register/export?organisationId=${organisationId}&format=xlsx`, true)
  const file = new Uint8Array(await answer.arrayBuffer())
  const rows = await readSheet(file.buffer)
  expect([rows.length, rows.at(-1)?.[5]]).toEqual([13, secret])
  expect(Buffer.from(file).includes('<f>')).toBe(false)
  const body = { organisationId, format: 'xlsx', file: base64(file) }
  const seen = (await h.send('dpo', 'POST', '/register/imports/preview', body)).body as unknown as ImportPreview
  expect(seen).toMatchObject({ rows: 12, wrong: 0, notes: [] })
  expect(Object.keys(seen.mapping).length).toBe(26)
})

it('prints it as a tagged paper with a language and a title', async () => {
  const answer = await get('dpo', `/register/export?organisationId=${organisationId}&format=pdf`, true)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  const paper = readPdf(new Uint8Array(await answer.arrayBuffer()))
  expect(paper).toMatchObject({ lang: 'nl', title: 'Register van incidenten en datalekken', marked: true, showsTitle: true, untagged: '', unembedded: 0 })
  expect(readAloud(paper.tree)).toContain('H2 2026-012 · Hack')
})
