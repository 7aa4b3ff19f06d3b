import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { demoBoard, demoIdentity } from '../../../api/demo/board.ts'
import type { StandsOut } from '../../../shared/access/log-views.ts'
import { days, hours, minutes } from '../../../shared/instant.ts'
import { authenticator } from '../../support/authenticator.ts'
import { otherBoard } from '../../support/hand-in.ts'
import { codeOf, json, keyOffice, personOf, publicUrl, type Client, type KeyOffice } from '../../support/key-office.ts'
import { startPushService } from '../../support/push-service.ts'

let o: KeyOffice
let service: Awaited<ReturnType<typeof startPushService>>
/** three people with a passkey who may have others' keys reset; each shows his again where a test takes long */
let [admin, dpo, chair]: { client: Client; fresh: () => Promise<Client>; keyId: string; recoveryCodes: string[] }[] = []
beforeAll(async () => {
  service = await startPushService()
  o = await keyOffice({ guard: service.guard })
  const at = async (who: 'admin' | 'dpo' | 'chair') => {
    const { on, ...made } = await o.atDesk(who)
    return { ...made, fresh: () => o.desk({ on }) }
  }
  ;[admin, dpo, chair] = [await at('admin'), await at('dpo'), await at('chair')]
})
afterAll(async () => {
  await o.drop()
  await service.close()
})

const resets = `/boards/${'01900000-0000-7000-8000-000000000001'}/key-resets`
const messagesTo = (mailbox: string, channel = 'mail') =>
  o.deps.demoMessages!.list().filter((one) => one.channel === channel && one.to === `${mailbox}@waterlelie.example`)
const linkIn = (text: string) => /\/sleutel#([\w-]{43})/.exec(text)?.[1]
const askFor = async (who: Parameters<typeof personOf>[0], by: Client, reason = 'Telefoon in het water.') =>
  json(await by.post(resets, { personId: personOf(who), reason }), 201)

it('trades a code from paper for one new passkey, and says the same of a used one as of a wrong one', async () => {
  const { recoveryCodes, keyId } = await o.atDesk('headOfIct')
  const iris = await o.byMail('headOfIct')
  const typed = ` ${recoveryCodes[3]!.toLowerCase().replace('-', ' ')} `
  const { invitation } = await json(await iris.post('/keys/recover', { code: typed }), 200)
  const [used, wrong] = [await iris.post('/keys/recover', { code: typed }), await iris.post('/keys/recover', { code: 'AAAAA-AAAAA' })]
  const plain = async (answer: Response) => ({ ...(await answer.json()), requestId: '' })
  expect([used.status, await plain(used)]).toEqual([wrong.status, await plain(wrong)])
  expect(used.status).toBe(403)
  // Another's code is no code.
  expect(await codeOf(await (await o.byMail('handler')).post('/keys/recover', { code: recoveryCodes[4]! }))).toBe('key.recoveryWrong')

  const on = authenticator(publicUrl)
  expect((await json(await o.register(iris, invitation, { on }), 201)).recoveryCodes).toBeNull()
  expect(await codeOf(await iris.post('/keys/registration', { invitation }))).toBe('key.invitationOver')
  const desk = await o.desk({ on })
  expect(await json(await desk.get('/keys'), 200)).toMatchObject({ recoveryCodesLeft: 9, keys: [{ id: keyId }, {}] })
  expect((await desk.del(`/keys/${keyId}`)).status).toBe(204)
  await expect
    .poll(() => messagesTo('iris').map(({ subject }) => subject))
    .toEqual(expect.arrayContaining(['Er is een herstelcode van je gebruikt', 'Er is een sleutel voor je toegevoegd', 'Er is een sleutel van je weggehaald']))
  const { recoveryCodes: newer } = await json(await desk.post('/keys/recovery-codes'), 200)
  expect(new Set([...newer, ...recoveryCodes]).size).toBe(20)
  expect(await codeOf(await (await o.byMail('headOfIct')).post('/keys/recover', { code: recoveryCodes[5]! }))).toBe('key.recoveryWrong')
})

it('takes a code once, also at the same moment, and lets its invitation live half an hour', async () => {
  const late = await o.byMail('chair')
  const both = await Promise.all([1, 2].map(() => late.post('/keys/recover', { code: chair!.recoveryCodes[0] })))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403])
  const { invitation } = await json(
    both.find(({ status }) => status === 200)!,
    200,
  )
  o.outage(minutes(30))
  expect(await codeOf(await late.post('/keys/registration', { invitation }))).toBe('key.invitationOver')
})

it('waits after five codes an hour, also for a right one', async () => {
  const frits = await o.byMail('dpo')
  for (let i = 0; i < 5; i++) expect(await codeOf(await frits.post('/keys/recover', { code: `AAAAA-AAA${i}A` }))).toBe('key.recoveryWrong')
  const refused = await frits.post('/keys/recover', { code: dpo!.recoveryCodes[0] })
  expect([refused.status, Number(refused.headers.get('retry-after')) > 60]).toEqual([429, true])
})

it('ends somebody’s keys when two others agree, tells him at once, and mails him a link', async () => {
  const phone = await o.byMail('handler')
  o.outage(1)
  const { client: hanna, recoveryCodes } = await o.atDesk('handler')
  const { input, received } = service.subscribe(o.deps.push.keyId)
  await json(await phone.put(`/push-subscriptions/${v7()}`, input), 200)
  const [berend, bram] = [await admin!.fresh(), await chair!.fresh()]
  const reset = await askFor('handler', berend, 'Haar telefoon ligt in de sloot.')
  expect(reset).toMatchObject({ personName: 'Hanna Verzonnen', askedBy: 'Berend Beheer', state: 'open', mayDecide: false, decidedAt: null })
  expect(messagesTo('hanna')[0]).toMatchObject({ subject: 'Een collega vraagt nieuwe sleutels voor je aan' })
  expect(received.map(({ payload }) => payload.notification.title)).toEqual(['Nieuwe sleutels aangevraagd'])
  expect((await o.events('key.ownerTold')).at(-1)?.facts).toEqual({ news: 'resetAsked', mail: 'sent', pushes: 1 })
  expect(await codeOf(await berend.post(resets, { personId: personOf('handler'), reason: 'nog eens' }))).toBe('keyReset.alreadyOpen')
  expect((await hanna.get('/session')).status).toBe(200)

  expect(await json(await bram.get(resets), 200)).toMatchObject([{ id: reset.id, reason: 'Haar telefoon ligt in de sloot.', mayDecide: true }])
  expect(await json(await bram.post(`${resets}/${reset.id}/decision`, { agree: true }), 200)).toEqual({ mailed: true })
  expect(await codeOf(await bram.post(`${resets}/${reset.id}/decision`, { agree: true }))).toBe('keyReset.over')
  expect(await o.sql('select id from passkey where identity_id = $1', [demoIdentity('handler')])).toEqual([])
  expect((await hanna.get('/session')).status).toBe(401)
  expect((await phone.get('/session')).status).toBe(200)
  expect(await codeOf(await phone.post('/keys/recover', { code: recoveryCodes[0] }))).toBe('key.recoveryWrong')

  const link = linkIn(messagesTo('hanna').find(({ text }) => text.includes('/sleutel#'))!.text)!
  expect(await codeOf(await (await o.byMail('teacher')).post('/keys/registration', { invitation: link }))).toBe('key.invitationOver')
  expect((await json(await o.register(phone, link), 201)).recoveryCodes).toHaveLength(10)
  expect((await o.events('key.resetDecided')).map(({ facts }) => facts)).toEqual([{ reset: reset.id, agreed: true }])
  expect(JSON.stringify(await o.sql('select * from key_reset'))).not.toContain('sloot')
})

it('lets nobody reset a key alone: not who asked, not whom it is for, not another role, not another board', async () => {
  const [berend, frits, bram] = [await admin!.fresh(), await dpo!.fresh(), await chair!.fresh()]
  expect(await codeOf(await berend.post(resets, { personId: personOf('admin'), reason: 'mij' }))).toBe('keyReset.anotherPerson')
  const { id } = await askFor('chair', berend)
  const decide = (client: Client, agree = true) => client.post(`${resets}/${id}/decision`, { agree })
  expect(await codeOf(await decide(berend))).toBe('keyReset.anotherPerson')
  expect(await codeOf(await decide(bram))).toBe('keyReset.anotherPerson')
  expect(await codeOf(await decide(await o.byMail('dpo')))).toBe('session.deskNeedsPasskey')
  const { client: sanne } = await o.atDesk('schoolLead')
  for (const refused of [await decide(sanne), await sanne.get(resets), await sanne.post(resets, { personId: personOf('chair'), reason: 'x' })])
    expect(await codeOf(refused)).toBe('access.denied')
  const elsewhere = resets.replace('0001/', '0002/')
  expect(await codeOf(await frits.post(`${elsewhere}/${id}/decision`, { agree: true }))).toBe('access.denied')
  expect(await codeOf(await frits.post(elsewhere, { personId: personOf('chair'), reason: 'x' }))).toBe('access.denied')
  expect(await codeOf(await frits.post(`${resets}/${v7()}/decision`, { agree: true }))).toBe('keyReset.notFound')
  expect(await codeOf(await frits.post(resets, { personId: v7(), reason: 'x' }))).toBe('person.notFound')

  expect(await json(await decide(frits, false), 200)).toEqual({ mailed: null })
  expect((await json(await bram.get('/keys'), 200)).keys).toHaveLength(1)
  expect(await codeOf(await decide(frits))).toBe('keyReset.over')
  expect((await o.events('access.refused')).filter(({ facts }) => facts['code'] === 'keyReset.anotherPerson')).toHaveLength(3)
})

it('lets a request for a reset lapse after 72 hours, and asks the second person for his passkey too', async () => {
  const { id } = await askFor('chair', await admin!.fresh())
  const frits = await dpo!.fresh()
  o.outage(minutes(10))
  expect(await codeOf(await frits.post(`${resets}/${id}/decision`, { agree: true }))).toBe('session.stepUpNeeded')
  expect(await codeOf(await frits.post(resets, { personId: personOf('chair'), reason: 'x' }))).toBe('session.stepUpNeeded')
  o.outage(hours(72) - minutes(10))
  const later = await dpo!.fresh()
  expect(await codeOf(await later.post(`${resets}/${id}/decision`, { agree: true }))).toBe('keyReset.over')
  expect((await json(await later.get(resets), 200))[0]).toMatchObject({ id, state: 'over', mayDecide: false })
  expect((await askFor('chair', later)).state).toBe('open')
})

it('invites a colleague who has no key, by the administrator alone, and never one who has', async () => {
  const path = `/boards/${o.board}/key-invitations`
  const [berend, frits] = [await admin!.fresh(), await dpo!.fresh()]
  expect(await codeOf(await frits.post(path, { personId: personOf('auditor') }))).toBe('access.denied')
  expect(await json(await berend.post(path, { personId: personOf('auditor') }), 200)).toEqual({ mailed: true })
  expect(await codeOf(await berend.post(path, { personId: personOf('dpo') }))).toBe('key.hasOne')
  expect(await codeOf(await berend.post(path, { personId: v7() }))).toBe('person.notFound')
  const link = linkIn(messagesTo('levi')[0]!.text)!
  const levi = await o.byMail('auditor')
  o.outage(days(7) - 1)
  expect((await levi.post('/keys/registration', { invitation: link })).status).toBe(200)
  o.outage(1)
  expect(await codeOf(await levi.post('/keys/registration', { invitation: link }))).toBe('key.invitationOver')
  expect(await codeOf(await berend.post(path, { personId: personOf('auditor') }))).toBe('session.deskNeedsPasskey')
})

it('shows who works here with how many keys, to those who look after them', async () => {
  const people = await json(await (await dpo!.fresh()).get(`/boards/${o.board}/people`), 200)
  expect(people).toHaveLength(9)
  expect(people).toContainEqual({ personId: personOf('dpo'), name: 'Frits Fictief', roles: ['staff', 'dpo'], deputyFor: [], keys: 1, leftAt: null })
  expect(people).toContainEqual({ personId: personOf('teacher'), name: 'Noor Voorbeeld', roles: ['staff'], deputyFor: [], keys: 0, leftAt: null })
})

it('keeps no code, link or reason in the log', async () => {
  const log = JSON.stringify(await o.sql('select * from event'))
  for (const secret of [dpo!.recoveryCodes[0]!, dpo!.keyId, 'sleutel#', 'sloot']) expect(log).not.toContain(secret)
})

it('tells the auditor of each other board where somebody works that his keys ended, and has it stand out', async () => {
  const people = (['headOfIct', 'auditor'] as const).map((who) => {
    const { name, email } = demoBoard.people.find((one) => one.identityId === demoIdentity(who))!
    return { identityId: demoIdentity(who), name, email, lang: 'nl' as const, roles: [who] }
  })
  const { organisationId } = await otherBoard(o, { people })
  const { id } = await askFor('headOfIct', await admin!.fresh())
  await json(await (await dpo!.fresh()).post(`${resets}/${id}/decision`, { agree: true }), 200)
  const { client: levi } = await o.atDesk('auditor')
  const { items } = (await json(await levi.get(`/log/stands-out?organisationId=${organisationId}`), 200)) as unknown as StandsOut
  const row = items.find(({ kind }) => kind === 'roleChange')!.rows.find(({ type }) => type === 'key.resetElsewhere')
  expect(row).toMatchObject({ actor: 'elsewhere', actorName: null, aboutName: 'Iris Denkbeeld', facts: {} })
})
