import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, minutes, plus, type Instant } from '../../shared/instant.ts'
import { yearsAfter } from '../../shared/register/retention.ts'
import { fileHouse, personOf, type Begun, type FileHouse } from '../support/file-house.ts'

let h: FileHouse
beforeAll(async () => void (h = await fileHouse()))
afterAll(() => h.drop())

const words = ['duizendschoon', 'Famke Droom', 'droom@thuis.example']

/** A mail in which all parents saw each other: grave while unknown, recalled, confirmed deleted, not notified with reasons, entered and closed. One story: each chapter goes on where the one before it ended. */
let discovered: Instant
let file: Begun
let decisionId: string

it('reported, and taken as grave while it is not known what the mail said', async () => {
  discovered = h.now()
  file = await h.begins({ kind: 'wrongRecipient', description: 'Mail over schoolreis duizendschoon: alle ouders stonden zichtbaar, ook Famke Droom.' })
  await h.advance(minutes(2))
  await file.dpo.takesUp()
  await file.dpo.calls('chair')
  await file.dpo.calls('headOfIct')

  // What the mail said besides is not known yet: taken as grave until it is.
  await file.dpo.answers({ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', dataLost: 'no', dataGone: 'no' })
  await file.dpo.answers({
    unavailable: 'no',
    restoredWithin: 'notAway',
    unlawfulProcessingExcluded: 'no',
    encryptionSufficient: 'no',
    otherMeasuresSufficient: 'no',
  })
  await file.dpo.answers({ sensitiveData: 'unknown', harmChance: 'unknown', harmSeriousness: 'limited', highRisk: 'unknown', pupilsData: 'no' })
  expect((await file.see.facts()).assessment).toMatchObject({ authority: { outcome: 'notify' }, subjects: { outcome: 'communicate' } })
  ;({ decisionId } = (await file.does('dpo', 'POST', '/decisions', { question: 'authority' })) as { decisionId: string })
})

it('is recalled from who got it; that is no message to the people concerned, and stops nothing', async () => {
  // Those who got it are asked to delete it. That is no message to the people concerned, and stops nothing.
  await file.handler.lists(
    ['een', 'twee', 'drie'].map((name) => ({ name: `Ouder ${name}`, addresses: [`${name}.droom@thuis.example`] })),
    'wrongRecipient',
  )
  const recall = await file.handler.composes('recall', () => 'maandag')
  expect(await file.handler.sends(recall, { channel: 'mail', sentAt: h.now(), recipients: 'all' })).toMatchObject({ count: 3 })
  expect(await file.see.people()).toMatchObject({ told: null, recipients: { wrongRecipients: 3, deletionConfirmed: 0 } })
  await h.advance(hours(20))
  for (const { id } of (await file.see.people()).wrongRecipients) await file.does('handler', 'PUT', `/recipients/${id}/deletion`, { confirmed: true })
  expect((await file.see.people()).recipients).toMatchObject({ wrongRecipients: 3, deletionConfirmed: 3 })
})

it('turns out to be addresses only, gone again: what was put forward before does not hold any more', async () => {
  // Now it is known: addresses only, of people who know each other, gone again. What was put forward before does not hold any more.
  await file.dpo.answers({ sensitiveData: 'no', specialCategory: 'no', stigmatising: 'no', passwords: 'no', identityFraud: 'no', financialData: 'no' })
  await file.dpo.answers({ professionalSecrecy: 'no', vulnerableGroup: 'no', illWill: 'no', peopleCount: 'upTo100', spread: 'known', muchPerPerson: 'no' })
  await file.dpo.answers({ decisionsDepend: 'no', chainSharing: 'no', riskLikely: 'no', trustedRecipientConfirmed: 'yes', harmChance: 'small', highRisk: 'no' })
  for (const who of ['dpo', 'chair'] as const)
    await file.does(who, 'POST', `/decisions/${decisionId}/votes`, { outcome: 'notify', reason: 'Voor de zekerheid.' })
  expect(await file.refuses('dpo', 'POST', `/decisions/${decisionId}/take`, { reason: 'Voor de zekerheid.' })).toBe('decision.factsChanged')
  await file.does('dpo', 'POST', `/decisions/${decisionId}/withdrawal`, { reason: 'De feiten zijn nu bekend.' })
  expect((await file.see.facts('chair')).assessment).toMatchObject({
    ...{ breach: { outcome: 'breach' }, authority: { outcome: 'notRequired' }, impact: { outcome: 'low' } },
    subjects: { outcome: 'notRequired', ground: 'notHighRisk' },
  })
  // Nothing that was said before is gone.
  const history = (await h.knock('dpo', 'GET', `/incidents/${file.incidentId}/facts/fact.sensitiveData`)).body as { answer: { choice: string } }[]
  expect(history.map(({ answer }) => answer.choice)).toEqual(['no', 'unknown'])
})

it('is not notified, with reasons, by two of three; the clock stops and nobody is rung', async () => {
  const reason = 'Alleen adressen, van ouders die elkaar kennen; iedereen heeft de mail gewist.'
  await file.decides('breach', { votes: { dpo: 'breach', chair: 'breach' }, reason })
  const kept = await file.decides('authority', { votes: { dpo: 'notRequired', chair: 'notRequired', headOfIct: 'notify' }, reason })
  expect(kept).toMatchObject({ outcome: 'notRequired', advised: 'notRequired', deviates: false, counted: { why: 'majority' } })
  expect(await file.clocks()).toEqual([{ anchorAt: discovered, dueAt: plus(discovered, hours(72)), outcome: 'notRequired' }])
  await file.decides('subjects', { votes: { dpo: 'notRequired', chair: 'notRequired' }, ground: 'notHighRisk', reason })
  const quiet = h.mails().length
  await h.advance(hours(80))
  expect(
    h
      .mails()
      .slice(quiet)
      .filter(({ subject }) => subject.includes(file.number)),
  ).toEqual([])
})

it('is entered as a breach that was not notified, and closed', async () => {
  await file.headOfIct.measures('repetition', 'Ouders schrijven wij aan met de ouderapp.', { ownerId: personOf('headOfIct'), dueOn: '2026-04-01' })
  await file.dpo.writes({ people: { exact: 31 }, groups: { chosen: ['parents'] }, occurred: { at: discovered }, nature: { chosen: ['read'] } })
  await file.dpo.writes({ data: { chosen: ['electronicAddress'] }, consequences: { chosen: ['spam'] } })
  expect((await file.see.closing()).missing).toEqual(['entry'])
  const entry = await file.dpo.enters({
    description: 'Een mail met alle ouders zichtbaar.',
    registerKind: 'recipientsVisible',
    harmMeasures: 'Gevraagd de mail te wissen.',
  })
  expect(entry).toMatchObject({ classification: 'breach', authority: 'notRequired', filedAt: null, subjects: 'notRequired', toldAt: null, toldCount: null })
  await file.handler.closes()
  expect(await file.see.notices()).toMatchObject({ versions: [], letters: [] })
  expect(await h.tablesWith([...words, 'thuis.example', 'wissen', 'ouderapp'])).toEqual([])
})

it('is kept for the term of the board, and then only its entry stays', async () => {
  // Not notified: the board's own term.
  expect((await file.see.retention()).proposed).toMatchObject({ outcome: 'boardTerm', keptUntil: yearsAfter(h.now(), 1) })
  await file.dpo.keeps('boardTerm')
  expect((await h.due()).filter(({ incidentId }) => incidentId === file.incidentId)).toEqual([])
  await file.endsErased(words)
})
