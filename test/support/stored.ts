import { attachmentContext } from '../../api/incident/add-attachment.ts'
import { messageContext } from '../../api/incident/report-words.ts'
import { reportKey } from '../../api/db/keys.ts'
import { unseal, unsealText } from '../../api/db/seal.ts'
import { attachment, report, reportMessage } from '../../api/db/schema.ts'
import { demoBoard } from '../../api/demo/board.ts'
import type { Deps } from '../../api/deps.ts'

/** What the school holds, opened with the office's own key: bytes in base64. */
export interface Stored {
  reports: Map<string, { enteredById: string; bytes: string }>
  photos: Map<string, { reportId: string; bytes: string }>
  messages: Map<string, { reportId: string; authorId: string; text: string }>
}

export const nothingStored = (): Stored => ({ reports: new Map(), photos: new Map(), messages: new Map() })

/** Adds to `known` what came since: rows never change, so what was opened once is not opened again. */
export async function readStored(deps: Deps, known: Stored): Promise<Stored> {
  return deps.db.inBoard(demoBoard, async (tx) => {
    const { organisationId } = tx
    for (const row of await tx.sql.select().from(report)) {
      if (known.reports.has(row.id)) continue
      const bytes = await unseal(await reportKey(deps.keys, tx, row.id), `${organisationId}/report/${row.id}/body`, row.bodySealed)
      known.reports.set(row.id, { enteredById: row.enteredById ?? '', bytes: Buffer.from(bytes).toString('base64') })
    }
    for (const row of await tx.sql.select().from(attachment)) {
      if (known.photos.has(row.id)) continue
      const bytes = await unseal(await reportKey(deps.keys, tx, row.reportId), attachmentContext(organisationId, row.reportId, row.id), row.contentSealed)
      known.photos.set(row.id, { reportId: row.reportId, bytes: Buffer.from(bytes).toString('base64') })
    }
    for (const row of await tx.sql.select().from(reportMessage)) {
      if (known.messages.has(row.id)) continue
      const text = await unsealText(await reportKey(deps.keys, tx, row.reportId), messageContext(organisationId, row.reportId, row.id), row.textSealed)
      known.messages.set(row.id, { reportId: row.reportId, authorId: row.authorId, text })
    }
    return known
  })
}
