import type { Actor } from '../../shared/access/roles.ts'
import { tickOverdue, type ProcessorView } from '../../shared/notification/processors.ts'
import { actorAt, allow } from '../access/allow.ts'
import { peopleById } from '../access/person-names.ts'
import { boardKey } from '../db/keys.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { listProcessorRows, type ProcessorRow } from './processor-store.ts'
import { openContact } from './sealed-parts.ts'

/** The processors of this board, by name, those that ended among them. Refuses: access.denied (also for another board). */
export async function listProcessors(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<ProcessorView[]> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'processor.read')
    const views = await processorViews(deps, tx, await listProcessorRows(tx))
    await append(deps, tx, actor, { type: 'processor.listed', subjectId: organisationId, facts: { count: views.length } })
    return views
  })
}

export async function processorViews(deps: Deps, tx: BoardTx, rows: readonly ProcessorRow[]): Promise<ProcessorView[]> {
  const key = await boardKey(deps.keys, tx)
  const people = await peopleById(
    deps,
    tx,
    rows.map(({ tickedBy }) => tickedBy),
  )
  const now = deps.clock.now()
  return Promise.all(
    rows.map(async (row) => {
      const { id, revision, name, product, noticeHours, communicates, documented, tickedAt, tickedBy, endedAt } = row
      return {
        ...{ id, revision, name, product, noticeHours, communicates, documented, tickedAt, endedAt },
        contact: await openContact(tx, key, id, row.contactSealed),
        tickedBy: people.get(tickedBy ?? '')?.name ?? null,
        overdue: tickOverdue(row, now),
      }
    }),
  )
}
