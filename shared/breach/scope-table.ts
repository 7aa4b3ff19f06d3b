import type { Table } from './table.ts'

const material = { law: 'AVG 2(1), 4(6)', handbook: 'H7.1.3' }
const personal = { law: 'AVG 2(2)(c)', handbook: 'H7.1.3' }

/** Does the law reach this processing at all? Outside only by a ground of its own. */
export const withinScopeTable = {
  fills: 'withinScope',
  direct: 'withinScope',
  directFirst: true,
  rows: [
    { id: 'scopeSaidIn', basis: { law: 'AVG 2, 3', handbook: 'H7.1.3' }, when: { withinScope: ['yes', 'unknown'] }, then: 'yes' },
    // The handbook calls a teacher's own list purely personal; it is kept for the work, so the law reaches it.
    { id: 'memoryAidOwn', basis: personal, askedBy: 'law', when: { memoryAid: ['own'] }, then: 'yes' },
    { id: 'memoryAidShared', basis: personal, when: { memoryAid: ['shared'] }, then: 'yes' },
    { id: 'paperOnly', basis: material, when: { memoryAid: ['no'], paperNeverAutomated: ['yes'] }, then: 'no' },
    { id: 'household', basis: personal, when: { memoryAid: ['no'], privateHousehold: ['yes'] }, then: 'no' },
    { id: 'artistic', basis: { law: 'AVG 85; UAVG 43', handbook: 'H7.1.3' }, when: { memoryAid: ['no'], artisticPurpose: ['yes'] }, then: 'no' },
    {
      id: 'noGroundOutside',
      basis: { law: 'AVG 2, 3', handbook: 'H7.1.3' },
      when: { paperNeverAutomated: ['no', 'unknown'], privateHousehold: ['no', 'unknown'], artisticPurpose: ['no', 'unknown'] },
      then: 'yes',
    },
    { id: 'scopeSaidOut', basis: { law: 'AVG 2, 3', handbook: 'H7.1.3' }, when: { withinScope: ['no'], memoryAid: ['no'] }, then: 'no' },
    { id: 'scopeCautious', basis: { law: 'AVG 2, 3', handbook: 'H7.1.3' }, when: {}, then: 'yes' },
  ],
} as const satisfies Table<'yes' | 'no'>

/** Is the GDPR in play? (H7.1) */
export const scopeTable = {
  fills: 'scope',
  rows: [
    { id: 'noPersonalData', basis: { law: 'AVG 4(1), 2(1)', handbook: 'H7.1.1' }, when: { personalDataInvolved: ['no'] }, then: 'outOfScope' },
    { id: 'notOurs', basis: { law: 'AVG 4(7)', handbook: 'H7.1.2' }, when: { controller: ['none'] }, then: 'outOfScope' },
    { id: 'outsideReach', basis: { law: 'AVG 2, 3', handbook: 'H7.1.3' }, when: { withinScope: ['no'] }, then: 'outOfScope' },
    { id: 'tellController', basis: { law: 'AVG 33(2)', handbook: 'H7.1.2' }, askedBy: 'law', when: { controller: ['processor'] }, then: 'inScope' },
    { id: 'jointly', basis: { law: 'AVG 26', handbook: 'H7.1.2' }, when: { controller: ['jointly'] }, then: 'inScope' },
    {
      id: 'allThreeYes',
      basis: { law: 'AVG 2, 4(1), 4(7)', handbook: 'H7.1' },
      when: { personalDataInvolved: ['yes'], controller: ['own'], withinScope: ['yes'] },
      then: 'inScope',
    },
    { id: 'inScopeCautious', basis: { law: 'AVG 2, 4(1), 4(7), 5(2)', handbook: 'H7.1' }, when: {}, then: 'inScope' },
  ],
} as const satisfies Table<'inScope' | 'outOfScope'>
