import { can, type Sender } from '../../shared/access/roles.ts'
import { deadlineOf, legalEndOf } from '../../shared/deadline/deadline.ts'
import type { ReportTimes } from '../../shared/deadline/report-times.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import { discreetKinds } from '../../shared/incident/report.ts'
import { mailMac } from '../access/secrets.ts'
import { newIncidentKey, newReportKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { mac, seal, sealJson, type DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import type { NewFence } from './fence-of-report.ts'
import type { ReadReport } from './read-report.ts'
import { findPersonByMail, hasSchool } from './report-store.ts'

export type Intake = {
  actor: Sender
  id: string
  bytes: Uint8Array<ArrayBuffer>
  read: ReadReport
  times: ReportTimes
  receivedAt: string
}

/** The rows of a new incident and of the report that opens it, sealed under keys of their own; `key` is the incident's. The number comes last: its row is locked from then on. */
export async function newIncident(
  deps: Deps,
  tx: BoardTx,
  intake: Intake,
  { schoolId, reporterId, flags: placing }: Place,
  { audience, recused, nobodyLeft }: NewFence,
) {
  const { read, times, receivedAt } = intake
  const { organisationId } = tx
  const incidentId = deps.newId()
  const { key, wrapped } = await newIncidentKey(deps.keys, tx, incidentId)
  const rules = rulesAt(times.awareAt)
  const term = {
    awareAt: times.awareAt,
    deadlineAt: deadlineOf(times.awareAt, rules),
    legalEndAt: legalEndOf(times.awareAt, rules),
    rulesVersion: rules.version,
  }
  const flags = [...read.flags, ...placing, ...times.flags, ...(nobodyLeft ? ['nobodyLeft'] : [])]
  const incident = {
    organisationId,
    id: incidentId,
    kind: read.kind,
    schoolId,
    state: 'new',
    discreet: (discreetKinds as readonly string[]).includes(read.kind),
    wrappedKey: wrapped,
    audience,
    recused,
    receivedAt,
    needsAt: term.deadlineAt,
    ...term,
  }
  const report = { ...(await sealedReport(tx, key, intake)), incidentId, reporterId, flags }
  const aware = { organisationId, incidentId, id: deps.newId(), awareAt: times.awareAt, setAt: receivedAt, status: 'first' as const }
  const deadline = {
    organisationId,
    incidentId,
    id: deps.newId(),
    kind: 'authority' as const,
    openedAt: receivedAt,
    anchorAt: times.awareAt,
    dueAt: term.deadlineAt,
    rulesVersion: rules.version,
  }
  return { actor: intake.actor, key, incident, report, aware, deadline }
}

async function sealedReport(tx: BoardTx, incidentKey: DataKey, { actor, id, bytes, read, times, receivedAt }: Intake) {
  const { organisationId } = tx
  const { key, wrapped } = await newReportKey(incidentKey, organisationId, id)
  const context = (field: string) => `${organisationId}/report/${id}/${field}`
  return {
    organisationId,
    id,
    enteredById: actor.personId,
    shape: read.shape,
    kind: read.kind,
    addressee: read.addressee,
    notTo: read.notTo.length > 0 ? read.notTo : null,
    wrappedKey: wrapped,
    bodySealed: await seal(key, context('body'), bytes),
    bodyMac: await mac(key, bytes),
    discoveredAt: times.discoveredAt,
    discoveredBasis: times.discoveredBasis,
    reportedAt: times.reportedAt,
    receivedAt,
    rawTimes: await sealJson(key, context('rawTimes'), times.raw),
    skewMs: times.skewMs,
    attachmentsExpected: read.attachments,
  }
}

/** Where a report belongs: asked before anything is sealed, one question after the other on the transaction's one connection. */
export type Place = { schoolId: string | null; reporterId: string | null; flags: string[] }

export async function placeOf(deps: Deps, tx: BoardTx, { actor, read }: Pick<Intake, 'actor' | 'read'>): Promise<Place> {
  const flags: string[] = []
  if (actor.personId === null) flags.push('notVerified')
  const known = read.schoolId !== null && (await hasSchool(tx, read.schoolId))
  if (read.schoolId !== null && !known) flags.push('unknownSchool')
  return { schoolId: known ? read.schoolId : null, reporterId: await reporterOf(deps, tx, actor, read, flags), flags }
}

/** The caller of a report taken by phone, where this board knows the address; else who entered it, if anyone knows. Only a handler may take one. */
export async function reporterOf(deps: Deps, tx: BoardTx, actor: Sender, { takenFrom }: ReadReport, flags: string[]): Promise<string | null> {
  if (!takenFrom) return actor.personId
  const mayTake = can(actor, 'report.takeByPhone')
  flags.push(mayTake ? 'takenByPhone' : 'takenFromNotApplied')
  const known = mayTake && takenFrom.email ? await findPersonByMail(tx, await mailMac(deps.keys, takenFrom.email)) : undefined
  return known ?? actor.personId
}
