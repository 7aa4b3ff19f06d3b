import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pathOf } from '../../../shared/incident/path.ts'
import { isJudged, missingToClose, tracksOf, type ClosingFacts } from '../../../shared/incident/tracks.ts'

const nothing: ClosingFacts = {
  ...{ breach: null, authority: null, subjects: null, termOutcome: null, notices: [], told: false, ordered: false, measures: [] },
  ...{ entryComplete: true, openTerms: 0, openDecisions: 0 },
}
const with_ = (changes: Partial<ClosingFacts>): ClosingFacts => ({ ...nothing, ...changes })
const filed = { kind: 'first', complete: true } as const

it.each<[string, Partial<ClosingFacts>, string[]]>([
  ['nothing was decided', {}, ['breach']],
  ['it is no breach', { breach: 'incidentOnly' }, []],
  ['it is none of ours', { breach: 'outOfScope', entryComplete: false }, ['entry']],
  ['it is a breach and nothing more was decided', { breach: 'breach' }, ['authority', 'subjects']],
  ['neither authority nor people', { breach: 'breach', authority: 'notRequired', subjects: 'notRequired' }, []],
  ['notifying was decided and not done', { breach: 'breach', authority: 'notify', subjects: 'notRequired', openTerms: 1 }, ['filing', 'terms']],
  [
    'it was filed, and more will come',
    { breach: 'breach', authority: 'notify', subjects: 'notRequired', notices: [{ kind: 'first', complete: false }] },
    ['supplement'],
  ],
  [
    'it was filed, and the rest came',
    {
      breach: 'breach',
      authority: 'notify',
      subjects: 'notRequired',
      notices: [
        { kind: 'first', complete: false },
        { kind: 'followUp', complete: true },
      ],
    },
    [],
  ],
  ['it was filed by hand', { breach: 'breach', authority: 'notify', subjects: 'notRequired', termOutcome: 'filedLate' }, []],
  ['it was withdrawn', { breach: 'noIncident', notices: [filed, { kind: 'withdrawal', complete: true }] }, []],
  ['people are to be told', { breach: 'breach', authority: 'notify', subjects: 'communicate', notices: [filed] }, ['telling']],
  ['people were told', { breach: 'breach', authority: 'notify', subjects: 'communicate', notices: [filed], told: true }, []],
  [
    'the authority ordered to tell people after all',
    { breach: 'breach', authority: 'notify', subjects: 'publicNotice', notices: [filed], told: true, ordered: true },
    ['subjects'],
  ],
  ['it is no breach and the authority ordered it all the same', { breach: 'incidentOnly', ordered: true }, ['subjects']],
  ['telling was put off', { breach: 'breach', authority: 'notify', subjects: 'postpone', notices: [filed], told: true }, ['postponed']],
  ['the team notifies to be safe', { breach: 'incidentOnly', authority: 'notify' }, ['filing']],
  ['a question is open', { breach: 'incidentOnly', openDecisions: 1 }, ['openDecision']],
  ['a measure has no owner', { breach: 'incidentOnly', measures: [{ ownerId: null, dueOn: '2026-03-10', done: false, dropped: false }] }, ['measures']],
  ['a measure has an owner and a date', { breach: 'incidentOnly', measures: [{ ownerId: 'x', dueOn: '2026-03-10', done: false, dropped: false }] }, []],
  [
    'a measure was done or dropped',
    {
      breach: 'incidentOnly',
      measures: [
        { ownerId: null, dueOn: null, done: true, dropped: false },
        { ownerId: null, dueOn: null, done: false, dropped: true },
      ],
    },
    [],
  ],
])('says what is missing before it may be closed where %s', (_, changes, missing) => {
  expect(missingToClose(with_(changes))).toEqual(missing)
})

it('is closed only with all three tracks final, whatever came together', () => {
  const any = fc.record({
    breach: fc.constantFrom(null, 'outOfScope', 'noIncident', 'incidentOnly', 'breach'),
    authority: fc.constantFrom(null, 'notify', 'notRequired'),
    subjects: fc.constantFrom(null, 'communicate', 'publicNotice', 'postpone', 'notRequired'),
    termOutcome: fc.constantFrom(null, 'filed', 'filedLate', 'notRequired', 'noBreach'),
    notices: fc.array(fc.record({ kind: fc.constantFrom('first', 'followUp', 'withdrawal'), complete: fc.boolean() }), { maxLength: 2 }),
    told: fc.boolean(),
    ordered: fc.boolean(),
    measures: fc.constant([]),
    entryComplete: fc.boolean(),
    openTerms: fc.nat(1),
    openDecisions: fc.nat(1),
  })
  fc.assert(
    fc.property(any, (drawn) => {
      const facts = drawn as ClosingFacts
      const { authority, people, measures } = tracksOf(facts)
      const free = missingToClose(facts).length === 0
      if (free) expect([authority.final, people.final, measures.final, facts.entryComplete, isJudged(facts)]).toEqual(Array(5).fill(true))
      if (authority.final && people.final && facts.breach !== null && facts.entryComplete && facts.openTerms + facts.openDecisions === 0)
        expect(free).toBe(true)
    }),
    { numRuns: 200 },
  )
})

it('says for each step of the path whether it is done, open, waits or is not needed', () => {
  const on = (changes: Partial<ClosingFacts>, more = {}) =>
    pathOf({
      acknowledged: true,
      closed: false,
      factsKnown: true,
      entryComplete: false,
      ...more,
      judged: isJudged(with_(changes)),
      tracks: tracksOf(with_(changes)),
    })
  expect(on({}, { acknowledged: false, factsKnown: false })).toEqual({
    ...{ report: 'open', facts: 'open', judgement: 'waiting', authority: 'waiting', people: 'waiting', others: 'open', register: 'waiting' },
  })
  expect(on({ breach: 'incidentOnly' })).toMatchObject({ facts: 'done', judgement: 'done', authority: 'notNeeded', people: 'notNeeded', register: 'open' })
  expect(on({ breach: 'breach', authority: 'notify' })).toMatchObject({ judgement: 'open', authority: 'open', people: 'waiting' })
  const ready = { breach: 'breach', authority: 'notify', subjects: 'communicate', notices: [filed], told: true } as const
  expect(on(ready, { closed: true, entryComplete: true })).toEqual({
    ...{ report: 'done', facts: 'done', judgement: 'done', authority: 'done', people: 'done', others: 'done', register: 'done' },
  })
})
