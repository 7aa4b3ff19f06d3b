import type { FileView, RequestView } from '../../shared/breach/facts-views.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { filesOf, RequestRow } from './fact-store.ts'
import { unsealAt, unsealLinkFor } from './sealed-facts.ts'

/** What it takes to show an incident's rows: its key, and the names of people. */
export type Opened = { key: DataKey; incidentId: string; nameOf: (personId: string | null) => string }
/** Who reported it is "een medewerker" to whoever may not know (protocol 1). */
type Asked = Opened & { hidden: ReadonlySet<string> }

/** How a question stands: what was answered stays answered, whatever became of it after. */
export function stateOf({ answeredAt, withdrawnAt, linkUntil }: RequestRow, now: Instant): RequestView['state'] {
  if (answeredAt) return 'answered'
  if (withdrawnAt) return 'withdrawn'
  return linkUntil !== null && linkUntil <= now ? 'expired' : 'open'
}

export const requestViews = (tx: BoardTx, { key, incidentId, nameOf, hidden }: Asked, rows: readonly RequestRow[], now: Instant): Promise<RequestView[]> =>
  Promise.all(
    rows.map(async (row) => {
      const { id, toSealed, answerSealed } = row
      const place = { table: 'fact_request', incidentId, id } as const
      return {
        ...{ id, byLink: row.personId === null, state: stateOf(row, now), until: row.linkUntil },
        question: await unsealAt(tx, key, { ...place, field: 'question' }, row.questionSealed),
        to: toSealed ? (await unsealLinkFor(tx, key, incidentId, id, toSealed)).to : hidden.has(row.personId ?? '') ? null : nameOf(row.personId),
        ...{ askedBy: nameOf(row.setBy), askedAt: row.setAt, answeredAt: row.answeredAt },
        answer: answerSealed ? await unsealAt(tx, key, { ...place, field: 'answer' }, answerSealed) : null,
      }
    }),
  )

export const fileViews = (tx: BoardTx, { key, incidentId, nameOf }: Opened, rows: Awaited<ReturnType<typeof filesOf>>): Promise<FileView[]> =>
  Promise.all(
    rows.map(async ({ id, purpose, nameSealed, contentType, bytes, setBy, setAt }) => ({
      ...{ id, purpose, contentType, bytes, by: nameOf(setBy), at: setAt },
      name: await unsealAt(tx, key, { table: 'incident_file', incidentId, id, field: 'name' }, nameSealed),
    })),
  )
