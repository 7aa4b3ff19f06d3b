import { and, eq } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import {
  advice,
  authorityLetter,
  authorityNotice,
  communication,
  communicationSending,
  convening,
  conveningMember,
  decision,
  decisionVote,
  factAnswer,
  factRequest,
  filingAttempt,
  incident,
  incidentAdviser,
  incidentFile,
  incidentProcessor,
  legalHold,
  measure,
  otherParty,
  recipient,
  registerEntry,
  retention,
  tellingReview,
} from '../db/schema.ts'

const contents = [
  ...[factAnswer, factRequest, incidentFile, convening, conveningMember, incidentAdviser, advice, decisionVote, decision, authorityNotice, filingAttempt],
  ...[authorityLetter, incidentProcessor, communicationSending, communication, recipient, otherParty, measure, tellingReview],
] as const

/** Everything of the breach desk that was sealed under an incident's key goes with it; the database lets it go only once the key is gone. The register's entry has a key of its own and stays. */
export async function deleteDossier(tx: BoardTx, incidentId: string): Promise<void> {
  for (const table of contents) await tx.sql.delete(table).where(and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId)))
  await tx.sql
    .update(legalHold)
    .set({ reasonSealed: new Uint8Array() })
    .where(and(eq(legalHold.organisationId, tx.organisationId), eq(legalHold.incidentId, incidentId)))
  await tx.sql
    .update(registerEntry)
    .set({ setBy: null })
    .where(and(eq(registerEntry.organisationId, tx.organisationId), eq(registerEntry.incidentId, incidentId)))
  await tx.sql
    .update(incident)
    .set({ advisers: [] })
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, incidentId)))
}

/** How the file was settled, in codes: what the table of terms asks. */
export async function settledRows(tx: BoardTx, incidentId: string) {
  const of = (table: typeof decision | typeof communicationSending | typeof retention) =>
    and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))
  const decisions = await tx.sql
    .select({ question: decision.question, outcome: decision.outcome, ground: decision.ground, endedAt: decision.endedAt })
    .from(decision)
    .where(and(of(decision), eq(decision.status, 'taken')))
    .orderBy(decision.endedAt, decision.id)
  const sendings = await tx.sql.select({ sentAt: communicationSending.sentAt }).from(communicationSending).where(of(communicationSending))
  return {
    decisions,
    lastMessageAt:
      sendings
        .map(({ sentAt }) => sentAt)
        .toSorted()
        .at(-1) ?? null,
  }
}
