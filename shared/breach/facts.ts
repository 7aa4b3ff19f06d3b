import * as v from 'valibot'

/** The steps of the handbook in which a fact is asked (H7.1, H7.2, H8, H11, H15). */
export const factSteps = ['scope', 'breach', 'authority', 'impact', 'subjects', 'retention'] as const
export type FactStep = (typeof factSteps)[number]

/** Where a question or a row comes from: the law, and the chapter of the handbook nearest to it. */
export interface Basis {
  readonly law: string
  readonly handbook: string
}

interface FactRow {
  /** from the lightest to the heaviest; `unknown` comes last and counts as the heaviest */
  readonly answers: readonly string[]
  readonly basis: Basis
  readonly step: FactStep
  /** how it reads while nobody answered: an exception that must be called upon, or an event that must have happened */
  readonly silent?: string
  /** never offered as a next question: it is said when it happens */
  readonly onlyWhenRaised?: true
}

const noYes = ['no', 'yes', 'unknown'] as const
const yesNo = ['yes', 'no', 'unknown'] as const
const basis = (law: string, handbook: string): Basis => ({ law, handbook })

/**
 * Every fact the engine knows, with its closed list of answers. The order of the answers is law too: the further to the right,
 * the heavier; a heavier answer never lowers a duty (0032). A gate may be answered directly or follow from finer facts (gates.ts).
 */
export const facts = {
  personalDataInvolved: { answers: noYes, basis: basis('AVG 4(1)', 'H7.1.1'), step: 'scope' },
  controller: { answers: ['none', 'processor', 'own', 'jointly', 'unknown'], basis: basis('AVG 4(7), 26, 33(2)', 'H7.1.2'), step: 'scope' },
  withinScope: { answers: noYes, basis: basis('AVG 2, 3', 'H7.1.3'), step: 'scope' },
  memoryAid: { answers: ['no', 'own', 'shared', 'unknown'], basis: basis('AVG 2(2)(c)', 'H7.1.3'), step: 'scope' },
  paperNeverAutomated: { answers: yesNo, basis: basis('AVG 2(1), 4(6)', 'H7.1.3'), step: 'scope' },
  privateHousehold: { answers: yesNo, basis: basis('AVG 2(2)(c)', 'H7.1.3'), step: 'scope' },
  artisticPurpose: { answers: yesNo, basis: basis('AVG 85; UAVG 43', 'H7.1.3'), step: 'scope' },

  securityIncident: { answers: noYes, basis: basis('AVG 4(12), 32', 'H7.2.1'), step: 'breach' },
  dataLost: { answers: noYes, basis: basis('AVG 4(12)', 'H7.2.2'), step: 'breach' },
  dataGone: { answers: noYes, basis: basis('AVG 4(12)', 'H7.2.2'), step: 'breach' },
  currentCopy: { answers: yesNo, basis: basis('AVG 4(12), 32(1)(c)', 'H7.2.2'), step: 'breach' },
  unavailable: { answers: ['no', 'short', 'long', 'unknown'], basis: basis('AVG 4(12); EDPB 9/2022', 'H7.2.2'), step: 'breach' },
  restoredWithin: { answers: ['notAway', 'hours', 'days', 'notYet', 'unknown'], basis: basis('AVG 32(1)(c); EDPB 9/2022', 'H7.2.2'), step: 'breach' },
  unlawfulProcessingExcluded: { answers: yesNo, basis: basis('AVG 4(12)', 'H7.2.3'), step: 'breach' },
  malware: { answers: noYes, basis: basis('AVG 4(12)', 'H7.2.3'), step: 'breach' },
  altered: { answers: ['no', 'recoverable', 'yes', 'unknown'], basis: basis('AVG 4(12), 5(1)(f)', 'H7.2.3, H11.1.1'), step: 'breach' },
  exfiltrationExcluded: { answers: yesNo, basis: basis('AVG 4(12); EDPB 9/2022', 'H7.2.3'), step: 'breach' },
  accessExcluded: { answers: yesNo, basis: basis('AVG 4(12)', 'H7.2.3'), step: 'breach' },
  retrievedUnread: { answers: yesNo, basis: basis('AVG 4(12); EDPB 9/2022', 'H7.2.3'), step: 'breach' },

  sensitiveData: { answers: noYes, basis: basis('AVG 9, 10, 33(1)', 'H8.1'), step: 'authority' },
  specialCategory: { answers: noYes, basis: basis('AVG 9, 10', 'H8.1'), step: 'authority' },
  financialData: { answers: noYes, basis: basis('AVG overw. 75', 'H8.1'), step: 'authority' },
  stigmatising: { answers: noYes, basis: basis('AVG overw. 75', 'H8.1'), step: 'authority' },
  passwords: { answers: noYes, basis: basis('AVG overw. 75', 'H8.1'), step: 'authority' },
  identityFraud: { answers: noYes, basis: basis('AVG 87, overw. 75; UAVG 46', 'H8.1'), step: 'authority' },
  professionalSecrecy: { answers: noYes, basis: basis('AVG overw. 75', 'H8.1'), step: 'authority' },
  riskLikely: { answers: noYes, basis: basis('AVG 33(1)', 'H8.2'), step: 'authority' },
  pupilsData: { answers: noYes, basis: basis('AVG 33(1), overw. 38, 75', 'H8.2'), step: 'authority' },
  vulnerableGroup: { answers: noYes, basis: basis('AVG 33(1), overw. 75', 'H8.2'), step: 'authority' },
  illWill: { answers: noYes, basis: basis('AVG 33(1); EDPB 9/2022', 'H8.2'), step: 'authority' },
  peopleCount: { answers: ['one', 'upTo100', 'upTo10000', 'more', 'unknown'], basis: basis('AVG 33(1), 33(3)(a), overw. 75', 'H8.2'), step: 'authority' },
  spread: { answers: ['nobody', 'known', 'public', 'unknown'], basis: basis('AVG 33(1); EDPB 9/2022', 'H8.2'), step: 'authority' },
  muchPerPerson: { answers: noYes, basis: basis('AVG 33(1), overw. 75', 'H8.2'), step: 'authority' },
  decisionsDepend: { answers: noYes, basis: basis('AVG 33(1), overw. 75', 'H8.2'), step: 'authority' },
  chainSharing: { answers: noYes, basis: basis('AVG 33(1)', 'H8.2'), step: 'authority' },
  reasonsRiskUnlikely: { answers: yesNo, basis: basis('AVG 33(1), 33(5)', 'H8.2'), step: 'authority', silent: 'no' },

  harmChance: { answers: ['small', 'large', 'unknown'], basis: basis('AVG 34(1), overw. 76', 'H11.3'), step: 'impact' },
  trustedRecipientConfirmed: { answers: yesNo, basis: basis('AVG overw. 76; EDPB 9/2022', 'H11.3'), step: 'impact' },
  harmSeriousness: { answers: ['limited', 'serious', 'unknown'], basis: basis('AVG 34(1), overw. 75, 76', 'H11.3'), step: 'impact' },
  identification: { answers: ['hardly', 'effort', 'easily', 'atOnce', 'unknown'], basis: basis('AVG 4(1); EDPB 9/2022', 'H7.1.1'), step: 'impact' },

  encryptionSufficient: { answers: yesNo, basis: basis('AVG 34(3)(a)', 'H11.1'), step: 'subjects' },
  encryptedThen: { answers: ['yes', 'partly', 'no', 'unknown'], basis: basis('AVG 34(3)(a)', 'H11.1.2'), step: 'subjects' },
  algorithmAdequate: { answers: yesNo, basis: basis('AVG 34(3)(a)', 'H11.1.3'), step: 'subjects' },
  keySafe: { answers: yesNo, basis: basis('AVG 34(3)(a)', 'H11.1.3'), step: 'subjects' },
  keyLaterCompromised: { answers: noYes, basis: basis('AVG 34(3)(a)', 'H11.1.4, H15'), step: 'subjects', silent: 'no', onlyWhenRaised: true },
  hashing: { answers: ['notUsed', 'salted', 'unsalted', 'unknown'], basis: basis('AVG 34(3)(a)', 'H11.1.3'), step: 'subjects' },
  residualRiskAcceptable: { answers: yesNo, basis: basis('AVG 34(3)(a)', 'H11.1.4'), step: 'subjects' },
  otherMeasuresSufficient: { answers: yesNo, basis: basis('AVG 34(3)(a)', 'H11.2'), step: 'subjects' },
  wipeInTime: { answers: yesNo, basis: basis('AVG 34(3)(a)', 'H11.2'), step: 'subjects' },
  wipeOnWorkingDevice: { answers: yesNo, basis: basis('AVG 34(3)(a)', 'H11.2'), step: 'subjects' },
  wipeComplete: { answers: yesNo, basis: basis('AVG 34(3)(a)', 'H11.2'), step: 'subjects' },
  pseudonymised: { answers: ['holds', 'weak', 'no', 'unknown'], basis: basis('AVG 4(5), 34(3)(a)', 'H11.2'), step: 'subjects' },
  laterMeasures: { answers: yesNo, basis: basis('AVG 34(3)(b)', 'H11.2'), step: 'subjects', silent: 'no' },
  highRisk: { answers: noYes, basis: basis('AVG 34(1)', 'H11.3'), step: 'subjects' },
  disproportionateEffort: { answers: yesNo, basis: basis('AVG 34(3)(c)', 'H11.4'), step: 'subjects', silent: 'no' },
  postponementAsked: { answers: yesNo, basis: basis('UAVG 41', 'H11.4'), step: 'subjects', silent: 'no', onlyWhenRaised: true },
  overridingReasons: { answers: yesNo, basis: basis('UAVG 41', 'H11.3, H15.3'), step: 'subjects', silent: 'no', onlyWhenRaised: true },
  authorityOrder: { answers: noYes, basis: basis('AVG 34(4), 58(2)', 'H11.3, H16'), step: 'subjects', silent: 'no', onlyWhenRaised: true },
} as const satisfies Record<string, FactRow>

export type FactId = keyof typeof facts
export type AnswerOf<Id extends FactId> = (typeof facts)[Id]['answers'][number]
/** What is known so far. Not answered is not there; `unknown` is an answer. */
export type Facts = { readonly [Id in FactId]?: AnswerOf<Id> | undefined }

export const factIds = Object.keys(facts) as FactId[]

/** The row of a fact, read without its exact type. */
export const factRow = (id: FactId): FactRow => facts[id]

/** How heavy an answer weighs, 0 the lightest; `unknown` the heaviest. -1 for what is no answer to it. */
export const weightOf = (id: FactId, answer: string): number => factRow(id).answers.indexOf(answer)

type Entries = { [Id in FactId]: v.OptionalSchema<v.PicklistSchema<(typeof facts)[Id]['answers'], undefined>, undefined> }
const schemaOfFacts = () => v.strictObject(Object.fromEntries(factIds.map((id) => [id, v.optional(v.picklist(facts[id].answers))])) as unknown as Entries)

/** Facts as they come in: an unknown id or answer is refused, and the refusal names the field. A screen that only reads the table needs no validator. */
export const FactsSchema = /* @__PURE__ */ schemaOfFacts()
