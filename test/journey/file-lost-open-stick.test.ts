import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, minutes, plus, type Instant } from '../../shared/instant.ts'
import { yearsAfter } from '../../shared/register/retention.ts'
import { fileHouse, personOf, type Begun, type FileHouse } from '../support/file-house.ts'

let h: FileHouse
beforeAll(async () => void (h = await fileHouse()))
afterAll(() => h.drop())

const words = ['korenbloem', 'Fenna Verzinsel', 'zorgplannen']

/** A lost open stick with care data of pupils: notified in time, parents and pupils told, supplemented, entered, closed and in the end gone. One story: each chapter goes on where the one before it ended. */
let discovered: Instant
let file: Begun
let willTellAt: Instant
let followUpAt: Instant
let filedAt: Instant
let told: Instant

it('reported, and unknown answers take the protective branch until more is known', async () => {
  discovered = h.now()
  file = await h.begins({ description: 'Stick korenbloem met de zorgplannen van Fenna Verzinsel ligt in de trein.' })
  await h.advance(minutes(3))
  await file.handler.takesUp()
  await file.handler.calls('chair')
  await file.handler.calls('headOfIct', false)
  await file.chair.convenes(plus(h.now(), hours(1)), 'Kamer van de bestuurder')

  // Unknown first: the engine takes the protective branch and says so.
  await file.dpo.answers({ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', encryptedThen: 'unknown' })
  await file.dpo.answers({
    dataLost: 'no',
    dataGone: 'yes',
    currentCopy: 'yes',
    unavailable: 'no',
    restoredWithin: 'notAway',
    unlawfulProcessingExcluded: 'unknown',
  })
  expect((await file.see.facts()).assessment.breach).toMatchObject({ outcome: 'breach' })
  await file.headOfIct.answers({ encryptedThen: 'no', encryptionSufficient: 'no', otherMeasuresSufficient: 'no', unlawfulProcessingExcluded: 'no' })
  await file.dpo.answers({ sensitiveData: 'yes', pupilsData: 'yes', stigmatising: 'yes', highRisk: 'yes', harmChance: 'large', harmSeriousness: 'serious' })
  await file.dpo.writes({
    summary: { text: 'Een onversleutelde stick met zorgplannen (korenbloem) bleef in de trein.' },
    people: { min: 3, max: 4 },
    groups: { chosen: ['pupils'] },
    occurred: { at: discovered },
    nature: { chosen: ['unknown'] },
    data: { chosen: ['nameAddress', 'sexBirthAge', 'specialCategory'], namely: 'gezondheid' },
    consequences: { chosen: ['stigma'] },
    measures: { text: 'De vervoerder zoekt mee.' },
    unintelligible: { choice: 'no' },
  })
  const advised = (await file.see.decisions()).assessment
  expect(advised).toMatchObject({
    breach: { outcome: 'breach' },
    authority: { outcome: 'notify' },
    subjects: { outcome: 'communicate' },
    impact: { outcome: 'high' },
  })
})

it('is a breach by votes: to be notified, and people to be told within a day', async () => {
  await h.advance(hours(5))
  const reason = 'De stick was open en het gaat om zorg voor kinderen.'
  await file.decides('breach', { votes: { dpo: 'breach', chair: 'breach' }, reason })
  const notify = await file.decides('authority', { votes: { dpo: 'notify', chair: 'notify', headOfIct: 'notRequired' }, reason })
  expect(notify).toMatchObject({ path: 'team', outcome: 'notify', counted: { why: 'majority' }, deviates: false })
  const tell = await file.decides('subjects', { votes: { dpo: 'communicate', headOfIct: 'communicate' }, reason })
  expect(tell).toMatchObject({ outcome: 'communicate', plannedAt: plus(h.now(), hours(24)) })
  // A breach stops no clock.
  expect(await file.clocks()).toMatchObject([{ anchorAt: discovered, outcome: null }])
  expect(await file.terms()).toEqual(expect.arrayContaining([{ kind: 'communication', dueAt: plus(h.now(), hours(24)) }]))
})

it('is notified in time with what is known, and what it promises runs', async () => {
  // The first notification, with what is known, and a promise of the rest and of when people are told.
  ;[willTellAt, followUpAt, filedAt] = [plus(h.now(), hours(20)), plus(h.now(), hours(100)), h.now()]
  const first = await file.dpo.files(
    'first',
    {
      ...{ filerPhone: '085 555 01 11', filerMail: 'frits@waterlelie.example', processorInvolved: 'no', stillGoingOn: 'no', nature: ['confidentiality'] },
      ...{
        specialKinds: ['health'],
        records: 'unknown',
        vulnerable: 'yes',
        effectConfidentiality: 'Een vinder kan de plannen lezen.',
        severity: 'considerable',
      },
      ...{ told: 'willBe', willTellAt, toldCount: { min: 3, max: 4 }, toldMeans: ['mail'], otherCountries: 'no', otherAuthorities: 'no' },
      ...{ complete: 'followUp', followUpAt },
    },
    { filedAt, number: 'AP-2026-4711' },
  )
  expect(first).toMatchObject({ inTime: 'onTime' })
  expect(first.missing.map(({ field }) => field)).toEqual(['toldText', 'measuresRepeat'])
  expect(await file.clocks()).toEqual([{ anchorAt: discovered, dueAt: plus(discovered, hours(72)), outcome: 'filed' }])
  expect(await file.terms()).toEqual(
    expect.arrayContaining([
      { kind: 'promise', dueAt: willTellAt },
      { kind: 'supplement', dueAt: followUpAt },
    ]),
  )
  const paper = await h.knock('chair', 'GET', `/incidents/${file.incidentId}/notices/${(await file.see.notices()).versions[0]!.id}/paper?lang=nl`)
  expect([paper.status, paper.text.startsWith('%PDF')]).toEqual([200, true])
})

it('is told to parents of the younger ones and to those of sixteen themselves, one by itself', async () => {
  // The letters: parents of the younger ones, the pupils of sixteen and over themselves, one protected address by itself.
  await file.dpo.lists([
    { name: 'Fenna Verzinsel', age: 9, addresses: ['ouder.een@thuis.example', 'ouder.twee@thuis.example'] },
    { name: 'Giel Bestaatniet', age: 12, addresses: ['ouder.drie@thuis.example'], protectedAddress: true },
    { name: 'Hiske Fabel', age: 16, addresses: ['hiske@thuis.example'] },
  ])
  const { rows, recipients } = await file.see.people()
  expect(recipients).toMatchObject({ subjects: 3, told: 0, alone: 1, byAddressee: { representatives: 2 } })
  expect(rows.map(({ name, addressee }) => [name, addressee === 'representatives'])).toEqual(
    expect.arrayContaining([
      ['Fenna Verzinsel', true],
      ['Giel Bestaatniet', true],
      ['Hiske Fabel', false],
    ]),
  )
  const idsOf = (name: string) => rows.filter((row) => row.name === name).map(({ id }) => id)
  const letter = await file.dpo.composes('letter', () => 'maandagochtend')
  const forPupils = await file.dpo.composes('pupilLetter', () => 'maandagochtend')
  await h.advance(hours(18))
  expect(await file.dpo.sends(letter, { channel: 'mail', sentAt: h.now(), recipients: idsOf('Fenna Verzinsel'), everyone: false })).toMatchObject({ count: 1 })
  await file.dpo.sends(forPupils, { channel: 'inPerson', sentAt: h.now(), recipients: idsOf('Hiske Fabel'), everyone: false })
  expect((await file.terms()).map(({ kind }) => kind).toSorted()).toEqual(['communication', 'promise', 'supplement'])
  await file.handler.sends(letter, { channel: 'post', sentAt: h.now(), recipients: 'alone' })
  const people = await file.see.people('chair')
  expect(people).toMatchObject({
    plannedAt: null,
    promisedAt: null,
    recipients: { told: 3 },
    told: { channels: expect.arrayContaining(['mail', 'post', 'inPerson']) },
  })
  told = h.now()
  expect((await file.terms()).map(({ kind }) => kind)).toEqual(['supplement'])
  expect((await file.see.closing()).missing).toEqual(expect.arrayContaining(['supplement', 'entry']))
})

it('is read by a lawyer who was let in: not who reported, not who is told, and no other file', async () => {
  // A lawyer is let in to this file: he reads and advises, sees neither who reported nor who is told, and no other file.
  const other = await h.begins()
  await file.does('chair', 'POST', '/advisers', { personId: personOf('adviser'), speciality: 'legal', reason: 'Wij willen zeker zijn.' })
  await file.by('adviser').advises('subjects', 'De brief is goed zo.')
  for (const door of ['', '/facts', '/people', '/others', '/notices', '/team']) {
    const { status, text } = await h.knock('adviser', 'GET', `/incidents/${file.incidentId}${door}`)
    expect({ door, status, said: text.match(/Noor Voorbeeld|085 555 01 10|Hiske|Giel|thuis\.example/g) }).toEqual({ door, status: 200, said: null })
    expect([door, (await h.knock('adviser', 'GET', `/incidents/${other.incidentId}${door}`)).status]).toEqual([door, 404])
  }
  for (const door of ['/decisions', '/closing', '/register', '/retention', '/recipients?kind=subject'])
    expect([door, (await h.knock('adviser', 'GET', `/incidents/${file.incidentId}${door}`)).status]).toEqual([door, 403])
})

it('is supplemented, and the clock stays as it stopped', async () => {
  // The supplement: complete now. The clock stays as it stopped.
  await h.advance(hours(30))
  const more = await file.dpo.files(
    'followUp',
    { told: 'yes', toldAt: told, people: { min: 3, max: 3 }, complete: 'complete' },
    { filedAt: h.now(), number: 'AP-2026-4711-B' },
  )
  expect(more.inTime).toBeNull()
  expect((await file.see.notices()).versions.map(({ kind, number, inTime, complete }) => [kind, number, inTime, complete])).toEqual([
    ['first', 'AP-2026-4711', 'onTime', false],
    ['followUp', 'AP-2026-4711-B', null, true],
  ])
  expect(await file.terms()).toEqual([])
})

it('is entered and closed once others were told and every measure has somebody', async () => {
  // Others, measures, the entry.
  const insurer = await file.dpo.plansOther('insurer', 'De verzekeraar bellen.', { dueAt: plus(h.now(), hours(4)) })
  expect((await file.terms()).map(({ kind }) => kind)).toEqual(['promise'])
  await file.dpo.plansOther('insurer', 'De verzekeraar bellen.', { revision: 1, state: 'done', doneAt: h.now(), record: 'Gemeld.' }, insurer)
  await file.dpo.measures('harm', 'De vervoerder zoekt mee.', { state: 'done' })
  await file.headOfIct.measures('repetition', 'Alleen nog versleutelde sticks.', { ownerId: personOf('headOfIct'), dueOn: '2026-05-01' })
  const entry = await file.dpo.enters({ description: 'Een open stick met zorgplannen bleef in de trein.', happened: ['lost'] })
  expect(entry).toMatchObject({
    ...{ complete: true, classification: 'breach', authority: 'notify', filedAt, inTime: 'onTime', subjects: 'communicate', toldCount: 3 },
    entry: { registerKind: 'carrierLost', authorityNumber: expect.stringContaining('AP-2026-4711'), people: { known: 'range' } },
  })
  await file.dpo.closes()
  const { path } = await file.see.incident()
  expect(path).toMatchObject({ judgement: 'done', authority: 'done', people: 'done', others: 'done', register: 'done' })

  expect(await h.tablesWith([...words, 'thuis.example', 'Hiske', 'AP-2026-4711', 'verzekeraar', 'vervoerder'])).toEqual([])
  expect(JSON.stringify(h.mails())).not.toMatch(/korenbloem|Fenna|zorgplan|thuis\.example/i)
})

it('is kept a year after the last message; the list of people goes long before that', async () => {
  // Told: a year after the last message. The list of people goes long before that.
  expect((await file.see.retention()).proposed).toMatchObject({ outcome: 'oneYearAfterLastMessage', keptUntil: yearsAfter(told, 1) })
  await file.chair.keeps('oneYearAfterLastMessage')
  await h.advance(hours(24 * 93))
  expect((await file.see.people()).recipients).toMatchObject({ subjects: 0 })
  expect(await h.sql('select 1 from recipient where row_sealed is not null')).toEqual([])
  expect((await file.see.people()).told).toMatchObject({ count: 3 })
  await file.endsErased(words)
})
