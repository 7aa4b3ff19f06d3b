import { v7 } from 'uuid'
import type { Line } from './matrix.ts'

const team = ['dpo', 'handler', 'chair', 'headOfIct'] as const

/** Who may do what about processors, others and measures. */
export const othersLines: Record<string, Line> = {
  'get /incidents/{incidentId}/others': { may: [...team, 'adviser'], desk: true, on: 'incident' },
  'put /incidents/{incidentId}/others/{id}': {
    ...{ may: team, desk: true, on: 'incident', also: [409] },
    send: () => ({ body: { revision: 0, party: 'police', what: 'Aangifte doen.', state: 'planned' } }),
  },
  'put /incidents/{incidentId}/measures/{id}': {
    ...{ may: team, desk: true, on: 'incident', also: [409] },
    send: () => ({ body: { revision: 0, aim: 'harm', text: 'De stick op afstand wissen.', state: 'open' } }),
  },
  'put /incidents/{incidentId}/processor': {
    ...{ may: ['dpo', 'handler'], desk: true, on: 'incident', also: [404] },
    send: (o) => ({ body: { processorId: v7(), noticeReceivedAt: o.now() } }),
  },
  'get /measures': { may: team, desk: true },
  'get /processors': { may: team, desk: true, on: 'board', send: (_, { organisationId }) => ({ query: `organisationId=${organisationId}` }) },
  'put /processors/{id}': {
    ...{ may: ['dpo', 'handler'], desk: true, on: 'board', also: [409] },
    send: (_, { organisationId }) => ({
      body: { organisationId, revision: 0, name: 'Beeld bv', product: '', contact: '', noticeHours: 24, communicates: 'board', documented: true },
    }),
  },
  'post /processors/{id}/tick': { may: ['dpo'], desk: true, on: 'board', also: [404, 409], send: (_, { organisationId }) => ({ body: { organisationId } }) },
  'post /processors/{id}/end': {
    may: ['dpo', 'handler'],
    desk: true,
    on: 'board',
    also: [404, 409],
    send: (_, { organisationId }) => ({ body: { organisationId } }),
  },
  // Per board it says what became of it: whom it is not for there is refused in the answer.
  'post /processors/incidents': {
    ...{ may: ['dpo', 'handler'], desk: true },
    send: (o, { organisationId }) => ({
      body: { items: [{ id: v7(), organisationId, processorId: v7(), noticeReceivedAt: o.now(), kind: 'other', text: 'Een storing.' }] },
    }),
  },
}
