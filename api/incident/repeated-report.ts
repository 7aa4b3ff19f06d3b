import { numberOf } from '../../shared/incident/number.ts'
import { reportingAction, type Actor, type Sender } from '../../shared/access/roles.ts'
import { reportStateOf, type IncidentState } from '../../shared/incident/status.ts'
import type { Acknowledgement } from '../../shared/incident/views.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { reportKey } from '../db/keys.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import { mac, sameBytes } from '../db/seal.ts'
import { append } from '../events/append.ts'
import { reporterOf } from './new-incident.ts'
import type { ReadReport } from './read-report.ts'
import { findReport, lockReport, updateReport } from './report-store.ts'

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

export type Repeated = { id: string; bytes: Uint8Array<ArrayBuffer>; sha256: string; read: ReadReport }

/**
 * The answer to a report that came before: the same for the same bytes. Handed in with the school's code and now sent by someone who
 * signed in, it becomes his. Another body, or an id that is somebody else's: report.idTaken, and the first stays. Compared by an HMAC
 * under the report's key, so no fingerprint is kept.
 */
export async function repeatedReport(deps: Deps, actor: Sender, { id, bytes, sha256, read }: Repeated): Promise<Acknowledgement> {
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, reportingAction(actor))
    // Held until the commit: of two who confirm the same report at once, one is told that it is taken.
    await lockReport(tx, id)
    const found = await findReport(tx, id)
    if (!found || !isHis(actor, found.report.enteredById)) throw new Problem('report.idTaken')
    const key = await reportKey(deps.keys, tx, id)
    if (!sameBytes(await mac(key, bytes), found.report.bodyMac)) throw new Problem('report.idTaken')
    const acknowledgement = acknowledgementOf(sha256, found)
    const adopted = actor.personId !== null && found.report.enteredById === null
    if (adopted) await updateReport(tx, id, await adoptedBy(deps, tx, actor, read, found.report.flags))
    await append(deps, tx, actor, { type: adopted ? 'report.adopted' : 'report.repeated', subjectId: id, incidentId: found.incident.id, reportId: id })
    return acknowledgement
  })
}

/** Entered by him, or by nobody yet. Whoever has the school's code and the very same bytes is told that they are here, whosever they are. */
const isHis = (actor: Sender, enteredById: string | null) => actor.personId === null || enteredById === null || enteredById === actor.personId

/** What changes once somebody stands for it: whose it is, as if he had sent it himself, and that it was not so from the start. */
async function adoptedBy(deps: Deps, tx: BoardTx, actor: Actor, read: ReadReport, before: readonly string[]) {
  const flags = before.filter((flag) => flag !== 'notVerified' && flag !== 'takenFromNotApplied')
  const reporterId = await reporterOf(deps, tx, actor, read, flags)
  return { reporterId, enteredById: actor.personId, flags: [...flags, 'verifiedLater'] }
}
