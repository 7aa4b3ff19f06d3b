import * as v from 'valibot'
import { readDay } from '../../shared/instant.ts'
import { teamRoles } from '../../shared/access/fence.ts'
import { roles, worksAtDesk, type RoleGrant } from '../../shared/access/roles.ts'
import { readSchoolCode } from '../../shared/access/school-code.ts'
import type { Deps } from '../deps.ts'
import { boardKey, wrapBoardKey } from '../db/keys.ts'
import { newDataKey, sealText, type DataKey } from '../db/seal.ts'
import type { BoardTx } from '../db/open.ts'
import { append } from '../events/append.ts'
import { asHtml } from '../html.ts'
import { say } from '../text.ts'
import { invitationWords, mailInvitation, newInvitation } from './invitation.ts'
import { dropAllKeys, dropInvitations, findKeysOf, hasInvitation, lockIdentity, saveInvitation } from './key-store.ts'
import { checkAddressed, checkLeavers, endAccess, findAddressed, isLeaver, leaveBoard, type Left } from './leave-board.ts'
import { importer, takeOverCode } from './school-code.ts'
import {
  findOrMakeIdentity,
  grantsOf,
  insertBoard,
  insertGrant,
  insertPerson,
  findPersonEver,
  linkIdentity,
  updateLeft,
  updateSchool,
  upsertSchools,
  withdrawGrant,
  findBoard,
} from './store.ts'
import { mailMac, personContext, sealMail } from './secrets.ts'

const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const BoardPerson = v.strictObject({
  identityId: v.optional(id),
  personId: v.optional(id),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  email: v.pipe(v.string(), v.trim(), v.email(), v.maxLength(200)),
  phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
  lang: v.optional(v.picklist(['nl', 'en']), 'nl'),
  roles: v.optional(v.array(v.picklist(roles)), []),
  /** roles for which he steps in where whoever holds them may not know of an incident, or does not answer */
  deputyFor: v.optional(v.array(v.picklist(teamRoles))),
  /** where he works; left out: at several schools, or at none */
  school: v.optional(id),
  /** of which schools a schoolLead sees figures; left out: of all */
  schools: v.optional(v.pipe(v.array(id), v.minLength(1))),
  /** the first day on which he no longer works here: all his roles end; left out again, he is back */
  left: v.optional(
    v.pipe(
      v.string(),
      v.check((day) => readDay(day) !== undefined, 'Geen dag zoals 2026-08-01. / Not a day such as 2026-08-01.'),
    ),
  ),
})

type Schools = { schools: readonly { id: string }[]; people: readonly { email: string; school?: string | undefined; schools?: string[] | undefined }[] }

/** The first person with a school that the file does not name. */
function elsewhere({ schools, people }: Schools): { email: string; school: string } | undefined {
  const here = new Set(schools.map((one) => one.id))
  const named = people.flatMap(({ email, school, schools: led = [] }) => [...(school ? [school] : []), ...led].map((one) => ({ email, school: one })))
  return named.find(({ school }) => !here.has(school))
}

/** A board in a file: its schools and people with their roles. `npm run board -- file.json` reads it, again and again if need be. */
export const BoardFile = v.pipe(
  v.strictObject({
    organisationId: id,
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
    settings: v.optional(v.strictObject({ fgVotes: v.boolean() }), { fgVotes: true }),
    schools: v.array(v.strictObject({ id, name: v.pipe(v.string(), v.trim(), v.minLength(1)) })),
    people: v.array(BoardPerson),
    /** the code to hand in reports with; without it the board gets one of its own */
    schoolCode: v.optional(v.pipe(v.string(), v.transform(readSchoolCode), v.string())),
  }),
  v.check(
    (file) => !elsewhere(file),
    ({ input }) => {
      const { email, school } = elsewhere(input) ?? { email: '', school: '' }
      return `De school ${school} van ${email} staat niet bij schools. / The school ${school} of ${email} is not among schools.`
    },
  ),
)
export type BoardFile = v.InferOutput<typeof BoardFile>

/**
 * Makes the board of a file, or brings an existing one up to it: adds schools and people, gives and withdraws roles; people who
 * are not in the file stay; who has `left` goes. Whoever is new is invited by mail, where `invite` says so. Gives how many were, and the addresses to
 * which no mail could be sent: the board stands all the same, they can sign in and were only not told.
 */
export async function importBoard(deps: Deps, file: BoardFile, options: Options): Promise<{ invited: number; notInvited: string[] }> {
  const { invite, newKeysFor } = options
  const [leavers, staying] = [file.people.filter(isLeaver), file.people.filter((person) => !isLeaver(person))]
  if (newKeysFor !== undefined && !staying.some((person) => isFor(person, newKeysFor)))
    throw new Error('Dit adres staat niet in het bestand. / This address is not in the file.')
  checkLeavers(deps, leavers)
  const gone: Left[] = []
  const imported = await deps.db.inBoard(file, async (tx) => {
    const key = await boardOf(deps, tx, file)
    await upsertSchools(tx, file.schools)
    await takeOverCode(deps, tx, file.schoolCode)
    const before = await findAddressed(deps, tx)
    const people: Imported[] = []
    for (const person of staying) people.push(await importPerson(deps, tx, key, person, options))
    for (const person of leavers) {
      const one = await leaveBoard(deps, tx, person)
      if (one) gone.push(one)
      if (one) await importGrants(deps, tx, one.personId, { ...person, roles: [], deputyFor: [] })
    }
    await checkAddressed(deps, tx, before, gone)
    return people
  })
  for (const one of gone) await endAccess(deps, one)
  const written = invite ? imported.filter(({ fresh, keyToken }) => fresh || keyToken !== null) : []
  const notInvited: string[] = []
  for (const one of written) if (!(await invitedByMail(deps, file.name, one))) notInvited.push(one.wanted.email)
  return { invited: written.length - notInvited.length, notInvited }
}

type Options = {
  invite: boolean
  /** the address of somebody whose passkeys end: for the day nobody is left who could agree to it */
  newKeysFor?: string
}

const isFor = ({ email }: BoardFile['people'][number], address: string) => email.trim().toLowerCase() === address.trim().toLowerCase()

type Imported = {
  wanted: BoardFile['people'][number]
  identityId: string
  /** new at this board, or back */
  fresh: boolean
  /** of the link with which he makes his first passkey */
  keyToken: string | null
}

async function boardOf(deps: Deps, tx: BoardTx, file: BoardFile): Promise<DataKey> {
  if (await findBoard(tx)) return boardKey(deps.keys, tx)
  const key = await newDataKey()
  await insertBoard(tx, {
    organisationId: tx.organisationId,
    name: file.name,
    wrappedKey: await wrapBoardKey(deps.keys, tx.organisationId, key),
    settings: file.settings,
    createdAt: deps.clock.now(),
  })
  deps.keys.boards.set(tx.organisationId, key)
  await append(deps, tx, importer, { type: 'board.created', subjectId: tx.organisationId }, key)
  return key
}

async function importPerson(deps: Deps, tx: BoardTx, key: DataKey, wanted: BoardFile['people'][number], { invite, newKeysFor }: Options): Promise<Imported> {
  const now = deps.clock.now()
  const identityId = wanted.identityId ?? deps.newId()
  const emailMac = await mailMac(deps.keys, wanted.email)
  const identity = await findOrMakeIdentity(tx.sql, {
    id: identityId,
    emailMac,
    emailSealed: await sealMail(deps.keys, identityId, wanted.email),
    lang: wanted.lang,
    createdAt: now,
  })
  const known = await findPersonEver(tx, identity.id)
  const personId = known?.id ?? wanted.personId ?? deps.newId()
  if (!known) {
    const context = (field: 'name' | 'phone') => personContext(tx.organisationId, personId, field)
    const phoneSealed = wanted.phone ? await sealText(key, context('phone'), wanted.phone) : null
    const pseudonym = `p-${deps.newId().slice(-12)}`
    await insertPerson(tx, {
      organisationId: tx.organisationId,
      id: personId,
      identityId: identity.id,
      pseudonym,
      nameSealed: await sealText(key, context('name'), wanted.name),
      phoneSealed,
      schoolId: wanted.school ?? null,
      leftAt: null,
    })
    await linkIdentity(tx.sql, identity.id, tx.organisationId)
    await append(deps, tx, importer, { type: 'person.imported', subjectId: personId }, key)
  } else await bringUp(deps, tx, known, wanted)
  await importGrants(deps, tx, personId, wanted)
  if (newKeysFor !== undefined && isFor(wanted, newKeysFor)) {
    await dropAllKeys(tx.sql, identity.id)
    await append(deps, tx, importer, { type: 'key.removed', subjectId: personId, facts: { keys: 0, why: 'byOperator' } })
  }
  const keyToken = invite && worksAtDesk([...wanted.roles, ...(wanted.deputyFor ?? [])]) ? await keyTokenFor(deps, tx, personId, identity.id) : null
  return { wanted, identityId: identity.id, fresh: !known || known.leftAt !== null, keyToken }
}

/** Somebody who was here before, perhaps until he left. */
async function bringUp(
  deps: Deps,
  tx: BoardTx,
  known: { id: string; leftAt: string | null; schoolId: string | null },
  { school = null }: { school?: string | null | undefined },
) {
  if (known.leftAt !== null) {
    await updateLeft(tx, known.id, null)
    await append(deps, tx, importer, { type: 'person.returned', subjectId: known.id })
  }
  if (known.schoolId === school) return
  await updateSchool(tx, known.id, school)
  await append(deps, tx, importer, { type: 'person.schoolSet', subjectId: known.id })
}

/** For whoever works at the desk and has neither a passkey nor a link that still works: so nobody who has a key ever gets one this way. */
async function keyTokenFor(deps: Deps, tx: BoardTx, personId: string, identityId: string): Promise<string | null> {
  await lockIdentity(tx.sql, identityId)
  if ((await findKeysOf(tx.sql, identityId)).length > 0 || (await hasInvitation(tx.sql, identityId, deps.clock.now()))) return null
  const { token, row } = newInvitation(deps, identityId, 'first')
  await saveInvitation(tx.sql, row)
  await append(deps, tx, importer, { type: 'key.invited', subjectId: personId, facts: { why: 'first' } })
  return token
}

type Seat = { role: RoleGrant['role']; deputy: boolean; schoolIds: string[] | null }

async function importGrants(deps: Deps, tx: BoardTx, personId: string, { roles: own, deputyFor = [], schools }: BoardFile['people'][number]) {
  const now = deps.clock.now()
  const led = (role: RoleGrant['role']) => (role === 'schoolLead' && schools ? schools.toSorted() : null)
  const seats: Seat[] = [
    ...own.map((role) => ({ role, deputy: false, schoolIds: led(role) })),
    ...deputyFor.map((role) => ({ role, deputy: true, schoolIds: null })),
  ]
  const held = (await grantsOf(tx, personId)).filter((grant) => grant.untilAt === null || grant.untilAt > now)
  const isSame = (one: Seat) => (other: Seat) => one.role === other.role && one.deputy === other.deputy && `${one.schoolIds}` === `${other.schoolIds}`
  const factsOf = ({ role, deputy, schoolIds }: Seat) => ({ role, ...(deputy ? { deputy } : {}), ...(schoolIds ? { schools: schoolIds.length } : {}) })
  for (const seat of seats.filter((one) => one.role !== 'staff' && !held.some(isSame(one)))) {
    await insertGrant(tx, { organisationId: tx.organisationId, id: deps.newId(), personId, ...seat, fromAt: now, untilAt: null })
    await append(deps, tx, importer, { type: 'person.roleGranted', subjectId: personId, facts: factsOf(seat) })
  }
  for (const grant of held.filter((one) => !seats.some(isSame(one)))) {
    await withdrawGrant(tx, grant.id, now)
    await append(deps, tx, importer, { type: 'person.roleWithdrawn', subjectId: personId, facts: factsOf(grant) })
  }
}

/** Whether he could be told. A link that was never mailed ends, so that the next time this file is read another one goes. */
async function invitedByMail(deps: Deps, board: string, one: Imported): Promise<boolean> {
  const { wanted, identityId, fresh, keyToken } = one
  const told = fresh ? await welcomeByMail(deps, board, wanted, keyToken) : await mailInvitation(deps, identityId, keyToken ?? '', 'first')
  if (!told && keyToken !== null) await deps.db.outside((sql) => dropInvitations(sql, identityId))
  return told
}

/** A mail that says where to open the app and which address to sign in with; the link of whoever works at the desk opens nothing without that. */
async function welcomeByMail(deps: Deps, board: string, person: BoardFile['people'][number], keyToken: string | null): Promise<boolean> {
  const words = { name: person.name, board, link: `${deps.env.publicUrl}/inloggen` }
  const desk = keyToken === null ? [] : [say(person.lang, 'session-mail.invitation.desk', invitationWords(deps, keyToken, 'first'))]
  const text = [say(person.lang, 'session-mail.invitation.text', words), ...desk].join('\n\n')
  const mail = { to: person.email, subject: say(person.lang, 'session-mail.invitation.subject', words), text, html: asHtml(text), lang: person.lang }
  return deps.mail.send(mail).then(
    () => true,
    () => false,
  )
}
