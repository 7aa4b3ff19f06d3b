import type { Reminder } from '../../shared/deadline/reminders.ts'
import { nextReminderAt, remindedAt, remindersUntil } from '../../shared/deadline/reminders.ts'
import { callKinds } from '../../shared/deadline/kinds.ts'
import { dueStage } from '../../shared/alert/stage.ts'
import { ladderFor, lacksHandler, whoToRing } from '../../shared/alert/who-to-ring.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import { plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append, appendAll, system } from '../events/append.ts'
import { dropDue, findIncident, findKeptAwayBy, holdersFor, holdIncident, noteSteps, planAt, soonAgain, type DueRow } from './alarm-store.ts'
import { reachableHolders, ringRows } from './alert-jobs.ts'
import { findDeadline, findDeadlines, hasStep, markEnded, type DeadlineRow } from './deadline-store.ts'
import { insertDeliveries, settleQueuedRings } from './delivery-store.ts'
import { adminRows, findAdmins, letInDeputies } from './fence-rings.ts'
import { addresseeIn, startAlarm } from './start-alarm.ts'

type Incident = NonNullable<Awaited<ReturnType<typeof findIncident>>>

/** Works off one deadline that is due: ledger, messages, the next moment and the log, all in this transaction. */
export async function remind(deps: Deps, tx: BoardTx, due: DueRow, now: Instant): Promise<void> {
  const held = await holdIncident(tx, due.incidentId)
  const incident = await findIncident(tx, due.incidentId)
  if (incident && !held) return void (await planAt(tx.sql, due, plus(now, soonAgain), due.step))
  const deadline = await findDeadline(tx, due.incidentId, due.subjectId)
  if (!incident || incident.state === 'closed' || !deadline || deadline.endedAt) return void (await dropDue(tx.sql, due))
  const stages = remindersUntil(deadline, now)
  const noted = await noteSteps(
    tx,
    deadline.id,
    stages.map(({ stage, at }) => ({ stage, dueAt: at })),
    now,
  )
  await planAt(tx.sql, due, nextReminderAt(deadline, now), 0)
  const fresh = stages.filter(({ stage }) => noted.includes(stage))
  const last = fresh.at(-1)
  if (!last) return
  if (deadline.kind === 'progress') return lookForStep(deps, tx, incident, deadline, now)
  await sendReminder(deps, tx, { incident, deadline, last, missed: fresh.length - 1 }, now)
}

type Due = { incident: Incident; deadline: DeadlineRow; last: Reminder; missed: number }

/** All that fell due in one message per person; it takes the place of an earlier one that still waits to be sent to him. */
async function sendReminder(deps: Deps, tx: BoardTx, { incident, deadline, last, missed }: Due, now: Instant): Promise<void> {
  const { id: deadlineId, incidentId, kind } = deadline
  const fence = { audience: incident.audience, recused: incident.recused, keptAwayBy: await findKeptAwayBy(tx, incidentId) }
  const holders = holdersFor(await reachableHolders(deps, tx, now), incident.schoolId)
  const ladder = ladderFor(addresseeIn(incident), [remindedAt(kind, last.id)])
  const { calls, nobody, nobodyLeft } = whoToRing(ladder, [0], holders, incident.discreet, fence)
  const stage = dueStage(deadlineId, last.stage, missed)
  const which = { organisationId: tx.organisationId, incidentId, alarmId: null, at: now }
  const rows = ringRows(deps, { ...which, stage }, calls, incident.discreet)
  if (nobodyLeft || lacksHandler(ladder, holders, fence)) rows.push(...adminRows(deps, { ...which, step: stage }, await findAdmins(tx, now), fence))
  await settleQueuedRings(
    tx,
    incidentId,
    [deadlineId],
    now,
    'superseded',
    rows.filter(({ state }) => state === 'queued'),
  )
  await insertDeliveries(
    tx,
    rows.map((row) => ({ ...row, deadlineId })),
  )
  const facts = { kind, stage: last.stage, people: calls.length, ...(missed > 0 ? { missed } : {}) }
  const news = await letInDeputies(tx, incidentId, fence, calls)
  await appendAll(
    deps,
    tx,
    news.map((event) => ({ actor: system, event })),
  )
  const called = kind === 'callChair' || kind === 'callHeadOfIct' ? callKinds[kind] : null
  const unheard = called !== null && !rows.some(({ state, recipientRole }) => state === 'queued' && recipientRole === called)
  if (nobody || unheard) {
    const why: Record<string, boolean | string> = { ...(nobodyLeft ? { nobodyLeft } : {}), ...(called ? { role: called } : {}) }
    await append(deps, tx, system, { type: 'alarm.nobodyReachable', subjectId: deadlineId, incidentId, facts: { kind, stage: last.stage, ...why } })
  }
  await append(deps, tx, system, { type: 'deadline.rung', subjectId: deadlineId, incidentId, facts })
}

/**
 * Somebody took it up some hours ago. Nothing done since: it rings again. Where nobody has it in hand any more its own alarm rings
 * already; where the clock stands and no supplement runs, nothing needs to be done: whoever took it up again then opened an old message.
 */
async function lookForStep(deps: Deps, tx: BoardTx, incident: Incident, { id, incidentId, kind }: DeadlineRow, now: Instant): Promise<void> {
  if (incident.state === 'new') return
  const step = await hasStep(tx, incidentId)
  const news: SeintjeEvent[] = []
  if (!step && (await clockRuns(tx, incidentId, incident))) news.push(...(await startAlarm(deps, tx, incidentId, 'stalled')))
  else {
    const outcome = step ? 'step' : 'termEnded'
    if (await markEnded(tx, incidentId, id, now, outcome)) news.push({ type: 'deadline.ended', subjectId: id, incidentId, facts: { kind, outcome } })
  }
  await appendAll(
    deps,
    tx,
    news.map((event) => ({ actor: system, event })),
  )
}

const clockRuns = async (tx: BoardTx, incidentId: string, { termEndedAt }: Incident): Promise<boolean> =>
  termEndedAt === null || (await findDeadlines(tx, incidentId)).some(({ kind, endedAt }) => kind === 'supplement' && endedAt === null)
