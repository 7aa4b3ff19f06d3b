import { calm, type Case, incident, inScope, plain, sealedDevice, seen, unprotected } from './handbook-examples.ts'

const noAccess = { malware: 'no', altered: 'no', encryptedThen: 'no', exfiltrationExcluded: 'yes' } as const
const pupilCare = { specialCategory: 'yes', pupilsData: 'yes', harmSeriousness: 'serious' } as const

/** From school life, each named as a sentence and with the rule it rests on. */
export const schoolCases: readonly Case[] = [
  {
    name: 'tells parents when a stick with care plans is lost without encryption',
    facts: { ...seen, ...unprotected, ...pupilCare },
    wanted: { breach: 'breach', authority: 'notify', subjects: 'communicate', impact: 'high', retention: 'oneYearAfterLastMessage' },
    rests: ['subjects', 'tellSensitive'],
  },
  {
    name: 'notifies but need not tell when parents saw each other’s addresses in one mail',
    facts: { ...seen, ...plain, ...calm, ...unprotected, pupilsData: 'yes', harmChance: 'small', harmSeriousness: 'limited' },
    wanted: { breach: 'breach', authority: 'notify', subjects: 'notRequired', impact: 'low', retention: 'oneYear' },
    rests: ['authority', 'pupilsData'],
  },
  {
    name: 'takes ransomware at the processor as a breach, though all was restored and nothing seems taken',
    facts: { ...incident, dataGone: 'yes', currentCopy: 'yes', unavailable: 'short', unlawfulProcessingExcluded: 'yes', malware: 'yes' },
    wanted: { breach: 'breach' },
    rests: ['breach', 'malware'],
  },
  {
    name: 'takes a pupil system that is down for days as a breach, with a copy and nobody in it',
    facts: { ...incident, ...noAccess, dataGone: 'no', restoredWithin: 'days', accessExcluded: 'yes' },
    wanted: { breach: 'breach' },
    rests: ['breach', 'breachAway'],
  },
  {
    name: 'takes the same system back within the morning as an incident',
    facts: { ...incident, ...noAccess, dataGone: 'no', restoredWithin: 'hours', accessExcluded: 'yes' },
    wanted: { breach: 'incidentOnly', retention: 'boardTerm' },
    rests: ['breach', 'incidentShortlyAway'],
  },
  {
    name: 'notifies and tells when a phished mailbox lost its password, and nothing shows what was read',
    facts: { ...seen, ...unprotected, passwords: 'yes', illWill: 'yes', exfiltrationExcluded: 'unknown' },
    wanted: { authority: 'notify', subjects: 'communicate' },
    rests: ['authority', 'passwords'],
  },
  {
    name: 'leaves a letter that came back sealed an incident',
    facts: { ...incident, ...noAccess, dataGone: 'no', unavailable: 'no', accessExcluded: 'no', retrievedUnread: 'yes' },
    wanted: { breach: 'incidentOnly', authority: 'notApplicable' },
    rests: ['breach', 'backUnread'],
  },
  {
    name: 'needs no notification when a colleague next door got one rota and deleted it',
    facts: { ...seen, ...plain, ...calm, peopleCount: 'one', trustedRecipientConfirmed: 'yes', harmSeriousness: 'limited', ...unprotected },
    wanted: { breach: 'breach', authority: 'notRequired', subjects: 'notRequired', impact: 'low', retention: 'boardTerm' },
    rests: ['impact', 'chanceTrusted'],
  },
  {
    name: 'notifies the same rota when it is on the open internet',
    facts: { ...seen, ...plain, ...calm, spread: 'public', harmChance: 'small', harmSeriousness: 'limited', ...unprotected },
    wanted: { authority: 'notify' },
    rests: ['authority', 'madePublic'],
  },
  {
    name: 'makes a breach of the stolen laptop once its key turns out to be known',
    facts: { ...incident, ...sealedDevice, currentCopy: 'yes', dataGone: 'yes', unavailable: 'no', keyLaterCompromised: 'yes' },
    wanted: { breach: 'breach' },
    rests: ['breach', 'keyOut'],
  },
  {
    name: 'need not tell when the lost tablet was wiped in time, and looks again for three years',
    facts: { ...seen, sensitiveData: 'yes', encryptedThen: 'no', wipeInTime: 'yes', wipeOnWorkingDevice: 'yes', wipeComplete: 'yes' },
    wanted: { authority: 'notify', subjects: 'notRequired', retention: 'threeYearsReview' },
    rests: ['subjects', 'wiped'],
  },
  {
    name: 'tells when the tablet may have been off as it was to be wiped',
    facts: { ...seen, sensitiveData: 'yes', encryptedThen: 'no', otherMeasuresSufficient: 'yes', wipeOnWorkingDevice: 'unknown', pseudonymised: 'no' },
    wanted: { subjects: 'communicate' },
    rests: ['subjects', 'otherMeasuresCautious'],
  },
  {
    name: 'tells the board whose pupils it works for at once, and leaves the notification to that board',
    facts: { ...seen, controller: 'processor' },
    wanted: { scope: 'inScope', breach: 'breach', authority: 'notApplicable', subjects: 'notApplicable', retention: 'boardTerm' },
    rests: ['scope', 'tellController'],
  },
  {
    name: 'goes on as for its own data when a board shares a system with another',
    facts: { ...inScope, controller: 'jointly' },
    wanted: { scope: 'inScope' },
    rests: ['scope', 'jointly'],
  },
  {
    name: 'weighs telling staff whose home numbers a few colleagues saw, where harm is likely but small',
    facts: { ...seen, ...plain, ...calm, ...unprotected, harmChance: 'large', harmSeriousness: 'limited' },
    wanted: { authority: 'notify', subjects: 'weigh', impact: 'medium', retention: 'threeYearsReview' },
    rests: ['subjects', 'tellWeigh'],
  },
  {
    name: 'waits with telling while the police look for the thief of the exam results',
    facts: { ...seen, ...unprotected, stigmatising: 'yes', illWill: 'yes', postponementAsked: 'yes' },
    wanted: { authority: 'notify', subjects: 'postpone', retention: 'threeYearsReview' },
    rests: ['subjects', 'postpone'],
  },
  {
    name: 'leaves a pupil at a secret address untold for reasons that weigh more, and looks again each year',
    facts: { ...seen, ...unprotected, ...pupilCare, vulnerableGroup: 'yes', overridingReasons: 'yes' },
    wanted: { authority: 'notify', subjects: 'notRequired', retention: 'threeYearsReview' },
    rests: ['subjects', 'overriding'],
  },
  {
    name: 'tells after all when the authority orders it, encrypted or not',
    facts: { ...seen, ...sealedDevice, residualRiskAcceptable: 'yes', sensitiveData: 'no', riskLikely: 'no', authorityOrder: 'yes' },
    wanted: { authority: 'notify', subjects: 'communicate' },
    rests: ['subjects', 'tellOrdered'],
  },
  {
    name: 'need not tell when all reset codes were ended before anyone could use them',
    facts: { ...seen, ...unprotected, passwords: 'yes', laterMeasures: 'yes' },
    wanted: { authority: 'notify', subjects: 'notRequired', retention: 'threeYearsReview' },
    rests: ['subjects', 'laterMeasures'],
  },
  {
    name: 'has nothing to judge where the strange mail was an exercise',
    facts: { ...inScope, securityIncident: 'no' },
    wanted: { breach: 'noIncident', authority: 'notApplicable', subjects: 'notApplicable', retention: 'boardTerm' },
    rests: ['breach', 'noIncident'],
  },
]
