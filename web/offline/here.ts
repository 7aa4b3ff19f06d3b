import type { Report } from '../../shared/incident/report.ts'
import type { ReportLine } from './lines.ts'

/** The reports that were written or opened on this page since somebody last signed out on it. */
export const onThisPage = new Set<string>()

/** For whom a report is that was sent from memory: in no address and in no store. */
export const sentTo = new Map<string, Pick<Report, 'addressee' | 'notTo'>>()

let kept: { line: ReportLine; identityId: string | null } | undefined

/** How the report that was put in the outbox a moment ago stands, as the store tells it to this person. */
export const keptJustNow = (line: ReportLine | undefined, identityId: string | null): void => void (kept = line && { line, identityId })

/** For the screen that comes next, and only for who wrote it: it need not wait for the store to tell it again. */
export const justKept = (id: string, identityId: string | null): ReportLine | undefined =>
  kept?.line.id === id && kept.identityId === identityId ? kept.line : undefined

/** A person signs out: the next one on this page has written nothing here. A session that only ends takes nothing away. */
export function leavePage(): void {
  onThisPage.clear()
  sentTo.clear()
  kept = undefined
}
