import type { Line } from './matrix.ts'
import type { PreparedOffice } from './prepared-office.ts'

const readers = ['dpo', 'handler', 'chair', 'headOfIct', 'adviser'] as const
const body = (of: (o: PreparedOffice) => unknown) => (o: PreparedOffice) => ({ body: of(o) })

/** Who may do what with the notification to the authority. */
export const noticeMatrix: Record<string, Line> = {
  'get /incidents/{incidentId}/notices': { may: readers, desk: true, on: 'incident' },
  'post /incidents/{incidentId}/notices': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [409] },
    send: body(() => ({ kind: 'first' })),
  },
  'put /incidents/{incidentId}/notices/{noticeId}': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({ revision: 0, fields: {} })),
  },
  'delete /incidents/{incidentId}/notices/{noticeId}': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [404] },
  },
  'post /incidents/{incidentId}/notices/{noticeId}/filed': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [404] },
    send: body((o) => ({ filedAt: o.now(), number: 'AP-2026-0001', revision: 0 })),
  },
  'get /incidents/{incidentId}/notices/{noticeId}/paper': { may: readers, desk: true, on: 'incident', send: () => ({ query: 'lang=nl' }), also: [404] },
  'get /incidents/{incidentId}/notices/{noticeId}/json': { may: readers, desk: true, on: 'incident', send: () => ({ query: 'lang=nl' }), also: [404] },
  'post /incidents/{incidentId}/filing-attempts': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident' },
    send: body((o) => ({ at: o.now() })),
  },
  'post /incidents/{incidentId}/authority-letters': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident' },
    send: body((o) => ({ direction: 'in', kind: 'question', at: o.now(), text: 'Hoeveel leerlingen?' })),
  },
}
