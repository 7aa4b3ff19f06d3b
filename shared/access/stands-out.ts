/** What an auditor is shown first, the gravest kind first. */
export const standsOutKinds = ['breakGlass', 'erasure', 'export', 'roleChange', 'refusals', 'manyIncidents', 'beforeRung', 'afterClosed', 'oddHours'] as const
export type StandsOutKind = (typeof standsOutKinds)[number]
