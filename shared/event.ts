/** Every type of event; each has a sentence in text/<locale>/event.json, held by a house test. */
export const eventTypes = [
  'session.codeAsked',
  'session.opened',
  'session.closed',
  'session.refused',
  'session.revoked',
  'session.steppedUp',
  'key.invited',
  'key.registered',
  'key.removed',
  'key.codesMade',
  'key.recovered',
  'key.resetAsked',
  'key.resetDecided',
  'key.resetElsewhere',
  'key.resetsListed',
  'key.ownerTold',
  'person.listed',
  'person.imported',
  'person.roleGranted',
  'person.roleWithdrawn',
  'board.created',
  'schoolCode.made',
  'schoolCode.read',
  'schoolCode.changed',
  'settings.changed',
  'log.read',
  'log.exported',
  'log.reviewed',
  'log.reviewDue',
  'log.cut',
  'incident.reported',
  'report.repeated',
  'report.adopted',
  'report.read',
  'report.listed',
  'report.erased',
  'attachment.added',
  'attachment.read',
  'message.sent',
  'message.read',
  'incident.listed',
  'incident.searched',
  'incident.read',
  'incident.acknowledged',
  'incident.awareSet',
  'incident.awareProposed',
  'incident.discreetSet',
  'incident.recused',
  'incident.recusalLifted',
  'incident.audienceSet',
  'incident.glassBroken',
  'incident.glassRevoked',
  'incident.reporterTold',
  'incident.erased',
  'alarm.rung',
  'alarm.nobodyReachable',
  'delivery.recorded',
  'push.subscribed',
  'push.removed',
  'push.tested',
  'access.refused',
] as const
export type EventType = (typeof eventTypes)[number]

/**
 * Something that happened. `sealed` holds what may only be read with the subject's key; the rest stands in clear:
 * ids, states, moments, counts, codes.
 */
export type SeintjeEvent = {
  type: EventType
  /** an incident, a report, a person, a session, a device: an id, never anything that could hold a story */
  subjectId: string
  incidentId?: string
  reportId?: string
  facts?: Readonly<Record<string, string | number | boolean | null>>
  sealed?: unknown
}
