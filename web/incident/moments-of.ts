import type { ReportForHandler } from '../../shared/incident/views.ts'
import { between, minutes, readInstant } from '../../shared/instant.ts'

/** One of the five moments as the desk shows it: what counts, and what the device said where that differs. */
export type Moment = {
  name: 'occurred' | 'discovered' | 'reported' | 'received' | 'aware'
  at: string | null
  raw: string | null
}

/** The five moments of clock.md in their order, never mixed. */
export function momentsOf(report: ReportForHandler, awareAt: string): Moment[] {
  const { occurredAt, discoveredAt, reportedAt, receivedAt, raw } = report
  return [
    { name: 'occurred', at: occurredAt, raw: null },
    { name: 'discovered', at: discoveredAt, raw: differing(raw.discoveredAt, discoveredAt) },
    { name: 'reported', at: reportedAt, raw: differing(raw.reportedAt, reportedAt) },
    { name: 'received', at: receivedAt, raw: null },
    { name: 'aware', at: awareAt, raw: null },
  ]
}

/** What the device gave, when it is not the moment we ended up with. Less than a second is no difference to anyone. */
function differing(raw: string | null, settled: string): string | null {
  const told = readInstant(raw)
  if (raw === null || (told !== undefined && Math.abs(between(told, settled)) < 1000)) return null
  return raw
}

/** How long it lay on the device after reporting, when that is worth telling; in milliseconds. */
export function delayOf({ reportedAt, receivedAt }: Pick<ReportForHandler, 'reportedAt' | 'receivedAt'>): number | null {
  const delay = between(reportedAt, receivedAt)
  return delay >= minutes(10) ? delay : null
}
