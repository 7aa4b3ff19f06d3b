import { createHash } from 'node:crypto'
import { reportingAction, type Sender } from '../../shared/access/roles.ts'
import { reportLimits } from '../../shared/incident/report.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { reportKey } from '../db/keys.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import { mac, sameBytes, seal } from '../db/seal.ts'
import { append } from '../events/append.ts'
import { missingReport } from './missing-report.ts'
import { attachmentsOf, findAttachment, findReport, lockReport, saveAttachment } from './report-store.ts'
import { pixelsOf, sniffImage } from './sniff-image.ts'

type Input = { reportId: string; id: string; bytes: Uint8Array<ArrayBuffer>; contentDigest: string | undefined }

/**
 * Adds a photo to a report of one's own, or with the school's code to one that is nobody's yet. The same id and bytes again give the same answer. Refuses: report.notFound, report.erased,
 * attachment.notImage (by content, not by name), attachment.tooManyPixels, attachment.tooMany (five), attachment.digestWrong, attachment.idTaken.
 */
export async function addAttachment(deps: Deps, actors: readonly Sender[], { reportId, id, bytes, contentDigest }: Input) {
  const sha256 = createHash('sha256').update(bytes).digest()
  if (!digestHolds(contentDigest, sha256)) throw new Problem('attachment.digestWrong')
  const contentType = sniffImage(bytes)
  if (!contentType) throw new Problem('attachment.notImage')
  // Nothing here opens it, but the desk's browser will.
  if ((pixelsOf(bytes) ?? 0) > reportLimits.attachmentPixels) throw new Problem('attachment.tooManyPixels', { limit: reportLimits.attachmentPixels })
  for (const actor of actors) {
    const added = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      // Held until the commit: a report that somebody confirms meanwhile takes no photo of the school's code any more.
      await lockReport(tx, reportId)
      const found = await findReport(tx, reportId)
      if (!found || found.report.enteredById !== actor.personId) return undefined
      allow(actor, reportingAction(actor))
      const { first, receivedAt } = await keep(deps, tx, { reportId, id, bytes, contentType })
      const facts = { side: 'reporter', bytes: bytes.length, contentType, repeated: !first }
      await append(deps, tx, actor, { type: 'attachment.added', subjectId: id, incidentId: found.incident.id, reportId, facts })
      return { first, answer: { id, sha256: sha256.toString('hex'), receivedAt } }
    })
    if (added) return added
  }
  throw await missingReport(deps, reportId)
}

/** Seals and stores it, or finds the same bytes stored before. */
async function keep(
  deps: Deps,
  tx: BoardTx,
  { reportId, id, bytes, contentType }: { reportId: string; id: string; bytes: Uint8Array<ArrayBuffer>; contentType: string },
) {
  const key = await reportKey(deps.keys, tx, reportId)
  const contentMac = await mac(key, bytes)
  const earlier = await findAttachment(tx, reportId, id)
  if (earlier && !sameBytes(earlier.contentMac, contentMac)) throw new Problem('attachment.idTaken')
  if (earlier) return { first: false, receivedAt: earlier.receivedAt }
  if ((await attachmentsOf(tx, [reportId])).length >= reportLimits.attachments) throw new Problem('attachment.tooMany', { limit: reportLimits.attachments })
  const contentSealed = await seal(key, attachmentContext(tx.organisationId, reportId, id), bytes)
  const receivedAt = deps.clock.now()
  await saveAttachment(tx, { organisationId: tx.organisationId, reportId, id, contentType, bytes: bytes.length, contentSealed, contentMac, receivedAt })
  return { first: true, receivedAt }
}

export const attachmentContext = (organisationId: string, reportId: string, id: string) => `${organisationId}/report/${reportId}/attachment/${id}`

/** RFC 9530 `sha-256=:base64:`; absent or of another algorithm is let through, a wrong one is not. */
function digestHolds(header: string | undefined, sha256: Buffer): boolean {
  const given = /(?:^|,\s*)sha-256=:([A-Za-z0-9+/=]+):/.exec(header ?? '')?.[1]
  return given === undefined || given === sha256.toString('base64')
}
