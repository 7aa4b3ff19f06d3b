import { can, type Actor } from '../../shared/access/roles.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { reportKey } from '../db/keys.ts'
import { unseal } from '../db/seal.ts'
import { append } from '../events/append.ts'
import { attachmentContext } from './add-attachment.ts'
import { missingReport } from './missing-report.ts'
import { ownOrDesk } from './own-or-desk.ts'
import { findAttachment, findReport } from './report-store.ts'

/** One photo, opened for its reporter or for the desk. Anyone else is told it does not exist: attachment.notFound; of an erased report: report.erased. */
export async function readAttachment(deps: Deps, actors: readonly Actor[], { reportId, id }: { reportId: string; id: string }) {
  for (const { actor, board, own } of ownOrDesk(actors)) {
    const photo = await deps.db.inBoard(board, async (tx) => {
      const found = await findReport(tx, reportId)
      // Discreet: whoever took over the reporter's account sees no photo either.
      const may = own ? found?.report.reporterId === actor.personId && !found.incident.discreet : can(actor, 'incident.read')
      if (!found || !may) return undefined
      allow(actor, own ? 'report.readOwn' : 'incident.read', { reporterId: found.report.reporterId })
      const row = await findAttachment(tx, reportId, id)
      if (!row) return undefined
      const bytes = await unseal(await reportKey(deps.keys, tx, reportId), attachmentContext(tx.organisationId, reportId, id), row.contentSealed)
      // Written down now: once the report is erased nothing says any more whose it was.
      const facts = { side: own ? 'reporter' : 'team' }
      await append(deps, tx, actor, { type: 'attachment.read', subjectId: id, incidentId: found.incident.id, reportId, facts })
      return { bytes, contentType: row.contentType }
    })
    if (photo) return photo
  }
  throw await missingReport(deps, reportId, 'attachment.notFound')
}
