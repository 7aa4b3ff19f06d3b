import { between, hours, type Instant } from '../../shared/instant.ts'
import { oncePerStore } from '../batch.ts'
import type { Deps } from '../deps.ts'
import { append, system } from '../events/append.ts'
import { listBoards } from '../events/chain-store.ts'
import { lockIncident } from './communication-store.ts'
import { deleteRecipients, findOverdueLists } from './recipient-store.ts'

const every = hours(1)
const stateOf = oncePerStore((): { last?: Instant } => ({}))

/**
 * Once an hour: who was told, and who got what was not for him, goes three months after the last message; counts and dates stay. It needs
 * no file to be closed. One board that cannot be gone through holds up no other, and comes again.
 */
export async function forgetRecipients(deps: Deps): Promise<void> {
  const [state, now] = [stateOf(deps), deps.clock.now()]
  if (state.last && between(state.last, now) < every) return
  const failures: unknown[] = []
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql)))
    await forgetAt(deps, organisationId, now).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
  state.last = now
}

async function forgetAt(deps: Deps, organisationId: string, now: Instant): Promise<void> {
  const board = { organisationId }
  for (const incidentId of await deps.db.inBoard(board, (tx) => findOverdueLists(tx, now))) {
    await deps.db.inBoard(board, async (tx) => {
      await lockIncident(tx, incidentId)
      // Looked at again, now that nothing can be sent meanwhile.
      if (!(await findOverdueLists(tx, now)).includes(incidentId)) return
      const count = await deleteRecipients(tx, incidentId)
      await append(deps, tx, system, { type: 'recipient.forgotten', subjectId: incidentId, incidentId, facts: { count } })
    })
  }
}
