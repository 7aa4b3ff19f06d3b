import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoIdentity } from '../../api/demo/board.ts'
import { claim } from '../../web/offline/claims.ts'
import { giveCode } from '../../web/offline/hand-in-code.ts'
import { demoCode, otherBoard } from '../support/hand-in.ts'
import { office, type Office } from '../support/office.ts'
import { dossierOf, pocket, type Pocket } from '../support/pocket.ts'
import { jpeg, write } from '../support/real-device.ts'

let o: Office
let phone: Pocket
beforeEach(async () => {
  o = await office()
  phone = await pocket(o)
  await phone.signIn(null)
})
afterEach(() => o.drop())

const give = (reportId: string, code = demoCode) => giveCode(phone.tab.store, { reportId, identityId: null, code })
const reporterOf = async (id: string) => (await dossierOf(o, id)).reports[0]!.reporter
const hasHandedIn = async (id: string) => (await phone.tab.store.db.report.get(id))?.receipt?.handedIn

it('hands in a report with its photos signed out, and makes it its writer’s once she signed in', async () => {
  const { id } = await write(phone.tab, {}, [jpeg(1), jpeg(2)])
  await phone.tab.drain('save')
  expect(await o.sql('select 1 from report')).toEqual([])
  expect(await give(id)).toBe(true)
  await phone.tab.drain('retry')
  expect(await phone.states()).toEqual(['attachment received', 'attachment received', 'report received'])
  expect(await reporterOf(id)).toMatchObject({ verified: false, name: '' })
  expect(await hasHandedIn(id)).toBe(true)

  await phone.signIn('teacher')
  await claim(phone.tab.store, id, demoIdentity('teacher'))
  await phone.tab.drain('signedIn')
  expect(await reporterOf(id)).toMatchObject({ verified: true, name: 'Noor Voorbeeld', confirmedBy: 'Noor Voorbeeld' })
  expect(await hasHandedIn(id)).toBeFalsy()
  expect((await dossierOf(o, id)).reports[0]!.attachments).toHaveLength(2)
})

it('stores it once when the answer is lost, also when the second try is under a name', async () => {
  const { id } = await write(phone.tab)
  await give(id)
  phone.line.writes = ['lostAfter']
  await phone.tab.drain('retry')
  expect(await o.sql('select id from report')).toEqual([{ id }])
  expect(await phone.states()).toEqual(['report queued'])
  await phone.signIn('teacher')
  await claim(phone.tab.store, id, demoIdentity('teacher'))
  await phone.tab.drain('signedIn')
  expect(await o.sql('select id from report')).toEqual([{ id }])
  expect(await reporterOf(id)).toMatchObject({ verified: true, name: 'Noor Voorbeeld' })
})

it('keeps the report when the code has ended, and hands it in with the new one', async () => {
  const riet = await otherBoard(o)
  const { id } = await write(phone.tab)
  await give(id, 'GUES5GUE')
  await phone.tab.drain('retry')
  expect(await o.sql('select 1 from report')).toEqual([])
  expect(await phone.states()).toEqual(['report attention'])
  expect(await give(id, riet.schoolCode)).toBe(true)
  await phone.tab.drain('retry')
  expect(await o.sql('select organisation_id from report')).toEqual([{ organisation_id: riet.organisationId }])
})

it('brings the photo of a report that another board has there with its code, though its writer is signed in at her own', async () => {
  const riet = await otherBoard(o)
  const { id } = await write(phone.tab, {}, [jpeg(1)])
  await give(id, riet.schoolCode)
  phone.line.writes = ['fine', 'lostBefore']
  await phone.tab.drain('retry')
  expect(await phone.states()).toEqual(['attachment queued', 'report received'])
  await phone.signIn('teacher')
  await claim(phone.tab.store, id, demoIdentity('teacher'))
  await phone.tab.drain('signedIn')
  expect(await phone.states()).toEqual(['attachment received', 'report received'])
  expect(await o.sql('select organisation_id from attachment')).toEqual([{ organisation_id: riet.organisationId }])
  expect(await hasHandedIn(id)).toBe(true)
})
