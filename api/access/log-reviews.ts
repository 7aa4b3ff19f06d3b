import type { LogReview, ReviewDue } from '../../shared/access/log-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { plus, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { boardKey } from '../db/keys.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import { sealText, unsealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { allow } from './allow.ts'
import { actorAt, namesOf, periodOf, reviewEvery } from './log-rows.ts'
import { countOwn, listReviews, saveReview, type ReviewRow } from './log-store.ts'
import { longestPeriod, lookOver } from './stand-out-log.ts'
import { findBoard, holdersOf } from './store.ts'

type Input = { organisationId: string; from: string; to: string; findings: string }
const findingsContext = (organisationId: string, id: string) => `${organisationId}/log_review/${id}/findings`

/** Records that the log of a period was looked through and what was found; it covers nobody's own rows and never changes. Refuses: access.denied, request.invalid. */
export async function reviewLog(deps: Deps, actors: readonly Actor[], input: Input): Promise<LogReview> {
  const actor = actorAt(actors, input.organisationId)
  allow(actor, 'log.review')
  const at = deps.clock.now()
  const period = periodOf(at, input, longestPeriod)
  if (period.to > at) throw new Problem('request.invalid', { field: 'to' })
  const { rows, found } = await lookOver(deps, actor, period)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const counts = { rows: rows.size, own: await countOwn(tx, actor, period), ...Object.fromEntries([...found].map(([kind, some]) => [kind, some.length])) }
    const id = deps.newId()
    const key = await boardKey(deps.keys, tx)
    const row = {
      ...{ organisationId: tx.organisationId, id, reviewerId: actor.personId, fromAt: period.from, untilAt: period.to, counts, at },
      findingsSealed: await sealText(key, findingsContext(tx.organisationId, id), input.findings),
    }
    await saveReview(tx, row)
    const [view] = await openReviews(deps, tx, actor, [row])
    if (!view) throw new Error('a review that was saved is there')
    await append(deps, tx, actor, { type: 'log.reviewed', subjectId: id, facts: period })
    return view
  })
}

/** Who looked when, over what; what was found and counted only by the reader himself: another's may tell of an incident he may not know of. */
export async function readReviews(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<{ items: LogReview[] }> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'log.read')
    return { items: await openReviews(deps, tx, actor, await listReviews(tx)) }
  })
}

async function openReviews(deps: Deps, tx: BoardTx, actor: Actor, rows: readonly ReviewRow[]): Promise<LogReview[]> {
  const names = await namesOf(
    deps,
    tx,
    [],
    rows.map(({ reviewerId }) => reviewerId),
  )
  const key = await boardKey(deps.keys, tx)
  return Promise.all(
    rows.map(async ({ id, at, reviewerId, fromAt, untilAt, findingsSealed, counts }) => {
      const mine = reviewerId === actor.personId
      const reviewer = names.byId.get(reviewerId)
      return {
        ...{ id, at, mine, from: fromAt, to: untilAt, reviewer: reviewer?.pseudonym ?? '', reviewerName: reviewer?.name ?? null },
        findings: mine ? await unsealText(key, findingsContext(tx.organisationId, id), findingsSealed) : null,
        counts: mine ? counts : null,
        notCovered: [reviewer?.name ?? reviewer?.pseudonym ?? ''],
      }
    }),
  )
}

/** When this auditor has to look again, at each of his boards. */
export async function readReviewsDue(deps: Deps, actors: readonly Actor[]): Promise<{ items: ReviewDue[] }> {
  const items: ReviewDue[] = []
  for (const actor of actors) {
    await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      allow(actor, 'log.read')
      items.push(await reviewDueFor(deps, tx, actor.personId))
    })
  }
  return { items }
}

/**
 * Two months after anybody looked; and for another auditor's own rows two months after somebody else than he did: with two of them
 * each has to look at the other's.
 */
export async function reviewDueFor(deps: Deps, tx: BoardTx, personId: string): Promise<ReviewDue> {
  const now = deps.clock.now()
  const board = await findBoard(tx)
  if (!board) throw new Problem('access.noBoard')
  const reviews = await listReviews(tx)
  const lastOf = (who: (reviewerId: string) => boolean): Instant => reviews.find(({ reviewerId }) => who(reviewerId))?.at ?? board.createdAt
  const others = (await auditorsOf(tx, now)).filter((id) => id !== personId)
  const waiting = others.map((id) => ({
    id,
    dueAt: plus(
      lastOf((reviewer) => reviewer !== id),
      reviewEvery,
    ),
  }))
  const dueAt =
    [
      plus(
        lastOf(() => true),
        reviewEvery,
      ),
      ...waiting.map((one) => one.dueAt),
    ].toSorted()[0] ?? now
  const turn = waiting.filter((one) => one.dueAt <= now).map(({ id }) => id)
  const names = await namesOf(deps, tx, [], turn)
  return {
    organisationId: tx.organisationId,
    organisationName: board.name,
    lastReviewAt: reviews[0]?.at ?? null,
    dueAt,
    due: dueAt <= now,
    turnFor: turn.map((id) => names.byId.get(id)?.name ?? ''),
  }
}

export const auditorsOf = async (tx: BoardTx, now: Instant): Promise<string[]> => [
  ...new Set((await holdersOf(tx, ['auditor'], now)).map((one) => one.person.id)),
]
