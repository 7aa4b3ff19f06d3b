import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { demoIdentity } from '../../../api/demo/board.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import { authenticator } from '../../support/authenticator.ts'
import { codeOf, cookieOf, json, keyOffice, publicUrl, type KeyOffice } from '../../support/key-office.ts'
import { lostStick, withCookie } from '../../support/office.ts'

let o: KeyOffice
beforeAll(async () => void (o = await keyOffice()))
afterAll(() => o.drop())

const registered = async (who: Parameters<KeyOffice['byMail']>[0]) => (await o.sql('select id from passkey where identity_id = $1', [demoIdentity(who)])).length

it('lets an invited person make a passkey, once, with recovery codes, and open the desk with it', async () => {
  const [frits, invitation] = [await o.byMail('dpo'), await o.invited('dpo')]
  const { options } = await o.ask(frits, invitation)
  expect(options).toMatchObject({
    rp: { id: 'seintje.waterlelie.example' },
    user: { name: 'frits@waterlelie.example', displayName: '' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  })
  const made = await json(await o.register(frits, invitation, { label: 'Telefoon van Frits' }), 201)
  expect(made.key).toMatchObject({ label: 'Telefoon van Frits', lastUsedAt: null, backedUp: true })
  expect(new Set(made.recoveryCodes).size).toBe(10)
  expect(made.recoveryCodes[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  expect(await codeOf(await frits.post('/keys/registration', { invitation }))).toBe('key.invitationOver')

  const opened = await o.show()
  expect(await json(opened, 200)).toMatchObject({ scope: 'desk', identityId: demoIdentity('dpo'), mode: 'production' })
  const desk = withCookie(o.request, cookieOf(opened))
  expect((await desk.get('/incidents')).status).toBe(200)
  expect(await json(await desk.get('/keys'), 200)).toMatchObject({
    recoveryCodesLeft: 10,
    wanted: true,
    secondsSteppedUp: 600,
    keys: [{ lastUsedAt: o.now() }],
  })
  expect((await o.events('session.opened')).at(-1)?.facts).toEqual({ scope: 'desk', by: 'passkey' })

  const second = await json(await o.register(desk, undefined, { on: authenticator(publicUrl) }), 201)
  expect(second.recoveryCodes).toBeNull()
  expect((await json(await desk.get('/keys'), 200)).wanted).toBe(false)
})

it('asks the same of everyone who wants to the desk, and names no key and no person', async () => {
  const [{ options: known }, { options: nobody }] = [
    await json(await (await o.byMail('dpo')).post('/session/desk/challenge'), 200),
    await json(await o.nobody.post('/session/desk/challenge'), 200),
  ]
  expect({ ...known, challenge: '' }).toEqual({ ...nobody, challenge: '' })
  expect(known.allowCredentials).toBeUndefined()
})

it.each([
  ['of another site', { origin: 'https://seintje.evil.example' }],
  ['of another name', { rpId: 'evil.example' }],
  ['of another question', { challenge: 'b2xkIGNoYWxsZW5nZQ' }],
  ['without a finger or a PIN', { verified: false }],
  ['from within another page', { crossOrigin: true }],
  ['that was made for something else', { type: 'webauthn.create' }],
] as const)('opens no desk with an answer %s, and makes no key with one', async (_, twist) => {
  expect(await codeOf(await o.show({ twist, key: o.device.keys[0]! }))).toBe('key.notVerified')
  const swapped = 'type' in twist ? { type: 'webauthn.get' } : twist
  expect(await codeOf(await o.register(await o.byMail('handler'), await o.invited('handler'), { twist: swapped }))).toBe('key.notVerified')
  expect(await registered('handler')).toBe(0)
})

it('takes no certificate along: checking it would fetch what it names', async () => {
  expect(await codeOf(await o.register(await o.byMail('handler'), await o.invited('handler'), { twist: { x5c: new Uint8Array(40) } }))).toBe('key.notVerified')
})

it('takes a challenge once, within five minutes, and only for what it was made for', async () => {
  const [key] = o.device.keys
  const { challengeId, options } = await json(await o.nobody.post('/session/desk/challenge'), 200)
  const response = o.device.show(options, {}, key)
  expect((await o.nobody.post('/session/desk', { challengeId, response })).status).toBe(200)
  expect(await codeOf(await o.nobody.post('/session/desk', { challengeId, response }))).toBe('key.challengeOver')

  const late = await json(await o.nobody.post('/session/desk/challenge'), 200)
  o.outage(minutes(5) + 1)
  expect(await codeOf(await o.nobody.post('/session/desk', { challengeId: late.challengeId, response: o.device.show(late.options, {}, key) }))).toBe(
    'key.challengeOver',
  )

  const frits = await o.desk({ key: key! })
  const stepUp = await json(await frits.post('/session/step-up/challenge'), 200)
  expect(await codeOf(await frits.post('/session/desk', { challengeId: stepUp.challengeId, response: o.device.show(stepUp.options, {}, key) }))).toBe(
    'key.challengeOver',
  )
  const signIn = await json(await frits.post('/session/desk/challenge'), 200)
  expect(await codeOf(await frits.post('/session/step-up', { challengeId: signIn.challengeId, response: o.device.show(signIn.options, {}, key) }))).toBe(
    'key.challengeOver',
  )
})

it('takes an answer that was wrong for an answer: the challenge is gone', async () => {
  const { challengeId, options } = await json(await o.nobody.post('/session/desk/challenge'), 200)
  const show = (twist: object) => o.nobody.post('/session/desk', { challengeId, response: o.device.show(options, twist, o.device.keys[0]) })
  expect(await codeOf(await show({ verified: false }))).toBe('key.notVerified')
  expect(await codeOf(await show({}))).toBe('key.challengeOver')
})

it('refuses a key whose counter did not go up, writes it down, and lets one that never counts in', async () => {
  const [key] = o.device.keys
  await json(await o.show({ key: key!, twist: { counter: 500 } }), 200)
  for (const counter of [500, 499, 0]) expect(await codeOf(await o.show({ key: key!, twist: { counter } }))).toBe('key.notVerified')
  await expect.poll(async () => (await o.events('session.refused')).filter(({ facts }) => facts['why'] === 'counter').length).toBe(3)
  await json(await o.show({ key: key!, twist: { counter: 501 } }), 200)

  const still = authenticator(publicUrl, { counts: false })
  await json(await o.register(await o.byMail('chair'), await o.invited('chair'), { on: still }), 201)
  for (let i = 0; i < 2; i++) await json(await o.show({ on: still }), 200)
})

it('knows no key that is not registered here, and lets nobody register another’s', async () => {
  const stray = authenticator(publicUrl)
  stray.create((await o.ask(await o.byMail('headOfIct'), await o.invited('headOfIct'))).options)
  expect(await codeOf(await o.show({ on: stray }))).toBe('key.notVerified')
  // Somebody else's session, with his own valid answer.
  const [iris, bram] = [await o.byMail('headOfIct'), await o.byMail('chair')]
  const asked = await o.ask(iris, await o.invited('headOfIct'))
  const response = stray.create(asked.options)
  expect(await codeOf(await bram.post('/keys', { challengeId: asked.challengeId, response, label: 'x' }))).toBe('key.challengeOver')
  const again = await o.ask(iris, await o.invited('headOfIct'))
  expect(
    await codeOf(await (await o.byMail('headOfIct')).post('/keys', { challengeId: again.challengeId, response: stray.create(again.options), label: 'x' })),
  ).toBe('key.challengeOver')
})

it('refuses an invitation of somebody else, one that is over, and none at all', async () => {
  const [iris, forIris] = [await o.byMail('headOfIct'), await o.invited('headOfIct')]
  expect(await codeOf(await (await o.byMail('admin')).post('/keys/registration', { invitation: forIris }))).toBe('key.invitationOver')
  expect(await codeOf(await iris.post('/keys/registration', { invitation: `${forIris.slice(0, -1)}_` }))).toBe('key.invitationOver')
  expect(await codeOf(await iris.post('/keys/registration'))).toBe('key.invitationNeeded')
  const newer = await o.invited('headOfIct')
  expect(await codeOf(await iris.post('/keys/registration', { invitation: forIris }))).toBe('key.invitationOver')
  const asked = await o.ask(iris, newer)
  o.outage(hours(7 * 24) + 1)
  expect(await codeOf(await iris.post('/keys/registration', { invitation: newer }))).toBe('key.invitationOver')
  expect(await codeOf(await iris.post('/keys', { challengeId: asked.challengeId, response: o.device.create(asked.options), label: 'x' }))).toBe(
    'key.challengeOver',
  )
})

it('keeps a first link worthless beside a key, also one that was asked for before', async () => {
  const iris = await o.byMail('headOfIct')
  const link = await o.invited('headOfIct')
  const [one, two] = [await o.ask(iris, link), await o.ask(iris, link)]
  const keep = (asked: typeof one) =>
    iris.post('/keys', { challengeId: asked.challengeId, response: authenticator(publicUrl).create(asked.options), label: 'x' })
  expect((await keep(one)).status).toBe(201)
  expect(await codeOf(await keep(two))).toBe('key.invitationOver')
  expect(await codeOf(await iris.post('/keys/registration', { invitation: await o.invited('headOfIct') }))).toBe('key.invitationOver')
  expect(await registered('headOfIct')).toBe(1)
})

it('opens nothing for somebody who left every board, and says so', async () => {
  const gone = authenticator(publicUrl)
  await json(await o.register(await o.byMail('auditor'), await o.invited('auditor'), { on: gone }), 201)
  await o.sql('update person set left_at = $1 where identity_id = $2', [o.now(), demoIdentity('auditor')])
  expect(await codeOf(await o.show({ on: gone }))).toBe('access.noBoard')
  expect(await o.sql(`select id from session where identity_id = $1 and scope = 'desk'`, [demoIdentity('auditor')])).toEqual([])
})

it('opens no desk with the code of the mail or the demo’s door', async () => {
  const hanna = await o.byMail('handler')
  expect(await codeOf(await hanna.get('/incidents'))).toBe('session.deskNeedsPasskey')
  expect(await codeOf(await hanna.post('/session/step-up/challenge'))).toBe('session.deskNeedsPasskey')
  for (const path of ['/session/demo', '/session/step-up/demo']) expect((await hanna.post(path, { persona: 'dpo' })).status).toBe(404)
})

it('keeps no credential, code, label or address in the log, and the label sealed', async () => {
  const log = JSON.stringify([await o.sql('select type, subject_id, facts, actor from event')])
  for (const { id } of o.device.keys) expect(log).not.toContain(id.toString('base64url'))
  expect(log).not.toMatch(/waterlelie\.example|Telefoon/)
  expect(JSON.stringify(await o.sql('select * from passkey'))).not.toContain('Telefoon')
})

it('reports go on with a session of the mail, whatever becomes of passkeys', async () => {
  expect((await (await o.byMail('handler')).put(`/reports/${v7()}`, lostStick(o.now()))).status).toBe(201)
})
