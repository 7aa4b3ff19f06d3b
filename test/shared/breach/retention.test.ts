import { expect, it } from 'vitest'
import { retentionOf, type DecidedOutcomes } from '../../../shared/breach/retention.ts'

it.each<[string, DecidedOutcomes, string]>([
  ['three years on encryption, notified', { breach: 'breach', authority: 'notify', subjects: 'notRequired', ground: 'encryption' }, 'threeYearsReview'],
  [
    'three years on another measure, not notified',
    { breach: 'breach', authority: 'notRequired', subjects: 'notRequired', ground: 'otherMeasures' },
    'threeYearsReview',
  ],
  [
    'three years on a measure taken afterwards',
    { breach: 'breach', authority: 'notify', subjects: 'notRequired', ground: 'laterMeasures' },
    'threeYearsReview',
  ],
  ['one year when notified and nobody is likely harmed', { breach: 'breach', authority: 'notify', subjects: 'notRequired', ground: 'notHighRisk' }, 'oneYear'],
  ['three years for overriding reasons', { breach: 'breach', authority: 'notify', subjects: 'notRequired', ground: 'overriding' }, 'threeYearsReview'],
  ['one year after the last message when people were told', { breach: 'breach', authority: 'notify', subjects: 'communicate' }, 'oneYearAfterLastMessage'],
  [
    'the same when all were told in public',
    { breach: 'breach', authority: 'notify', subjects: 'publicNotice', ground: 'disproportionate' },
    'oneYearAfterLastMessage',
  ],
  [
    'the same when they were told though nothing obliged it',
    { breach: 'breach', authority: 'notRequired', subjects: 'communicate' },
    'oneYearAfterLastMessage',
  ],
  ['the board’s term when it was not notified', { breach: 'breach', authority: 'notRequired', subjects: 'notRequired', ground: 'notHighRisk' }, 'boardTerm'],
  ['the board’s term for an incident', { breach: 'incidentOnly', authority: 'notApplicable', subjects: 'notApplicable' }, 'boardTerm'],
  [
    'three years for an incident that encryption kept from being more',
    { breach: 'incidentOnly', authority: 'notApplicable', subjects: 'notApplicable', ground: 'encryption' },
    'threeYearsReview',
  ],
  ['three years while telling is put off', { breach: 'breach', authority: 'notify', subjects: 'postpone' }, 'threeYearsReview'],
])('keeps %s', (_, decided, wanted) => expect(retentionOf(decided).outcome).toBe(wanted))
