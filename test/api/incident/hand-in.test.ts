import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hours, plus } from '../../../shared/instant.ts'
import { demoCode, jpeg, otherBoard, said, withSchoolCode } from '../../support/hand-in.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

const bodyOf = (changes: Record<string, unknown> = {}) => JSON.stringify(lostStick(o.now(), changes))
const dossierOf = async (incidentId: unknown) => (await (await o.as('dpo')).get(`/incidents/${String(incidentId)}`)).json()

describe('handing in with the code of the school', () => {
  it('stores the report under the next number, starts the 72 hours and answers what the device compares', async () => {
    await (await o.as('teacher')).put(`/reports/${v7()}`, lostStick(o.now()))
    const [id, body] = [v7(), bodyOf({ discoveredAt: plus(o.now(), -hours(20)), discoveredBasis: 'picked' })]
    const answer = await withSchoolCode(o).report(id, body)
    expect(await said(answer)).toMatchObject({
      ...{ status: 201, id, sha256: createHash('sha256').update(body).digest('hex'), number: '2026-002' },
      ...{ awareAt: plus(o.now(), -hours(20)), deadlineAt: plus(o.now(), hours(52)), state: 'received' },
    })
  })

  it('gives the same answer to the same bytes, and stores ten at the same moment once', async () => {
    const [id, body] = [v7(), bodyOf()]
    const answers = await Promise.all(Array.from({ length: 10 }, async () => said(await withSchoolCode(o).report(id, body))))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201])
    expect(new Set(answers.map(({ number, receivedAt }) => `${String(number)} ${String(receivedAt)}`)).size).toBe(1)
    expect((await o.sql('select count(*)::int as n from report'))[0]?.['n']).toBe(1)
  })

  it('refuses what an ordinary report is refused for, and nothing else', async () => {
    const code = withSchoolCode(o)
    expect(await said(await code.report(v7(), bodyOf({ kind: undefined })))).toMatchObject({ status: 422, code: 'report.kindMissing' })
    expect(await said(await code.report(v7(), bodyOf({ description: ' ' })))).toMatchObject({ status: 422, code: 'report.descriptionEmpty' })
    expect(await said(await code.report('3f9c2c1e-0000-4000-8000-000000000000'))).toMatchObject({ status: 422, code: 'report.idInvalid' })
    expect(await said(await code.report(v7(), `{"kind":"other","description":"${'é'.repeat(40_000)}"}`))).toMatchObject({
      status: 413,
      code: 'request.tooLarge',
    })
    const odd = await said(await code.report(v7(), bodyOf({ writtenBy: 'x'.repeat(101), kind: 'ufo', attachments: -1, shape: 9 })))
    expect(odd['status']).toBe(201)
    expect((await dossierOf(odd['incidentId'])).reports[0]).toMatchObject({ kind: 'other', reporter: { name: '', writtenBy: null } })
  })

  it('does not look at a session that happens to be there', async () => {
    const noor = await o.as('teacher')
    const { incidentId } = await said(await withSchoolCode(o, demoCode, { cookie: noor.cookie }).report())
    expect((await dossierOf(incidentId)).reports[0].reporter.verified).toBe(false)
    expect((await (await noor.get('/reports')).json()).items).toEqual([])
  })

  it('refuses a page of another site', async () => {
    const answer = await withSchoolCode(o, demoCode, { origin: 'https://elders.example' }).report()
    expect(await said(answer)).toMatchObject({ status: 403, code: 'request.origin' })
  })

  it('says that a report was erased, so that the phone does not send it again', async () => {
    const [id, body] = [v7(), bodyOf()]
    await withSchoolCode(o).report(id, body)
    await o.sql('update report_id set erased_at = now() where id = $1', [id])
    expect(await said(await withSchoolCode(o).report(id, body))).toMatchObject({ status: 410, code: 'report.erased' })
  })
})

describe('the desk', () => {
  it('sees that it is not verified, with the name and number as they were given', async () => {
    const { incidentId } = await said(await withSchoolCode(o).report(v7(), bodyOf({ writtenBy: ' Noor V. ', callBackNumber: '085 555 01 10' })))
    const [report] = (await dossierOf(incidentId)).reports
    expect(report.reporter).toEqual({
      ...{ name: 'Noor V.', writtenBy: 'Noor V.', phone: null, callBackNumber: '085 555 01 10' },
      ...{ takenByPhone: false, verified: false, confirmedBy: null },
    })
    expect(report.flags).toContain('notVerified')
  })

  it('keeps the name that was given from who may not know the reporter, also where it was too long', async () => {
    const { incidentId } = await said(await withSchoolCode(o).report(v7(), bodyOf({ writtenBy: 'Noor Voorbeeld' })))
    const long = await said(await withSchoolCode(o).report(v7(), bodyOf({ writtenBy: `Noor Voorbeeld${' '.repeat(100)}`, callBackNumber: ['085 555 01 10'] })))
    const chair = await o.as('chair')
    for (const id of [incidentId, long['incidentId']]) {
      const view = await (await chair.get(`/incidents/${String(id)}`)).text()
      expect(view).toContain('"reporter":null')
      expect(view).not.toMatch(/Noor|085 555 01 10/)
    }
    expect((await dossierOf(long['incidentId'])).reports[0].oddFields.writtenBy).toContain('Noor')
  })

  it('is told when the report names another board than that of the code', async () => {
    const { incidentId } = await said(await withSchoolCode(o).report(v7(), bodyOf({ organisationId: v7() })))
    expect((await dossierOf(incidentId)).reports[0].flags).toEqual(expect.arrayContaining(['notVerified', 'codeOfOtherBoard']))
  })

  it('may write to the reporter, and sees that no mail goes', async () => {
    const { id, incidentId } = await said(await withSchoolCode(o).report())
    const dpo = await o.as('dpo')
    expect((await dpo.post(`/reports/${String(id)}/messages`, { id: v7(), text: 'Wie ben je?' })).status).toBe(201)
    expect((await dpo.post(`/incidents/${String(incidentId)}/acknowledge`)).status).toBe(200)
    await o.advance(0)
    const { deliveries } = await dossierOf(incidentId)
    const toReporter = deliveries.filter((one: { recipientRole: string }) => one.recipientRole === 'staff')
    expect(toReporter.map((one: Record<string, string>) => [one['stage']?.split('-')[0], one['state'], one['answer'], one['recipient']])).toEqual([
      ['received', 'skipped', 'notVerified', ''],
      ['question', 'skipped', 'notVerified', ''],
      ['seen', 'skipped', 'notVerified', ''],
    ])
  })

  it('reads a call that a handed-in report claims to be, and applies none of it', async () => {
    const takenFrom = { name: 'Sanne', phone: '085 555 01 17', email: 'noor@waterlelie.example' }
    const { incidentId } = await said(await withSchoolCode(o).report(v7(), bodyOf({ takenFrom })))
    const [report] = (await dossierOf(incidentId)).reports
    expect(report).toMatchObject({ reporter: { verified: false, takenByPhone: false }, oddFields: { takenFrom } })
    expect((await (await (await o.as('teacher')).get('/reports')).json()).items).toEqual([])
  })
})

describe('nobody', () => {
  it('has a report that was handed in on his list, and reconcile says nothing about it', async () => {
    const { id } = await said(await withSchoolCode(o).report())
    for (const persona of ['teacher', 'dpo'] as const) {
      const client = await o.as(persona)
      expect((await (await client.get('/reports')).json()).items).toEqual([])
      expect((await client.get(`/reports/${String(id)}`)).status).toBe(404)
      expect(await (await client.post('/reports/reconcile', { ids: [id] })).json()).toEqual({ missing: [], gone: [], states: {}, parts: {} })
    }
  })

  it('finds another report under an id that is taken, here or at another board', async () => {
    const [id, body] = [v7(), bodyOf()]
    await otherBoard(o)
    await withSchoolCode(o, 'R1ET-R1ET').report(id, body)
    expect(await said(await withSchoolCode(o).report(id, body))).toMatchObject({ status: 409, code: 'report.idTaken' })
    expect(await said(await withSchoolCode(o, 'R1ET-R1ET').report(id, bodyOf({ description: 'Iets anders.' })))).toMatchObject({ code: 'report.idTaken' })
    expect((await o.sql('select organisation_id from report')).map((row) => row['organisation_id'])).toEqual(['0195b5c0-0000-7000-8000-000000000002'])
  })

  it('takes a report from whoever reported it signed in: the same bytes are told they are there, others are refused', async () => {
    const noor = await o.as('teacher')
    const [id, body] = [v7(), bodyOf()]
    const signedIn = await said(await noor.put(`/reports/${id}`, body))
    const again = await said(await withSchoolCode(o).report(id, body))
    expect(again).toEqual({ ...signedIn, status: 200 })
    expect(await said(await withSchoolCode(o).report(id, bodyOf({ description: 'Iets anders.' })))).toMatchObject({ code: 'report.idTaken' })
    expect((await dossierOf(signedIn['incidentId'])).reports[0].reporter).toMatchObject({ verified: true, name: 'Noor Voorbeeld', confirmedBy: null })
  })
})

describe('a photo', () => {
  it('is added to a report that was handed in, once', async () => {
    const { id, incidentId } = await said(await withSchoolCode(o).report())
    const photo = v7()
    expect(await said(await withSchoolCode(o).photo(String(id), photo))).toMatchObject({ status: 201, id: photo })
    expect(await said(await withSchoolCode(o).photo(String(id), photo))).toMatchObject({ status: 200, receivedAt: o.now() })
    expect(await said(await withSchoolCode(o).photo(String(id), photo, new Uint8Array([...jpeg, 1])))).toMatchObject({ code: 'attachment.idTaken' })
    expect(await said(await withSchoolCode(o).photo(String(id), v7(), new Uint8Array(20)))).toMatchObject({ code: 'attachment.notImage' })
    expect((await dossierOf(incidentId)).reports[0].attachments).toHaveLength(1)
  })

  it('is refused for a report that is not there, of another board, or of somebody who signed in', async () => {
    const noor = await o.as('teacher')
    await otherBoard(o)
    const [id, own] = [v7(), v7()]
    await withSchoolCode(o, 'R1ET-R1ET').report(id)
    await noor.put(`/reports/${own}`, lostStick(o.now()))
    for (const reportId of [v7(), id, own]) expect(await said(await withSchoolCode(o).photo(reportId))).toMatchObject({ status: 404, code: 'report.notFound' })
    expect(await said(await withSchoolCode(o, 'KADE-4828').photo(id))).toMatchObject({ status: 403, code: 'handIn.codeWrong' })
  })
})
