import { v7 } from 'uuid'
import { days, plus } from '../../shared/instant.ts'
import type { Line } from './matrix.ts'
import type { Ids, PreparedOffice } from './prepared-office.ts'

const reason = 'Zo staat het in het protocol.'
const body = (of: (o: PreparedOffice) => unknown) => (o: PreparedOffice) => ({ body: of(o) })
const ofBoard = (_: PreparedOffice, { organisationId }: Ids) => ({ query: `organisationId=${organisationId}` })

/** Who may do what with how long a file stays, and with what comes back every year. */
export const yearlyLines: Record<string, Line> = {
  'get /incidents/{incidentId}/retention': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
  'post /incidents/{incidentId}/retention': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [409] },
    send: body(() => ({ outcome: 'threeYearsReview' })),
  },
  'post /incidents/{incidentId}/hold': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident' },
    send: body((o) => ({ until: plus(o.now(), days(30)), reason })),
  },
  'post /incidents/{incidentId}/hold/lifted': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [404] },
    send: body(() => ({ holdId: v7() })),
  },
  'post /incidents/{incidentId}/telling-reviews': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'incident', also: [409] },
    send: body(() => ({ outcome: 'stillNot', reason })),
  },
  'post /incidents/{incidentId}/retention/executed': { may: ['dpo'], desk: true, stepUp: true, on: 'incident', send: body(() => ({ reason })), also: [409] },
  'post /incidents/{incidentId}/entry/erased': { may: ['dpo'], desk: true, stepUp: true, on: 'incident', also: [404, 409] },
  'get /register/due': { may: ['dpo', 'handler', 'chair'], desk: true },
  'put /register/term': {
    ...{ may: ['dpo', 'chair', 'admin'], desk: true, on: 'board' },
    send: (_, { organisationId }) => ({ body: { organisationId, years: 1 } }),
  },
  'get /register/meetings': { may: ['dpo', 'handler', 'chair'], desk: true, on: 'board', send: ofBoard },
  'put /register/meetings/{kind}/{period}': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'board', also: [404, 409] },
    send: (o, { organisationId }) => ({ body: { organisationId, revision: 0, startsAt: plus(o.now(), days(3)) } }),
  },
  'post /register/meetings/{kind}/{period}/held': {
    ...{ may: ['dpo', 'handler', 'chair'], desk: true, on: 'board', also: [404, 409] },
    send: (o, { organisationId }) => ({ body: { organisationId, revision: 0, heldAt: o.now(), present: 'Het team', report: reason } }),
  },
  'post /register/year-report': {
    ...{ may: ['dpo'], desk: true, on: 'board' },
    send: (_, { organisationId }) => ({ body: { organisationId, year: '2026', lang: 'nl', format: 'docx' } }),
  },
}
