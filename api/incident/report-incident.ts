import { createHash } from 'node:crypto'
import { reportingAction, type Sender } from '../../shared/access/roles.ts'
import type { Acknowledgement } from '../../shared/incident/views.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { underPressure } from '../pressure.ts'
import { intakeOf } from './intake.ts'
import { readReport, type ReadReport } from './read-report.ts'
import { acknowledgementOf, repeatedReport, type Repeated } from './repeated-report.ts'
import { findReportIds } from './report-store.ts'

type Input = {
  id: string
  bytes: Uint8Array<ArrayBuffer>
  deviceNow: string | undefined
  /** when the request's first line came in: what the device's clock is compared with */ arrivedAt: string
}
type Answer = { first: boolean; acknowledgement: Acknowledgement }

/**
 * Stores a report for good, opens its incident, starts the 72 hours (GDPR 33(1)) and rings, in one transaction (intake.ts).
 * The same id and bytes again give the same answer. A sender with the school's code is nobody: his report rings like any other and
 * is marked. Refuses: report.kindMissing, report.descriptionEmpty, report.idTaken, report.erased.
 */
export async function reportIncident(deps: Deps, actors: readonly [Sender, ...Sender[]], { id, bytes, deviceNow, arrivedAt }: Input): Promise<Answer> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const read = readReport(bytes)
  const actor = boardFor(actors, read)
  allow(actor, reportingAction(actor))
  const stored = await underPressure(deps, () => intakeOf(deps)({ actor, id, bytes, read, deviceNow, arrivedAt }))
  if (stored) return { first: true, acknowledgement: acknowledgementOf(sha256, stored) }
  return { first: false, acknowledgement: await repeated(deps, actors, { id, bytes, sha256, read }) }
}

/** The board of the body, where the sender works for more than one; one he does not work for is not applied. */
function boardFor(actors: readonly [Sender, ...Sender[]], read: ReadReport): Sender {
  const named = actors.find((actor) => actor.organisationId === read.organisationId)
  if (!named && read.organisationId !== null) read.flags.push(actors[0].personId === null ? 'codeOfOtherBoard' : 'otherBoard')
  if (!named && read.organisationId === null && actors.length > 1) read.flags.push('boardGuessed')
  return named ?? actors[0]
}

async function repeated(deps: Deps, actors: readonly Sender[], input: Repeated) {
  const [claim] = await deps.db.outside((sql) => findReportIds(sql, [input.id]))
  if (claim?.erasedAt) throw new Problem('report.erased')
  const actor = actors.find((one) => one.organisationId === claim?.organisationId)
  if (!actor) throw new Problem('report.idTaken')
  return repeatedReport(deps, actor, input)
}
