import type { SeintjeEvent } from '../../shared/event.ts'
import { isDecided, type PlannedKind, type TermOutcome } from '../../shared/deadline/kinds.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { deadlinesOf, findTaker, isToBeNotified, markProposalsOvertaken, saveDeadline, updateDeadline, type DeadlineRow } from './deadline-store.ts'
import { endTerm, resumeTerm } from './term.ts'

type Ends = Extract<TermOutcome, 'notRequired' | 'noBreach' | 'outOfScope'>
/** What was decided, and how it leaves the 72 hours (clock.md "What stops it"); null: it lets them run. */
const toTheTerm: Readonly<Record<string, Ends | null>> = {
  'breach outOfScope': 'outOfScope',
  'breach noIncident': 'noBreach',
  'breach incidentOnly': 'noBreach',
  'breach breach': null,
  'authority notRequired': 'notRequired',
  'authority notify': null,
}
/** What was decided about people, and the term that follows from it (protocol 8). */
const toThePeople: Readonly<Record<string, PlannedKind | null>> = {
  communicate: 'communication',
  publicNotice: 'communication',
  postpone: 'postponement',
  notRequired: null,
}

/**
 * The team decided. Three outcomes end the 72 hours that run; their opposites let the same 72 hours run on where such a decision had ended
 * them, as if nothing had. What was notified stays notified. Of people follows when they are told, or when leave not to tell ends.
 */
export async function followDecision(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const { incidentId, subjectId, facts = {} } of events) {
    if (!incidentId) continue
    const [question, outcome] = [String(facts['question']), String(facts['outcome'])]
    const terms = await deadlinesOf(tx, incidentId)
    if (question === 'subjects') news.push(...(await planTelling(deps, tx, { incidentId, terms, outcome, plannedAt: facts['plannedAt'] })))
    const to = toTheTerm[`${question} ${outcome}`]
    const term = terms.find(({ id }) => id === facts['deadlineId'])
    if (to === undefined || !term) continue
    const at = deps.clock.now()
    await markProposalsOvertaken(tx, incidentId, at)
    const by = await findTaker(tx, incidentId, subjectId)
    // Two may say it is no breach; that the authority is told after all is the team's, and stands until the team decides otherwise (protocol 5, 8).
    const stands = question === 'breach' && (await isToBeNotified(tx, incidentId, term.id))
    if (to !== null && !stands && !term.endedAt && by) await endTerm(tx, incidentId, term.id, { outcome: to, at, stoppedAt: at, by })
    if (to === null && isDecided(term.outcome) && (question === 'authority' || term.outcome !== 'notRequired')) await resumeTerm(tx, incidentId, term.id)
  }
  return news
}

type Telling = { incidentId: string; terms: readonly DeadlineRow[]; outcome: string; plannedAt: unknown }

/** What an earlier decision had planned ends: the one of now says what is due. What people planned themselves stays. */
async function planTelling(deps: Deps, tx: BoardTx, { incidentId, terms, outcome, plannedAt }: Telling): Promise<SeintjeEvent[]> {
  const [news, now, kind] = [[] as SeintjeEvent[], deps.clock.now(), toThePeople[outcome]]
  for (const open of terms.filter((one) => (one.kind === 'communication' || one.kind === 'postponement') && one.setBy === null && !one.endedAt)) {
    await updateDeadline(tx, incidentId, open.id, { endedAt: now, outcome: 'decided' })
    news.push({ type: 'deadline.ended', subjectId: open.id, incidentId, facts: { kind: open.kind, outcome: 'decided' } })
  }
  if (!kind || typeof plannedAt !== 'string') return news
  const row = { id: deps.newId(), kind, anchorAt: now, dueAt: plannedAt satisfies Instant, openedAt: now, rulesVersion: rulesAt(now).version }
  await saveDeadline(tx, { organisationId: tx.organisationId, incidentId, ...row })
  return [...news, { type: 'deadline.planned', subjectId: row.id, incidentId, facts: { kind, dueAt: row.dueAt } }]
}
