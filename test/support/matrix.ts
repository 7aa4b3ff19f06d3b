import { v7 } from 'uuid'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import type { Role } from '../../shared/access/roles.ts'
import { defaultAlerting } from '../../shared/alert/alerting.ts'
import { days, plus } from '../../shared/instant.ts'
import { defaultTraining } from '../../shared/training/training-settings.ts'
import { demoCode, jpeg } from './hand-in.ts'
import { lostStick } from './office.ts'
import { noticeMatrix } from './notice-matrix.ts'
import { othersLines } from './others-lines.ts'
import { ownQuestion } from './own-question.ts'
import { peopleMatrix } from './people-matrix.ts'
import type { Ids, PreparedOffice } from './prepared-office.ts'
import { teamLines } from './team-lines.ts'
import { yearlyLines } from './yearly-lines.ts'

export type Sent = { query?: string; body?: unknown; headers?: Record<string, string> }

/** Who may do what: one line per route of the OpenAPI document. Who is not named here may not. */
export interface Line {
  may: readonly Role[] | 'signedIn' | 'anyone'
  /** who may besides, where it came straight to the chair */
  straightToChair?: readonly Role[]
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
  /** turns the fence round: it is for who does not see the incident; who is recused, or of another board, finds nothing all the same */
  door?: true
  send?: (o: PreparedOffice, ids: Ids) => Sent
  /** undoes what would make the lines after it another story */
  after?: (o: PreparedOffice) => Promise<unknown>
  /** besides 200, 201, 202 and 204: it was done before, or there is nothing left to do */
  also?: readonly number[]
}

const team = ['dpo', 'handler', 'chair', 'headOfIct'] as const
/** Where somebody may who was let in to advise: on `visible`. */
const withAdviser = [...team, 'adviser'] as const
const reason = 'Zo staat het in het protocol.'
const body = (of: (o: PreparedOffice) => unknown) => (o: PreparedOffice) => ({ body: of(o) })
const ofYear = (_: PreparedOffice, { organisationId }: Ids) => ({ query: `organisationId=${organisationId}&year=2026` })
const anOldRegister = ({ organisationId }: Ids) => ({ organisationId, format: 'csv', file: btoa('Omschrijving;Bekend op\nPost bij de buren;2024-03-01') })
const ofBoard = (_: PreparedOffice, { organisationId }: Ids) => ({ query: `organisationId=${organisationId}` })
const shown = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} }
const assertion = { ...shown, response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } }
const attestation = { ...shown, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } }
const withCode = (of: (o: PreparedOffice) => unknown) => (o: PreparedOffice) => ({ body: of(o), headers: { 'seintje-school-code': demoCode } })
const ofModule = { moduleId: 'personal-data', moduleVersion: 1, questionId: 'gone', optionId: 'a', role: 'teacher', practice: true }
const anAnswer = (answeredAt: string) => ({ id: v7(), ...ofModule, answeredAt })

export const matrix: Record<string, Line> = {
  'get /healthz': { may: 'anyone' },
  'get /healthz/engine': { may: 'anyone', also: [503] },
  'get /readyz': { may: 'anyone', also: [503] },
  // Nobody's session opens it: without METRICS_TOKEN, as here, it is not there.
  'get /metrics': { may: 'anyone', also: [404] },

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
  'get /reports/{reportId}/attachments/{attachmentId}': { may: withAdviser, desk: true, on: 'report', owner: 'teacher', hidden: true },
  'post /reports/{reportId}/messages/read': { may: [], on: 'report', owner: 'teacher', hidden: true },
  'post /reports/{reportId}/messages': {
    may: ['dpo', 'handler'],
    straightToChair: ['chair'],
    desk: true,
    on: 'report',
    owner: 'teacher',
    hidden: true,
    send: body(() => ({ id: v7(), text: 'Stond er een wachtwoord op?' })),
  },

  'post /hand-in/check': { may: 'anyone', send: body(() => ({ code: demoCode })) },
  'put /hand-in/reports/{reportId}': { may: 'anyone', send: withCode((o) => lostStick(o.now())) },
  'put /hand-in/reports/{reportId}/attachments/{attachmentId}': { may: 'anyone', on: 'handedIn', send: withCode(() => jpeg), also: [409] },

  // Whoever finished nothing gets no paper, and that is all there is to refuse.
  'post /training/certificates': {
    ...{ may: 'signedIn', also: [409] },
    send: body((o) => ({ organisationId: o.ids.visible.organisationId, moduleId: 'personal-data', name: 'Noor Fictief', lang: 'nl' })),
  },
  'get /certificates/{code}': { may: 'anyone' },
  ...yearlyLines,

  'get /training/dossier': {
    ...{ may: ['dpo', 'chair', 'admin'], desk: true, on: 'board' },
    send: (_, { organisationId }) => ({ query: `organisationId=${organisationId}&lang=nl` }),
  },

  'get /incidents': { may: withAdviser, desk: true },
  'get /incidents/stream': { may: withAdviser, desk: true },
  'get /incidents/{incidentId}': { may: withAdviser, desk: true, on: 'incident' },
  'post /incidents/{incidentId}/acknowledge': { may: team, on: 'incident' },
  'put /incidents/{incidentId}/aware-at': { may: ['dpo'], desk: true, on: 'incident', send: body((o) => ({ awareAt: o.now(), reason })), also: [409] },
  'post /incidents/{incidentId}/aware-at/decision': {
    may: ['chair'],
    desk: true,
    on: 'incident',
    send: body((o) => ({ awareAt: o.now(), accept: true, reason })),
    also: [409],
  },
  'put /incidents/{incidentId}/discreet': {
    may: ['dpo', 'handler', 'chair'],
    desk: true,
    on: 'incident',
    send: body(() => ({ discreet: false, reason })),
  },
  'post /incidents/{incidentId}/filed': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [409] },
    send: body((o) => ({ filedAt: o.now(), number: 'AP-2026-0001' })),
  },
  'get /incidents/{incidentId}/decisions': { may: team, desk: true, on: 'incident' },
  'post /incidents/{incidentId}/decisions': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [409] },
    send: body(() => ({ question: 'breach' })),
  },
  'post /incidents/{incidentId}/decisions/{decisionId}/votes': {
    ...{ may: team, desk: true, on: 'incident', also: [404] },
    send: body(() => ({ outcome: 'breach', reason })),
  },
  'post /incidents/{incidentId}/decisions/{decisionId}/take': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({ reason })),
  },
  'post /incidents/{incidentId}/decisions/{decisionId}/withdrawal': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({ reason })),
  },
  'get /incidents/{incidentId}/closing': { may: team, desk: true, on: 'incident' },
  'post /incidents/{incidentId}/close': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [409] },
    send: body(() => ({ reason })),
  },
  'post /incidents/{incidentId}/outcomes/{outcomeId}/retraction': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({ reason })),
  },
  'post /incidents/{incidentId}/reopening': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [409] },
    send: body((o) => ({ noticedAt: o.now(), reason })),
  },
  'post /incidents/{incidentId}/deadlines': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
    send: body((o) => ({ kind: 'promise', dueAt: plus(o.now(), days(2)), note: reason })),
  },
  'put /incidents/{incidentId}/deadlines/{deadlineId}': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body((o) => ({ dueAt: plus(o.now(), days(3)), note: reason })),
  },
  'post /incidents/{incidentId}/deadlines/{deadlineId}/end': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({})),
  },
  'get /incidents/{incidentId}/deadlines/{deadlineId}/calendar.ics': { may: team, on: 'incident', also: [404] },
  ...noticeMatrix,
  'post /incidents/{incidentId}/calls': { may: team, on: 'incident', send: body(() => ({ role: 'chair', reached: true })) },

  'get /assessments/facts': { may: 'signedIn' },
  'post /assessments/preview': { may: 'signedIn', send: body(() => ({ facts: { personalDataInvolved: 'yes' } })) },

  ...peopleMatrix,
  'get /incidents/{incidentId}/facts': { may: withAdviser, desk: true, on: 'incident' },
  'get /incidents/{incidentId}/facts/{field}': { may: withAdviser, desk: true, on: 'incident' },
  'put /incidents/{incidentId}/facts/{field}': {
    ...{ may: team, desk: true, on: 'incident', also: [409] },
    send: body(() => ({ id: v7(), basedOn: null, answer: { text: reason } })),
  },
  'get /incidents/{incidentId}/askable': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
  'post /incidents/{incidentId}/requests': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
    send: body(() => ({ id: v7(), question: 'Wie had de sleutel?', to: 'De conciërge' })),
  },
  'post /incidents/{incidentId}/requests/{requestId}/withdrawal': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
  'put /incidents/{incidentId}/files/{fileId}': {
    ...{ may: withAdviser, desk: true, on: 'incident', also: [409] },
    send: () => ({ body: jpeg, headers: { 'file-name': 'kast.jpg' } }),
  },
  'get /incidents/{incidentId}/files/{fileId}': { may: withAdviser, desk: true, on: 'incident', also: [404] },
  'get /questions': { may: 'signedIn' },
  'post /questions/{questionId}/answer': { may: 'signedIn', send: body(() => ({ answer: reason })), also: [404] },
  'post /questions/link': { may: 'anyone', send: body(() => ({ token: 'AAAA' })), also: [404] },
  'post /questions/link/answer': { may: 'anyone', send: body(() => ({ token: 'AAAA', answer: reason })), also: [404] },
  ...teamLines,

  'get /incidents/{incidentId}/register': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
  'put /incidents/{incidentId}/register': {
    ...{ may: ['dpo', 'handler'], straightToChair: ['chair'], desk: true, on: 'incident', also: [409] },
    send: body(() => ({ revision: 0, fields: { groups: 'Leerlingen' } })),
  },
  'get /register': { may: ['dpo', 'handler', 'chair'], desk: true },
  'get /register/figures': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'board', send: ofYear },
  'get /register/figures/sheet': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'board', send: ofYear },
  'get /register/export': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, stepUp: true, on: 'board' },
    send: (_, { organisationId }) => ({ query: `organisationId=${organisationId}&format=json` }),
  },
  'post /register/imports/preview': { may: ['dpo', 'handler'], desk: true, on: 'board', send: (_, ids) => ({ body: anOldRegister(ids) }) },
  'post /register/imports/confirm': {
    ...{ may: ['dpo', 'handler'], desk: true, on: 'board' },
    send: (_, ids) => ({ body: { ...anOldRegister(ids), mapping: { description: 0, awareAt: 1 }, importId: v7() } }),
  },

  ...othersLines,
  'get /boards/{organisationId}/school-code': { may: ['dpo', 'chair', 'headOfIct', 'admin'], on: 'board' },
  'post /boards/{organisationId}/school-code': { may: ['dpo', 'admin'], desk: true, on: 'board' },

  'get /alarms': { may: team },
  'post /alarms/{incidentId}/opened': { may: team, on: 'incident' },
  'get /push-key': { may: 'anyone' },
  'get /push-subscriptions': { may: 'signedIn' },
  'put /push-subscriptions/{id}': { may: [], on: 'device', owner: 'dpo', hidden: true, send: body((o) => o.ring) },
  'delete /push-subscriptions/{id}': { may: [], on: 'device', owner: 'dpo', hidden: true, also: [404] },
  'post /push-subscriptions/{id}/test': { may: [], on: 'device', owner: 'dpo', hidden: true, also: [404, 502] },

  'get /keys': { may: 'signedIn' },
  'post /keys/registration': { may: 'signedIn', send: body(() => ({})), also: [403] },
  'post /keys': { may: 'signedIn', send: body(() => ({ challengeId: v7(), response: attestation, label: 'Mijn sleutel' })), also: [403, 409] },
  'delete /keys/{id}': { may: 'signedIn', stepUp: true, also: [404] },
  'post /keys/recovery-codes': { may: 'signedIn', stepUp: true, also: [409] },
  'post /keys/recover': { may: 'signedIn', send: body(() => ({ code: 'AAAA-AAAA-AAAA' })), also: [403, 429] },
  'get /sessions': { may: 'signedIn' },
  'delete /sessions/{id}': { may: 'signedIn', also: [404] },
  'delete /sessions': { may: 'signedIn', ends: true, after: (o) => o.signInAgain() },
  'post /session/desk/challenge': { may: 'anyone' },
  'post /session/desk': { may: 'anyone', send: body(() => ({ challengeId: v7(), response: assertion })), also: [403, 409] },
  'post /session/step-up/challenge': { may: 'signedIn', desk: true },
  'post /session/step-up': { may: 'signedIn', send: body(() => ({ challengeId: v7(), response: assertion })), also: [403, 409] },
  'post /session/step-up/demo': { may: 'signedIn', demo: true },

  'get /boards/{organisationId}/people': { may: ['admin', 'dpo', 'chair'], desk: true, on: 'board' },
  'get /boards/{organisationId}/key-resets': { may: ['admin', 'dpo', 'chair'], desk: true, on: 'board' },
  'post /boards/{organisationId}/key-resets': {
    ...{ may: ['admin', 'dpo', 'chair'], desk: true, stepUp: true, on: 'board' },
    send: body((o) => ({ personId: o.personOf('teacher'), reason })),
    also: [409],
  },
  'post /boards/{organisationId}/key-resets/{id}/decision': {
    ...{ may: ['admin', 'dpo', 'chair'], desk: true, stepUp: true, on: 'board' },
    send: body(() => ({ agree: false })),
    also: [404],
  },
  'post /boards/{organisationId}/key-invitations': {
    ...{ may: ['admin'], desk: true, stepUp: true, on: 'board' },
    send: body((o) => ({ personId: o.personOf('teacher') })),
  },
  'get /boards/{organisationId}/settings': { may: ['admin', 'dpo', 'chair'], desk: true, on: 'board' },
  'put /boards/{organisationId}/settings': { may: ['admin', 'dpo', 'chair'], desk: true, on: 'board', send: body(() => ({ search: false })) },
  'get /boards/{organisationId}/alerting': { may: [...team, 'admin'], desk: true, on: 'board' },
  'put /boards/{organisationId}/alerting': {
    ...{ may: ['dpo', 'chair', 'admin'], desk: true, on: 'board' },
    send: body(() => defaultAlerting),
  },
  'post /boards/{organisationId}/absences': {
    // dpo, chair and admin for anybody; the others for themselves, as this one does
    ...{ may: ['dpo', 'chair', 'headOfIct', 'admin'], desk: true, on: 'board' },
    send: body((o) => ({ personId: o.personOf('headOfIct'), fromAt: o.now(), untilAt: plus(o.now(), days(1)) })),
    also: [409],
  },
  'delete /boards/{organisationId}/absences/{absenceId}': { may: [...team, 'admin'], desk: true, on: 'board', also: [404] },
  'get /my-alerts': { may: 'signedIn' },
  'put /my-alerts/{organisationId}': { may: [...team, 'admin'], desk: true, on: 'board', send: body(() => ({ mail: true, sms: true })) },
  'post /my-alerts/{organisationId}/test': { may: [...team, 'admin'], on: 'board', send: body(() => ({ channel: 'mail' })), also: [429] },
  'get /boards/{organisationId}/erasures': { may: ['dpo', 'chair'], desk: true, on: 'board' },

  'get /training/figures': { may: ['dpo', 'chair', 'schoolLead'], desk: true, on: 'board', send: ofBoard },
  'get /training/lists': { may: ['dpo', 'chair'], desk: true, on: 'board', send: ofBoard },
  'post /training/consent': {
    ...{ may: ['chair'], desk: true, on: 'board' },
    send: (_, { organisationId }) => ({ body: { organisationId, consentedOn: '2026-01-12', document: 'Notulen GMR 12 januari' } }),
  },
  'post /training/consent/withdraw': {
    ...{ may: ['dpo', 'chair'], desk: true, on: 'board', also: [409] },
    send: (_, { organisationId }) => ({ body: { organisationId } }),
  },
  'post /training/lists': {
    ...{ may: ['dpo', 'chair'], desk: true, on: 'board', also: [409] },
    send: (_, { organisationId }) => ({ body: { organisationId, moduleId: 'spot-it', schoolId: null, reason, days: 3 } }),
  },
  'get /training/lists/{id}': { may: ['dpo', 'chair'], desk: true, stepUp: true, on: 'board', send: ofBoard, also: [404] },
  'post /training/lists/{id}/decide': {
    ...{ may: ['dpo', 'chair'], desk: true, stepUp: true, on: 'board', also: [404] },
    send: (_, { organisationId }) => ({ body: { organisationId, agree: true } }),
  },
  'post /training/lists/{id}/end': {
    ...{ may: ['dpo', 'chair'], desk: true, on: 'board', also: [404] },
    send: (_, { organisationId }) => ({ body: { organisationId } }),
  },
  'get /training/settings': { may: ['dpo', 'handler', 'chair', 'admin'], desk: true, on: 'board', send: ofBoard },
  'put /training/settings': {
    ...{ may: ['dpo', 'chair', 'admin'], desk: true, on: 'board' },
    send: (_, { organisationId }) => ({ body: { organisationId, settings: defaultTraining } }),
  },
  'get /training/questions': { may: ['dpo', 'handler', 'chair', 'admin'], desk: true, on: 'board', send: ofBoard },
  'post /training/questions': {
    ...{ may: ['dpo', 'handler', 'chair', 'admin'], desk: true, on: 'board', also: [409] },
    send: (_, { organisationId }) => ({ body: { organisationId, moduleId: 'prevent-it', content: ownQuestion } }),
  },
  'post /training/questions/{id}/decide': {
    ...{ may: ['dpo', 'handler', 'chair', 'admin'], desk: true, on: 'board', also: [404] },
    send: (_, { organisationId }) => ({ body: { organisationId, agree: true, decision: null } }),
  },
  'post /training/questions/{id}/withdraw': {
    ...{ may: ['dpo', 'handler', 'chair', 'admin'], desk: true, on: 'board', also: [404] },
    send: (_, { organisationId }) => ({ body: { organisationId } }),
  },
  // Everybody for himself, at each board he works for.
  'get /training': { may: 'signedIn', send: ofBoard },
  'post /training/answers': {
    may: 'signedIn',
    send: (o, { organisationId }) => ({ body: { organisationId, sentAt: o.now(), answers: [anAnswer(o.now())] } }),
  },
  'patch /training/mine': { may: 'signedIn', send: (_, { organisationId }) => ({ body: { organisationId, nudges: true } }) },
  'delete /training/mine': { may: 'signedIn', send: ofBoard },
  'get /training/statements': { may: ['dpo', 'admin'], desk: true, on: 'board', send: ofBoard, also: [409] },

  'get /log': { may: ['auditor'], desk: true, on: 'board', send: ofBoard },
  'get /log/stands-out': { may: ['auditor'], desk: true, on: 'board', send: ofBoard },
  'get /log/reviews': { may: ['auditor'], desk: true, on: 'board', send: ofBoard },
  'get /log/reviews/due': { may: ['auditor'], desk: true },
  'post /log/reviews': {
    ...{ may: ['auditor'], desk: true, on: 'board' },
    send: (o, { organisationId }) => ({ body: { organisationId, from: plus(o.now(), -days(1)), to: o.now(), findings: 'Niets bijzonders.' } }),
  },
  'get /log/export': { may: ['auditor'], desk: true, stepUp: true, on: 'board', send: ofBoard },

  'post /incidents/search': { may: team, desk: true, send: body(() => ({ words: 'stick' })), also: [409] },
  'get /incidents/closed': { may: team, desk: true },
  'post /incidents/{incidentId}/recusals': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
    send: body((o) => ({ personId: o.personOf('headOfIct'), reason })),
    after: (o) =>
      o.sql(`update incident set recused = '{}' where id = any(string_to_array($1, ',')::uuid[])`, [`${o.ids.visible.incidentId},${o.ids.chair.incidentId}`]),
  },
  'delete /incidents/{incidentId}/recusals/{personId}': {
    may: ['dpo', 'handler', 'chair'],
    desk: true,
    on: 'incident',
    send: body(() => ({ reason })),
    also: [404],
  },
  'put /incidents/{incidentId}/audience': {
    ...{ may: ['chair'], desk: true, on: 'incident', also: [409] },
    send: body(() => ({ role: 'dpo', opened: true, reason })),
    after: (o) => o.sql(`update incident set audience = '{chair,headOfIct}' where id = $1`, [o.ids.chair.incidentId]),
  },
  // Whoever does not know who it was has nothing to tell: the chair, unless it came straight to him.
  'post /incidents/{incidentId}/tell-reporter': {
    may: ['dpo', 'handler', 'chair'],
    desk: true,
    on: 'incident',
    send: body(() => ({ reason })),
    also: [403, 409],
  },
  'delete /incidents/{incidentId}/break-glass/{breakGlassId}': { may: team, desk: true, on: 'incident', also: [404] },
  'post /incidents/{incidentId}/break-glass': {
    ...{ may: team, desk: true, on: 'incident', door: true, also: [409] },
    send: body(() => ({ reason })),
    after: (o) => o.sql(`update incident set opened = '{}'`),
  },
  'post /incidents/{incidentId}/erasure': { may: ['dpo'], desk: true, stepUp: true, on: 'incident', send: body(() => ({ reason })), also: [409] },
  'post /reports/{reportId}/erasure': { may: ['dpo'], desk: true, stepUp: true, on: 'report', send: body(() => ({ reason })), also: [409] },
}
