import type { Severity } from './assessment-views.ts'
import { weightOf, type FactId, type Facts } from './facts.ts'

/**
 * ENISA, "Recommendations for a methodology of the assessment of severity of personal data breaches" (2013): SE = DPC x EI + CB.
 * Beside the verdict, as support and never as judge; `unknown` scores as the heaviest answer. Give it the facts with their gates settled.
 */
export function severityOf(facts: Facts, verdict: { authority: string; subjects: string }): Severity {
  const missing = needed.filter((fact) => facts[fact] === undefined)
  const flags = flagsOf(facts)
  const dpc = processingContext(facts)
  const ei = facts.identification && identification[facts.identification]
  if (dpc === undefined || ei === undefined)
    return { score: null, dpc: dpc ?? null, ei: ei ?? null, cb: null, band: null, flags, pointsElsewhere: null, missing }
  const cb = circumstances(facts)
  const score = dpc * ei + cb
  const band = bandOf(score)
  return { score, dpc, ei, cb, band, flags, pointsElsewhere: pointsElsewhere(band, verdict), missing }
}

type Band = 'low' | 'medium' | 'high' | 'veryHigh'

/** Low < 2 <= medium < 3 <= high < 4 <= very high. */
export const bandOf = (score: number): Band => (score < 2 ? 'low' : score < 3 ? 'medium' : score < 4 ? 'high' : 'veryHigh')

const needed: readonly FactId[] = ['sensitiveData', 'identification', 'spread', 'altered', 'unavailable', 'illWill', 'peopleCount']
const identification = { hardly: 0.25, effort: 0.5, easily: 0.75, atOnce: 1, unknown: 1 } as const

const isHeavy = (facts: Facts, fact: FactId) => facts[fact] === 'yes' || facts[fact] === 'unknown'

/** DPC, 1 to 4: the gravest kind of data, one more for much per person, and one more for people who need protection. */
function processingContext(facts: Facts): number | undefined {
  const base = kindOfData(facts)
  if (base === undefined) return undefined
  const context = Number(isHeavy(facts, 'muchPerPerson')) + Number(isHeavy(facts, 'vulnerableGroup') || isHeavy(facts, 'pupilsData'))
  return Math.min(4, base + context)
}

function kindOfData(facts: Facts): number | undefined {
  if (isHeavy(facts, 'specialCategory') || isHeavy(facts, 'professionalSecrecy')) return 4
  // Passwords weigh as what they open: not known here, so as money does.
  if (isHeavy(facts, 'financialData') || isHeavy(facts, 'identityFraud') || isHeavy(facts, 'passwords')) return 3
  if (isHeavy(facts, 'stigmatising')) return 2
  if (facts.sensitiveData === undefined) return kindsSaid(facts) ? 1 : undefined
  return facts.sensitiveData === 'no' ? 1 : 4
}

const kinds: readonly FactId[] = ['specialCategory', 'professionalSecrecy', 'financialData', 'identityFraud', 'passwords', 'stigmatising']
const kindsSaid = (facts: Facts) => kinds.every((fact) => facts[fact] !== undefined)

/** CB, 0 to 2: how far it went, what was changed, what is gone, and ill will. */
function circumstances(facts: Facts): number {
  const spread = facts.spread && { nobody: 0, known: 0.25, public: 0.5, unknown: 0.5 }[facts.spread]
  const changed = facts.altered && { no: 0, recoverable: 0.25, yes: 0.5, unknown: 0.5 }[facts.altered]
  const away = facts.unavailable && { no: 0, short: 0.25, long: 0.25, unknown: 0.25 }[facts.unavailable]
  return (spread ?? 0) + (changed ?? 0) + (isHeavy(facts, 'dataLost') ? 0.5 : (away ?? 0)) + (isHeavy(facts, 'illWill') ? 0.5 : 0)
}

function flagsOf(facts: Facts): Severity['flags'] {
  const many = facts.peopleCount !== undefined && weightOf('peopleCount', facts.peopleCount) >= weightOf('peopleCount', 'upTo10000')
  const unintelligible = facts.encryptedThen === 'yes' && facts.keySafe === 'yes' && (facts.keyLaterCompromised ?? 'no') === 'no'
  return [...(many ? (['over100'] as const) : []), ...(unintelligible ? (['unintelligible'] as const) : [])]
}

/** ENISA's bands as duties: low asks nothing, medium the authority, high and above the people too. */
function pointsElsewhere(band: Band, { authority, subjects }: { authority: string; subjects: string }): Severity['pointsElsewhere'] {
  const told = ['communicate', 'publicNotice', 'postpone'].includes(subjects)
  const graver = band === 'high' || band === 'veryHigh'
  if ((authority === 'notRequired' && band !== 'low') || (graver && ['weigh', 'notRequired'].includes(subjects))) return 'heavier'
  if ((authority === 'notify' && band === 'low') || (told && !graver)) return 'lighter'
  return null
}
