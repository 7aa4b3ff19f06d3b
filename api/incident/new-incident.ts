import { can, type Actor } from '../../shared/access/roles.ts'
import { deadlineOf, legalEndOf } from '../../shared/deadline/deadline.ts'
import type { ReportTimes } from '../../shared/deadline/report-times.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import { discreetKinds } from '../../shared/incident/report.ts'
import { mailMac } from '../access/secrets.ts'
import { newIncidentKey, newReportKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { mac, seal, sealJson, type DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import type { ReadReport } from './read-report.ts'
import { findPersonByMail, hasSchool } from './report-store.ts'

export type Intake = {
  id: string
  bytes: Uint8Array<ArrayBuffer>
  read: ReadReport
  times: ReportTimes
  receivedAt: string
  year: number
  sequence: number
}

/** The rows of a new incident and of the report that opens it, sealed under keys of their own; `key` is the incident's. */
export async function newIncident(deps: Deps, tx: BoardTx, actor: Actor, intake: Intake) {
  const { read, times, receivedAt } = intake
  const { organisationId } = tx
  const incidentId = deps.newId()
  const { key, wrapped } = await newIncidentKey(deps.keys, tx, incidentId)
  const rules = rulesAt(times.awareAt)
  const term = { awareAt: times.awareAt, deadlineAt: deadlineOf(times.awareAt, rules), legalEndAt: legalEndOf(times.awareAt, rules), rulesVersion: rules.version }
  const incident = {
    organisationId,
    id: incidentId,
    year: intake.year,
    sequence: intake.sequence,
    kind: read.kind,
    schoolId: await knownSchool(tx, read),
    state: 'new',
    discreet: (discreetKinds as readonly string[]).includes(read.kind),
    wrappedKey: wrapped,
    receivedAt,
    ...term,
  }
  const report = await reportRow(deps, tx, actor, incidentId, key, intake)
  const aware = { organisationId, incidentId, id: deps.newId(), awareAt: times.awareAt, setAt: receivedAt, status: 'first' as const }
  const deadline = { organisationId, incidentId, id: deps.newId(), kind: 'authority', anchorAt: times.awareAt, dueAt: term.deadlineAt, rulesVersion: rules.version }
  return { key, rows: { incident, report, aware, deadline } }
}

async function reportRow(deps: Deps, tx: BoardTx, actor: Actor, incidentId: string, incidentKey: DataKey, { id, bytes, read, times, receivedAt }: Intake) {
  const { organisationId } = tx
  const { key, wrapped } = await newReportKey(incidentKey, organisationId, id)
  const context = (field: string) => `${organisationId}/report/${id}/${field}`
  const reporterId = await reporterOf(deps, tx, actor, read)
  return {
    organisationId,
    id,
    incidentId,
    reporterId,
    enteredById: actor.personId,
    shape: read.shape,
    kind: read.kind,
    addressee: read.addressee,
    wrappedKey: wrapped,
    bodySealed: await seal(key, context('body'), bytes),
    bodyMac: await mac(key, bytes),
    flags: [...read.flags, ...times.flags],
    discoveredAt: times.discoveredAt,
    discoveredBasis: times.discoveredBasis,
    reportedAt: times.reportedAt,
    receivedAt,
    rawTimes: await sealJson(key, context('rawTimes'), times.raw),
    skewMs: times.skewMs,
    attachmentsExpected: read.attachments,
  }
}

async function knownSchool(tx: BoardTx, read: ReadReport): Promise<string | null> {
  if (read.schoolId === null || (await hasSchool(tx, read.schoolId))) return read.schoolId
  read.flags.push('unknownSchool')
  return null
}

/** The caller of a report taken by phone, where this board knows the address; else who entered it. Only a handler may take one. */
async function reporterOf(deps: Deps, tx: BoardTx, actor: Actor, read: ReadReport): Promise<string> {
  if (!read.takenFrom) return actor.personId
  if (!can(actor, 'report.takeByPhone')) {
    read.flags.push('takenFromNotApplied')
    return actor.personId
  }
  read.flags.push('takenByPhone')
  const known = read.takenFrom.email ? await findPersonByMail(tx, await mailMac(deps.keys, read.takenFrom.email)) : undefined
  return known ?? actor.personId
}
