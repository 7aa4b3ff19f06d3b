import { afterEach, beforeEach, expect, it } from 'vitest'
import { importBoard } from '../../../api/access/import-board.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import { readSchoolCode } from '../../../shared/access/school-code.ts'
import { demoCode, otherBoard, said, withSchoolCode } from '../../support/hand-in.ts'
import { office, type Office } from '../../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

const path = `/boards/${demoBoard.organisationId}/school-code`
const codes = () => o.sql('select encode(code_mac, $1) as mac, organisation_id, ended_at from school_code order by created_at', ['hex'])
const events = async (type: string) => (await o.sql('select actor from event where type = $1 order by sequence', [type])).map((row) => row['actor'])

it('says whose code it is and whom to phone there, however it was typed', async () => {
  for (const typed of ['KADE4827', 'kade-4827', ' kade 4827 '])
    expect(await said(await withSchoolCode(o).check(typed))).toEqual({
      ...{ status: 200, organisationId: demoBoard.organisationId, boardName: 'Stichting De Waterlelie' },
      contacts: { dpo: { name: 'Frits Fictief', phone: '085 555 01 11', roles: ['dpo'] } },
    })
})

it.each([
  ['another code', 'KADE-4828'],
  ['nothing', ''],
  ['garbage', 'drop table school_code; --'],
  ['ten kilobytes', 'KADE4827'.repeat(1280)],
  ['letters from elsewhere', '\u00ff\u00fe\u00e9'],
])('refuses %s with one and the same answer', async (_, code) => {
  const answer = await withSchoolCode(o, code).report()
  expect(await said(answer)).toMatchObject({ status: 403, code: 'handIn.codeWrong', title: 'Deze schoolcode klopt niet' })
})

it('refuses a report without the header, and a check that is no text', async () => {
  const answer = await o.request('/api/v1/hand-in/reports/0195b5c0-0000-7000-8000-000000000009', { method: 'PUT', body: '{}' })
  expect(await said(answer)).toMatchObject({ status: 403, code: 'handIn.codeWrong' })
  expect(await said(await withSchoolCode(o).check('x'.repeat(200)))).toMatchObject({ status: 422, code: 'request.invalid', field: 'code' })
})

it('is shown to those who hang it on the wall, and each look is written down', async () => {
  for (const persona of ['dpo', 'chair', 'headOfIct', 'admin'] as const)
    expect(await said(await (await o.as(persona)).get(path))).toMatchObject({
      status: 200,
      code: demoCode,
      boardName: 'Stichting De Waterlelie',
      createdAt: o.now(),
    })
  for (const persona of ['teacher', 'handler', 'schoolLead', 'adviser', 'auditor'] as const)
    expect(await said(await (await o.as(persona)).get(path))).toMatchObject({ status: 403, code: 'access.denied' })
  expect(await events('schoolCode.read')).toHaveLength(4)
})

it('changes at once: the old one is as wrong as one that never was', async () => {
  const dpo = await o.as('dpo')
  const changed = await said(await dpo.post(path))
  expect(readSchoolCode(String(changed['code']))).toBe(changed['code'])
  expect(changed['code']).not.toBe(demoCode)
  const [ended, never] = [await said(await withSchoolCode(o).report()), await said(await withSchoolCode(o, '00000000').report())]
  expect({ ...ended, requestId: '' }).toEqual({ ...never, requestId: '' })
  expect((await withSchoolCode(o, String(changed['code'])).report()).status).toBe(201)
  expect(await said(await dpo.get(path))).toMatchObject({ code: changed['code'] })
  expect(await events('schoolCode.changed')).toHaveLength(1)
  expect((await (await o.as('chair')).post(path)).status).toBe(403)
  expect((await (await o.as('teacher')).post(path)).status).toBe(403)
})

it('leaves one living code when three change it at the same moment', async () => {
  const dpo = await o.as('dpo')
  const answers = await Promise.all([dpo.post(path), dpo.post(path), dpo.post(path)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const rows = await codes()
  expect(rows).toHaveLength(4)
  expect(rows.filter((row) => row['ended_at'] === null)).toHaveLength(1)
  const { code } = await said(await dpo.get(path))
  expect((await withSchoolCode(o, String(code)).check()).status).toBe(200)
})

it('is not for somebody of another board, and does not tell whether that board exists', async () => {
  const riet = await otherBoard(o)
  const dpo = await o.as('dpo')
  for (const id of [riet.organisationId, '0195b5c0-0000-7000-8000-00000000000f'])
    for (const answer of [await dpo.get(`/boards/${id}/school-code`), await dpo.post(`/boards/${id}/school-code`)])
      expect(await said(answer)).toMatchObject({ status: 403, code: 'access.denied' })
  // The chair of one board is only staff at the other.
  expect((await (await o.as('chair')).get(`/boards/${riet.organisationId}/school-code`)).status).toBe(403)
})

it('comes with a new board, by itself or from its file', async () => {
  const { schoolCode: _, ...withoutCode } = demoBoard
  const organisationId = '0195b5c0-0000-7000-8000-000000000003'
  await importBoard(o.deps, { ...withoutCode, organisationId }, { invite: false })
  expect(await said(await (await o.as('dpo')).get(`/boards/${organisationId}/school-code`))).toMatchObject({ code: expect.stringMatching(/^[0-9A-Z]{8}$/) })
  expect((await codes()).map((row) => row['organisation_id'])).toEqual([demoBoard.organisationId, organisationId])
})

it('is made when first asked for, where a board of before has none', async () => {
  await o.sql('delete from school_code')
  await o.sql('update organisation set school_code_sealed = null')
  const dpo = await o.as('dpo')
  const answers = await Promise.all([dpo.get(path), dpo.get(path)])
  const [one, two] = await Promise.all(answers.map(said))
  expect(one!['code']).toMatch(/^[0-9A-Z]{8}$/)
  expect(two!['code']).toBe(one!['code'])
  expect(await events('schoolCode.made')).toEqual(['import', 'system'])
  expect((await withSchoolCode(o, String(one!['code'])).report()).status).toBe(201)
})

it('of a file that is read again brings no ended code back, and a fresh one takes its place', async () => {
  const { code } = await said(await (await o.as('dpo')).post(path))
  await importBoard(o.deps, demoBoard, { invite: false })
  expect((await withSchoolCode(o).check()).status).toBe(403)
  expect((await withSchoolCode(o, String(code)).check()).status).toBe(200)
  await importBoard(o.deps, { ...demoBoard, schoolCode: 'BR0NBR0N' }, { invite: false })
  expect((await withSchoolCode(o, String(code)).check()).status).toBe(403)
  expect((await withSchoolCode(o, 'bron-bron').check()).status).toBe(200)
})

it('is of one board only: a file with the code of another is not read', async () => {
  await expect(otherBoard(o, { schoolCode: demoCode })).rejects.toThrow('Another board has this school code')
  expect(await o.sql('select 1 from organisation')).toHaveLength(1)
})
