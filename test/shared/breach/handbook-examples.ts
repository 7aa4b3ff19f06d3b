import type { Facts } from '../../../shared/breach/facts.ts'
import type { Outcome, VerdictName } from '../../../shared/breach/settle.ts'

export type Wanted = { [V in VerdictName]?: Outcome<V> }
/** `rests`: the row it rests on, and in which verdict. */
export type Case = { name: string; facts: Facts; wanted: Wanted; rests: readonly [VerdictName, string] }

export const inScope = { personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes' } as const satisfies Facts
export const incident = { ...inScope, securityIncident: 'yes' } as const satisfies Facts
/** Nothing lost or away, and it cannot be excluded that somebody saw it. */
export const seen = { ...incident, dataGone: 'no', unavailable: 'no', unlawfulProcessingExcluded: 'no' } as const satisfies Facts
/** A device with everything on it out of reach of whoever has it. */
export const sealedDevice = {
  encryptedThen: 'yes',
  algorithmAdequate: 'yes',
  keySafe: 'yes',
  hashing: 'notUsed',
  malware: 'no',
  altered: 'no',
} as const satisfies Facts
export const unprotected = { encryptedThen: 'no', wipeInTime: 'no', pseudonymised: 'no' } as const satisfies Facts
export const plain = {
  ...{ specialCategory: 'no', stigmatising: 'no', passwords: 'no', identityFraud: 'no', financialData: 'no' },
  professionalSecrecy: 'no',
} as const satisfies Facts
export const calm = {
  pupilsData: 'no',
  vulnerableGroup: 'no',
  illWill: 'no',
  peopleCount: 'upTo100',
  spread: 'known',
  muchPerPerson: 'no',
  decisionsDepend: 'no',
  chainSharing: 'no',
} as const satisfies Facts
const outside = {
  scope: 'outOfScope',
  breach: 'notApplicable',
  authority: 'notApplicable',
  subjects: 'notApplicable',
  impact: 'notApplicable',
  retention: 'notApplicable',
} as const
const onlyIncident = { breach: 'incidentOnly', authority: 'notApplicable', subjects: 'notApplicable' } as const
const choir: Facts = { ...seen, ...calm, pupilsData: 'yes', spread: 'nobody', ...unprotected, harmChance: 'small', harmSeriousness: 'limited' }
const hackedNames: Facts = { ...seen, exfiltrationExcluded: 'no', ...plain, illWill: 'yes', spread: 'public', pupilsData: 'no', peopleCount: 'upTo100' }

/** The handbook's examples by its own numbers (1-25 and 27; there is no 26), retold as facts. */
export const examples: Record<string, Case> = {
  '1': {
    name: 'a mail about the school play to the wrong people',
    facts: { personalDataInvolved: 'no' },
    wanted: outside,
    rests: ['scope', 'noPersonalData'],
  },
  '2': {
    name: 'a lost stick with averages only',
    facts: { personalDataInvolved: 'no', controller: 'own' },
    wanted: outside,
    rests: ['scope', 'noPersonalData'],
  },
  '3': {
    name: 'a folder with pay by postcode left in a train',
    facts: inScope,
    wanted: { scope: 'inScope' },
    rests: ['scope', 'allThreeYes'],
  },
  '4': {
    name: 'a stick with the members of a sports club',
    facts: { personalDataInvolved: 'yes', controller: 'none' },
    wanted: outside,
    rests: ['scope', 'notOurs'],
  },
  '5': {
    name: 'a stick with first names of pupils, kept as a hobby',
    facts: inScope,
    wanted: { scope: 'inScope' },
    rests: ['scope', 'allThreeYes'],
  },
  '6': {
    name: 'a box of loose old letters, never in a computer',
    facts: { personalDataInvolved: 'yes', controller: 'own', memoryAid: 'no', paperNeverAutomated: 'yes' },
    wanted: outside,
    rests: ['scope', 'paperOnly'],
  },
  '6 printed': {
    name: 'the same box with printed letters, where the law is stricter',
    facts: { personalDataInvolved: 'yes', controller: 'own', memoryAid: 'no', paperNeverAutomated: 'no', privateHousehold: 'no', artisticPurpose: 'no' },
    wanted: { scope: 'inScope' },
    rests: ['scope', 'noGroundOutside'],
  },
  '7a': {
    name: 'a teacher’s own list of marks, where the law is stricter',
    facts: { personalDataInvolved: 'yes', controller: 'own', withinScope: 'no', memoryAid: 'own' },
    wanted: { scope: 'inScope' },
    rests: ['scope', 'memoryAidOwn'],
  },
  '7b': {
    name: 'the same list, for a substitute too',
    facts: { personalDataInvolved: 'yes', controller: 'own', memoryAid: 'shared' },
    wanted: { scope: 'inScope' },
    rests: ['scope', 'memoryAidShared'],
  },
  '8': {
    name: 'fingerprints for a work of art only',
    facts: { personalDataInvolved: 'yes', controller: 'own', memoryAid: 'no', paperNeverAutomated: 'no', privateHousehold: 'no', artisticPurpose: 'yes' },
    wanted: outside,
    rests: ['scope', 'artistic'],
  },
  '9': {
    name: 'a laptop left with its password, and a log that shows nobody got in',
    facts: {
      ...incident,
      dataGone: 'no',
      unavailable: 'no',
      malware: 'no',
      altered: 'no',
      encryptedThen: 'no',
      exfiltrationExcluded: 'yes',
      accessExcluded: 'yes',
    },
    wanted: { ...onlyIncident, retention: 'boardTerm' },
    rests: ['breach', 'nobodyGotIn'],
  },
  '10': {
    name: 'payslips mailed to a wrong address by a processor, deletion asked',
    facts: { ...incident, dataGone: 'no', unavailable: 'no', malware: 'no', altered: 'no', encryptedThen: 'no', exfiltrationExcluded: 'no' },
    wanted: { breach: 'breach' },
    rests: ['breach', 'takenAlong'],
  },
  '11a': {
    name: 'a file room found open, and nobody knows who was in',
    facts: {
      ...{ ...incident, dataGone: 'no', unavailable: 'no', malware: 'no', altered: 'no', encryptedThen: 'no' },
      ...{ exfiltrationExcluded: 'yes', accessExcluded: 'unknown', retrievedUnread: 'no' },
    },
    wanted: { breach: 'breach' },
    rests: ['breach', 'exclusionCautious'],
  },
  '11b': {
    name: 'the same room, and a camera that shows nobody went in',
    facts: {
      ...incident,
      dataGone: 'no',
      unavailable: 'no',
      malware: 'no',
      altered: 'no',
      encryptedThen: 'no',
      exfiltrationExcluded: 'yes',
      accessExcluded: 'yes',
    },
    wanted: onlyIncident,
    rests: ['breach', 'nobodyGotIn'],
  },
  '12': {
    name: 'an encrypted laptop stolen from a car, with a back-up',
    facts: { ...incident, ...sealedDevice, dataGone: 'yes', currentCopy: 'yes', unavailable: 'no', stigmatising: 'yes', peopleCount: 'upTo10000' },
    wanted: { ...onlyIncident, retention: 'threeYearsReview' },
    rests: ['breach', 'excludedByEncryption'],
  },
  '13': {
    name: 'a fire at the processor that took all results, without a back-up',
    facts: { ...incident, dataGone: 'yes', currentCopy: 'no', stigmatising: 'yes' },
    wanted: { breach: 'breach', authority: 'notify' },
    rests: ['authority', 'stigmatising'],
  },
  '14a': {
    name: 'names and addresses of staff taken by a hack, the risk to be weighed',
    facts: hackedNames,
    wanted: { breach: 'breach', authority: 'notify' },
    rests: ['authority', 'illWill'],
  },
  '14a weighed': {
    name: 'the same hack, once it is written down why a risk is unlikely',
    facts: { ...hackedNames, vulnerableGroup: 'no', harmChance: 'small', harmSeriousness: 'limited', reasonsRiskUnlikely: 'yes', riskLikely: 'no' },
    wanted: { authority: 'notRequired' },
    rests: ['authority', 'riskReasoned'],
  },
  '14b': {
    name: 'the same hack, of a club tied to belief or orientation',
    facts: { ...hackedNames, specialCategory: 'yes' },
    wanted: { authority: 'notify' },
    rests: ['authority', 'specialCategory'],
  },
  '15': {
    name: 'a newsletter for people learning to use a computer',
    facts: { ...hackedNames, vulnerableGroup: 'yes', reasonsRiskUnlikely: 'yes' },
    wanted: { authority: 'notify' },
    rests: ['authority', 'vulnerableGroup'],
  },
  '16': {
    name: 'an encrypted laptop with bank accounts, without a back-up',
    facts: {
      ...incident,
      ...sealedDevice,
      dataGone: 'yes',
      currentCopy: 'no',
      residualRiskAcceptable: 'yes',
      wipeInTime: 'no',
      pseudonymised: 'no',
      financialData: 'yes',
    },
    wanted: { breach: 'breach', authority: 'notify', subjects: 'communicate' },
    rests: ['subjects', 'lostThoughEncrypted'],
  },
  '17': {
    name: 'a laptop that locks itself, kept awake by an attacker',
    facts: { ...seen, ...unprotected, sensitiveData: 'yes' },
    wanted: { subjects: 'communicate' },
    rests: ['subjects', 'notEncryptedThen'],
  },
  '18': {
    name: 'a login given away that shows data of all staff',
    facts: { ...seen, encryptedThen: 'partly', hashing: 'salted', wipeInTime: 'no', pseudonymised: 'no', passwords: 'yes' },
    wanted: { authority: 'notify', subjects: 'communicate' },
    rests: ['subjects', 'notEncryptedThen'],
  },
  '19': {
    name: 'a laptop stolen at a processor, its file strongly encrypted',
    facts: { ...seen, ...sealedDevice, residualRiskAcceptable: 'yes', sensitiveData: 'yes' },
    wanted: { breach: 'breach', authority: 'notify', subjects: 'notRequired', retention: 'threeYearsReview' },
    rests: ['subjects', 'encryptionHolds'],
  },
  '20': {
    name: 'the members of the school choir on a lost stick',
    facts: { ...choir, ...plain },
    wanted: { impact: 'low', authority: 'notify', subjects: 'notRequired', retention: 'oneYear' },
    rests: ['authority', 'pupilsData'],
  },
  '21': {
    name: 'the same list, of a Christian choir',
    facts: { ...choir, specialCategory: 'yes' },
    wanted: { impact: 'medium', authority: 'notify', subjects: 'communicate' },
    rests: ['subjects', 'tellSensitive'],
  },
  '22': {
    name: 'the same list, of a team of gay pupils, whatever the chance',
    facts: { ...seen, ...unprotected, specialCategory: 'yes', harmSeriousness: 'serious' },
    wanted: { impact: 'high', authority: 'notify', subjects: 'communicate' },
    rests: ['impact', 'impactHigh'],
  },
  '23': {
    name: 'user names and badly protected passwords of pupils',
    facts: {
      ...seen,
      passwords: 'yes',
      encryptedThen: 'yes',
      algorithmAdequate: 'yes',
      hashing: 'unsalted',
      altered: 'no',
      wipeInTime: 'no',
      pseudonymised: 'no',
    },
    wanted: { authority: 'notify', subjects: 'communicate', retention: 'oneYearAfterLastMessage' },
    rests: ['subjects', 'hashUnsalted'],
  },
  '24': {
    name: 'a bug at a provider, with addresses that reach only by a page',
    facts: { ...seen, ...unprotected, sensitiveData: 'yes', disproportionateEffort: 'yes' },
    wanted: { authority: 'notify', subjects: 'publicNotice' },
    rests: ['subjects', 'publicNotice'],
  },
  '25': {
    name: 'credentials certainly reached, the rest not known yet',
    facts: {
      ...seen,
      passwords: 'yes',
      encryptedThen: 'unknown',
      algorithmAdequate: 'unknown',
      keySafe: 'unknown',
      hashing: 'unknown',
      residualRiskAcceptable: 'unknown',
      altered: 'unknown',
      wipeInTime: 'no',
      pseudonymised: 'unknown',
    },
    wanted: { authority: 'notify', subjects: 'communicate' },
    rests: ['subjects', 'encryptionCautious'],
  },
  '27': {
    name: 'a stolen encrypted stick, people not told',
    facts: { ...seen, ...sealedDevice, residualRiskAcceptable: 'yes', sensitiveData: 'no' },
    wanted: { subjects: 'notRequired', retention: 'threeYearsReview' },
    rests: ['retention', 'keepTechnical'],
  },
}
