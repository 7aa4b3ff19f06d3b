import { isTestHour } from '../../shared/alert/test-hours.ts'
import { days, plus } from '../../shared/instant.ts'
import { tellReviewer } from '../alert/tell-identity.ts'
import type { Deps } from '../deps.ts'
import { append, system } from '../events/append.ts'
import { listBoards } from '../events/chain-store.ts'
import { auditorsOf, reviewDueFor } from './log-reviews.ts'
import { findLastReminder } from './log-store.ts'
import { lockBoard } from './school-code-store.ts'
import { findPeople } from './store.ts'

const again = days(7)

/** Tells each auditor whose look at the log is due, in school hours, and again each week. Written down before it is sent: two processes tell him once. */
export async function remindAuditors(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  if (!isTestHour(now)) return
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) {
    for (const { id, identityId } of await claimDue(deps, organisationId)) await tellReviewer(deps, identityId, `log-review-${id}-${now.slice(0, 10)}`)
  }
}

const claimDue = (deps: Deps, organisationId: string) =>
  deps.db.inBoard({ organisationId }, async (tx) => {
    const now = deps.clock.now()
    const due: string[] = []
    for (const personId of await auditorsOf(tx, now)) if ((await reviewDueFor(deps, tx, personId)).due) due.push(personId)
    if (due.length === 0) return []
    await lockBoard(tx)
    const told: string[] = []
    for (const personId of due) {
      const last = await findLastReminder(tx, personId)
      if (last === undefined || last <= plus(now, -again)) told.push(personId)
    }
    for (const personId of told) await append(deps, tx, system, { type: 'log.reviewDue', subjectId: personId })
    return findPeople(tx, told)
  })
