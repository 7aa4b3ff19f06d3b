import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { assess } from '../../../shared/breach/assess.ts'
import { AssessmentView } from '../../../shared/breach/assessment-views.ts'
import { factIds, FactsSchema, type Facts } from '../../../shared/breach/facts.ts'
import { bandOf } from '../../../shared/breach/severity.ts'
import { answersOf, anyFacts, lightBreach } from './any-facts.ts'
import { calm, incident, inScope, plain, seen, unprotected } from './handbook-examples.ts'

describe('the answer', () => {
  it('is what the API says it is, whatever is known', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const said = assess(facts)
        expect(v.parse(v.strictObject(AssessmentView.entries), said)).toEqual(said)
        for (const name of ['scope', 'breach', 'authority', 'subjects', 'impact', 'retention'] as const) {
          const { outcome, rows, because } = said[name]
          expect(rows.length > 0).toBe(outcome !== 'undecided')
          expect(because.changes.every((change) => change.outcome !== outcome)).toBe(true)
        }
        expect(said.subjects.ground !== undefined).toBe(said.subjects.outcome === 'notRequired' || said.subjects.outcome === 'publicNotice')
      }),
      { numRuns: 60 },
    )
  })

  it('knows nothing yet of nothing, and asks first whether it is about people', () => {
    const said = assess({})
    expect([said.scope, said.breach, said.authority, said.subjects, said.impact, said.retention].map(({ outcome }) => outcome)).toEqual(
      Array(6).fill('undecided'),
    )
    expect(said.nextFacts[0]).toBe('personalDataInvolved')
  })

  it('comes to an end when whoever is asked answers the first question each time, whatever he says', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(9)), (dice) => {
        let facts: Facts = {}
        for (let asked = 0; asked <= factIds.length; asked++) {
          const [next] = assess(facts).nextFacts
          if (next === undefined) break
          expect(facts[next]).toBeUndefined()
          const answers = answersOf(next)
          facts = { ...facts, [next]: answers[(dice.next().value ?? 0) % answers.length] }
        }
        const { nextFacts, scope, breach, authority, subjects, impact, retention } = assess(facts)
        expect(nextFacts).toEqual([])
        expect([scope, breach, authority, subjects, impact, retention].map(({ outcome }) => outcome)).not.toContain('undecided')
      }),
      { numRuns: 25 },
    )
  })

  it('settles the handbook’s own three questions, and says which of the law’s are still open', () => {
    const said = assess({ ...incident, dataLost: 'no', unlawfulProcessingExcluded: 'yes' })
    expect(said.breach.outcome).toBe('incidentOnly')
    expect(said.breach.because.open).toEqual(expect.arrayContaining(['unavailable', 'malware']))
    expect(said.nextFacts.toSorted()).toEqual(['malware', 'unavailable'])
    expect(said.breach.because.changes).toContainEqual({ fact: 'unavailable', answer: 'long', outcome: 'breach' })
    expect(assess({ ...incident, dataLost: 'no', unlawfulProcessingExcluded: 'yes', unavailable: 'unknown' }).breach.outcome).toBe('breach')
  })

  it('asks nothing more where the law does not reach, and for an incident nothing of a breach', () => {
    expect(assess({ personalDataInvolved: 'no' }).nextFacts).toEqual([])
    const said = assess({ ...inScope, securityIncident: 'no' })
    expect(said.nextFacts).toEqual([])
    expect(said.authority.rows).toEqual(['noIncident'])
  })

  it('offers the exceptions that could still change it, and never those that must be called upon', () => {
    const { nextFacts, subjects } = assess({ ...seen, ...unprotected, sensitiveData: 'yes', harmChance: 'small', harmSeriousness: 'limited' })
    expect(subjects.outcome).toBe('communicate')
    expect(nextFacts.toSorted()).toEqual(['disproportionateEffort', 'laterMeasures'])
  })

  it('says which of law and handbook asks it, where they differ', () => {
    const said = assess({ personalDataInvolved: 'yes', controller: 'own', memoryAid: 'own', withinScope: 'no' })
    expect(said.scope.because.reasons.find(({ row }) => row === 'memoryAidOwn')).toMatchObject({
      askedBy: 'law',
      basis: { law: 'AVG 2(2)(c)', handbook: 'H7.1.3' },
    })
  })
})

describe('facts that come in', () => {
  it('are read as they are, with unknown as an answer', () => {
    expect(v.parse(FactsSchema, { malware: 'unknown' })).toEqual({ malware: 'unknown' })
  })

  it.each([{ malware: 'maybe' }, { nothing: 'yes' }, { malware: null }, { malware: ['yes'] }, 'x'])('are refused as %j', (facts) => {
    expect(v.safeParse(FactsSchema, facts).success).toBe(false)
  })
})

describe('the score of ENISA', () => {
  const simple: Facts = { ...seen, ...plain, ...calm, altered: 'no', identification: 'atOnce', harmChance: 'small', harmSeriousness: 'limited', ...unprotected }

  it('is DPC x EI + CB, from what is known', () => {
    expect(assess(simple).severity).toMatchObject({ dpc: 1, ei: 1, cb: 0.25, score: 1.25, band: 'low', flags: [], pointsElsewhere: null })
    const worse: Facts = {
      ...simple,
      specialCategory: 'yes',
      identification: 'effort',
      spread: 'public',
      altered: 'recoverable',
      illWill: 'yes',
      dataGone: 'yes',
      currentCopy: 'no',
    }
    expect(assess(worse).severity).toMatchObject({ dpc: 4, ei: 0.5, cb: 1.75, score: 3.75, band: 'high', pointsElsewhere: null })
  })

  it.each([
    [1.99, 'low'],
    [2, 'medium'],
    [2.99, 'medium'],
    [3, 'high'],
    [3.99, 'high'],
    [4, 'veryHigh'],
  ])('of %d is %s', (score, band) => expect(bandOf(score)).toBe(band))

  it('says when it points another way than the verdict, and changes nothing of it', () => {
    const pupils = assess({ ...simple, pupilsData: 'yes', identification: 'hardly' })
    expect(pupils.authority.outcome).toBe('notify')
    expect(pupils.severity).toMatchObject({ band: 'low', pointsElsewhere: 'lighter' })
    const reasoned = assess({ ...simple, pupilsData: 'yes', muchPerPerson: 'yes', reasonsRiskUnlikely: 'yes' })
    expect(reasoned.authority.outcome).toBe('notRequired')
    expect(reasoned.severity).toMatchObject({ band: 'high', pointsElsewhere: 'heavier' })
  })

  it('flags more than a hundred people, and data nobody can read', () => {
    expect(assess({ ...lightBreach, peopleCount: 'more' }).severity.flags).toEqual(['over100', 'unintelligible'])
    expect(assess({ ...lightBreach, keyLaterCompromised: 'yes' }).severity.flags).toEqual([])
  })

  it('counts nothing while it is not known what the data are or how easily one sees whose', () => {
    const { severity } = assess({ identification: 'atOnce' })
    expect(severity).toMatchObject({ score: null, band: null, pointsElsewhere: null })
    expect(severity.missing).toContain('sensitiveData')
  })
})
