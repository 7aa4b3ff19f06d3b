import type { ReminderStageId } from '../deadline/deadline.ts'
import type { Instant } from '../instant.ts'

/**
 * Which message a delivery is, as it stands in `delivery.stage` and in the ledger: `ring` (a new report), `ring-2` (third step
 * of the ladder), `ring-1..7` (steps that fell due during an outage, caught up in one message), `received`, `seen`, `question-<id>`,
 * `device` (to a person one of whose devices is gone), `glass-<id>` (somebody broke the glass), `recusal-<id>` (somebody kept another
 * away), `seat-<id>` (it is for him too now, while somebody else has it in hand), `letBack-<id>` (somebody let back in whom the reporter kept away), `appoint-<step>` (to admins: nobody of the team may know of it),
 * `due-<deadlineId>-before-24h.1+2` (a reminder; after the first move of that term; it makes up for two earlier ones), `called-<callId>` (that he was
 * called) and `unreached-<callId>` (that he was not reached), `convened-<conveningId>@<moment>` (the team comes together then; `standBy`,
 * `conveningOver`: it stands by, it does not go on). Of an alarm that is not for a new report: `ring-2@<alarmId>`.
 */
export type Stage =
  | { name: 'ring'; step: number; /** first of the steps this message makes up for */ from: number }
  | { name: 'due'; id: ReminderStageId; revision: number; /** how many earlier reminders this message makes up for */ missed: number }
  | MeetingStage
  | { name: 'received' | 'seen' | 'question' | 'device' | 'called' | 'unreached' | Notice }

/** Why an alarm rings: a new report, nothing done since somebody took it up, or a new fact. */
export type AlarmKind = 'report' | 'stalled' | 'reopened'

export type Notice = 'glass' | 'seat' | 'recusal' | 'letBack' | 'appoint'

const meetings = ['convened', 'standBy', 'conveningOver'] as const
/** The team is called together: `id` of the convening, `at` when it is. */
export type MeetingStage = { name: (typeof meetings)[number]; id: string; at: Instant }
export const isMeeting = (stage: Stage): stage is MeetingStage => meetings.some((name) => name === stage.name)
export const meetingStage = (name: MeetingStage['name'], id: string, at: Instant): string => `${name}-${id}@${at}`

export const ringStage = (from: number, to: number): string => {
  if (from < to) return `ring-${from}..${to}`
  return to === 0 ? 'ring' : `ring-${to}`
}

/** A ring as it stands with a delivery, where one incident may have several alarms; the ledger of an alarm has it bare. */
export const ringOf = ({ id, kind }: { id: string; kind: AlarmKind }, from: number, to: number): string =>
  kind === 'report' ? ringStage(from, to) : `${ringStage(from, to)}@${id}`

/** `stage`: the last one in the ledger; `missed`: how many earlier ones it makes up for. */
export const dueStage = (deadlineId: string, stage: string, missed: number): string => `due-${deadlineId}-${stage}${missed > 0 ? `+${missed}` : ''}`
export const calledStage = (callId: string): string => `called-${callId}`
export const unreachedStage = (callId: string): string => `unreached-${callId}`

export const questionStage = (messageId: string): string => `question-${messageId}`
export const deviceStage = 'device'
export const glassStage = (breakGlassId: string): string => `glass-${breakGlassId}`
export const seatStage = (id: string): string => `seat-${id}`
export const recusalStage = (id: string): string => `recusal-${id}`
export const letBackStage = (id: string): string => `letBack-${id}`
export const appointStage = (step: number | string): string => `appoint-${step}`

const due = /^due-[0-9a-f-]{36}-((?:before|after)-\d+h|at)(?:\.(\d+))?(?:\+(\d+))?$/

const met = /^(convened|standBy|conveningOver)-([0-9a-f-]{36})@(\d{4}-\d\d-\d\dT[\d:.]+Z)$/

/** Reads what the functions above write. */
export function readStage(stage: string): Stage {
  if (stage === 'received' || stage === 'seen' || stage === deviceStage) return { name: stage }
  const [, id, revision, missed] = due.exec(stage) ?? []
  if (id) return { name: 'due', id: id as ReminderStageId, revision: Number(revision ?? 0), missed: Number(missed ?? 0) }
  const [, meeting, convening, at] = met.exec(stage) ?? []
  if (meeting && convening && at) return { name: meeting as MeetingStage['name'], id: convening, at }
  const named = (['question', 'called', 'unreached', 'glass', 'seat', 'recusal', 'letBack', 'appoint'] as const).find((name) => stage.startsWith(`${name}-`))
  if (named) return { name: named }
  const [, first, last] = /^ring(?:-(\d+)(?:\.\.(\d+))?)?(?:@.+)?$/.exec(stage) ?? []
  return { name: 'ring', from: Number(first ?? 0), step: Number(last ?? first ?? 0) }
}
