import * as v from 'valibot'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BoardFile, importBoard } from '../../../api/access/import-board.ts'
import { days } from '../../../shared/instant.ts'
import { office, type Office } from '../../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

const organisationId = '0195b5c0-0000-7000-8000-000000000001'
const person = (email: string, roles: BoardFile['people'][number]['roles'] = []) => ({ name: 'A. Voorbeeld', email, lang: 'nl' as const, roles })
const file = (people: BoardFile['people']): BoardFile => ({ organisationId, name: 'Stichting Voorbeeld', settings: { fgVotes: true }, schools: [], people })
const held = async () =>
  (await o.sql('select role from role_grant where organisation_id = $1 and until_at is null', [organisationId])).map((row) => row['role'])

it('makes a board once, invites who is new, and brings roles up to the file when it is read again', async () => {
  expect(await importBoard(o.deps, file([person('fg@example.nl', ['dpo']), person('leraar@example.nl')]), { invite: true })).toEqual({
    invited: 2,
    notInvited: [],
  })
  expect(await held()).toEqual(['dpo'])
  expect(await importBoard(o.deps, file([person('FG@example.nl', ['chair']), person('nieuw@example.nl')]), { invite: true })).toEqual({
    invited: 1,
    notInvited: [],
  })
  expect(await held()).toEqual(['chair'])
  expect(await o.sql('select id from person where organisation_id = $1', [organisationId])).toHaveLength(3)
  expect(o.deps.demoMessages!.list().map(({ to }) => to)).toEqual(['nieuw@example.nl', 'leraar@example.nl', 'fg@example.nl'])
})

it('keeps the board when the mail server is away, and says who was not told', async () => {
  o.deps.mail = { send: () => Promise.reject(new Error('smtp ESOCKET')), close: () => undefined }
  expect(await importBoard(o.deps, file([person('fg@example.nl', ['dpo'])]), { invite: true })).toEqual({ invited: 0, notInvited: ['fg@example.nl'] })
  expect(await held()).toEqual(['dpo'])
})

it('lets one person work for two boards under one address', async () => {
  await importBoard(o.deps, file([person('frits@waterlelie.example', ['dpo'])]), { invite: false })
  const session = await (await (await o.as('dpo')).get('/session')).json()
  expect(session.boards.map((board: { name: string }) => board.name).toSorted()).toEqual(['Stichting De Waterlelie', 'Stichting Voorbeeld'])
})

it('reads the school code of a file as a person writes it, and refuses the file where it is none', () => {
  const withCode = (schoolCode: string) => v.safeParse(BoardFile, { ...file([]), schoolCode })
  expect(withCode('kade-4827').output).toMatchObject({ schoolCode: 'KADE4827' })
  expect(['KADE', 'KADE-482U', ''].map((code) => withCode(code).success)).toEqual([false, false, false])
})

it('seats deputies from the file, beside a role of their own, and the phone is told for which roles', async () => {
  const seats = async () =>
    (await o.sql('select role, deputy from role_grant where organisation_id = $1 and until_at is null order by role, deputy', [organisationId])).map(
      ({ role, deputy }) => `${String(role)}${deputy ? ':deputy' : ''}`,
    )
  const noor = (deputyFor: ('dpo' | 'chair')[], roles: BoardFile['people'][number]['roles'] = []) => ({
    ...person('noor@waterlelie.example', roles),
    deputyFor,
  })
  await importBoard(o.deps, file([noor(['dpo', 'chair'], ['dpo'])]), { invite: false })
  expect(await seats()).toEqual(['chair:deputy', 'dpo', 'dpo:deputy'])
  await importBoard(o.deps, file([noor(['chair'])]), { invite: false })
  expect(await seats()).toEqual(['chair:deputy'])
  const { boards } = await (await (await o.as('teacher')).get('/session')).json()
  expect(boards.find((one: { organisationId: string }) => one.organisationId === organisationId)).toMatchObject({
    roles: ['staff', 'chair'],
    deputyFor: ['chair'],
  })
})

it('knows where people work and which schools somebody leads, and brings both up to the file', async () => {
  const [oak, elm] = ['0195b5c0-0000-7000-8000-0000000000a1', '0195b5c0-0000-7000-8000-0000000000a2'] as const
  const schools = [oak, elm].map((id, at) => ({ id, name: `School ${at}` }))
  const read = (changes: Partial<BoardFile['people'][number]>) =>
    importBoard(o.deps, { ...file([{ ...person('noor@waterlelie.example', ['schoolLead']), ...changes }]), schools }, { invite: false })
  const stands = async () => {
    const [one] = await o.sql('select school_id from person where organisation_id = $1', [organisationId])
    const grants = await o.sql('select school_ids from role_grant where organisation_id = $1 and until_at is null', [organisationId])
    return [one!['school_id'], ...grants.map((row) => row['school_ids'])]
  }
  await read({ school: oak, schools: [elm, oak] })
  expect(await stands()).toEqual([oak, [oak, elm]])
  await read({ school: oak, schools: [oak, elm] })
  await read({ school: elm, schools: [elm] })
  expect(await stands()).toEqual([elm, [elm]])
  await read({})
  expect(await stands()).toEqual([null, null])
  const told = await o.sql(`select type from event where organisation_id = $1 and type like 'person.%' order by sequence`, [organisationId])
  const changed = ['person.schoolSet', 'person.roleGranted', 'person.roleWithdrawn']
  expect(told.map(({ type }) => type)).toEqual(['person.imported', 'person.roleGranted', ...changed, ...changed])
})

it('refuses a file that names a school it does not have, and says whose', () => {
  const [here, away] = ['0195b5c0-0000-7000-8000-0000000000a1', '0195b5c0-0000-7000-8000-0000000000a2']
  const withPerson = (changes: object) =>
    v.safeParse(BoardFile, { ...file([{ ...person('fg@example.nl'), ...changes }]), schools: [{ id: here, name: 'De Eik' }] })
  expect(withPerson({ school: here, schools: [here] }).success).toBe(true)
  for (const wrong of [{ school: away }, { schools: [here, away] }])
    expect(withPerson(wrong).issues?.[0].message).toMatch(new RegExp(`${away} of fg@example.nl is not`))
  expect(withPerson({ schools: [] }).success).toBe(false)
})

it('mails a link for a passkey to whoever works at the desk, until he has one', async () => {
  const read = (...people: BoardFile['people']) => importBoard(o.deps, file(people), { invite: true })
  const links = () => o.deps.demoMessages!.list().map(({ to, text }) => [to, /\/sleutel#[\w-]{43}/.test(text)])
  await read(person('fg@example.nl', ['dpo']), person('leraar@example.nl'))
  expect(links()).toEqual([
    ['leraar@example.nl', false],
    ['fg@example.nl', true],
  ])
  // A link that works is not sent again; one that lapsed is, and one for a role that came later.
  expect(await read(person('fg@example.nl', ['dpo']), person('leraar@example.nl', ['handler']))).toEqual({ invited: 1, notInvited: [] })
  o.outage(days(7))
  expect(await read(person('fg@example.nl', ['dpo']))).toEqual({ invited: 1, notInvited: [] })
  expect(links().slice(0, 2)).toEqual([
    ['fg@example.nl', true],
    ['leraar@example.nl', true],
  ])
  const [{ id }] = (await o.sql<{ id: string }>('select identity_id as id from passkey_invitation where expires_at > $1', [o.now()])) as [{ id: string }]
  await o.sql(
    `insert into passkey (id, identity_id, public_key, counter, transports, backed_up, label, created_at) values ('k', $1, '', 0, '[]', false, '', now())`,
    [id],
  )
  o.outage(days(7))
  expect(await read(person('fg@example.nl', ['dpo']))).toEqual({ invited: 0, notInvited: [] })
})

it('sends the link again the next time when the mail server was away', async () => {
  const { mail } = o.deps
  o.deps.mail = { send: () => Promise.reject(new Error('smtp ESOCKET')), close: () => undefined }
  expect(await importBoard(o.deps, file([person('fg@example.nl', ['admin'])]), { invite: true })).toEqual({ invited: 0, notInvited: ['fg@example.nl'] })
  o.deps.mail = mail
  expect(await importBoard(o.deps, file([person('fg@example.nl', ['admin'])]), { invite: true })).toEqual({ invited: 1, notInvited: [] })
  expect(o.deps.demoMessages!.list()[0]?.text).toContain('/sleutel#')
})

it('ends the keys of somebody at whoever runs the server’s word, mails a new link, and writes it down', async () => {
  const read = (newKeysFor?: string) => importBoard(o.deps, file([person('fg@example.nl', ['dpo'])]), { invite: true, ...(newKeysFor ? { newKeysFor } : {}) })
  await read()
  expect(await read()).toEqual({ invited: 0, notInvited: [] })
  expect(await read('FG@example.nl')).toEqual({ invited: 1, notInvited: [] })
  expect(await o.sql(`select actor, facts from event where type = 'key.removed'`)).toEqual([{ actor: 'import', facts: { keys: 0, why: 'byOperator' } }])
  await expect(read('onbekend@example.nl')).rejects.toThrow('not in the file')
})
