import { onlyAdvises, rolesOf, seatsIn } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { ReportKind } from '../../shared/incident/report.ts'
import { shortCodeOf } from '../../shared/incident/short-code.ts'
import type { ReportForHandler } from '../../shared/incident/views.ts'
import { peopleById } from '../access/person-names.ts'
import type { Deps } from '../deps.ts'
import { reportKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { ReadReport } from './read-report.ts'
import { openMessage, openReport } from './report-words.ts'
import { attachmentsOf, messagesOf, type IncidentRow, type ReportRow } from './report-store.ts'

/** Of which incident a report is, and since when the team knows who reported it. */
type Of = { incident: Pick<IncidentRow, 'audience' | 'recused' | 'advisers'>; toldAt: string | null }

/** One report as the desk sees it. Its reporter's name and number are for dpo, handler and addressee only, until the team is told. */
export async function reportForHandler(deps: Deps, tx: BoardTx, actor: Actor, of: Of, row: ReportRow): Promise<ReportForHandler> {
  const key = await reportKey(deps.keys, tx, row.id)
  const { read, raw } = await openReport(tx, key, row)
  const photos = await attachmentsOf(tx, [row.id])
  const messages = await messagesOf(tx, [row.id])
  const { id, flags, discoveredAt, discoveredBasis, reportedAt, receivedAt, skewMs } = row
  return {
    id,
    shortCode: shortCodeOf(id),
    kind: row.kind as ReportKind,
    description: read.description,
    addressee: read.addressee,
    reporter: knowsReporter(actor, of, row) ? await reporterView(deps, tx, row, read) : null,
    details: read.details,
    oddFields: oddFieldsFor(knowsReporter(actor, of, row), row, read),
    flags,
    occurredAt: null,
    discoveredAt,
    discoveredBasis,
    reportedAt,
    receivedAt,
    raw,
    skewMs,
    attachmentsExpected: row.attachmentsExpected,
    attachments: photos.map((photo) => ({ id: photo.id, contentType: photo.contentType, bytes: photo.bytes, receivedAt: photo.receivedAt })),
    messages: await Promise.all(messages.map((message) => openMessage(tx, key, message, actor))),
  }
}

/**
 * Chapter 1, Recusal: a sealed field for dpo, handler and addressee; everyone else reads "een medewerker". By the seat that makes
 * him see the incident: whoever broke the glass sees no name, and neither does the chair as somebody's deputy elsewhere.
 */
export function knowsReporter(actor: Actor, { incident, toldAt }: Of, row: Pick<ReportRow, 'reporterId' | 'addressee'>): boolean {
  if (actor.personId === row.reporterId) return true
  // The team was told, and an adviser is not of it.
  if (toldAt !== null) return !onlyAdvises(actor, incident)
  const roles = rolesOf(seatsIn(actor, incident))
  return roles.includes('dpo') || roles.includes('handler') || (row.addressee === 'chair' && roles.includes('chair'))
}

/** What says who the reporter is keeps to those who may know, also where its form was odd. */
const personalFields = ['writtenBy', 'callBackNumber', 'takenFrom']

function oddFieldsFor(knows: boolean, row: ReportRow, { odd, takenFrom }: ReadReport): Record<string, unknown> {
  if (!knows) return Object.fromEntries(Object.entries(odd).filter(([field]) => !personalFields.includes(field)))
  // Who called stays readable also where the sender might not take a call: a number to phone back is worth more than its form.
  return row.flags.includes('takenFromNotApplied') ? { ...odd, takenFrom } : odd
}

async function reporterView(deps: Deps, tx: BoardTx, row: ReportRow, read: ReadReport): Promise<ReportForHandler['reporter']> {
  const { callBackNumber, writtenBy } = read
  const people = await peopleById(deps, tx, [row.reporterId, row.enteredById])
  const nameOf = (id: string | null) => (id ? people.get(id) : undefined)
  const takenByPhone = row.flags.includes('takenByPhone')
  const confirmedBy = row.flags.includes('verifiedLater') ? (nameOf(row.enteredById)?.name ?? '') : null
  const more = { callBackNumber, takenByPhone, verified: row.reporterId !== null, writtenBy, confirmedBy }
  if (takenByPhone && read.takenFrom) return { name: read.takenFrom.name, phone: read.takenFrom.phone, ...more }
  const opened = nameOf(row.reporterId)
  return { name: opened?.name ?? (row.reporterId === null ? (writtenBy ?? '') : ''), phone: opened?.phone ?? null, ...more }
}
