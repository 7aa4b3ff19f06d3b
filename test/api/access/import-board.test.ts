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

it('lets somebody leave: access ends at once, nobody counts on him any more, and coming back undoes it', async () => {
  const read = (anna: object, invite = false) =>
    importBoard(o.deps, file([person('fg@example.nl', ['dpo']), { ...person('anna@example.nl', ['handler']), ...anna }]), { invite })
  const stands = async () => {
    const [row] = await o.sql('select left_at from person where id <> all (select person_id from role_grant where role = $2) and organisation_id = $1', [
      organisationId,
      'dpo',
    ])
    return [row!['left_at'] && new Date(String(row!['left_at'])).toISOString(), await held()]
  }
  const sessions = async () => (await o.sql(`select 1 from session where label = 'anna'`)).length
  await read({})
  await o.sql(
    `insert into session (token_hash, id, identity_id, scope, own_device, created_at, seen_at, expires_at, label)
     select 'x'::bytea, gen_random_uuid(), identity_id, 'device', true, $2, $2, $2::timestamptz + interval '9 days', 'anna' from person
     where organisation_id = $1 and id in (select person_id from role_grant where role = 'handler')`,
    [organisationId, o.now()],
  )
  expect([await stands(), await sessions()]).toEqual([[null, ['dpo', 'handler']], 1])
  await read({ left: '2026-03-02' })
  await read({ left: '2026-03-02' })
  expect([await stands(), await sessions()]).toEqual([['2026-03-01T23:00:00.000Z', ['dpo']], 0])
  expect(await o.sql(`select 1 from passkey_invitation where used_at is null`)).toEqual([])
  o.outage(days(40))
  await read({}, true)
  expect((await stands())[0]).toBeNull()
  expect(o.deps.demoMessages!.list().map(({ to }) => to)).toContain('anna@example.nl')
  const told = await o.sql(`select type from event where organisation_id = $1 and type like 'person.%' order by sequence offset 4`, [organisationId])
  expect(told.map(({ type }) => type)).toEqual(['person.left', 'person.roleWithdrawn', 'person.returned', 'person.roleGranted'])
})

it('ends nothing of whoever works for another board as well, and makes nobody of one who never was here', async () => {
  const frits = await o.as('dpo')
  const boards = async () => ((await (await frits.get('/session')).json()) as { boards: unknown[] }).boards.length
  await importBoard(o.deps, file([person('frits@waterlelie.example', ['handler']), person('fg@example.nl', ['dpo'])]), { invite: false })
  expect(await boards()).toBe(2)
  const left = '2026-03-01'
  const leavers = [
    { ...person('frits@waterlelie.example', ['handler']), left },
    { ...person('nooit@example.nl'), left },
  ]
  expect(await importBoard(o.deps, file(leavers), { invite: true })).toEqual({ invited: 0, notInvited: [] })
  expect([await boards(), await held()]).toEqual([1, ['dpo']])
  expect(await o.sql('select 1 from person where organisation_id = $1', [organisationId])).toHaveLength(2)
})

it('refuses a day to come, a day that is none, and that the last one leaves to whom reports go', async () => {
  const read = (...people: BoardFile['people']) => importBoard(o.deps, file(people), { invite: false })
  const fg = { ...person('fg@example.nl', ['dpo']), left: '2026-03-02' }
  await read(person('fg@example.nl', ['dpo']))
  await expect(read({ ...fg, left: '2026-03-03' })).rejects.toThrow('fg@example.nl does not leave before 2026-03-03')
  await expect(read(fg)).rejects.toThrow('nobody is dpo any more')
  expect(await held()).toEqual(['dpo'])
  expect(['2026-02-30', '1 maart', ''].map((left) => v.safeParse(BoardFile, { ...file([]), people: [{ ...fg, left }] }).success)).toEqual([false, false, false])
  await read(fg, { ...person('noor@waterlelie.example'), deputyFor: ['dpo'] })
  expect(await o.sql('select deputy from role_grant where organisation_id = $1 and until_at is null', [organisationId])).toEqual([{ deputy: true }])
})
