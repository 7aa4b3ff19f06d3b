import { numberOf } from '../../shared/incident/number.ts'
import { amsterdamDay, amsterdamMidnight, between, hours, type Instant } from '../../shared/instant.ts'
import type { Agenda } from '../../shared/register/meeting-views.ts'
import type { BoardTx } from '../db/open.ts'
import { countMeasures, listIncidentsAware } from './meeting-store.ts'

/** One incident of a period in codes and moments: from the file, or from the register where the file is gone. */
export interface Looked {
  readonly incidentId: string
  readonly number: string
  readonly kind: string
  readonly schoolName: string | null
  readonly isBreach: boolean
  readonly filedAt: Instant | null
  readonly inTime: 'onTime' | 'withinLegalEnd' | 'late' | null
  readonly told: boolean
  /** elapsed hours; null where it did not come to that */
  readonly hoursToDecision: number | null
  readonly hoursToFiling: number | null
}

/** What happened at a board in a period, by when the school became aware. Days in Amsterdam, `until` exclusive. */
export async function lookBack(tx: BoardTx, from: string, until: string): Promise<Looked[]> {
  const rows = await listIncidentsAware(tx, amsterdamMidnight(from), amsterdamMidnight(until))
  return rows.map(({ incidentId, kind, schoolName, awareAt, breachDecided, entry, ...row }) => {
    const filedAt = row.filedAt ?? entry?.filedAt ?? null
    const decided = row.decidedAt ? new Date(row.decidedAt).toISOString() : (entry?.decidedAt ?? null)
    return {
      ...{ incidentId, number: numberOf(row), kind, schoolName, filedAt, inTime: row.inTime ?? entry?.inTime ?? null },
      isBreach: (breachDecided ?? entry?.breach) === 'breach',
      told: Boolean(row.toldAt ?? entry?.toldAt),
      hoursToDecision: decided ? between(awareAt, decided) / hours(1) : null,
      hoursToFiling: filedAt ? between(awareAt, filedAt) / hours(1) : null,
    }
  })
}

/** What the team talks about. */
export async function agendaOf(tx: BoardTx, from: string, until: string, now: Instant): Promise<Agenda> {
  const looked = await lookBack(tx, from, until)
  const { open, late } = await countMeasures(tx, amsterdamDay(now))
  return {
    incidents: looked.length,
    breaches: looked.filter(({ isBreach }) => isBreach).length,
    notified: looked.flatMap(({ incidentId, number, filedAt, inTime }) => (filedAt ? [{ incidentId, number, filedAt, inTime }] : [])),
    told: looked.filter(({ told }) => told).length,
    openMeasures: open,
    lateMeasures: late,
  }
}
