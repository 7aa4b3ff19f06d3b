import { isInstant } from '../../shared/instant.ts'
import type { Report } from '../../shared/incident/report.ts'
import { teamRoles } from '../../shared/access/fence.ts'
import { addressees } from '../../shared/incident/report-lists.ts'
import type { ReportForReporter, ReportSummary } from '../../shared/incident/views.ts'
import { withDb, type OfflineDb } from './db.ts'
import type { ViewMessages, ViewRow } from './rows.ts'
import { ask, sendingAs, type SendDeps } from './send.ts'
import { messageOf, summaryOf } from './told-reports.ts'
import { fieldsOf, listOf, textsOf } from './told.ts'

/**
 * Fetches what the server tells of this person's reports, so that their state and the questions can be read without a
 * network. One report this version does not understand never stops the rest.
 */
export async function pull(deps: SendDeps, identityId: string): Promise<void> {
  const answer = await ask(deps, '/reports', { headers: sendingAs(identityId) })
  if (answer === 'offline' || answer.status !== 200) return
  for (const item of listOf(fieldsOf(answer.json).items)) {
    const summary = summaryOf(item)
    if (summary) await note(deps, identityId, summary)
  }
}

async function note(deps: SendDeps, ownerId: string, summary: ReportSummary): Promise<void> {
  const known = await withDb(deps.db, () => deps.db.view.get(summary.id))
  if (hasNews(summary, known?.summary)) await pullOne(deps, ownerId, summary.id)
  else {
    const kept = summary.discreet ? { messages: null, messageIds: [] } : { messages: known?.messages ?? null, messageIds: known?.messageIds ?? [] }
    await keep(deps.db, { id: summary.id, ownerId, summary, ...kept, fetchedAt: known?.fetchedAt ?? 0 })
  }
}

/** Whether something was said since. The count alone does not tell: an answer and a new question leave it as it was. */
function hasNews(told: ReportSummary, known: ReportSummary | undefined): boolean {
  const asked = told.unansweredQuestions > 0 && (known?.unansweredQuestions !== told.unansweredQuestions || known.readAt !== told.readAt)
  return asked || (known !== undefined && typeof told.lastMessageAt === 'string' && known.lastMessageAt !== told.lastMessageAt)
}

/** Of one report what is not kept here: its words as the school has them, and for whom it is; null where that is not told. */
export interface Told {
  description: string | null
  goesTo: Pick<Report, 'addressee' | 'notTo'> | null
  /** who of the team took it up, by role, the first one first; empty where that is not told */
  takenUp: NonNullable<ReportForReporter['takenUp']>
}

/** Fetches one report and keeps its messages, sealed; answers the rest. Null: it did not come. */
export async function pullOne(deps: SendDeps, ownerId: string, id: string): Promise<Told | null> {
  const answer = await ask(deps, `/reports/${id}`, { headers: sendingAs(ownerId) })
  if (answer === 'offline' || answer.status !== 200) return null
  const summary = summaryOf(answer.json)
  if (!summary) return null
  const { messages: told, description, addressee, notTo, takenUp } = fieldsOf(answer.json)
  const messages: ViewMessages = listOf(told).flatMap((message) => messageOf(message) ?? [])
  const sealed = await deps.vault.sealJson(`view/${id}`, messages)
  await keep(deps.db, { id, ownerId, summary, messages: sealed, messageIds: messages.map((message) => message.id), fetchedAt: deps.now() })
  const to = addressees.find((known) => known === addressee)
  const goesTo = to ? { addressee: to, notTo: teamRoles.filter((role) => textsOf(notTo).includes(role)) } : null
  const taken = listOf(takenUp).flatMap((one) => {
    const { role, at } = fieldsOf(one)
    return typeof role === 'string' && isInstant(at) ? [{ role, at }] : []
  })
  return { description: typeof description === 'string' ? description : null, goesTo, takenUp: taken }
}

async function keep(db: OfflineDb, view: ViewRow): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.view, db.report, async () => {
      await db.view.put(view)
      const row = await db.report.get(view.id)
      if (!row?.receipt) return
      const { number, receivedAt, state, readAt } = view.summary
      await db.report.update(view.id, { receipt: { ...row.receipt, number, receivedAt, state, readAt } })
    }),
  )
}
