import * as v from 'valibot'
import { factIds, FactsSchema } from './facts.ts'

/** What the engine answers, in codes: screens and papers put it into words (text/<locale>/verdict.json). */
export const scopeOutcomes = ['inScope', 'outOfScope', 'undecided'] as const
export const breachOutcomes = ['noIncident', 'incidentOnly', 'breach', 'undecided', 'notApplicable'] as const
export const authorityOutcomes = ['notify', 'notRequired', 'undecided', 'notApplicable'] as const
export const subjectsOutcomes = ['communicate', 'publicNotice', 'postpone', 'weigh', 'notRequired', 'undecided', 'notApplicable'] as const
export const impactOutcomes = ['low', 'medium', 'high', 'undecided', 'notApplicable'] as const
export const retentionOutcomes = ['threeYearsReview', 'oneYear', 'oneYearAfterLastMessage', 'boardTerm', 'undecided', 'notApplicable'] as const
/** Why people need not be told, or not each by himself. */
export const grounds = ['encryption', 'otherMeasures', 'laterMeasures', 'notHighRisk', 'disproportionate', 'overriding'] as const
export type Ground = (typeof grounds)[number]

const factId = v.picklist(factIds)
const UsedFact = v.object({
  fact: factId,
  answer: v.string(),
  /** `unknown`, so the protective branch was taken */
  protective: v.boolean(),
})
export type UsedFact = v.InferOutput<typeof UsedFact>

const Reason = v.object({
  /** id of the row that held; its sentence is `verdict.row.<id>` */
  row: v.string(),
  basis: v.object({ law: v.string(), handbook: v.string() }),
  /** which of the two asks it, where they differ */
  askedBy: v.picklist(['both', 'law', 'handbook']),
  facts: v.array(UsedFact),
})
export type Reason = v.InferOutput<typeof Reason>

const Because = v.object({
  /** the rows of the gates it passed, and last the row that settled it; the first of them is where it began */
  reasons: v.array(Reason),
  /** an answer `unknown` took the protective branch somewhere on the way */
  protective: v.boolean(),
  /** not answered, and read as if it played no part */
  open: v.array(factId),
  /** one other answer, and what the outcome would then be */
  changes: v.array(v.object({ fact: factId, answer: v.string(), outcome: v.string() })),
})
export type Because = v.InferOutput<typeof Because>

const verdict = <const O extends readonly string[]>(outcomes: O) => ({ outcome: v.picklist(outcomes), rows: v.array(v.string()), because: Because })

export const SeverityView = v.object({
  /** SE = DPC x EI + CB; null while it cannot be counted */
  score: v.nullable(v.number()),
  dpc: v.nullable(v.number()),
  ei: v.nullable(v.number()),
  cb: v.nullable(v.number()),
  band: v.nullable(v.picklist(['low', 'medium', 'high', 'veryHigh'])),
  flags: v.array(v.picklist(['over100', 'unintelligible'])),
  /** it points to a lighter or a heavier outcome than the verdict; null where it does not */
  pointsElsewhere: v.nullable(v.picklist(['lighter', 'heavier'])),
  missing: v.array(factId),
})
export type Severity = v.InferOutput<typeof SeverityView>

export const AssessmentView = v.object({
  scope: v.object(verdict(scopeOutcomes)),
  breach: v.object(verdict(breachOutcomes)),
  authority: v.object(verdict(authorityOutcomes)),
  subjects: v.object({ ...verdict(subjectsOutcomes), ground: v.optional(v.picklist(grounds)) }),
  impact: v.object(verdict(impactOutcomes)),
  retention: v.object(verdict(retentionOutcomes)),
  /** what to ask next, the most telling first; empty where nothing is left to ask */
  nextFacts: v.array(factId),
  rulesVersion: v.string(),
  severity: SeverityView,
})
export type Assessment = v.InferOutput<typeof AssessmentView>

export const AssessFacts = v.strictObject({ facts: FactsSchema })

const InBoth = v.object({ nl: v.string(), en: v.string() })
/** A fact as the list at `/assessments/facts` gives it. */
export const FactView = v.object({
  id: factId,
  step: v.string(),
  basis: v.object({ law: v.string(), handbook: v.string() }),
  question: InBoth,
  why: InBoth,
  answers: v.array(v.object({ id: v.string(), label: InBoth, then: InBoth })),
})
export const FactsView = v.object({ rulesVersion: v.string(), facts: v.array(FactView) })
