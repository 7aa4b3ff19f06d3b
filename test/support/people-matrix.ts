import { emptyLetter } from '../../shared/notification/letter.ts'
import type { Line } from './matrix.ts'
import type { PreparedOffice } from './prepared-office.ts'

const withAdviser = ['dpo', 'handler', 'chair', 'headOfIct', 'adviser'] as const
const body = (of: (o: PreparedOffice) => unknown) => (o: PreparedOffice) => ({ body: of(o) })

/** Who may do what with the people concerned. */
export const peopleMatrix: Record<string, Line> = {
  'get /incidents/{incidentId}/people': { may: withAdviser, desk: true, on: 'incident' },
  'post /incidents/{incidentId}/communications': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
    send: body(() => ({ kind: 'letter', lang: 'nl' })),
  },
  'put /incidents/{incidentId}/communications/{id}': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({ revision: 1, text: emptyLetter })),
  },
  'post /incidents/{incidentId}/communications/{id}/finish': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({ revision: 1 })),
  },
  'delete /incidents/{incidentId}/communications/{id}': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
  'post /incidents/{incidentId}/communications/{id}/sendings': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body((o) => ({ channel: 'mail', sentAt: o.now(), count: 1 })),
  },
  'get /incidents/{incidentId}/communications/{id}/export': {
    ...{ may: withAdviser, desk: true, on: 'incident', also: [404] },
    send: () => ({ query: 'format=text' }),
  },
  'get /incidents/{incidentId}/recipients': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', send: () => ({ query: 'kind=subject' }) },
  'post /incidents/{incidentId}/imports/recipients': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
    send: body(() => ({ kind: 'subject', rows: [{ name: 'Ada van Voorbeeld', age: 12, addresses: [], protectedAddress: false }] })),
  },
  'delete /incidents/{incidentId}/recipients': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
  'delete /incidents/{incidentId}/recipients/{recipientId}': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
  'put /incidents/{incidentId}/recipients/{recipientId}/deletion': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({ confirmed: true })),
  },
  'get /incidents/{incidentId}/recipients/export': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, stepUp: true, on: 'incident' },
    send: () => ({ query: 'group=shared' }),
  },
}
