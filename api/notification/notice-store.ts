import { and, asc, desc, eq } from 'drizzle-orm'
import type { NoticeFields } from '../../shared/notification/notice-fields.ts'
import type { BoardTx } from '../db/open.ts'
import { authorityLetter, authorityNotice, authorityOutcome, deadline, filingAttempt, incident, incidentFile, organisation, report } from '../db/schema.ts'
import { sealJson, sealText, unsealJson, unsealText, type DataKey } from '../db/seal.ts'

/** All SQL about the notification to the authority, and what is sealed in it. */
export type IncidentRow = typeof incident.$inferSelect
export type NoticeRow = typeof authorityNotice.$inferSelect
export type AttemptRow = typeof filingAttempt.$inferSelect
export type LetterRow = typeof authorityLetter.$inferSelect

const on = (tx: BoardTx, table: typeof authorityNotice | typeof filingAttempt | typeof authorityLetter | typeof incidentFile, incidentId: string) =>
  and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))
const ofIncident = (tx: BoardTx, id: string) => and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id))

/** Holds the incident's row until the commit: two people at once take turns. Undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)).for('update'))[0]

export const findIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)))[0]

export const findBoardName = async (tx: BoardTx): Promise<string> =>
  (await tx.sql.select({ name: organisation.name }).from(organisation).where(eq(organisation.organisationId, tx.organisationId)))[0]?.name ?? ''

/** The reports of it, with what the form asks of them: never who it was. */
export const reportsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select({ kind: report.kind, discoveredAt: report.discoveredAt, addressee: report.addressee })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.incidentId, incidentId)))
    .orderBy(asc(report.receivedAt), asc(report.id))

/** The chair where one of its reports went straight to him, else the dpo. */
export const addresseeOf = async (tx: BoardTx, incidentId: string): Promise<'dpo' | 'chair'> =>
  (await reportsOf(tx, incidentId)).some(({ addressee }) => addressee === 'chair') ? 'chair' : 'dpo'

export const hasFile = async (tx: BoardTx, incidentId: string, id: string): Promise<boolean> =>
  (
    await tx.sql
      .select({ id: incidentFile.id })
      .from(incidentFile)
      .where(and(on(tx, incidentFile, incidentId), eq(incidentFile.id, id)))
  ).length > 0

// ---- versions

/** Drafts and what was filed, with how its filing stands; oldest first. */
export async function noticesOf(tx: BoardTx, incidentId: string) {
  const outcome = and(
    eq(authorityOutcome.organisationId, authorityNotice.organisationId),
    eq(authorityOutcome.incidentId, authorityNotice.incidentId),
    eq(authorityOutcome.id, authorityNotice.outcomeId),
  )
  const rows = await tx.sql
    .select({ notice: authorityNotice, inTime: authorityOutcome.inTime, status: authorityOutcome.status })
    .from(authorityNotice)
    .leftJoin(authorityOutcome, outcome)
    .where(on(tx, authorityNotice, incidentId))
    .orderBy(asc(authorityNotice.setAt), asc(authorityNotice.id))
  return rows.map(({ notice, inTime, status }) => ({ ...notice, inTime, retracted: status === 'retracted' }))
}
export type NoticeWithOutcome = Awaited<ReturnType<typeof noticesOf>>[number]

export const saveNoticeRow = (tx: BoardTx, row: typeof authorityNotice.$inferInsert) => tx.sql.insert(authorityNotice).values(row)

export const updateNotice = (tx: BoardTx, incidentId: string, id: string, set: Partial<NoticeRow>) =>
  tx.sql
    .update(authorityNotice)
    .set(set)
    .where(and(on(tx, authorityNotice, incidentId), eq(authorityNotice.id, id)))

/** Who recorded that it was filed. */
export const findFiling = async (tx: BoardTx, incidentId: string, id: string): Promise<{ setBy: string | null } | undefined> =>
  (
    await tx.sql
      .select({ setBy: authorityOutcome.setBy })
      .from(authorityOutcome)
      .where(and(eq(authorityOutcome.organisationId, tx.organisationId), eq(authorityOutcome.incidentId, incidentId), eq(authorityOutcome.id, id)))
  )[0]

// ---- attempts and letters

export const attemptsOf = (tx: BoardTx, incidentId: string): Promise<AttemptRow[]> =>
  tx.sql
    .select()
    .from(filingAttempt)
    .where(on(tx, filingAttempt, incidentId))
    .orderBy(asc(filingAttempt.at), asc(filingAttempt.id))

export const saveAttempt = (tx: BoardTx, row: typeof filingAttempt.$inferInsert) => tx.sql.insert(filingAttempt).values(row)

/** With the term each one set, and when that ended; newest first. */
export async function lettersOf(tx: BoardTx, incidentId: string) {
  const term = and(
    eq(deadline.organisationId, authorityLetter.organisationId),
    eq(deadline.incidentId, authorityLetter.incidentId),
    eq(deadline.id, authorityLetter.deadlineId),
  )
  const rows = await tx.sql
    .select({ letter: authorityLetter, dueAt: deadline.dueAt, dueEndedAt: deadline.endedAt })
    .from(authorityLetter)
    .leftJoin(deadline, term)
    .where(on(tx, authorityLetter, incidentId))
    .orderBy(desc(authorityLetter.at), desc(authorityLetter.id))
  return rows.map(({ letter, dueAt, dueEndedAt }) => ({ ...letter, dueAt, dueEndedAt }))
}

export const findLetter = async (tx: BoardTx, incidentId: string, id: string): Promise<LetterRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(authorityLetter)
      .where(and(on(tx, authorityLetter, incidentId), eq(authorityLetter.id, id)))
  )[0]

export const saveLetter = (tx: BoardTx, row: typeof authorityLetter.$inferInsert) => tx.sql.insert(authorityLetter).values(row)

// ---- what is sealed

type Place = { table: 'authority_notice' | 'filing_attempt' | 'authority_letter'; incidentId: string; id: string; field: 'fields' | 'number' | 'note' | 'text' }
const contextOf = (tx: BoardTx, { table, incidentId, id, field }: Place) => `${tx.organisationId}/${table}/${incidentId}/${id}/${field}`

/** Null where nothing was said. */
export const sealWords = async (tx: BoardTx, key: DataKey, place: Place, text: string | null | undefined): Promise<Uint8Array | null> =>
  text ? sealText(key, contextOf(tx, place), text) : null

/** What has to be said, so that there is always something sealed. */
export const sealGiven = (tx: BoardTx, key: DataKey, place: Place, text: string): Promise<Uint8Array> => sealText(key, contextOf(tx, place), text)

export const unsealWords = async (tx: BoardTx, key: DataKey, place: Place, sealed: Uint8Array | null): Promise<string | null> =>
  sealed && sealed.length > 0 ? unsealText(key, contextOf(tx, place), sealed) : null

const fieldsAt = (incidentId: string, id: string) => ({ table: 'authority_notice', incidentId, id, field: 'fields' }) as const

export const sealFields = (tx: BoardTx, key: DataKey, incidentId: string, id: string, fields: NoticeFields): Promise<Uint8Array> =>
  sealJson(key, contextOf(tx, fieldsAt(incidentId, id)), fields)

export const unsealFields = async (tx: BoardTx, key: DataKey, { incidentId, id, fieldsSealed }: NoticeRow): Promise<NoticeFields> =>
  (await unsealJson(key, contextOf(tx, fieldsAt(incidentId, id)), fieldsSealed)) as NoticeFields

export const unsealNumber = (tx: BoardTx, key: DataKey, { incidentId, id, numberSealed }: NoticeRow): Promise<string | null> =>
  unsealWords(tx, key, { table: 'authority_notice', incidentId, id, field: 'number' }, numberSealed)
