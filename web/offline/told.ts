import { isInstant } from '../../shared/instant.ts'
import { reportKinds } from '../../shared/incident/report-lists.ts'
import { reportStates, type ReportState } from '../../shared/incident/status.ts'
import type { MessageView, ReportSummary } from '../../shared/incident/views.ts'

/**
 * Reading what a server told that may be newer than this app: what is needed must be there, what is unknown is left out,
 * and one odd part never costs the rest.
 */
export type Fields = Partial<Record<string, unknown>>

/** The fields of an object; none of anything else. */
export const fieldsOf = (json: unknown): Fields => (typeof json === 'object' && json !== null ? (json as Fields) : {})
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const textsOf = (value: unknown): string[] => listOf(value).filter((item) => typeof item === 'string')
/** A state of this version, or nothing. */
export const stateOf = (value: unknown): ReportState | undefined => reportStates.find((known) => known === value)

const orNull = (value: unknown): string | null => (isInstant(value) ? value : null)

/** One line of "my reports"; undefined when it does not even say which report and when. */
export function summaryOf(value: unknown): ReportSummary | undefined {
  const { id, number, kind, state, reportedAt, receivedAt, readAt, discreet, unansweredQuestions } = fieldsOf(value)
  if (typeof id !== 'string' || typeof number !== 'string' || !isInstant(reportedAt) || !isInstant(receivedAt)) return undefined
  return {
    id,
    number,
    kind: reportKinds.find((known) => known === kind) ?? 'other',
    state: stateOf(state) ?? 'received',
    reportedAt,
    receivedAt,
    readAt: orNull(readAt),
    discreet: discreet === true,
    unansweredQuestions: typeof unansweredQuestions === 'number' ? unansweredQuestions : 0,
  }
}

/** One message; undefined when it has no words or no moment. */
export function messageOf(value: unknown): MessageView | undefined {
  const { id, from, authorRole, mine, text, corrects, sentAt, receivedAt, readAt } = fieldsOf(value)
  if (typeof id !== 'string' || typeof text !== 'string' || !isInstant(sentAt) || !isInstant(receivedAt)) return undefined
  return {
    id,
    from: from === 'reporter' ? 'reporter' : 'team',
    authorRole: typeof authorRole === 'string' ? authorRole : '',
    mine: mine === true,
    text,
    corrects: typeof corrects === 'string' ? corrects : null,
    sentAt,
    receivedAt,
    readAt: orNull(readAt),
  }
}
