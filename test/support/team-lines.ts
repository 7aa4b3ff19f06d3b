import { days, plus } from '../../shared/instant.ts'
import type { Line } from './matrix.ts'
import type { PreparedOffice } from './prepared-office.ts'

const team = ['dpo', 'handler', 'chair', 'headOfIct'] as const
const withAdviser = [...team, 'adviser'] as const
const reason = 'Zo staat het in het protocol.'
const body = (of: (o: PreparedOffice) => unknown) => (o: PreparedOffice) => ({ body: of(o) })

/** Who may do what with the team of a file: who is called together, let in, heard, and which reports belong together. */
export const teamLines: Record<string, Line> = {
  'get /incidents/{incidentId}/team': { may: withAdviser, desk: true, on: 'incident' },
  'post /incidents/{incidentId}/convenings': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
    send: body((o) => ({ kind: 'convene', startsAt: plus(o.now(), days(1)), place: 'Kamer 0.12' })),
  },
  'post /incidents/{incidentId}/convenings/{conveningId}/answer': {
    ...{ may: team, desk: true, on: 'incident', also: [404] },
    send: body(() => ({ answer: 'coming' })),
  },
  'post /incidents/{incidentId}/convenings/{conveningId}/end': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
  'get /incidents/{incidentId}/convenings/{conveningId}/calendar.ics': { may: withAdviser, desk: true, on: 'incident', also: [404] },
  'post /incidents/{incidentId}/advisers': {
    ...{ may: ['chair'], desk: true, on: 'incident', also: [409] },
    send: body((o) => ({ personId: o.personOf('adviser'), speciality: 'legal', reason })),
    after: (o) => o.sql(`update incident set advisers = '{}' where id = $1`, [o.ids.chair.incidentId]),
  },
  'delete /incidents/{incidentId}/advisers/{personId}': { may: ['chair'], desk: true, on: 'incident', also: [404] },
  'post /incidents/{incidentId}/advice': {
    ...{ may: ['dpo', 'adviser'], desk: true, on: 'incident' },
    send: body(() => ({ about: 'general', text: reason })),
  },
  // Of itself: whoever sees it and may join is told that it is the same one.
  'post /incidents/{incidentId}/join': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [422] },
    send: (_, { incidentId }) => ({ body: { from: incidentId, reason } }),
  },
  'post /incidents/{incidentId}/unjoin': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [409] },
    send: (_, { incidentId }) => ({ body: { from: incidentId, reason } }),
  },
}
