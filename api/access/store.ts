import { and, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { BoardTx, Sql } from '../db/open.ts'
import { identity, identityOrganisation, organisation, person, roleGrant, school, session, signInCode } from '../db/schema.ts'

/** All SQL about people and their sessions. */
export const findIdentityByMail = async (db: Sql, emailMac: Uint8Array) => (await db.select().from(identity).where(eq(identity.emailMac, emailMac)))[0]

export const organisationsOf = async (db: Sql, identityId: string) =>
  (await db.select({ id: identityOrganisation.organisationId }).from(identityOrganisation).where(eq(identityOrganisation.identityId, identityId))).map(
    (row) => row.id,
  )

export async function saveCode(db: Sql, row: typeof signInCode.$inferInsert, now: string) {
  await db.delete(signInCode).where(lt(signInCode.expiresAt, now))
  await db.insert(signInCode).values(row).onConflictDoUpdate({ target: signInCode.emailMac, set: row })
}

/** Takes one try and gives the code's row, or nothing when there is none, it is over or its tries are used up. */
export async function takeTry(db: Sql, emailMac: Uint8Array, now: string) {
  const rows = await db
    .update(signInCode)
    .set({ triesLeft: sql`${signInCode.triesLeft} - 1` })
    .where(and(eq(signInCode.emailMac, emailMac), gt(signInCode.expiresAt, now), gt(signInCode.triesLeft, 0)))
    .returning()
  return rows[0]
}

export const dropCode = (db: Sql, emailMac: Uint8Array) => db.delete(signInCode).where(eq(signInCode.emailMac, emailMac))

export const saveSession = (db: Sql, row: typeof session.$inferInsert) => db.insert(session).values(row)
/** The living sessions behind these tokens with the boards of their identities, in one round trip: every request asks this first. */
export async function findSessions(db: Sql, tokenHashes: Uint8Array[], now: string) {
  const rows = await db
    .select({ session, organisationId: identityOrganisation.organisationId })
    .from(session)
    .leftJoin(identityOrganisation, eq(identityOrganisation.identityId, session.identityId))
    .where(and(inArray(session.tokenHash, tokenHashes), gt(session.expiresAt, now)))
    .orderBy(identityOrganisation.organisationId)
  const sessions = new Map<string, typeof session.$inferSelect & { organisationIds: string[] }>()
  for (const row of rows) {
    const known = sessions.get(row.session.id) ?? { ...row.session, organisationIds: [] }
    if (row.organisationId) known.organisationIds.push(row.organisationId)
    sessions.set(row.session.id, known)
  }
  return [...sessions.values()]
}

export const touchSession = (db: Sql, tokenHash: Uint8Array, seenAt: string, expiresAt: string) =>
  db.update(session).set({ seenAt, expiresAt }).where(eq(session.tokenHash, tokenHash))
export const dropSession = (db: Sql, tokenHash: Uint8Array) => db.delete(session).where(eq(session.tokenHash, tokenHash))

type PersonRow = typeof person.$inferSelect
export type FoundPerson = {
  person: PersonRow
  grants: { role: (typeof roleGrant.$inferSelect)['role']; schoolIds: string[] | null; from: string; until: string | null; deputy: boolean }[]
}

/** These identities' people at the board of the transaction, with the grants that were ever given; nobody who left. */
export async function findPeopleOf(tx: BoardTx, identityIds: readonly string[]): Promise<Map<string, FoundPerson>> {
  const rows = await tx.sql
    .select({ person, grant: roleGrant })
    .from(person)
    .leftJoin(roleGrant, and(eq(roleGrant.organisationId, person.organisationId), eq(roleGrant.personId, person.id)))
    .where(and(eq(person.organisationId, tx.organisationId), inArray(person.identityId, [...identityIds]), isNull(person.leftAt)))
  return byIdentity(rows)
}

function byIdentity(rows: readonly { person: PersonRow; grant: typeof roleGrant.$inferSelect | null }[]): Map<string, FoundPerson> {
  const people = new Map<string, FoundPerson>()
  for (const { person: row, grant } of rows) {
    const known = people.get(row.identityId) ?? { person: row, grants: [] }
    if (grant) known.grants.push({ role: grant.role, schoolIds: grant.schoolIds, from: grant.fromAt, until: grant.untilAt, deputy: grant.deputy })
    people.set(row.identityId, known)
  }
  return people
}

/** Everyone who was ever at the board, with all grants. */
export async function findEverybody(tx: BoardTx): Promise<FoundPerson[]> {
  const rows = await tx.sql
    .select({ person, grant: roleGrant })
    .from(person)
    .leftJoin(roleGrant, and(eq(roleGrant.organisationId, person.organisationId), eq(roleGrant.personId, person.id)))
    .where(eq(person.organisationId, tx.organisationId))
  return [...byIdentity(rows).values()]
}

export const findPersonOf = async (tx: BoardTx, identityId: string): Promise<FoundPerson | undefined> => (await findPeopleOf(tx, [identityId])).get(identityId)

/** The same, also when he left. */
export async function findPersonEver(tx: BoardTx, identityId: string): Promise<PersonRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(person)
    .where(and(eq(person.organisationId, tx.organisationId), eq(person.identityId, identityId)))
  return row
}

export const findBoard = async (tx: BoardTx) => (await tx.sql.select().from(organisation).where(eq(organisation.organisationId, tx.organisationId)))[0]

export const updateSettings = (tx: BoardTx, settings: (typeof organisation.$inferSelect)['settings']) =>
  tx.sql.update(organisation).set({ settings }).where(eq(organisation.organisationId, tx.organisationId))

export const listSchools = (tx: BoardTx) =>
  tx.sql.select({ id: school.id, name: school.name }).from(school).where(eq(school.organisationId, tx.organisationId)).orderBy(school.name)

/** Who holds one of these roles now, deputies last, else oldest grant first. */
export const holdersOf = (tx: BoardTx, roles: (typeof roleGrant.$inferSelect)['role'][], now: string) =>
  tx.sql
    .select({ role: roleGrant.role, deputy: roleGrant.deputy, person })
    .from(roleGrant)
    .innerJoin(person, and(eq(person.organisationId, roleGrant.organisationId), eq(person.id, roleGrant.personId)))
    .where(
      and(
        eq(roleGrant.organisationId, tx.organisationId),
        inArray(roleGrant.role, roles),
        isNull(person.leftAt),
        sql`${roleGrant.fromAt} <= ${now}`,
        sql`(${roleGrant.untilAt} is null or ${now} < ${roleGrant.untilAt})`,
      ),
    )
    .orderBy(roleGrant.deputy, roleGrant.fromAt)

export const findPeople = (tx: BoardTx, ids: string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select()
        .from(person)
        .where(and(eq(person.organisationId, tx.organisationId), inArray(person.id, ids)))

/** The sealed work address of somebody of this board. */
export const findMailSealed = async (tx: BoardTx, identityId: string): Promise<Uint8Array | undefined> =>
  (
    await tx.sql
      .select({ emailSealed: identity.emailSealed })
      .from(identity)
      .innerJoin(person, and(eq(person.identityId, identity.id), eq(person.organisationId, tx.organisationId)))
      .where(eq(identity.id, identityId))
  )[0]?.emailSealed

// ---- a board from a file

export const insertBoard = (tx: BoardTx, row: typeof organisation.$inferInsert) => tx.sql.insert(organisation).values(row)

export const upsertSchools = async (tx: BoardTx, rows: readonly { id: string; name: string }[]) => {
  for (const row of rows) {
    const values = { organisationId: tx.organisationId, ...row }
    await tx.sql
      .insert(school)
      .values(values)
      .onConflictDoUpdate({ target: [school.organisationId, school.id], set: { name: row.name } })
  }
}

/** One identity per address, also when it works for other boards already. */
export async function findOrMakeIdentity(db: Sql, row: typeof identity.$inferInsert) {
  await db.insert(identity).values(row).onConflictDoNothing()
  const found = await findIdentityByMail(db, row.emailMac)
  if (!found) throw new Error('an identity with this id and another address exists')
  return found
}

export const linkIdentity = (db: Sql, identityId: string, organisationId: string) =>
  db.insert(identityOrganisation).values({ identityId, organisationId }).onConflictDoNothing()
export const insertPerson = (tx: BoardTx, row: typeof person.$inferInsert) => tx.sql.insert(person).values(row)
export const updateSchool = (tx: BoardTx, personId: string, schoolId: string | null) =>
  tx.sql
    .update(person)
    .set({ schoolId })
    .where(and(eq(person.organisationId, tx.organisationId), eq(person.id, personId)))
/** null: he works here again */
export const updateLeft = (tx: BoardTx, personId: string, leftAt: string | null) =>
  tx.sql
    .update(person)
    .set({ leftAt })
    .where(and(eq(person.organisationId, tx.organisationId), eq(person.id, personId)))
export const grantsOf = (tx: BoardTx, personId: string) =>
  tx.sql
    .select()
    .from(roleGrant)
    .where(and(eq(roleGrant.organisationId, tx.organisationId), eq(roleGrant.personId, personId)))
export const insertGrant = (tx: BoardTx, row: typeof roleGrant.$inferInsert) => tx.sql.insert(roleGrant).values(row)
export const withdrawGrant = (tx: BoardTx, id: string, at: string) =>
  tx.sql
    .update(roleGrant)
    .set({ untilAt: at })
    .where(and(eq(roleGrant.organisationId, tx.organisationId), eq(roleGrant.id, id)))
