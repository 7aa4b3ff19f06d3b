import type { Table } from './table.ts'

/** How long the register keeps it at least (H15; the law sets no term, GDPR 5(1)(e) and 33(5)). */
const kept = (handbook: string) => ({ law: 'AVG 5(1)(e), 33(5)', handbook })

export const retentionTable = {
  fills: 'retention',
  rows: [
    { id: 'keepTechnical', basis: kept('H15.1'), when: { settledOn: ['encryption', 'otherMeasures', 'laterMeasures'] }, then: 'threeYearsReview' },
    { id: 'keepIncident', basis: kept('H15'), when: { breach: ['noIncident', 'incidentOnly'] }, then: 'boardTerm' },
    { id: 'keepForController', basis: { law: 'AVG 33(2), 33(5)', handbook: 'H15' }, when: { authority: ['notApplicable'] }, then: 'boardTerm' },
    { id: 'keepTold', basis: kept('H15'), when: { subjects: ['communicate', 'publicNotice'] }, then: 'oneYearAfterLastMessage' },
    { id: 'keepOverriding', basis: kept('H15.3'), when: { settledOn: ['overriding'] }, then: 'threeYearsReview' },
    { id: 'keepNotNotified', basis: kept('H15'), when: { authority: ['notRequired'] }, then: 'boardTerm' },
    { id: 'keepNotAdverse', basis: kept('H15.2'), when: { authority: ['notify'], subjects: ['notRequired'] }, then: 'oneYear' },
    // Postponed, or still to be weighed: it must be looked at again, so the longest term with the yearly review.
    { id: 'keepLookAgain', basis: kept('H15.3'), when: {}, then: 'threeYearsReview' },
  ],
} as const satisfies Table<'threeYearsReview' | 'oneYear' | 'oneYearAfterLastMessage' | 'boardTerm'>
