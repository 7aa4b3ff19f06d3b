import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoIdentity } from '../../api/demo/board.ts'
import { readSchoolCode, showSchoolCode } from '../../shared/access/school-code.ts'
import { minutes } from '../../shared/instant.ts'
import { claim } from '../../web/offline/claims.ts'
import { openDb } from '../../web/offline/db.ts'
import { addPhoto, saveDraft, type Store } from '../../web/offline/drafts.ts'
import { checkCode } from '../../web/offline/hand-in-check.ts'
import { giveCode, heldReports } from '../../web/offline/hand-in-code.ts'
import { lineFor } from '../../web/offline/lines.ts'
import { queueMessage } from '../../web/offline/messages.ts'
import { queueReport } from '../../web/offline/outbox.ts'
import { makeSync } from '../../web/offline/sync.ts'
import { openVault } from '../../web/offline/vault.ts'
import { demoCode, jpeg } from '../support/hand-in.ts'
import { lostStick, office, type Office } from '../support/office.ts'

/** Both halves in one process, on a morning that the school's mail is down: no code to sign in with can come. */
let o: Office
const mail = { down: true, sent: [] as string[] }
beforeEach(async () => {
  Object.assign(mail, { down: true, sent: [] })
  const send = async ({ to }: { to: string }) => {
    if (mail.down) throw new Error('the mail server is away')
    mail.sent.push(to)
    return { answer: '250 ok' }
  }
  o = await office({ mail: { send } as never })
})
afterEach(() => o.drop())

const noor = demoIdentity('teacher')

async function makePhone({ indexedDB = new IDBFactory() } = {}) {
  const page = { me: null as string | null, cookie: '', answersLost: 0 }
  const now = () => Date.parse(o.now())
  const db = openDb({ indexedDB, IDBKeyRange })
  const store: Store = { db, vault: await openVault(db), now, newId: () => v7() }
  const fetch = async (path: string, init: RequestInit) => {
    const cookie: Record<string, string> = page.cookie ? { cookie: page.cookie } : {}
    const answer = await o.request(path, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...cookie } })
    if (init.method === 'PUT' && page.answersLost-- > 0) throw new TypeError('cut between request and answer')
    return answer
  }
  const lock = async (work: () => Promise<void>) => work().then(() => 'done' as const)
  const sync = makeSync({ ...store, fetch, random: () => 0.5, identity: () => page.me, lock })
  return { store, sync, page, fetch, indexedDB, line: (id: string) => lineFor(db, id, page.me, new Set()) }
}
type Phone = Awaited<ReturnType<typeof makePhone>>

async function write({ store, page }: Phone): Promise<string> {
  const id = store.newId()
  await saveDraft(store, { id, ownerId: page.me, kind: 'deviceLost', draftSkewMs: null, fields: {} })
  await addPhoto(store, id, { id: store.newId(), contentType: 'image/jpeg', bytes: jpeg })
  await queueReport(store, { id, ownerId: page.me, report: lostStick(o.now()) as never })
  return id
}
const signIn = async ({ page }: Phone) => Object.assign(page, { me: noor, cookie: (await o.as('teacher')).cookie })
const dossier = async () => {
  const dpo = await o.as('dpo')
  const { items } = await (await dpo.get('/incidents')).json()
  return { dpo, view: await (await dpo.get(`/incidents/${items[0].id}`)).json(), count: items.length as number }
}

it('gets a report to the FG on a morning without mail, under nobody’s name, and under its writer’s as soon as he can sign in', async () => {
  const phone = await makePhone()
  const id = await write(phone)
  await phone.sync.drain('save')
  expect(await o.sql('select id from report')).toEqual([])
  await o.advance(minutes(2))
  expect(Date.parse(o.now()) - (phone.sync.status().signInSince ?? 0)).toBeGreaterThan(minutes(1))

  // A colleague reads the code out; the phone shows whose it is; it is handed in, and the first answer gets lost.
  const typed = readSchoolCode(showSchoolCode(demoCode).toLowerCase())!
  expect(await checkCode(typed, phone.fetch)).toMatchObject({ is: 'school', school: { boardName: 'Stichting De Waterlelie', dpo: { name: 'Frits Fictief' } } })
  expect(await heldReports(phone.store, null)).toMatchObject([{ id, untouched: true }])
  await giveCode(phone.store, { reportId: id, identityId: null, code: typed, writtenBy: 'Juf Noor', callBackNumber: '06 00000000' })
  phone.page.answersLost = 1
  await phone.sync.drain('retry')
  expect(await phone.line(id)).toMatchObject({ state: 'waiting', handIn: 'underway' })
  await phone.sync.drain('online')
  expect(await phone.line(id)).toMatchObject({ state: 'received', handIn: 'done', underway: 0 })
  expect(await o.sql('select id from report')).toEqual([{ id }])
  expect(await o.sql('select report_id from attachment')).toEqual([{ report_id: id }])

  // It rings like any other as soon as the mail is back, and says that nobody knows for sure who wrote it.
  mail.down = false
  await o.advance(minutes(5))
  expect(mail.sent.some((to) => to.startsWith('frits@'))).toBe(true)
  const { dpo, view } = await dossier()
  expect(view.reports[0]).toMatchObject({ reporter: { name: 'Juf Noor', callBackNumber: '06 00000000', verified: false }, flags: ['notVerified'] })
  await dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Stond er een wachtwoord op?' })

  // She adds something, which waits for her name; in the afternoon she signs in and says that it was hers.
  const message = await queueMessage(phone.store, { reportId: id, ownerId: null, text: 'Er zat een blauw koord aan.' })
  await phone.sync.drain('save')
  expect(await phone.store.db.outbox.get(message)).toMatchObject({ state: 'queued', attempts: 0 })
  await signIn(phone)
  await phone.sync.drain('signedIn')
  expect((await dossier()).view.reports[0].reporter.verified).toBe(false)
  await claim(phone.store, id, noor)
  await phone.sync.drain('save')
  expect(await phone.line(id)).toMatchObject({ state: 'received', handIn: null })
  const after = await dossier()
  expect(after.count).toBe(1)
  expect(after.view.reports[0]).toMatchObject({ reporter: { name: 'Noor Voorbeeld', verified: true }, flags: ['verifiedLater'] })
  expect(after.view.reports[0].messages.map(({ text }: { text: string }) => text)).toEqual(['Stond er een wachtwoord op?', 'Er zat een blauw koord aan.'])
  expect(await o.sql('select id from report')).toEqual([{ id }])
  expect(await o.sql('select id from attachment')).toHaveLength(1)
})

it('brings a report once to the school when it had arrived already and only the answer was lost before the session ended', async () => {
  const phone = await makePhone()
  await signIn(phone)
  await phone.sync.drain('start')
  const id = await write(phone)
  phone.page.answersLost = 1
  await phone.sync.drain('save')
  expect(await phone.line(id)).toMatchObject({ state: 'waiting' })

  Object.assign(phone.page, { me: null, cookie: '' })
  await phone.sync.drain('resume')
  expect(await heldReports(phone.store, null)).toMatchObject([{ id, untouched: false }])
  await giveCode(phone.store, { reportId: id, identityId: null, code: demoCode })
  await phone.sync.drain('retry')
  await signIn(phone)
  await phone.sync.drain('signedIn')
  expect(await phone.line(id)).toMatchObject({ state: 'received', handIn: null, stuckId: null, underway: 0 })
  expect((await dossier()).view.reports[0].reporter).toMatchObject({ name: 'Noor Voorbeeld', verified: true })
  expect(await o.sql('select id from report')).toEqual([{ id }])
})

it('keeps what is handed in with a code that was changed, and lets its writer send it', async () => {
  const phone = await makePhone()
  const id = await write(phone)
  await giveCode(phone.store, { reportId: id, identityId: null, code: 'ZZZZ9999' })
  await phone.sync.drain('retry')
  expect(await phone.line(id)).toMatchObject({ state: 'attention', reason: 'handIn.codeWrong' })
  expect(await checkCode('ZZZZ9999', phone.fetch)).toEqual({ is: 'wrong' })
  await signIn(phone)
  await claim(phone.store, id, noor)
  await phone.sync.drain('signedIn')
  expect((await dossier()).view.reports[0].reporter.verified).toBe(true)
})
