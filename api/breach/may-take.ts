import { advisedOn } from '../../shared/breach/advised.ts'
import type { Facts } from '../../shared/breach/facts.ts'
import type { Choice, Question } from '../../shared/breach/votes.ts'
import { stageAt } from '../../shared/deadline/deadline.ts'
import type { Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { adviceOf } from '../incident/advice-of.ts'
import type { Snapshot } from './decision-seals.ts'
import { findTermNow, hasOrder, type DecisionRow } from './decision-store.ts'
import { decisionsInForce } from './decisions-of.ts'
import type { TakeInput } from './take-decision.ts'

/** What stands in the way of taking a decision the votes came to. */
type Compatible = { key: DataKey; incidentId: string; question: Question; outcome: Choice; facts: Facts }

/**
 * Telling people because one must goes with telling the authority (protocol 8), and an order of the authority leaves no choice (GDPR 34(4)).
 * Refuses: decision.ordered, decision.peopleAreTold, decision.notifyFirst.
 */
export async function needCompatible(deps: Deps, tx: BoardTx, { key, incidentId, question, outcome, facts }: Compatible): Promise<void> {
  const holds = await decisionsInForce(deps, tx, key, incidentId)
  const ordered = facts.authorityOrder === 'yes' || (await hasOrder(tx, incidentId))
  if (question === 'subjects' && outcome !== 'communicate' && ordered) throw new Problem('decision.ordered')
  if (question === 'authority' && outcome === 'notRequired' && holds.subjects?.outcome === 'communicate') throw new Problem('decision.peopleAreTold')
  if (question === 'subjects' && outcome === 'communicate' && holds.authority?.outcome === 'notRequired') throw new Problem('decision.notifyFirst')
}

type Term = { dueAt: Instant; endedAt: Instant | null } | undefined
/** The term ends within a day, or is over, and still runs. */
export const isNear = (term: Term, at: Instant): boolean => term !== undefined && term.endedAt === null && stageAt(at, term.dueAt).name !== 'onTime'

type OnFacts = { was: Snapshot; now: Pick<Snapshot, 'assessment'>; input: TakeInput; at: Instant; term: Term }

/** Refuses: decision.factsChanged where the engine now advises otherwise than when it was put forward; decision.incomplete. */
export function needFacts(row: DecisionRow, { was, now, input, at, term }: OnFacts): void {
  const [before, after] = [advisedOn(row.question, was.assessment), advisedOn(row.question, now.assessment)]
  if (before.outcome !== after.outcome || before.ground !== after.ground) throw new Problem('decision.factsChanged')
  if (row.incomplete && !isNear(term, at) && input.incomplete !== true) throw new Problem('decision.incomplete', { field: 'incomplete' })
}

/** Refuses: decision.whyOtherwise. */
export function needReasons(input: TakeInput, deviates: boolean): void {
  if (deviates && !input.deviation) throw new Problem('decision.whyOtherwise', { field: 'deviation' })
}

type OnAdvice = { key: DataKey; incidentId: string; row: DecisionRow; fgVotes: boolean; input: TakeInput }

/**
 * Where the officer has no vote he is heard first: on this question, or in general, since the term that counts was opened (protocol 1).
 * Refuses: decision.adviceNeeded, decision.whyOtherwise.
 */
export async function needAdvice(deps: Deps, tx: BoardTx, { key, incidentId, row, fgVotes, input }: OnAdvice): Promise<void> {
  if (fgVotes) return
  const since = (await findTermNow(tx, incidentId))?.openedAt ?? ''
  const heard = (await adviceOf(deps, tx, key, incidentId)).some(
    ({ role, about, at }) => role === 'dpo' && (about === row.question || about === 'general') && at >= since,
  )
  if (!heard || input.followsAdvice === undefined) throw new Problem('decision.adviceNeeded', { field: heard ? 'followsAdvice' : '' })
  if (!input.followsAdvice && !input.againstAdvice) throw new Problem('decision.whyOtherwise', { field: 'againstAdvice' })
}
