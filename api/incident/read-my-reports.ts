import { numberOf } from '../../shared/incident/number.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { reportStateOf, type IncidentState } from '../../shared/incident/status.ts'
import type { ReportForReporter, ReportSummary } from '../../shared/incident/views.ts'
import type { ReportKind } from '../../shared/incident/report.ts'
import { allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { reportKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { append } from '../events/append.ts'
import { takenUp } from './acknowledgements.ts'
import { missingReport } from './missing-report.ts'
import { openMessage, openReport, unanswered } from './report-words.ts'
import { attachmentsOf, findReport, listReportsOf, markRead, messagesOf, type IncidentRow, type MessageRow, type ReportRow } from './report-store.ts'

/** One's own reports at all boards, newest first: numbers and states, no contents. */
export async function listMyReports(deps: Deps, actors: readonly Actor[]): Promise<{ items: ReportSummary[] }> {
  const items: ReportSummary[] = []
  for (const actor of actors) {
    await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      allow(actor, 'report.readOwn', { reporterId: actor.personId })
      const rows = await listReportsOf(tx, actor.personId)
      const messages = await messagesOf(
        tx,
        rows.map(({ report }) => report.id),
      )
      for (const row of rows)
        items.push(
          summary(
            row.report,
            row.incident,
            messages.filter((message) => message.reportId === row.report.id),
          ),
        )
      // How many stays out of the log: it would tell of one that somebody else may not know of.
      await append(deps, tx, actor, { type: 'report.listed', subjectId: actor.personId })
    })
  }
  return { items: items.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt)) }
}

/** One's own report with its messages. A phone asks this in a pocket too, so it marks nothing as read. Another person's: report.notFound; an erased one: report.erased. */
export async function readMyReport(deps: Deps, actors: readonly Actor[], reportId: string): Promise<ReportForReporter> {
  for (const actor of actors) {
    const view = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      const found = await findReport(tx, reportId)
      if (!found || found.report.reporterId !== actor.personId) return undefined
      allow(actor, 'report.readOwn', { reporterId: found.report.reporterId })
      const made = await viewOf(deps, tx, actor, found.report, found.incident)
      await append(deps, tx, actor, { type: 'report.read', subjectId: reportId, incidentId: found.incident.id, reportId, facts: { side: 'reporter' } })
      return made
    })
    if (view) return view
  }
  throw await missingReport(deps, reportId)
}

/** The reporter has the questions on his screen: from now on the team sees that they were read. Another person's: report.notFound. */
export async function markMyMessagesRead(deps: Deps, actors: readonly Actor[], reportId: string): Promise<void> {
  for (const actor of actors) {
    const done = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      const found = await findReport(tx, reportId)
      if (!found || found.report.reporterId !== actor.personId) return false
      allow(actor, 'report.messageOwn', { reporterId: found.report.reporterId })
      const count = found.incident.discreet ? 0 : await markRead(tx, [reportId], 'team', deps.clock.now())
      await append(deps, tx, actor, { type: 'message.read', subjectId: reportId, incidentId: found.incident.id, reportId, facts: { side: 'reporter', count } })
      return true
    })
    if (done) return
  }
  throw await missingReport(deps, reportId)
}

async function viewOf(deps: Deps, tx: BoardTx, actor: Actor, report: ReportRow, incident: IncidentRow): Promise<ReportForReporter> {
  const messages = await messagesOf(tx, [report.id])
  const photos = await attachmentsOf(tx, [report.id])
  const base = { ...summary(report, incident, messages), discoveredAt: report.discoveredAt }
  const attachments = photos.map(({ id, contentType, bytes, receivedAt }) => ({ id, contentType, bytes, receivedAt }))
  // Discreet: whoever took over this account must not read along. The state only; the FG phones (protocol VII-B).
  if (incident.discreet) return { ...base, description: null, attachments: [], messages: [] }
  const key = await reportKey(deps.keys, tx, report.id)
  const { read } = await openReport(tx, key, report)
  const { description, addressee, notTo } = read
  return {
    ...base,
    description,
    addressee,
    notTo,
    attachments,
    takenUp: await takenUp(tx, incident),
    messages: await Promise.all(messages.map((message) => openMessage(tx, key, message, actor))),
  }
}

function summary(report: ReportRow, incident: IncidentRow, messages: readonly MessageRow[]): ReportSummary {
  const { id, reportedAt, receivedAt } = report
  return {
    id,
    number: numberOf(incident),
    kind: report.kind as ReportKind,
    state: reportStateOf(incident.state as IncidentState),
    reportedAt,
    receivedAt,
    readAt: incident.acknowledgedAt,
    discreet: incident.discreet,
    unansweredQuestions: incident.discreet ? 0 : unanswered(messages),
    lastMessageAt: incident.discreet ? null : (messages.at(-1)?.receivedAt ?? null),
  }
}
