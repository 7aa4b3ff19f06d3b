import type { ReportLine } from './lines.ts'

let line: ReportLine | undefined

/** How the report that was put in the outbox a moment ago stands, as the store tells it. */
export const keptJustNow = (now: ReportLine | undefined): void => void (line = now)

/** For the screen that comes next: it need not wait for the store to tell it again. */
export const justKept = (id: string): ReportLine | undefined => (line?.id === id ? line : undefined)
