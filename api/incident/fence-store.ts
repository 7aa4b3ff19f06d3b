import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { teamRoles } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { breakGlass, event, incident, organisation, person, recusal, roleGrant } from '../db/schema.ts'
import type { IncidentRow } from './report-store.ts'

/** All SQL about what stands around an incident: who may not know, who broke the glass. */
export const recusalsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select()
    .from(recusal)
    .where(and(eq(recusal.organisationId, tx.organisationId), eq(recusal.incidentId, incidentId), isNull(recusal.liftedAt)))
    .orderBy(asc(recusal.setAt), asc(recusal.personId))

/** Somebody who was let back in before may be kept away again: the newest reason stands. */
export async function saveRecusals(tx: BoardTx, rows: readonly (typeof recusal.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return
  const given = (column: string) => sql.raw(`excluded.${column}`)
  const set = { why: given('why'), reasonSealed: given('reason_sealed'), setBy: given('set_by'), setAt: given('set_at'), liftedBy: null, liftedAt: null }
  await tx.sql
    .insert(recusal)
    .values([...rows])
    .onConflictDoUpdate({ target: [recusal.organisationId, recusal.incidentId, recusal.personId], set })
}

export const markRecusalLifted = (tx: BoardTx, incidentId: string, personId: string, by: string, at: Instant) =>
  tx.sql
    .update(recusal)
    .set({ liftedBy: by, liftedAt: at })
    .where(and(eq(recusal.organisationId, tx.organisationId), eq(recusal.incidentId, incidentId), eq(recusal.personId, personId)))

export const isPerson = async (tx: BoardTx, id: string) =>
  (
    await tx.sql
      .select({ id: person.id })
      .from(person)
      .where(and(eq(person.organisationId, tx.organisationId), eq(person.id, id)))
  ).length === 1

// ---- the emergency door

export const breakGlassOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select()
    .from(breakGlass)
    .where(and(eq(breakGlass.organisationId, tx.organisationId), eq(breakGlass.incidentId, incidentId)))
    .orderBy(asc(breakGlass.openedAt), asc(breakGlass.id))

export const saveBreakGlass = (tx: BoardTx, row: typeof breakGlass.$inferInsert) => tx.sql.insert(breakGlass).values(row)

/** The glass this person broke here and that is still open ends now. */
export const endBreakGlass = (tx: BoardTx, incidentId: string, personId: string, by: string, at: Instant) =>
  tx.sql
    .update(breakGlass)
    .set({ revokedAt: at, revokedBy: by })
    .where(
      and(
        ...[eq(breakGlass.organisationId, tx.organisationId), eq(breakGlass.incidentId, incidentId), eq(breakGlass.personId, personId)],
        ...[isNull(breakGlass.revokedAt), sql`${breakGlass.untilAt} > ${at}::timestamptz`],
      ),
    )

const notRecused = (personId: string) => sql`not (${personId}::uuid = any(${incident.recused}))`

/** Holds an incident until the commit for somebody who may not see it; one he is recused from is not there. */
export const lockClosed = async (tx: BoardTx, id: string, personId: string): Promise<IncidentRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id), notRecused(personId)))
      .for('update')
  )[0]

/** What this person does not see and is not kept away from, newest first; at most two hundred. */
export function listClosedRows(tx: BoardTx, { personId, seats, at }: Actor) {
  const advises = seats.includes('adviser') ? sql`or ${personId}::uuid = any(${incident.advisers})` : sql``
  const seen = sql`(${incident.audience} && string_to_array(${seats.join(',')}, ',') ${advises} or coalesce(${incident.opened} ->> ${personId}, '') > ${at})`
  return tx.sql
    .select({ incident, organisationName: organisation.name })
    .from(incident)
    .innerJoin(organisation, eq(organisation.organisationId, incident.organisationId))
    .where(and(eq(incident.organisationId, tx.organisationId), isNull(incident.closedAt), notRecused(personId), sql`not ${seen}`))
    .orderBy(desc(incident.receivedAt), desc(incident.id))
    .limit(200)
}

/** Since when the team knows who reported it, if it was told. */
export const findToldAt = async (tx: BoardTx, incidentId: string): Promise<Instant | null> =>
  (
    await tx.sql
      .select({ at: event.at })
      .from(event)
      .where(and(eq(event.organisationId, tx.organisationId), eq(event.incidentId, incidentId), eq(event.type, 'incident.reporterTold')))
      .orderBy(asc(event.sequence))
      .limit(1)
  )[0]?.at ?? null

/** The roles this person holds or ever held himself. */
export const findOwnRolesEver = async (tx: BoardTx, personId: string) =>
  (
    await tx.sql
      .selectDistinct({ role: roleGrant.role })
      .from(roleGrant)
      .where(and(eq(roleGrant.organisationId, tx.organisationId), eq(roleGrant.personId, personId), eq(roleGrant.deputy, false)))
  ).map(({ role }) => role)

/** The grants of the team that held at any moment from one instant to another, deputies too, and whether the person left. */
export async function grantsDuring(tx: BoardTx, from: Instant, until: Instant) {
  const { role, deputy, personId, untilAt } = roleGrant
  return tx.sql
    .select({ role, deputy, personId, untilAt, leftAt: person.leftAt })
    .from(roleGrant)
    .innerJoin(person, and(eq(person.organisationId, roleGrant.organisationId), eq(person.id, roleGrant.personId)))
    .where(
      and(
        ...[eq(roleGrant.organisationId, tx.organisationId), inArray(roleGrant.role, [...teamRoles])],
        ...[lte(roleGrant.fromAt, until), or(isNull(roleGrant.untilAt), gt(roleGrant.untilAt, from))],
      ),
    )
}
export type TeamGrant = Awaited<ReturnType<typeof grantsDuring>>[number]
