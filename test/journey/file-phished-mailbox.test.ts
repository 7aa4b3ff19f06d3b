import { afterAll, beforeAll, expect, it } from 'vitest'
import { days, hours, minutes, plus, type Instant } from '../../shared/instant.ts'
import { yearsAfter } from '../../shared/register/retention.ts'
import { board, fileHouse, personOf, type Begun, type FileHouse } from '../support/file-house.ts'

let h: FileHouse
beforeAll(async () => void (h = await fileHouse()))
afterAll(() => h.drop())

const words = ['pinksterbloem', 'Jorrit Zomaar', 'gespreksverslagen']

/** A phished mailbox, discreet to the end: no mail at all, phones only, a deputy for the chair who is away, an officer of ICT who is recused, told within four hours. One story: each chapter goes on where the one before it ended. */
let discovered: Instant
let file: Begun
let sentBefore: number
let deputy: Begun['dpo']
let told: Instant

it('rings phones and no mailbox, with a deputy for the chair who is away, and is shut for the one it is about', async () => {
  // The chair is away this week: his deputy sits for him. The mailbox is that of the head of ICT.
  await h.knock('chair', 'POST', `/boards/${board.organisationId}/absences`, { personId: personOf('chair'), fromAt: h.now(), untilAt: plus(h.now(), days(7)) })
  discovered = h.now()
  file = await h.begins({
    kind: 'accountCompromised',
    description: 'In de mailbox pinksterbloem met gespreksverslagen van Jorrit Zomaar is iemand anders.',
  })
  sentBefore = h.mails().length
  await h.advance(0)
  await h.advance(minutes(15))
  await h.advance(minutes(15))
  // It rings by push and phone list; a mail is skipped, and that shows.
  const rung = await h.deliveriesTo('dpo', file.incidentId)
  expect(rung).toContainEqual(expect.objectContaining({ channel: 'mail', state: 'skipped', answer: 'discreet' }))
  expect((await h.deliveriesTo('deputyChair', file.incidentId)).length).toBeGreaterThan(0)
  await file.dpo.takesUp()
  expect(await file.see.incident()).toMatchObject({ discreet: true, awareAt: discovered })
  await h.recuse('dpo', file.incidentId, 'headOfIct')
  for (const door of ['', '/facts', '/decisions', '/people', '/notices', '/others', '/closing', '/team'])
    expect([door, (await h.knock('headOfIct', 'GET', `/incidents/${file.incidentId}${door}`)).status]).toEqual([door, 404])
  await file.dpo.calls('chair')
  deputy = file.by('deputyChair')
})

it('is put together without a request that leaves the app', async () => {
  // No link to anybody by mail, and no request that leaves the app.
  expect(
    await file.refuses('dpo', 'POST', '/requests', { id: h.deps.newId(), question: 'Heb je de mail nog?', to: 'Collega', email: 'collega@waterlelie.example' }),
  ).toMatch(/discreet/i)
  await file.dpo.answers({ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', dataLost: 'no', dataGone: 'no' })
  await file.dpo.answers({
    unavailable: 'no',
    restoredWithin: 'notAway',
    unlawfulProcessingExcluded: 'no',
    illWill: 'yes',
    passwords: 'yes',
    sensitiveData: 'yes',
  })
  await deputy.answers({
    harmChance: 'large',
    harmSeriousness: 'serious',
    encryptionSufficient: 'no',
    otherMeasuresSufficient: 'no',
    highRisk: 'yes',
    pupilsData: 'no',
  })
  await file.dpo.writes({ people: { exact: 12 }, groups: { chosen: ['staff'] }, occurred: { at: discovered }, nature: { chosen: ['read'] } })
  await file.dpo.writes({
    summary: { text: 'Iemand las mee in een mailbox (pinksterbloem).' },
    data: { chosen: ['login', 'nameAddress'] },
    consequences: { chosen: ['fraud'] },
  })
  expect((await file.see.others('dpo')).suggestions.map(({ party }) => party)).toEqual(expect.arrayContaining(['police', 'staff']))
})

it('is decided by the officer and the deputy of the chair; who is recused neither votes nor is waited for', async () => {
  // Two of the three: the officer, and the deputy for the chair. Who is recused neither votes nor is waited for.
  await h.advance(hours(3))
  const reason = 'Iemand kon overal bij; inloggegevens zijn weg.'
  await file.decides('breach', { votes: { dpo: 'breach', deputyChair: 'breach' }, reason })
  const { decisionId } = (await file.does('dpo', 'POST', '/decisions', { question: 'authority' })) as { decisionId: string }
  expect(await file.refuses('headOfIct', 'POST', `/decisions/${decisionId}/votes`, { outcome: 'notRequired', reason })).toBe('incident.notFound')
  await file.does('dpo', 'POST', `/decisions/${decisionId}/votes`, { outcome: 'notify', reason })
  expect(await file.refuses('dpo', 'POST', `/decisions/${decisionId}/take`, { reason })).toBe('decision.votesMissing')
  // A tie takes the protective side.
  await file.does('deputyChair', 'POST', `/decisions/${decisionId}/votes`, { outcome: 'notRequired', reason })
  expect(await file.does('dpo', 'POST', `/decisions/${decisionId}/take`, { reason })).toEqual({ outcome: 'notify' })
  const tell = await file.decides('subjects', { votes: { dpo: 'communicate', deputyChair: 'communicate' }, reason })
  // Logins leaked: four hours, not a day.
  expect(tell).toMatchObject({
    outcome: 'communicate',
    plannedAt: plus(h.now(), hours(4)),
    votes: [{ seat: 'dpo' }, { seat: 'chair', deputy: true, counts: true }],
  })
  expect(await file.terms()).toContainEqual({ kind: 'communication', dueAt: plus(h.now(), hours(4)) })
})

it('is told by phone and in person within four hours, notified, entered and closed', async () => {
  // Told by phone and in person. What reminds of it reminds by push.
  await h.advance(hours(3))
  expect((await h.deliveriesTo('dpo', file.incidentId)).filter(({ stage }) => stage.startsWith('due-')).length).toBeGreaterThan(0)
  const letter = await file.dpo.composes('letter', () => 'maandag', { template: 'loginsLeaked' })
  await file.dpo.sends(letter, { channel: 'inPerson', sentAt: h.now(), count: 12 })
  told = h.now()
  const filed = await file.dpo.files('first', { told: 'yes', toldAt: told, complete: 'complete' }, { filedAt: h.now(), number: 'AP-2026-0666' })
  expect(filed.inTime).toBe('onTime')
  await file.dpo.plansOther('police', 'Aangifte gedaan.', { state: 'done', doneAt: h.now(), record: 'Nummer 2026-99.' })
  await file.dpo.measures('harm', 'Wachtwoorden zijn vervangen.', { state: 'done' })
  await file.dpo.measures('repetition', 'Inloggen met een sleutel.', { ownerId: personOf('handler'), dueOn: '2026-05-01' })
  expect(await file.terms()).toEqual([])
  const entry = await file.dpo.enters({ description: 'Iemand las mee in een mailbox.' })
  expect(entry).toMatchObject({ complete: true, classification: 'breach', authority: 'notify', inTime: 'onTime', subjects: 'communicate', toldCount: 12 })
  await file.dpo.closes()
  expect(await file.clocks()).toEqual([{ anchorAt: discovered, dueAt: plus(discovered, hours(72)), outcome: 'filed' }])
})

it('has sent not one mail from beginning to end, and stands in clear nowhere', async () => {
  // From beginning to end not one mail said a word of it, nor that it was there.
  await h.advance(hours(80))
  expect(h.mails().length).toBe(sentBefore)
  expect(h.mails().filter(({ subject, text }) => `${subject}${text}`.includes(file.number))).toEqual([])
  expect(await h.sql(`select 1 from delivery where incident_id = $1 and channel = 'mail' and state <> 'skipped'`, [file.incidentId])).toEqual([])
  expect(await h.tablesWith([...words, 'meelezen', 'Nummer 2026-99', 'AP-2026-0666'])).toEqual([])
})

it('is kept a year after the last message, and still nobody is mailed about it', async () => {
  expect((await file.see.retention()).proposed).toMatchObject({ outcome: 'oneYearAfterLastMessage', keptUntil: yearsAfter(told, 1) })
  await file.dpo.keeps('oneYearAfterLastMessage')
  await file.endsErased(words)
  expect(h.mails().filter(({ subject, text }) => `${subject}${text}`.includes(file.number))).toEqual([])
})
