import type { SeintjeEvent } from '../../shared/event.ts'
import { hours, plus } from '../../shared/instant.ts'
import { answersOf } from '../../shared/notification/notice.ts'
import { prefill } from '../../shared/notification/prefill.ts'
import { mayStart } from '../../shared/notification/standing.ts'
import { noteFact } from '../breach/note-fact.ts'
import { clockRuns, endFollowed, moveFollowed, planFollowed, runningTerms } from '../deadline/follow-terms.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { say } from '../text.ts'
import { filedOf } from './notice-rules.ts'
import { findFiling, findIncident, findLetter, lettersOf, noticesOf, saveNoticeRow, sealFields, sealWords } from './notice-store.ts'
import { sourceOf } from './source-of.ts'

/** A form that cannot be reached is tried again each hour (protocol 7). */
export const retryAfter = hours(1)

const textOf = (event: SeintjeEvent, fact: string): string | null => {
  const found = event.facts?.[fact]
  return typeof found === 'string' ? found : null
}
const incidentOf = (event: SeintjeEvent) => event.incidentId ?? event.subjectId

/**
 * Filed outside a draft: what was known then is kept as a version all the same, so that every filing has one (0036). Where a version stands
 * already it is kept as what was added to it.
 */
export async function keepVersion(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const event of events) {
    const [incidentId, outcomeId, filedAt] = [incidentOf(event), textOf(event, 'outcomeId'), textOf(event, 'filedAt')]
    if (event.facts?.['noticeId'] || !outcomeId || !filedAt) continue
    const [incident, filing] = [await findIncident(tx, incidentId), await findFiling(tx, incidentId, outcomeId)]
    if (!incident || !filing?.setBy) continue
    const [id, key] = [deps.newId(), await incidentKey(deps.keys, tx, incidentId)]
    const kind = mayStart(filedOf(await noticesOf(tx, incidentId))).includes('first') ? ('first' as const) : ('followUp' as const)
    const { number, reason } = event.sealed as { number: string; reason: string | null }
    const known = prefill(await sourceOf(deps, tx, key, { incident, kind, filerId: filing.setBy }))
    const fields = answersOf({ kind, late: reason !== null }, { ...known, delayReason: reason ?? undefined })
    await saveNoticeRow(tx, {
      ...{ organisationId: tx.organisationId, incidentId, id, kind, state: 'filed', revision: 0, complete: false, filedAt, outcomeId },
      ...{ fieldsSealed: await sealFields(tx, key, incidentId, id, fields), setBy: filing.setBy, setAt: deps.clock.now(), filedBy: filing.setBy },
      numberSealed: await sealWords(tx, key, { table: 'authority_notice', incidentId, id, field: 'number' }, number),
    })
    news.push({ type: 'notice.filed', subjectId: id, incidentId, facts: { kind, filedAt, inTime: textOf(event, 'inTime'), complete: false, proof: false } })
  }
  return news
}

/**
 * What was promised to the authority runs on the engine: when people are told (kind `promise`, under the id of the version that promises it)
 * and when the rest follows (`supplement`). A follow-up answers the supplements that were open, and its promise of telling replaces the one
 * before; a withdrawal leaves nothing to supplement. Telling people is not called off by it.
 */
export async function keepPromises(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const event of events) {
    const [incidentId, kind] = [incidentOf(event), textOf(event, 'kind')]
    const [willTellAt, followUpAt, key] = [textOf(event, 'willTellAt'), textOf(event, 'followUpAt'), await incidentKey(deps.keys, tx, incidentId)]
    const versions = (await noticesOf(tx, incidentId)).map(({ id }) => id)
    const running = await runningTerms(tx, incidentId)
    const promised = running.filter((one) => one.kind === 'promise' && versions.includes(one.id))
    const same = promised.find(({ dueAt }) => dueAt === willTellAt)
    const supplements = kind === 'first' ? [] : running.filter((one) => one.kind === 'supplement')
    for (const one of supplements) news.push(await endFollowed(deps, tx, one, kind === 'withdrawal' ? 'withdrawn' : 'done'))
    const isTold = event.facts?.['told'] === true
    for (const one of promised)
      if (one !== same && (willTellAt || isTold) && kind !== 'withdrawal') news.push(await endFollowed(deps, tx, one, isTold ? 'done' : 'replaced'))
    const plan = (id: string, as: 'promise' | 'supplement', dueAt: string, note: string) =>
      planFollowed(deps, tx, key, { incidentId, id, kind: as, dueAt, note: say('nl', note) })
    if (willTellAt && !same) news.push(await plan(event.subjectId, 'promise', willTellAt, 'notice.said.promiseTelling'))
    if (followUpAt) news.push(await plan(deps.newId(), 'supplement', followUpAt, 'notice.said.promiseSupplement'))
  }
  return news
}

/** Everybody was told: what was promised to the authority about that is kept, and rings nobody any more. Asking to delete something is not telling. */
export async function endKeptPromises(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const event of events) {
    if (event.facts?.['everyone'] !== true || event.facts['kind'] === 'recall') continue
    const versions = (await noticesOf(tx, incidentOf(event))).map(({ id }) => id)
    for (const one of await runningTerms(tx, incidentOf(event)))
      if (one.kind === 'promise' && versions.includes(one.id)) news.push(await endFollowed(deps, tx, one, 'done'))
  }
  return news
}

/** The form could not be reached: while the clock runs it is tried again within the hour. */
export async function planRetry(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const event of events) {
    const incidentId = incidentOf(event)
    if (!(await clockRuns(tx, incidentId))) continue
    const [dueAt, key] = [plus(deps.clock.now(), retryAfter), await incidentKey(deps.keys, tx, incidentId)]
    const open = (await runningTerms(tx, incidentId)).find(({ kind }) => kind === 'retryFiling')
    news.push(
      open ? await moveFollowed(tx, open, dueAt) : await planFollowed(deps, tx, key, { incidentId, id: deps.newId(), kind: 'retryFiling', dueAt, note: null }),
    )
  }
  return news
}

/** The clock stopped: there is nothing to try again. */
export async function endRetries(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const incidentId of new Set(events.map(incidentOf))) {
    if (await clockRuns(tx, incidentId)) continue
    for (const one of await runningTerms(tx, incidentId)) if (one.kind === 'retryFiling') news.push(await endFollowed(deps, tx, one, 'done'))
  }
  return news
}

/** The authority's order is a fact like any other, said by whoever recorded the letter (GDPR 34(4), 58(2)). */
async function noteOrder(deps: Deps, tx: BoardTx, incidentId: string, letterId: string): Promise<SeintjeEvent[]> {
  const letter = await findLetter(tx, incidentId, letterId)
  const key = await incidentKey(deps.keys, tx, incidentId)
  return letter ? [await noteFact(deps, tx, key, { incidentId, fact: 'authorityOrder', choice: 'yes', setBy: letter.setBy })] : []
}

/** A letter with a term puts it on the engine; the answer to it ends that term; an order becomes a fact. */
export async function keepLetterTerms(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const event of events) {
    const [incidentId, deadlineId, dueAt, answers] = [incidentOf(event), ...['deadlineId', 'dueAt', 'answers'].map((fact) => textOf(event, fact))]
    if (!incidentId) continue
    if (deadlineId && dueAt) {
      const key = await incidentKey(deps.keys, tx, incidentId)
      news.push(await planFollowed(deps, tx, key, { incidentId, id: deadlineId, kind: 'authorityQuestion', dueAt, note: null }))
    }
    if (event.facts?.['ordersTelling'] === true) news.push(...(await noteOrder(deps, tx, incidentId, event.subjectId)))
    const asked = answers ? (await lettersOf(tx, incidentId)).find(({ id }) => id === answers)?.deadlineId : null
    for (const one of asked ? await runningTerms(tx, incidentId) : []) if (one.id === asked) news.push(await endFollowed(deps, tx, one, 'answered'))
  }
  return news
}
