import { v7 } from 'uuid'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import type { Role } from '../../shared/access/roles.ts'
import { demoCode, jpeg } from './hand-in.ts'
import { lostStick } from './office.ts'
import type { PreparedOffice } from './prepared-office.ts'

export type Sent = { query?: string; body?: unknown; headers?: Record<string, string> }

/** Who may do what: one line per route of the OpenAPI document. Who is not named here may not. */
export interface Line {
  may: readonly Role[] | 'signedIn' | 'anyone'
  /** a `desk` session is needed; else `device` is enough */
  desk?: true
  /** a desk whose key was shown just now: any other is told to show it (403) */
  stepUp?: true
  /** what its path names; an incident with all that hangs on it stands behind the fence, the others do not */
  on?: 'incident' | 'report' | 'board' | 'device' | 'handedIn'
  /** whose it is: he may with either scope, whatever fence there is */
  owner?: DemoPersona
  /** who may not is told that it does not exist (404), not that he may not (403) */
  hidden?: true
  /** exists in the demo only */
  demo?: true
  /** ends the session it is asked with */
  ends?: true
  send?: (o: PreparedOffice) => Sent
  /** besides 200, 201, 202 and 204: it was done before, or there is nothing left to do */
  also?: readonly number[]
}

const team = ['dpo', 'handler', 'chair', 'headOfIct'] as const
const reason = 'Zo staat het in het protocol.'
const body = (of: (o: PreparedOffice) => unknown) => (o: PreparedOffice) => ({ body: of(o) })
const withCode = (of: (o: PreparedOffice) => unknown) => (o: PreparedOffice) => ({ body: of(o), headers: { 'seintje-school-code': demoCode } })

export const matrix: Record<string, Line> = {
  'get /healthz': { may: 'anyone' },
  'get /healthz/engine': { may: 'anyone', also: [503] },

  'get /session': { may: 'signedIn' },
  'post /session': { may: 'anyone', send: body(() => ({ email: `${v7()}@waterlelie.example`, code: '123456' })), also: [401] },
  'delete /session': { may: 'anyone', ends: true },
  'post /session/code': { may: 'anyone', send: body(() => ({ email: `${v7()}@waterlelie.example` })) },
  'post /session/demo': { may: 'anyone', demo: true, send: body(() => ({ persona: 'teacher' })) },
  'get /demo/messages': { may: 'anyone', demo: true },

  'get /reports': { may: 'signedIn' },
  'post /reports/reconcile': { may: 'signedIn', send: body((o) => ({ ids: [o.ids.visible.reportId] })) },
  'put /reports/{reportId}': { may: 'signedIn', send: body((o) => lostStick(o.now())) },
  'get /reports/{reportId}': { may: [], on: 'report', owner: 'teacher', hidden: true },
  'put /reports/{reportId}/attachments/{attachmentId}': { may: [], on: 'report', owner: 'teacher', hidden: true, send: body(() => jpeg) },
  'get /reports/{reportId}/attachments/{attachmentId}': { may: team, desk: true, on: 'report', owner: 'teacher', hidden: true },
  'post /reports/{reportId}/messages/read': { may: [], on: 'report', owner: 'teacher', hidden: true },
  'post /reports/{reportId}/messages': {
    may: ['dpo', 'handler'],
    desk: true,
    on: 'report',
    owner: 'teacher',
    hidden: true,
    send: body(() => ({ id: v7(), text: 'Stond er een wachtwoord op?' })),
  },

  'post /hand-in/check': { may: 'anyone', send: body(() => ({ code: demoCode })) },
  'put /hand-in/reports/{reportId}': { may: 'anyone', send: withCode((o) => lostStick(o.now())) },
  'put /hand-in/reports/{reportId}/attachments/{attachmentId}': { may: 'anyone', on: 'handedIn', send: withCode(() => jpeg), also: [409] },

  'get /incidents': { may: team, desk: true },
  'get /incidents/stream': { may: team, desk: true },
  'get /incidents/{incidentId}': { may: team, desk: true, on: 'incident' },
  'post /incidents/{incidentId}/acknowledge': { may: team, on: 'incident' },
  'put /incidents/{incidentId}/aware-at': { may: ['dpo'], desk: true, on: 'incident', send: body((o) => ({ awareAt: o.now(), reason })), also: [409] },
  'post /incidents/{incidentId}/aware-at/decision': {
    may: ['chair'],
    desk: true,
    on: 'incident',
    send: body(() => ({ accept: true, reason })),
    also: [409],
  },
  'put /incidents/{incidentId}/discreet': {
    may: ['dpo', 'handler', 'chair'],
    desk: true,
    on: 'incident',
    send: body(() => ({ discreet: false, reason })),
  },

  'get /boards/{organisationId}/school-code': { may: ['dpo', 'chair', 'headOfIct', 'admin'], on: 'board' },
  'post /boards/{organisationId}/school-code': { may: ['dpo', 'admin'], desk: true, on: 'board' },

  'get /alarms': { may: team },
  'get /push-key': { may: 'anyone' },
  'get /push-subscriptions': { may: 'signedIn' },
  'put /push-subscriptions/{id}': { may: [], on: 'device', owner: 'dpo', hidden: true, send: body((o) => o.ring) },
  'delete /push-subscriptions/{id}': { may: [], on: 'device', owner: 'dpo', hidden: true, also: [404] },
  'post /push-subscriptions/{id}/test': { may: [], on: 'device', owner: 'dpo', hidden: true, also: [404, 502] },
}
