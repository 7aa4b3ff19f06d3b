import { createHash } from 'node:crypto'
import type { Actor } from '../../shared/access/roles.ts'
import { deadlineOf, legalEndOf } from '../../shared/deadline/deadline.ts'
import { settleReportTimes, type ReportTimes } from '../../shared/deadline/report-times.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import { discreetKinds } from '../../shared/incident/report.ts'
import { can } from '../../shared/access/roles.ts'
import type { Acknowledgement } from '../../shared/incident/views.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { mailMac } from '../access/secrets.ts'
import type { Deps } from '../deps.ts'
import { newIncidentKey, newReportKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { mac, seal, sealJson } from '../db/seal.ts'
import { append } from '../events/append.ts'
import { acknowledgementOf, repeatedReport } from './repeated-report.ts'
import { readReport, type ReadReport } from './read-report.ts'
import { claimReportId, findPersonByMail, findReportIds, hasSchool, nextNumber, numberOf, saveReport } from './report-store.ts'

type Input = { id: string; bytes: Uint8Array<ArrayBuffer>; deviceNow: string | undefined }
type Answer = { first: boolean; acknowledgement: Acknowledgement }

/**
 * Stores a report for good, opens its incident, starts the 72 hours (GDPR 33(1)) and rings, in one transaction.
 * The same id and bytes again give the same answer. Refuses: report.kindMissing, report.descriptionEmpty, report.idTaken, report.erased.
 */
export async function reportIncident(deps: Deps, actors: readonly [Actor, ...Actor[]], { id, bytes, deviceNow }: Input): Promise<Answer> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const read = readReport(bytes)
  const actor = boardFor(actors, read)
  allow(actor, 'report.write')
  const receivedAt = deps.clock.now()
  const times = settleReportTimes({ ...read.times, deviceNow, receivedAt })
  const stored = await deps.db.inBoard(actor, async (tx) => {
    if (!(await claimReportId(tx, id))) return undefined
    const made = await incidentOf(deps, tx, actor, id, read, times, bytes)
    await saveReport(tx, made.rows)
    const facts = { kind: read.kind, number: numberOf(made.rows.incident), discreet: made.rows.incident.discreet, addressee: read.addressee, awareAt: times.awareAt, deadlineAt: made.rows.incident.deadlineAt }
    await append(deps, tx, actor, { type: 'incident.reported', subjectId: made.rows.incident.id, incidentId: made.rows.incident.id, reportId: id, facts }, made.key)
    return acknowledgementOf(sha256, { report: made.rows.report, incident: { ...made.rows.incident, state: 'new' } })
  })
  if (stored) return { first: true, acknowledgement: stored }
  return { first: false, acknowledgement: await repeated(deps, actors, { id, bytes, sha256 }) }
}

/** The board of the body, where the sender works for more than one; one he does not work for is not applied. */
function boardFor(actors: readonly [Actor, ...Actor[]], read: ReadReport): Actor {
  const named = actors.find((actor) => actor.organisationId === read.organisationId)
  if (!named && read.organisationId !== null) read.flags.push('otherBoard')
  if (!named && read.organisationId === null && actors.length > 1) read.flags.push('boardGuessed')
  return named ?? actors[0]
}

async function repeated(deps: Deps, actors: readonly Actor[], { id, bytes, sha256 }: { id: string; bytes: Uint8Array<ArrayBuffer>; sha256: string }) {
  const [claim] = await deps.db.outside((sql) => findReportIds(sql, [id]))
  if (claim?.erasedAt) throw new Problem('report.erased')
  const actor = actors.find((one) => one.organisationId === claim?.organisationId)
  if (!actor) throw new Problem('report.idTaken')
  return repeatedReport(deps, actor, { id, bytes, sha256 })
}

/** The rows of a new incident with its report, sealed under keys of their own. */
async function incidentOf(deps: Deps, tx: BoardTx, actor: Actor, id: string, read: ReadReport, times: ReportTimes, bytes: Uint8Array<ArrayBuffer>) {
  const { organisationId } = tx
  const incidentId = deps.newId()
  const receivedAt = deps.clock.now()
  const rules = rulesAt(times.awareAt)
  const year = Number(amsterdamDay(receivedAt).slice(0, 4))
  const { key, wrapped } = await newIncidentKey(deps.keys, tx, incidentId)
  const own = await newReportKey(key, organisationId, id)
  const schoolId = await knownSchool(tx, read)
  const reporterId = await reporterOf(deps, tx, actor, read)
  const deadlineAt = deadlineOf(times.awareAt, rules)
  const context = (field: string) => `${organisationId}/report/${id}/${field}`
  const shared = { organisationId, incidentId, rulesVersion: rules.version }
  return {
    key,
    rows: {
      incident: {
        ...{ organisationId, id: incidentId, year, sequence: await nextNumber(tx, year), kind: read.kind, schoolId, state: 'new', wrappedKey: wrapped },
        ...{ awareAt: times.awareAt, deadlineAt, legalEndAt: legalEndOf(times.awareAt, rules), rulesVersion: rules.version, receivedAt },
        discreet: (discreetKinds as readonly string[]).includes(read.kind),
      },
      report: {
        ...{ organisationId, id, incidentId, reporterId, enteredById: actor.personId, shape: read.shape, kind: read.kind, addressee: read.addressee },
        ...{ wrappedKey: own.wrapped, bodySealed: await seal(own.key, context('body'), bytes), bodyMac: await mac(own.key, bytes), receivedAt },
        ...{ flags: [...read.flags, ...times.flags], discoveredAt: times.discoveredAt, discoveredBasis: times.discoveredBasis, reportedAt: times.reportedAt },
        ...{ rawTimes: await sealJson(own.key, context('rawTimes'), times.raw), skewMs: times.skewMs, attachmentsExpected: read.attachments },
      },
      aware: { organisationId, incidentId, id: deps.newId(), awareAt: times.awareAt, setAt: receivedAt, status: 'first' as const },
      deadline: { ...shared, id: deps.newId(), kind: 'authority', anchorAt: times.awareAt, dueAt: deadlineAt },
    },
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
