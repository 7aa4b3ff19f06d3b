import type { Table } from './table.ts'

const sensitive = { law: 'AVG 33(1), overw. 75', handbook: 'H8.1' }
const risk = { law: 'AVG 33(1), overw. 75', handbook: 'H8.2' }
/** The risks the handbook weighs: likely, unless it is written down why not. */
const noReasons = { reasonsRiskUnlikely: ['no', 'unknown'] } as const

/** Sensitive: one kind is enough. */
export const sensitiveTable = {
  fills: 'sensitiveData',
  direct: 'sensitiveData',
  rows: [
    { id: 'sensitiveSaid', basis: sensitive, when: { sensitiveData: ['yes', 'unknown'] }, then: 'yes' },
    { id: 'specialCategory', basis: { law: 'AVG 9, 10', handbook: 'H8.1' }, when: { specialCategory: ['yes'] }, then: 'yes' },
    { id: 'stigmatising', basis: sensitive, askedBy: 'handbook', when: { stigmatising: ['yes'] }, then: 'yes' },
    { id: 'passwords', basis: sensitive, askedBy: 'handbook', when: { passwords: ['yes'] }, then: 'yes' },
    { id: 'identityFraud', basis: { law: 'AVG 87; UAVG 46', handbook: 'H8.1' }, when: { identityFraud: ['yes'] }, then: 'yes' },
    { id: 'financialData', basis: sensitive, askedBy: 'handbook', when: { financialData: ['yes'] }, then: 'yes' },
    { id: 'professionalSecrecy', basis: sensitive, when: { professionalSecrecy: ['yes'] }, then: 'yes' },
    {
      id: 'notSensitive',
      basis: sensitive,
      when: {
        sensitiveData: ['no'],
        specialCategory: ['no'],
        stigmatising: ['no'],
        passwords: ['no'],
        identityFraud: ['no'],
        financialData: ['no'],
        professionalSecrecy: ['no'],
      },
      then: 'no',
    },
    { id: 'sensitiveCautious', basis: sensitive, when: {}, then: 'yes' },
  ],
} as const satisfies Table<'yes' | 'no'>

/** Is a risk to people likely? Unlikely only where everything says so, or it is written down why. */
export const riskTable = {
  fills: 'riskLikely',
  direct: 'riskLikely',
  rows: [
    { id: 'riskSaid', basis: risk, when: { riskLikely: ['yes', 'unknown'] }, then: 'yes' },
    { id: 'highRiskIsRisk', basis: { law: 'AVG 33(1), 34(1)', handbook: 'H8.2, H11.3' }, when: { telling: ['must'] }, then: 'yes' },
    { id: 'pupilsData', basis: risk, askedBy: 'handbook', when: { pupilsData: ['yes'], ...noReasons }, then: 'yes' },
    { id: 'vulnerableGroup', basis: risk, when: { vulnerableGroup: ['yes'] }, then: 'yes' },
    { id: 'illWill', basis: risk, when: { illWill: ['yes'], ...noReasons }, then: 'yes' },
    { id: 'manyPeople', basis: risk, when: { peopleCount: ['upTo10000', 'more'], ...noReasons }, then: 'yes' },
    { id: 'madePublic', basis: risk, when: { spread: ['public'], ...noReasons }, then: 'yes' },
    { id: 'muchPerPerson', basis: risk, when: { muchPerPerson: ['yes'], ...noReasons }, then: 'yes' },
    { id: 'decisionsDepend', basis: risk, when: { decisionsDepend: ['yes'], ...noReasons }, then: 'yes' },
    { id: 'chainSharing', basis: risk, askedBy: 'handbook', when: { chainSharing: ['yes'], ...noReasons }, then: 'yes' },
    { id: 'harmLikely', basis: risk, when: { harmChance: ['large'] }, then: 'yes' },
    { id: 'harmSerious', basis: risk, when: { harmSeriousness: ['serious'] }, then: 'yes' },
    {
      id: 'riskUnlikely',
      basis: risk,
      when: {
        riskLikely: ['no'],
        pupilsData: ['no'],
        vulnerableGroup: ['no'],
        illWill: ['no'],
        peopleCount: ['one', 'upTo100'],
        spread: ['nobody', 'known'],
        muchPerPerson: ['no'],
        decisionsDepend: ['no'],
        chainSharing: ['no'],
        harmChance: ['small'],
        harmSeriousness: ['limited'],
      },
      then: 'no',
    },
    {
      id: 'riskReasoned',
      basis: { law: 'AVG 33(1), 33(5)', handbook: 'H8.2' },
      when: { riskLikely: ['no'], reasonsRiskUnlikely: ['yes'], vulnerableGroup: ['no'], harmChance: ['small'], harmSeriousness: ['limited'] },
      then: 'no',
    },
    { id: 'riskCautious', basis: risk, when: {}, then: 'yes' },
  ],
} as const satisfies Table<'yes' | 'no'>

/** Notify the supervisory authority? (H8, GDPR 33) */
export const authorityTable = {
  fills: 'authority',
  rows: [
    {
      id: 'controllersToNotify',
      basis: { law: 'AVG 33(1), 33(2)', handbook: 'H7.1.2' },
      when: { controller: ['processor'] },
      then: 'notApplicable',
    },
    { id: 'notifyOrdered', basis: { law: 'AVG 34(4), 58(2)', handbook: 'H16' }, when: { authorityOrder: ['yes', 'unknown'] }, then: 'notify' },
    { id: 'notifySensitive', basis: sensitive, askedBy: 'handbook', when: { sensitiveData: ['yes'] }, then: 'notify' },
    { id: 'authorityNotRequired', basis: risk, when: { sensitiveData: ['no'], riskLikely: ['no'] }, then: 'notRequired' },
    { id: 'notifyRisk', basis: risk, when: {}, then: 'notify' },
  ],
} as const satisfies Table<'notify' | 'notRequired' | 'notApplicable'>
