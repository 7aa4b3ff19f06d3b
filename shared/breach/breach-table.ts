import type { Table } from './table.ts'

const loss = { law: 'AVG 4(12)', handbook: 'H7.2.2' }
const exclusion = { law: 'AVG 4(12)', handbook: 'H7.2.3' }
const availability = { law: 'AVG 4(12); EDPB 9/2022', handbook: 'H7.2.2' }

/** Lost: destroyed or gone, and no complete, current copy. */
export const dataLostTable = {
  fills: 'dataLost',
  direct: 'dataLost',
  rows: [
    { id: 'lostSaid', basis: loss, when: { dataLost: ['yes', 'unknown'] }, then: 'yes' },
    { id: 'lostNoCopy', basis: loss, when: { dataGone: ['yes'], currentCopy: ['no'] }, then: 'yes' },
    { id: 'notGone', basis: loss, when: { dataLost: ['no'], dataGone: ['no'] }, then: 'no' },
    { id: 'copyThere', basis: loss, when: { dataLost: ['no'], currentCopy: ['yes'] }, then: 'no' },
    { id: 'lostCautious', basis: loss, when: {}, then: 'yes' },
  ],
} as const satisfies Table<'yes' | 'no'>

/** Away for a while: a breach of availability once it lasts, a copy elsewhere or not. */
export const unavailableTable = {
  fills: 'unavailable',
  direct: 'unavailable',
  directFirst: true,
  rows: [
    { id: 'awayLongSaid', basis: availability, askedBy: 'law', when: { unavailable: ['long', 'unknown'] }, then: 'long' },
    { id: 'notAway', basis: availability, when: { unavailable: ['no'], restoredWithin: ['notAway'] }, then: 'no' },
    { id: 'backInHours', basis: availability, when: { unavailable: ['no', 'short'], restoredWithin: ['notAway', 'hours'] }, then: 'short' },
    { id: 'awayCautious', basis: availability, askedBy: 'law', when: {}, then: 'long' },
  ],
} as const satisfies Table<'no' | 'short' | 'long'>

/** Can it reasonably be excluded that anyone saw, changed, copied or passed on the data? Any doubt: no. */
export const exclusionTable = {
  fills: 'unlawfulProcessingExcluded',
  direct: 'unlawfulProcessingExcluded',
  rows: [
    { id: 'exclusionSaidNo', basis: exclusion, when: { unlawfulProcessingExcluded: ['no', 'unknown'] }, then: 'no' },
    { id: 'malware', basis: exclusion, askedBy: 'handbook', when: { malware: ['yes'] }, then: 'no' },
    { id: 'altered', basis: exclusion, when: { altered: ['recoverable', 'yes'] }, then: 'no' },
    {
      id: 'excludedByEncryption',
      basis: { law: 'AVG 4(12), 34(3)(a)', handbook: 'H7.2.3, H11.1' },
      when: {
        encryptedThen: ['yes'],
        malware: ['no'],
        altered: ['no'],
        algorithmAdequate: ['yes'],
        keySafe: ['yes'],
        keyLaterCompromised: ['no'],
        hashing: ['notUsed', 'salted'],
        currentCopy: ['yes'],
      },
      then: 'yes',
      ground: 'encryption',
    },
    // It protected until the key came out: whoever has the data can read them now.
    {
      id: 'keyOut',
      basis: { law: 'AVG 4(12), 34(3)(a)', handbook: 'H7.2.3, H11.1.4' },
      when: { keyLaterCompromised: ['yes', 'unknown'] },
      then: 'no',
    },
    { id: 'takenAlong', basis: exclusion, when: { exfiltrationExcluded: ['no'] }, then: 'no' },
    {
      id: 'nobodyGotIn',
      basis: exclusion,
      when: { malware: ['no'], altered: ['no'], exfiltrationExcluded: ['yes'], accessExcluded: ['yes'] },
      then: 'yes',
    },
    {
      id: 'backUnread',
      basis: exclusion,
      when: { malware: ['no'], altered: ['no'], exfiltrationExcluded: ['yes'], retrievedUnread: ['yes'] },
      then: 'yes',
    },
    {
      id: 'exclusionSaid',
      basis: exclusion,
      when: { unlawfulProcessingExcluded: ['yes'], malware: ['no'], altered: ['no'], exfiltrationExcluded: ['yes'], accessExcluded: ['yes'] },
      then: 'yes',
    },
    { id: 'exclusionCautious', basis: exclusion, when: {}, then: 'no' },
  ],
} as const satisfies Table<'yes' | 'no'>

/** Incident or breach? (H7.2) */
export const breachTable = {
  fills: 'breach',
  rows: [
    { id: 'noIncident', basis: { law: 'AVG 4(12), 32', handbook: 'H7.2.1' }, when: { securityIncident: ['no'] }, then: 'noIncident' },
    { id: 'breachLost', basis: loss, when: { dataLost: ['yes'] }, then: 'breach' },
    { id: 'breachAway', basis: availability, askedBy: 'law', when: { unavailable: ['long'] }, then: 'breach' },
    {
      id: 'incidentShortlyAway',
      basis: availability,
      when: { dataLost: ['no'], unavailable: ['short'], unlawfulProcessingExcluded: ['yes'] },
      then: 'incidentOnly',
    },
    { id: 'incidentOnly', basis: exclusion, when: { dataLost: ['no'], unavailable: ['no'], unlawfulProcessingExcluded: ['yes'] }, then: 'incidentOnly' },
    { id: 'breachNotExcluded', basis: exclusion, when: {}, then: 'breach' },
  ],
} as const satisfies Table<'noIncident' | 'incidentOnly' | 'breach'>
