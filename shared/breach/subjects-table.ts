import type { Table } from './table.ts'

const technical = { law: 'AVG 34(3)(a)', handbook: 'H11.1' }
const other = { law: 'AVG 34(3)(a)', handbook: 'H11.2' }
const high = { law: 'AVG 34(1)', handbook: 'H11.3' }

/** Gate 1: unreadable to whoever has it, now and later, and nothing lost or corrupted (H11.1). */
export const encryptionTable = {
  fills: 'encryptionSufficient',
  direct: 'encryptionSufficient',
  rows: [
    { id: 'encryptionSaidNo', basis: technical, when: { encryptionSufficient: ['no', 'unknown'] }, then: 'no' },
    { id: 'notEncryptedThen', basis: { law: 'AVG 34(3)(a)', handbook: 'H11.1.2' }, when: { encryptedThen: ['partly', 'no'] }, then: 'no' },
    { id: 'lostThoughEncrypted', basis: { law: 'AVG 34(3)(a)', handbook: 'H11.1.1' }, when: { dataLost: ['yes'] }, then: 'no' },
    { id: 'alteredThoughEncrypted', basis: { law: 'AVG 34(3)(a)', handbook: 'H11.1.1' }, when: { altered: ['yes'] }, then: 'no' },
    { id: 'algorithmWeak', basis: { law: 'AVG 34(3)(a)', handbook: 'H11.1.3' }, when: { algorithmAdequate: ['no'] }, then: 'no' },
    { id: 'keyNotSafe', basis: { law: 'AVG 34(3)(a)', handbook: 'H11.1.3' }, when: { keySafe: ['no'] }, then: 'no' },
    { id: 'keyLaterOut', basis: { law: 'AVG 34(3)(a)', handbook: 'H11.1.4, H15' }, when: { keyLaterCompromised: ['yes'] }, then: 'no' },
    { id: 'hashUnsalted', basis: { law: 'AVG 34(3)(a)', handbook: 'H11.1.3' }, when: { hashing: ['unsalted'] }, then: 'no' },
    { id: 'residualRisk', basis: { law: 'AVG 34(3)(a)', handbook: 'H11.1.4' }, when: { residualRiskAcceptable: ['no'] }, then: 'no' },
    {
      id: 'encryptionHolds',
      basis: technical,
      when: {
        encryptionSufficient: ['yes'],
        encryptedThen: ['yes'],
        dataLost: ['no'],
        altered: ['no', 'recoverable'],
        algorithmAdequate: ['yes'],
        keySafe: ['yes'],
        keyLaterCompromised: ['no'],
        hashing: ['notUsed', 'salted'],
        residualRiskAcceptable: ['yes'],
      },
      then: 'yes',
    },
    { id: 'encryptionCautious', basis: technical, when: {}, then: 'no' },
  ],
} as const satisfies Table<'yes' | 'no'>

/** Gate 2: wiped from afar in time, on working hardware and completely; or pseudonyms that hold (H11.2). */
export const otherMeasuresTable = {
  fills: 'otherMeasuresSufficient',
  direct: 'otherMeasuresSufficient',
  rows: [
    { id: 'otherMeasuresSaidNo', basis: other, when: { otherMeasuresSufficient: ['no', 'unknown'] }, then: 'no' },
    {
      id: 'wiped',
      basis: other,
      when: { otherMeasuresSufficient: ['yes'], wipeInTime: ['yes'], wipeOnWorkingDevice: ['yes'], wipeComplete: ['yes'] },
      then: 'yes',
    },
    {
      id: 'pseudonymsHold',
      basis: { law: 'AVG 4(5), 34(3)(a)', handbook: 'H11.2' },
      when: { otherMeasuresSufficient: ['yes'], pseudonymised: ['holds'] },
      then: 'yes',
    },
    { id: 'otherMeasuresCautious', basis: other, when: {}, then: 'no' },
  ],
} as const satisfies Table<'yes' | 'no'>

/** Gate 3: is the risk to people high? Sensitive data that leaked count as high, whatever the impact (H11.3). */
export const tellingTable = {
  fills: 'telling',
  direct: 'highRisk',
  awaits: ['sensitiveData'],
  rows: [
    { id: 'tellSensitive', basis: high, askedBy: 'handbook', when: { sensitiveData: ['yes'] }, then: 'must' },
    { id: 'highRiskSaid', basis: high, when: { highRisk: ['yes', 'unknown'] }, then: 'must' },
    { id: 'tellWeigh', basis: high, askedBy: 'handbook', when: { impact: ['medium'] }, then: 'weigh' },
    { id: 'notHighRisk', basis: high, when: { highRisk: ['no'], impact: ['low'], harmChance: ['small'], harmSeriousness: ['limited'] }, then: 'free' },
    { id: 'tellHighImpact', basis: high, when: {}, then: 'must' },
  ],
} as const satisfies Table<'must' | 'weigh' | 'free'>

/** Tell the people? (H11, GDPR 34) */
export const subjectsTable = {
  fills: 'subjects',
  rows: [
    {
      id: 'controllersToTell',
      basis: { law: 'AVG 33(2), 34(1)', handbook: 'H7.1.2' },
      when: { controller: ['processor'] },
      then: 'notApplicable',
    },
    { id: 'tellOrdered', basis: { law: 'AVG 34(4), 58(2)', handbook: 'H11.3, H16' }, when: { authorityOrder: ['yes', 'unknown'] }, then: 'communicate' },
    { id: 'encryption', basis: technical, when: { encryptionSufficient: ['yes'] }, then: 'notRequired', ground: 'encryption' },
    { id: 'otherMeasures', basis: other, when: { otherMeasuresSufficient: ['yes'] }, then: 'notRequired', ground: 'otherMeasures' },
    {
      id: 'laterMeasures',
      basis: { law: 'AVG 34(3)(b)', handbook: 'H11.2' },
      when: { laterMeasures: ['yes'] },
      then: 'notRequired',
      ground: 'laterMeasures',
    },
    {
      id: 'overriding',
      basis: { law: 'UAVG 41', handbook: 'H11.3, H15.3' },
      when: { overridingReasons: ['yes'], telling: ['must', 'weigh'] },
      then: 'notRequired',
      ground: 'overriding',
    },
    { id: 'postpone', basis: { law: 'UAVG 41', handbook: 'H11.4' }, when: { postponementAsked: ['yes'], telling: ['must'] }, then: 'postpone' },
    {
      id: 'publicNotice',
      basis: { law: 'AVG 34(3)(c)', handbook: 'H11.4' },
      when: { disproportionateEffort: ['yes'], telling: ['must'] },
      then: 'publicNotice',
      ground: 'disproportionate',
    },
    { id: 'weigh', basis: high, askedBy: 'handbook', when: { telling: ['weigh'] }, then: 'weigh' },
    { id: 'notRequired', basis: high, when: { telling: ['free'] }, then: 'notRequired', ground: 'notHighRisk' },
    { id: 'communicate', basis: high, when: {}, then: 'communicate' },
  ],
} as const satisfies Table<'communicate' | 'publicNotice' | 'postpone' | 'weigh' | 'notRequired' | 'notApplicable'>
