import { numberOf } from '../../shared/incident/number.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { reportStateOf, type IncidentState } from '../../shared/incident/status.ts'
import type { Acknowledgement } from '../../shared/incident/views.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { reportKey } from '../db/keys.ts'
import { mac, sameBytes } from '../db/seal.ts'
import { append } from '../events/append.ts'
import { findReport } from './report-store.ts'

type Rows = {
  report: { id: string; receivedAt: string }
  incident: { id: string; year: number; sequence: number; awareAt: string; deadlineAt: string; state: string }
}

/** What the device gets back: it compares id and sha256 before it calls its report received. */
export function acknowledgementOf(sha256: string, { report, incident }: Rows): Acknowledgement {
  const { awareAt, deadlineAt } = incident
  const state = reportStateOf(incident.state as IncidentState)
  return { id: report.id, sha256, number: numberOf(incident), receivedAt: report.receivedAt, incidentId: incident.id, awareAt, deadlineAt, state }
}

/**
 * The answer to a report that came before: the same for the same bytes by the same sender. Another body, or an id that is
 * somebody else's: report.idTaken, and the first stays. Compared by an HMAC under the report's key, so no fingerprint is kept.
 */
export async function repeatedReport(
  deps: Deps,
  actor: Actor,
  { id, bytes, sha256 }: { id: string; bytes: Uint8Array<ArrayBuffer>; sha256: string },
): Promise<Acknowledgement> {
  return deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'report.write')
    const found = await findReport(tx, id)
    if (!found || found.report.enteredById !== actor.personId) throw new Problem('report.idTaken')
    const key = await reportKey(deps.keys, tx, id)
    if (!sameBytes(await mac(key, bytes), found.report.bodyMac)) throw new Problem('report.idTaken')
    const acknowledgement = acknowledgementOf(sha256, found)
    await append(deps, tx, actor, { type: 'report.repeated', subjectId: id, incidentId: found.incident.id, reportId: id })
    return acknowledgement
  })
}
