import { isInstant } from '../../shared/instant.ts'
import { reportKinds } from '../../shared/incident/report-lists.ts'
import type { MessageView, ReportSummary } from '../../shared/incident/views.ts'
import { fieldsOf, stateOf } from './told.ts'

const orNull = (value: unknown): string | null => (isInstant(value) ? value : null)

/** One line of "my reports"; undefined when it does not even say which report and when. */
export function summaryOf(value: unknown): ReportSummary | undefined {
  const { id, number, kind, state, reportedAt, receivedAt, readAt, discreet, unansweredQuestions, lastMessageAt } = fieldsOf(value)
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
    ...(lastMessageAt === undefined ? {} : { lastMessageAt: orNull(lastMessageAt) }),
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
