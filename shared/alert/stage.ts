/**
 * Which message a delivery is, as it stands in `delivery.stage` and in the ledger: `ring` (a new report), `ring-2` (third step
 * of the ladder), `ring-1..7` (steps that fell due during an outage, caught up in one message), `received`, `seen`, `question-<id>`,
 * `device` (to a person one of whose devices is gone), `glass-<id>` (somebody broke the glass), `recusal-<id>` (somebody kept another
 * away), `seat-<id>` (it is for him too now, while somebody else has it in hand), `letBack-<id>` (somebody let back in whom the reporter kept away), `appoint-<step>` (to admins: nobody of the team may know of it).
 */
export type Stage =
  | { name: 'ring'; step: number; /** first of the steps this message makes up for */ from: number }
  | { name: 'received' | 'seen' | 'question' | 'device' | Notice }

/** Why an alarm rings: a new report, nothing done since somebody took it up, or a new fact. */
export type AlarmKind = 'report' | 'stalled' | 'reopened'

export type Notice = 'glass' | 'seat' | 'recusal' | 'letBack' | 'appoint'

export const ringStage = (from: number, to: number): string => {
  if (from < to) return `ring-${from}..${to}`
  return to === 0 ? 'ring' : `ring-${to}`
}

export const questionStage = (messageId: string): string => `question-${messageId}`
export const deviceStage = 'device'
export const glassStage = (breakGlassId: string): string => `glass-${breakGlassId}`
export const seatStage = (id: string): string => `seat-${id}`
export const recusalStage = (id: string): string => `recusal-${id}`
export const letBackStage = (id: string): string => `letBack-${id}`
export const appointStage = (step: number): string => `appoint-${step}`

/** Reads what `ringStage` and `questionStage` write. */
export function readStage(stage: string): Stage {
  if (stage === 'received' || stage === 'seen' || stage === deviceStage) return { name: stage }
  const named = (['question', 'glass', 'seat', 'recusal', 'letBack', 'appoint'] as const).find((name) => stage.startsWith(`${name}-`))
  if (named) return { name: named }
  const [, first, last] = /^ring(?:-(\d+)(?:\.\.(\d+))?)?$/.exec(stage) ?? []
  return { name: 'ring', from: Number(first ?? 0), step: Number(last ?? first ?? 0) }
}
