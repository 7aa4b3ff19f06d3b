import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import { between, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { alarmDue, deadline, identityOrganisation, incident } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import type { MetricsText } from '../http/metrics.ts'
import { findHolders } from './alarm-store.ts'
import { lagSeconds } from './audit.ts'
import type { Engine } from './engine.ts'

/** Where a row on the work list waits: an alarm, a reminder, or a delivery in the lane of its channel. */
type Lane = { lane: string; count: number; due: number }
type Figures = Awaited<ReturnType<typeof readFigures>>

const single = {
  alerts_open: 'Alarms that ring until somebody takes them up',
  unacknowledged: 'Reports that nobody took up yet',
  oldest_unacknowledged_seconds: 'Age of the oldest of these; 0 where there is none',
  terms_overdue: 'Terms of open incidents that are over',
  boards: 'Boards in this store',
  boards_unreachable: 'Boards where nobody holds a role that is rung',
  engine_lag_seconds: 'How long the longest overdue row on the work list waits',
} as const

/**
 * What Prometheus reads here, in a registry of its own. What lies in the store is counted at each reading, over all boards together,
 * and is the same in every process; cycle, clock, deliveries and Node's own figures are of this process.
 */
export function makeMetrics(deps: Deps, engine: Engine): MetricsText {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  const gauge = (name: string, help: string, labelNames: string[] = []) => new Gauge({ name: `seintje_${name}`, help, labelNames, registers })
  collectDefaultMetrics({ register: registry })
  const up = gauge('store_up', 'Whether the store answered this reading')
  const ofStore = Object.entries(single).map(([name, help]) => [name as keyof typeof single, gauge(name, help)] as const)
  const waiting = gauge('queue_length', 'Rows on the work list', ['lane'])
  const due = gauge('queue_due', 'Rows on the work list whose moment has come', ['lane'])
  const cycle = gauge('engine_cycle_age_seconds', 'Since this process last ended a cycle of the engine; absent before its first')
  const ahead = gauge('clock_ahead_seconds', "By how much this machine's clock is ahead of the database's")
  const deliveries = new Counter({ name: 'seintje_deliveries_total', help: 'Recorded by this process', labelNames: ['channel', 'outcome'], registers })

  function show(figures: Figures | null) {
    up.set(figures ? 1 : 0)
    for (const [name, one] of ofStore) {
      if (figures) one.set(figures[name])
      // Nothing is better than what was true before.
      else one.remove()
    }
    waiting.reset()
    due.reset()
    for (const { lane, count, due: now } of figures?.lanes ?? []) {
      waiting.set({ lane }, count)
      due.set({ lane }, now)
    }
  }
  async function read(): Promise<string> {
    show(await readFigures(deps).catch(() => null))
    const lastTickAt = engine.lastTickAt()
    if (lastTickAt) cycle.set(between(lastTickAt, deps.clock.now()) / 1000)
    else cycle.remove()
    ahead.set(deps.clockAheadSeconds?.() ?? 0)
    deliveries.reset()
    for (const { channel, outcome, count } of deps.deliveryCounts?.list() ?? []) deliveries.inc({ channel, outcome }, count)
    return registry.metrics()
  }
  return { contentType: registry.contentType, read }
}

/** Counting only, each board in a transaction of its own as the audit does; nothing that is closed is looked at. */
async function readFigures(deps: Deps) {
  const now = deps.clock.now()
  const lanes = await deps.db.outside((db) => readLanes(db, now))
  const boards = await deps.db.outside((db) => db.selectDistinct({ id: identityOrganisation.organisationId }).from(identityOrganisation))
  const found: Awaited<ReturnType<typeof readBoard>>[] = []
  for (const { id } of boards) found.push(await deps.db.inBoard({ organisationId: id }, (tx) => readBoard(tx, now)))
  const sum = (of: (board: (typeof found)[number]) => number) => found.reduce((total, board) => total + of(board), 0)
  return {
    lanes,
    alerts_open: lanes.find(({ lane }) => lane === 'alarm')?.count ?? 0,
    unacknowledged: sum((board) => board.unacknowledged),
    oldest_unacknowledged_seconds: Math.max(0, ...found.map(({ oldestSeconds }) => oldestSeconds)),
    terms_overdue: sum((board) => board.overdue),
    boards: boards.length,
    boards_unreachable: sum((board) => (board.isReachable ? 0 : 1)),
    engine_lag_seconds: await lagSeconds(deps, []),
  }
}

async function readLanes(db: BoardTx['sql'], now: Instant): Promise<Lane[]> {
  const lane = sql<string>`case when ${alarmDue.kind} = 'delivery' then coalesce(${alarmDue.channel}, 'mail') else ${alarmDue.kind} end`
  return db
    .select({ lane, count: sql<number>`count(*)::int`, due: sql<number>`(count(*) filter (where ${alarmDue.nextAt} <= ${now}))::int` })
    .from(alarmDue)
    .groupBy(sql`1`)
    .orderBy(sql`1`)
}

async function readBoard(tx: BoardTx, now: Instant) {
  const open = and(eq(incident.organisationId, tx.organisationId), isNull(incident.closedAt))
  const [fresh] = await tx.sql
    .select({
      count: sql<number>`count(*)::int`,
      oldest: sql<number>`coalesce(extract(epoch from ${now}::timestamptz - min(${incident.receivedAt})), 0)::float8`,
    })
    .from(incident)
    .where(and(open, eq(incident.state, 'new')))
  const [late] = await tx.sql
    .select({ count: sql<number>`count(*)::int` })
    .from(deadline)
    .innerJoin(incident, and(eq(incident.organisationId, deadline.organisationId), eq(incident.id, deadline.incidentId)))
    .where(and(open, isNull(deadline.endedAt), lt(deadline.dueAt, now)))
  const holders = await findHolders(tx, now)
  return { unacknowledged: fresh?.count ?? 0, oldestSeconds: fresh?.oldest ?? 0, overdue: late?.count ?? 0, isReachable: holders.length > 0 }
}
