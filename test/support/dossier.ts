import type { IncidentForHandler, ReportForHandler } from '../../shared/incident/views.ts'

const id = (n: number) => `01900000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`

/** A lost stick as the desk sees it. */
export const aReport = (changes: Partial<ReportForHandler> = {}): ReportForHandler => ({
  id: id(51),
  shortCode: 'K7Q-29X',
  kind: 'deviceLost',
  description: 'De stick met toetsen ligt in de trein.',
  addressee: 'dpo',
  reporter: { name: 'Noor Voorbeeld', phone: '085 555 01 10', callBackNumber: null, takenByPhone: false, verified: true, writtenBy: null, confirmedBy: null },
  details: {},
  oddFields: {},
  flags: [],
  occurredAt: null,
  discoveredAt: '2026-03-02T07:00:00.000Z',
  discoveredBasis: 'picked',
  reportedAt: '2026-03-02T08:00:00.000Z',
  receivedAt: '2026-03-02T08:00:05.000Z',
  raw: { discoveredAt: null, reportedAt: null, deviceNow: null },
  skewMs: 0,
  attachmentsExpected: 0,
  attachments: [],
  messages: [],
  ...changes,
})

export const anIncident = (changes: Partial<IncidentForHandler> = {}): IncidentForHandler => ({
  id: id(41),
  organisationId: id(1),
  organisationName: 'Stichting De Waterlelie',
  number: '2026-014',
  kind: 'deviceLost',
  state: 'new',
  discreet: false,
  schoolId: id(11),
  schoolName: 'De Regenboog',
  awareAt: '2026-03-02T07:00:00.000Z',
  deadlineAt: '2026-03-05T07:00:00.000Z',
  legalEndAt: '2026-03-05T08:00:00.000Z',
  rulesVersion: '2018-05-25',
  receivedAt: '2026-03-02T08:00:05.000Z',
  acknowledgedAt: null,
  acknowledgedBy: null,
  deliveriesFailed: false,
  throughBreakGlass: null,
  reports: [aReport()],
  awareMoments: [{ awareAt: '2026-03-02T07:00:00.000Z', reason: null, setBy: null, setAt: '2026-03-02T08:00:05.000Z', status: 'first' }],
  deliveries: [],
  may: {
    ...{ acknowledge: true, setAware: true, confirmAware: false, message: true, setDiscreet: true },
    ...{ recuse: true, setAudience: false, revokeBreakGlass: true, tellReporter: true },
  },
  fence: { audience: ['dpo', 'handler', 'chair', 'headOfIct'], recused: [], breakGlass: [], candidates: [], reporterToldAt: null },
  ...changes,
})
