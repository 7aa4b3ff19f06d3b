import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DecisionView } from '../../shared/breach/decision-views.ts'
import { days, hours, minutes, plus, type Instant } from '../../shared/instant.ts'
import { yearsAfter } from '../../shared/register/retention.ts'
import { fileHouse, personOf, type Begun, type FileHouse } from '../support/file-house.ts'

let h: FileHouse
beforeAll(async () => void (h = await fileHouse()))
afterAll(() => h.drop())

const words = ['klaproos', 'Siebe Luchtkasteel', 'schooladvies']

/** A paper file found, judged no breach and closed; a copy turns up: a second term, decided anew, nothing overwritten, closed and kept anew. One story: each chapter goes on where the one before it ended. */
let discovered: Instant
let file: Begun
let first: DecisionView
let noticed: Instant
let told: Instant

it('is known well enough to say that nobody touched it', async () => {
  discovered = h.now()
  file = await h.begins({ kind: 'paperLost', description: 'Map klaproos met het schooladvies van Siebe Luchtkasteel lag een uur in de hal.' })
  await h.advance(minutes(4))
  await file.dpo.takesUp()
  await file.dpo.calls('chair')
  await file.dpo.calls('headOfIct')
  await file.dpo.answers({ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', dataLost: 'no', dataGone: 'no' })
  await file.dpo.answers({ unavailable: 'no', restoredWithin: 'notAway', malware: 'no', altered: 'no', encryptedThen: 'no' })
  await file.headOfIct.answers({ exfiltrationExcluded: 'yes', accessExcluded: 'yes', unlawfulProcessingExcluded: 'yes' })
  await file.dpo.writes({
    summary: { text: 'Een map (klaproos) lag in de hal.' },
    people: { exact: 1 },
    groups: { chosen: ['pupils'] },
    occurred: { at: discovered },
  })
  await file.dpo.writes({ nature: { chosen: ['unknown'] }, data: { chosen: ['nameAddress', 'schoolPerformance'] }, consequences: { chosen: ['stigma'] } })
})

it('is judged no breach, entered and closed', async () => {
  first = await file.decides('breach', {
    votes: { dpo: 'incidentOnly', chair: 'incidentOnly' },
    reason: 'De camera laat zien dat niemand de map aanraakte.',
  })
  expect(first).toMatchObject({ advised: 'incidentOnly', outcome: 'incidentOnly', inForce: true })
  await file.headOfIct.measures('repetition', 'Mappen gaan in de kast.', { ownerId: personOf('headOfIct'), dueOn: '2026-04-01' })
  const entered = await file.dpo.enters({
    description: 'Een map lag in de hal.',
    registerKind: 'other',
    happened: ['seen'],
    harmMeasures: 'De map is opgeborgen.',
  })
  expect(entered).toMatchObject({ complete: true, classification: 'incidentOnly' })
  await file.dpo.closes()
  expect((await file.see.retention()).proposed).toMatchObject({ outcome: 'boardTerm' })
  await file.dpo.keeps('boardTerm')
  expect(await h.due()).toEqual([])
})

it('is opened again by a photo that goes round: a second term from when that was noticed, and the first anchor stays', async () => {
  // Three weeks later a photo of the advice goes round. The term of now begins when that was noticed.
  await h.advance(days(21))
  noticed = plus(h.now(), -hours(2))
  expect(await file.refuses('dpo', 'POST', '/reopening', { noticedAt: plus(h.now(), hours(1)), reason: 'Te vroeg.' })).toBe('reopen.inFuture')
  await file.dpo.reopens(noticed, 'Een foto van het advies gaat rond.')
  expect(await file.clocks()).toEqual([
    { anchorAt: discovered, dueAt: plus(discovered, hours(72)), outcome: 'noBreach' },
    { anchorAt: noticed, dueAt: plus(noticed, hours(72)), outcome: null },
  ])
  const opened = await file.see.incident()
  expect(opened).toMatchObject({ state: 'acknowledged', awareAt: discovered })
  expect((await file.see.decisions()).decisions).toMatchObject([
    { id: first.id, status: 'taken', inForce: false, outcome: 'incidentOnly', reason: first.reason, facts: first.facts },
  ])
  expect((await file.see.entry()).complete).toBe(false)
  expect((await file.see.closing()).missing).toEqual(expect.arrayContaining(['breach', 'entry', 'terms']))
  const ledger = await h.sql<{ kind: string }>(`select kind from alarm_due where incident_id = $1 and kind = 'deadline'`, [file.incidentId])
  expect(ledger.length).toBeGreaterThan(0)
})

it('rings by the second term', async () => {
  // Its reminders ring by the second term.
  const before = h.mails().length
  await h.advance(hours(47))
  expect(
    h
      .mails()
      .slice(before)
      .some(({ subject, text }) => `${subject}${text}`.includes(file.number)),
  ).toBe(true)
})

it('is decided anew, notified and told; nothing of what was decided before is overwritten', async () => {
  await file.dpo.answers({ unlawfulProcessingExcluded: 'no', accessExcluded: 'no', exfiltrationExcluded: 'no', encryptionSufficient: 'no' })
  await file.dpo.answers({
    otherMeasuresSufficient: 'no',
    sensitiveData: 'yes',
    pupilsData: 'yes',
    harmChance: 'large',
    harmSeriousness: 'serious',
    highRisk: 'yes',
  })
  const reason = 'Het advies is gezien en gedeeld.'
  const second = await file.decides('breach', { votes: { dpo: 'breach', chair: 'incidentOnly', headOfIct: 'breach' }, path: 'team', reason })
  expect(second).toMatchObject({ path: 'team', outcome: 'breach', inForce: true, counted: { why: 'majority' } })
  await file.decides('authority', { votes: { dpo: 'notify', headOfIct: 'notify' }, reason })
  await file.decides('subjects', { votes: { dpo: 'communicate', headOfIct: 'communicate' }, reason })
  const { decisions } = await file.see.decisions('chair')
  expect(decisions.find(({ id }) => id === first.id)).toMatchObject({ outcome: 'incidentOnly', inForce: false, facts: { accessExcluded: 'yes' } })
  const filed = await file.dpo.files('first', { told: 'notYetKnown', complete: 'complete' }, { filedAt: h.now(), number: 'AP-2026-0815' })
  expect(filed.inTime).toBe('onTime')
  const letter = await file.dpo.composes('letter', () => 'maandag')
  await file.dpo.sends(letter, { channel: 'phone', sentAt: h.now(), count: 2 })
  told = h.now()
  expect(await file.clocks()).toMatchObject([{ outcome: 'noBreach' }, { outcome: 'filed' }])
  expect(await file.terms()).toEqual([])
})

it('is entered and closed again, and how long it is kept is asked anew', async () => {
  // The entry is completed again; the file closes again, and how long it is kept is asked anew.
  expect(await file.refuses('dpo', 'POST', '/close', { reason: 'Klaar.' })).toBe('incident.notFinal')
  const again = await file.dpo.enters({
    consequences: 'Een leerling wordt erop aangesproken.',
    reasons: 'Eerst geen datalek, later bleek een foto rond te gaan.',
  })
  expect(again).toMatchObject({
    complete: true,
    classification: 'breach',
    authority: 'notify',
    inTime: 'onTime',
    subjects: 'communicate',
    toldCount: 2,
    awareAt: discovered,
  })
  await file.dpo.closes()
  expect((await h.due()).filter(({ incidentId }) => incidentId === file.incidentId).map(({ kind }) => kind)).toEqual(['confirm'])
  expect((await file.see.retention()).proposed).toMatchObject({ outcome: 'oneYearAfterLastMessage', keptUntil: yearsAfter(told, 1) })
  expect(await file.refuses('dpo', 'POST', '/retention/executed', { reason: 'Nu al.' })).toBe('retention.notConfirmed')
  await file.chair.keeps('oneYearAfterLastMessage')
  expect(await h.tablesWith([...words, 'foto van het advies', 'AP-2026-0815', 'de kast'])).toEqual([])
  expect((await h.register())[0]).toMatchObject({ number: file.number, classification: 'breach', complete: true })
  await file.endsErased(words)
})
