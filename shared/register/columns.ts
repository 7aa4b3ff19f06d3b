/** The columns of an export in their order; what an import fills in is a part of them. Headings stand in text/<locale>/register.json. */
export const exportColumns = [
  'number',
  'oldNumber',
  'origin',
  'school',
  'registerKind',
  'description',
  'occurredFrom',
  'occurredTo',
  'happened',
  'groups',
  'peopleMin',
  'peopleMax',
  'data',
  'consequences',
  'harmMeasures',
  'repeatMeasures',
  'classification',
  'reasons',
  'awareAt',
  'authority',
  'authorityNumber',
  'filedAt',
  'inTime',
  'subjects',
  'toldAt',
  'toldHow',
  'toldCount',
  'complete',
  'closedAt',
  'keepUntil',
] as const
export type ExportColumn = (typeof exportColumns)[number]

export const importColumns = [
  'oldNumber',
  'school',
  'registerKind',
  'description',
  'occurredFrom',
  'occurredTo',
  'happened',
  'groups',
  'peopleMin',
  'peopleMax',
  'data',
  'consequences',
  'harmMeasures',
  'repeatMeasures',
  'classification',
  'reasons',
  'awareAt',
  'authority',
  'authorityNumber',
  'filedAt',
  'inTime',
  'subjects',
  'toldAt',
  'toldHow',
  'toldCount',
  'closedAt',
] as const satisfies readonly ExportColumn[]
export type ImportColumn = (typeof importColumns)[number]

/** What an incident came to, as lists ask for it. */
export const registerOutcomes = ['undecided', 'outOfScope', 'noIncident', 'incidentOnly', 'breach', 'notified', 'told'] as const
export type RegisterOutcome = (typeof registerOutcomes)[number]

/** The one word for what was decided: out of scope goes before the rest. */
export const classifications = ['undecided', 'outOfScope', 'noIncident', 'incidentOnly', 'breach'] as const
export type Classification = (typeof classifications)[number]

export function classificationOf({ scope, breach }: { scope: string | null; breach: string | null }): Classification {
  if (scope === 'outOfScope') return 'outOfScope'
  return classifications.find((one) => one === breach) ?? 'undecided'
}
