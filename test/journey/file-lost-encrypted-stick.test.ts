import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, minutes, plus, type Instant } from '../../shared/instant.ts'
import { yearsAfter } from '../../shared/register/retention.ts'
import { fileHouse, personOf, type Begun, type FileHouse } from '../support/file-house.ts'

let h: FileHouse
beforeAll(async () => void (h = await fileHouse()))
afterAll(() => h.drop())

const words = ['zonnebloem', 'Tobias Verzinsel', 'leesniveaus']

/** A lost encrypted stick with a back-up: an incident and no breach; the clock stops, the entry is made, the file closes and goes after its term. One story: each chapter goes on where the one before it ended. */
let discovered: Instant
let file: Begun

it('reported by Noor, rings the officer until he takes it up, and the 72 hours run', async () => {
  // Noor notices at a quarter past ten that her stick is gone; Frits is rung at once and takes it up.
  discovered = h.now()
  file = await h.begins({ description: 'De stick zonnebloem met leesniveaus van Tobias Verzinsel is kwijt.' })
  await h.advance(0)
  expect(h.mails().map(({ to }) => to)).toEqual(expect.arrayContaining(['frits@waterlelie.example', 'hanna@waterlelie.example']))
  await h.advance(minutes(5))
  await file.dpo.takesUp()
  await file.dpo.calls('chair')
  await file.dpo.calls('headOfIct')
  const rungBefore = h.mails().length
  await h.advance(hours(2))
  // Whoever was called is not rung as well, and the ladder stands still; the 72 hours run.
  expect(
    h
      .mails()
      .slice(rungBefore)
      .filter(({ to }) => to.startsWith('bram@')),
  ).toEqual([])
  expect(await file.clocks()).toEqual([{ anchorAt: discovered, dueAt: plus(discovered, hours(72)), outcome: null }])
})

it('is an incident and no breach by the facts that two of them write down', async () => {
  // What is known is written down by two of them.
  await file.headOfIct.answers({ encryptedThen: 'yes', algorithmAdequate: 'yes', keySafe: 'yes', hashing: 'notUsed', malware: 'no', altered: 'no' })
  await file.dpo.answers({ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes' })
  expect((await file.see.facts()).assessment.breach.outcome).toBe('undecided')
  await file.dpo.answers({ dataLost: 'no', dataGone: 'yes', currentCopy: 'yes', unavailable: 'no', restoredWithin: 'notAway' })
  await file.dpo.writes({
    summary: { text: 'Een versleutelde stick met leesniveaus (zonnebloem) bleef in de bus.' },
    people: { exact: 24 },
    groups: { chosen: ['pupils'] },
    occurred: { at: discovered },
    nature: { chosen: ['unknown'] },
    data: { chosen: ['nameAddress', 'schoolPerformance'] },
    consequences: { chosen: ['unknown'] },
  })
  const { assessment } = await file.see.facts('chair')
  expect(assessment).toMatchObject({ scope: { outcome: 'inScope' }, breach: { outcome: 'incidentOnly' }, authority: { outcome: 'notApplicable' } })
  expect(assessment.nextFacts).toEqual([])
})

it('is judged so by chair and officer together, which stops the clock and rings nobody any more', async () => {
  // Chair and officer judge it together: no breach. That stops the clock, and asks nothing of authority or people.
  const judged = await file.decides('breach', {
    votes: { dpo: 'incidentOnly', chair: 'incidentOnly' },
    reason: 'De stick was goed versleuteld en er is een reservekopie.',
  })
  expect(judged).toMatchObject({
    path: 'pair',
    advised: 'incidentOnly',
    outcome: 'incidentOnly',
    deviates: false,
    incomplete: false,
    inForce: true,
    counted: { why: 'together' },
  })
  expect(judged.facts).toMatchObject({ encryptedThen: 'yes', currentCopy: 'yes' })
  expect(await file.clocks()).toEqual([{ anchorAt: discovered, dueAt: plus(discovered, hours(72)), outcome: 'noBreach' }])
  expect(await file.see.closing()).toMatchObject({ authority: { state: 'notNeeded' }, people: { state: 'notNeeded' }, missing: ['entry'] })
  const quiet = h.mails().length
  await h.advance(hours(90))
  expect(
    h
      .mails()
      .slice(quiet)
      .filter(({ subject }) => subject.includes(file.number)),
  ).toEqual([])
})

it('is entered and closed, with a measure that stays in sight', async () => {
  // A measure against its happening again stays in sight after closing.
  await file.headOfIct.measures('repetition', 'Bestanden voortaan in de schoolomgeving.', { ownerId: personOf('headOfIct'), dueOn: '2026-05-01' })
  expect(await file.refuses('dpo', 'POST', '/close', { reason: 'Klaar.' })).toBe('incident.notFinal')
  const entry = await file.dpo.enters({
    description: 'Een versleutelde stick bleef in de bus.',
    happened: ['lost'],
    consequences: 'Geen: niemand kan de stick lezen.',
    harmMeasures: 'De vervoerder is gebeld.',
  })
  expect(entry).toMatchObject({ complete: true, classification: 'incidentOnly', authority: null, filedAt: null, subjects: null, toldAt: null })
  await file.dpo.closes()
  expect(await file.see.incident()).toMatchObject({ state: 'closed', ringing: false, needsAt: null })
  expect((await h.knock('headOfIct', 'GET', '/measures')).body).toMatchObject({ items: [{ incidentId: file.incidentId, closed: true, mine: true }] })
  expect(await h.register('chair')).toMatchObject([{ number: file.number, registerKind: 'carrierLost', classification: 'incidentOnly', complete: true }])
})

it('tells nobody anything, and nothing of it stands in clear anywhere', async () => {
  // No message and no notification exists; no word of it stands in clear anywhere.
  expect(await file.see.notices()).toMatchObject({ versions: [], draft: null })
  expect(await file.see.people()).toMatchObject({ communications: [], sendings: [], told: null })
  expect(await h.tablesWith([...words, 'Noor Voorbeeld', 'Frits Fictief', 'schoolomgeving', 'in de bus'])).toEqual([])
  expect(await h.tablesWith(['De Waterlelie'])).toEqual(['organisation'])
  expect(JSON.stringify(h.mails())).not.toMatch(/zonnebloem|Tobias|stick|bus/i)
})

it('is kept three years because encryption grows old, and then only its entry stays', async () => {
  // Settled on encryption: three years, looked at again every year, because encryption grows old.
  expect((await file.see.retention()).proposed).toMatchObject({ outcome: 'threeYearsReview', keptUntil: yearsAfter(h.now(), 3) })
  expect(await file.refuses('dpo', 'POST', '/retention', { outcome: 'boardTerm' })).toBe('retention.tooShort')
  await file.dpo.keeps('threeYearsReview')
  await file.endsErased([...words, 'in de bus bleef'])
  expect(await h.register()).toMatchObject([{ number: file.number, fileErased: true, complete: true, description: 'Een versleutelde stick bleef in de bus.' }])
})
