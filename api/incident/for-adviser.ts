import type { IncidentForHandler } from '../../shared/incident/views.ts'

/**
 * What somebody needs who was let in to advise: what happened, the photos, the moments and the terms. Not who reported it and what was written to and
 * from him, whom was rung, who phoned whom, who may not know of it or why: that is the team's (docs/decisions/0035).
 */
export const forAdviser = (whole: IncidentForHandler): IncidentForHandler => ({
  ...whole,
  acknowledgedBy: null,
  reports: whole.reports.map((report) => ({ ...report, messages: [] })),
  deliveries: [],
  calls: [],
  acknowledgements: [],
  fence: { audience: [], recused: [], breakGlass: [], candidates: [], reporterToldAt: null },
})
