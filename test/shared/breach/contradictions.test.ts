import { describe, expect, it } from 'vitest'
import { assess } from '../../../shared/breach/assess.ts'
import type { Facts } from '../../../shared/breach/facts.ts'
import { incident, inScope, plain, seen, unprotected } from './handbook-examples.ts'

const excluded: Facts = { ...incident, dataLost: 'no', unlawfulProcessingExcluded: 'yes' }
const sensitive: Facts = { ...seen, sensitiveData: 'yes', encryptionSufficient: 'no' }

describe('two answers that cannot both carry it', () => {
  it.each(['no', 'unknown'] as const)('tell the people when a wipe is said to protect, and whether it was in time is %s', (wipeInTime) => {
    expect(assess({ ...sensitive, otherMeasuresSufficient: 'yes' }).subjects).toMatchObject({ outcome: 'notRequired', ground: 'otherMeasures' })
    const said = assess({ ...sensitive, otherMeasuresSufficient: 'yes', wipeInTime }).subjects
    expect(said.outcome).toBe('communicate')
    expect(said.because.changes).toContainEqual({ fact: 'wipeInTime', answer: 'yes', outcome: 'notRequired' })
  })

  it('leave a pseudonym that holds what it is, though the wipe failed', () => {
    expect(assess({ ...sensitive, wipeInTime: 'no', pseudonymised: 'holds' }).subjects.rows).toContain('pseudonymsHold')
  })

  it('do not call it a wipe where the team only said that another measure protects', () => {
    expect(assess({ ...sensitive, otherMeasuresSufficient: 'yes' }).subjects.rows).toEqual(['otherMeasuresSaid', 'otherMeasures'])
  })

  it.each<[string, Facts]>([
    ['wiped from afar', { wipeInTime: 'yes', wipeOnWorkingDevice: 'yes', wipeComplete: 'yes' }],
    ['pseudonymised', { pseudonymised: 'holds' }],
    ['said to be protected otherwise', { otherMeasuresSufficient: 'yes' }],
  ])('tell the people what is lost without a copy, %s or not, as with encryption in example 16', (_, measure) => {
    const lost: Facts = { ...incident, dataGone: 'yes', currentCopy: 'no', financialData: 'yes', encryptedThen: 'no', ...measure }
    expect(assess(lost).subjects.outcome).toBe('communicate')
    expect(assess(lost).subjects.rows).toContain('lostThoughMeasured')
    expect(assess({ ...lost, currentCopy: 'yes', unlawfulProcessingExcluded: 'no', altered: 'no' }).subjects.ground).toBe('otherMeasures')
  })

  it.each<Facts>([{ keySafe: 'no' }, { keySafe: 'unknown' }, { algorithmAdequate: 'no' }, { algorithmAdequate: 'unknown' }])(
    'make a breach of an exclusion without evidence where %j',
    (doubt) => {
      expect(assess(excluded).breach.outcome).toBe('incidentOnly')
      expect(assess({ ...excluded, ...doubt }).breach.outcome).toBe('breach')
    },
  )

  it('keep the exclusion where the log or the sealed envelope shows it, password on a note or not (example 9)', () => {
    expect(assess({ ...excluded, keySafe: 'no', accessExcluded: 'yes' }).breach).toMatchObject({ outcome: 'incidentOnly' })
    expect(assess({ ...excluded, keySafe: 'no', retrievedUnread: 'yes' }).breach).toMatchObject({ outcome: 'incidentOnly' })
    expect(assess({ ...excluded, keySafe: 'no', accessExcluded: 'unknown' }).breach.outcome).toBe('breach')
  })

  it.each(['yes', 'unknown'] as const)('ask for the copy where nothing is lost and gone is %s, and take none for granted', (dataGone) => {
    const said = assess({ ...excluded, dataGone })
    expect([said.breach.outcome, said.nextFacts[0]]).toEqual(['undecided', 'currentCopy'])
    expect(assess({ ...excluded, dataGone, currentCopy: 'unknown' }).breach.outcome).toBe('breach')
    expect(assess({ ...excluded, dataGone, currentCopy: 'yes' }).breach.outcome).toBe('incidentOnly')
  })

  it.each(['public', 'unknown'] as const)('ask how likely harm is when one recipient deleted it and the spread is %s', (spread) => {
    const facts: Facts = { ...seen, ...plain, ...unprotected, trustedRecipientConfirmed: 'yes', harmSeriousness: 'limited' }
    expect(assess({ ...facts, spread: 'known' }).subjects.outcome).toBe('notRequired')
    const said = assess({ ...facts, spread })
    expect([said.impact.outcome, said.subjects.outcome]).toEqual(['undecided', 'undecided'])
    expect(said.nextFacts).toContain('harmChance')
  })
})

describe('a straight answer', () => {
  it('that no risk is likely still asks for pupils and for people who are vulnerable', () => {
    const said = assess({ ...seen, sensitiveData: 'no', riskLikely: 'no' })
    expect(said.authority.outcome).toBe('notRequired')
    expect(said.nextFacts).toEqual(expect.arrayContaining(['pupilsData', 'vulnerableGroup']))
    expect(said.authority.because.changes).toContainEqual({ fact: 'pupilsData', answer: 'yes', outcome: 'notify' })
  })

  it('that the law does not reach it says that a memory aid would be reached (example 7a)', () => {
    const { scope } = assess({ ...inScope, withinScope: 'no' })
    expect(scope.outcome).toBe('outOfScope')
    expect(scope.because.changes).toContainEqual({ fact: 'memoryAid', answer: 'own', outcome: 'inScope' })
  })
})

describe('an answer "I do not know"', () => {
  const weighed: Facts = { ...seen, ...plain, ...unprotected, harmChance: 'small', harmSeriousness: 'serious' }

  it.each<[string, Facts]>([
    ['a gate before it', { encryptedThen: 'yes', keySafe: 'unknown', algorithmAdequate: 'yes', hashing: 'notUsed', altered: 'no' }],
    ['the gate itself', { encryptionSufficient: 'unknown' }],
    ['an exception', { laterMeasures: 'unknown' }],
  ])('is said to be what it rests on, also where the row has reasons of its own: %s', (_, unknown) => {
    const said = assess({ ...weighed, encryptionSufficient: 'yes', residualRiskAcceptable: 'yes', ...unknown })
    expect([said.subjects.outcome, said.subjects.because.protective]).toEqual(['weigh', true])
    expect(assess(weighed).subjects.because.protective).toBe(false)
  })

  it('to the reach of the law is said with joint responsibility too', () => {
    expect(assess({ ...inScope, controller: 'jointly', withinScope: 'unknown' }).scope.because.protective).toBe(true)
  })
})
