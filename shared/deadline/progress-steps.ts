import type { EventType } from '../event.ts'

/** Which events are a step on an incident, where a person did it; reading is none. Source: offline-and-push.md "Alarm engine". */
export const progressSteps = [
  'message.sent',
  'incident.awareSet',
  'incident.awareProposed',
  'incident.discreetSet',
  'incident.recused',
  'incident.recusalLifted',
  'incident.audienceSet',
  'incident.filed',
  'decision.opened',
  'decision.voted',
  'decision.taken',
  'decision.withdrawn',
  'incident.closed',
  'incident.outcomeRetracted',
  'incident.reopened',
  'incident.reporterTold',
  'deadline.planned',
  'deadline.moved',
  'deadline.ended',
  'incident.processorSet',
  'others.planned',
  'measure.changed',
  'call.recorded',
] as const satisfies readonly EventType[]
