import { and, asc, count, eq, exists, gt, inArray, isNull, lte, sql, type SQL } from 'drizzle-orm'
import type { Role } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { absence, organisation, person, pushSubscription, roleGrant } from '../db/schema.ts'
import { grantHolds } from './reached.ts'

/** All SQL about how a board wants to be rung, who is away, and what rings a person. */
export type AbsenceRow = typeof absence.$inferSelect
type Settings = (typeof organisation.$inferSelect)['settings']

const thisBoard = (tx: BoardTx) => eq(organisation.organisationId, tx.organisationId)

export const findSettings = async (tx: BoardTx): Promise<Settings | undefined> =>
  (await tx.sql.select({ settings: organisation.settings }).from(organisation).where(thisBoard(tx)))[0]?.settings

export const findBoardName = async (tx: BoardTx): Promise<string> =>
  (await tx.sql.select({ name: organisation.name }).from(organisation).where(thisBoard(tx)))[0]?.name ?? ''

/** The same, held until the commit: two who change them take turns. */
export const lockSettings = async (tx: BoardTx): Promise<Settings | undefined> =>
  (await tx.sql.select({ settings: organisation.settings }).from(organisation).where(thisBoard(tx)).for('update'))[0]?.settings

export const updateSettings = (tx: BoardTx, settings: Settings) => tx.sql.update(organisation).set({ settings }).where(thisBoard(tx))

// ---- who is away

/** Somebody of `person` who is away at this moment: a part of a query. */
export const isAway = (tx: BoardTx, now: Instant): SQL<boolean> => {
  const here = and(eq(absence.organisationId, person.organisationId), eq(absence.personId, person.id), isNull(absence.endedAt))
  const one = tx.sql
    .select({ one: sql`1` })
    .from(absence)
    .where(and(here, lte(absence.fromAt, now), gt(absence.untilAt, now)))
  return sql<boolean>`${exists(one)}`
}

const isOpen = (tx: BoardTx, now: Instant) => and(eq(absence.organisationId, tx.organisationId), isNull(absence.endedAt), gt(absence.untilAt, now))

/** What is not over and was not taken back, soonest first. */
export const findAbsences = (tx: BoardTx, personIds: readonly string[], now: Instant): Promise<AbsenceRow[]> =>
  personIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select()
        .from(absence)
        .where(and(isOpen(tx, now), inArray(absence.personId, [...personIds])))
        .orderBy(asc(absence.fromAt), asc(absence.id))
        .then((rows) => rows)

export const findAbsence = async (tx: BoardTx, id: string, now: Instant): Promise<AbsenceRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(absence)
      .where(and(isOpen(tx, now), eq(absence.id, id)))
  )[0]

export const countAbsences = async (tx: BoardTx, personId: string, now: Instant): Promise<number> =>
  (
    await tx.sql
      .select({ n: count() })
      .from(absence)
      .where(and(isOpen(tx, now), eq(absence.personId, personId)))
  )[0]?.n ?? 0

export const insertAbsence = (tx: BoardTx, row: AbsenceRow) => tx.sql.insert(absence).values(row)

/** Whether it had not been taken back before. */
export const markAbsenceEnded = async (tx: BoardTx, id: string, at: Instant): Promise<boolean> =>
  (
    await tx.sql
      .update(absence)
      .set({ endedAt: at })
      .where(and(eq(absence.organisationId, tx.organisationId), eq(absence.id, id), isNull(absence.endedAt)))
      .returning({ id: absence.id })
  ).length > 0

// ---- what rings a person

const rung = {
  ...{ personId: person.id, identityId: person.identityId, alerts: person.alerts },
  ...{ phoneSealed: person.phoneSealed, smsSealed: person.smsSealed },
}
const working = (tx: BoardTx) => and(eq(person.organisationId, tx.organisationId), isNull(person.leftAt))

/** What is known to ring them by; nobody who left. */
export const findRung = (tx: BoardTx, personIds: readonly string[]) =>
  personIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select(rung)
        .from(person)
        .where(and(working(tx), inArray(person.id, [...personIds])))
        .then((rows) => rows)
export type RungRow = Awaited<ReturnType<typeof findRung>>[number]

/** One of them, held until the commit. */
export const lockRung = async (tx: BoardTx, personId: string): Promise<RungRow | undefined> =>
  (
    await tx.sql
      .select(rung)
      .from(person)
      .where(and(working(tx), eq(person.id, personId)))
      .for('update')
  )[0]

export const updateAlerts = (tx: BoardTx, personId: string, alerts: RungRow['alerts'], smsSealed: Uint8Array | null) =>
  tx.sql
    .update(person)
    .set({ alerts, smsSealed })
    .where(and(eq(person.organisationId, tx.organisationId), eq(person.id, personId)))

/** Their devices, as far as this server's key still opens them. */
export const findDevicesOf = (tx: BoardTx, identityIds: readonly string[], keyId: string) =>
  identityIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select({ identityId: pushSubscription.identityId, lastOkAt: pushSubscription.lastOkAt, lastFailedAt: pushSubscription.lastFailedAt })
        .from(pushSubscription)
        .where(and(inArray(pushSubscription.identityId, [...identityIds]), eq(pushSubscription.keyId, keyId)))
        .then((rows) => rows)

/** Whoever holds or deputises one of these roles now, each once. */
export const findIdentitiesOf = (tx: BoardTx, roles: readonly Role[], now: Instant): Promise<{ personId: string; identityId: string }[]> =>
  tx.sql
    .selectDistinct({ personId: person.id, identityId: person.identityId })
    .from(roleGrant)
    .innerJoin(person, and(eq(person.organisationId, roleGrant.organisationId), eq(person.id, roleGrant.personId), isNull(person.leftAt)))
    .where(and(eq(roleGrant.organisationId, tx.organisationId), inArray(roleGrant.role, [...roles]), grantHolds(now)))
    .then((rows) => rows)
