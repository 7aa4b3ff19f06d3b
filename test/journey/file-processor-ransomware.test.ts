import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoIdentity } from '../../api/demo/board.ts'
import { between, days, hours, minutes, plus, type Instant } from '../../shared/instant.ts'
import type { OpenedAt } from '../../shared/notification/processors.ts'
import { yearsAfter } from '../../shared/register/retention.ts'
import { board, fileHouse, personOf, type File, type FileHouse, type Who } from '../support/file-house.ts'
import { otherBoard } from '../support/hand-in.ts'

const carla = { identityId: '01900000-0000-7000-8000-000000000951' }
const riet = '0195b5c0-0000-7000-8000-000000000002'
let h: FileHouse
beforeAll(async () => {
  h = await fileHouse()
  await otherBoard(h, {
    people: [
      { identityId: demoIdentity('dpo'), name: 'Frits Fictief', email: 'frits@waterlelie.example', phone: '085 555 01 11', lang: 'nl', roles: ['dpo'] },
      { ...carla, name: 'Carla Verzon', email: 'carla@riet.example', lang: 'nl', roles: ['chair'] },
    ],
  })
})
afterAll(() => h.drop())

const words = ['waterviolier', 'Losgeld', 'Leerling in Beeld']

const waits = (to: Instant) => h.advance(between(h.now(), to))

/** The officer signs in once and serves both; at each board its own chair decides with him. */
async function known(file: File) {
  await file.dpo.takesUp()
  await file.dpo.answers({ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', malware: 'yes' })
  await file.dpo.answers({ dataLost: 'no', dataGone: 'yes', currentCopy: 'yes', unavailable: 'long', restoredWithin: 'days', exfiltrationExcluded: 'unknown' })
  await file.dpo.answers({ sensitiveData: 'yes', pupilsData: 'yes', illWill: 'yes', harmChance: 'large', harmSeriousness: 'serious', highRisk: 'yes' })
  await file.dpo.answers({ encryptionSufficient: 'no', otherMeasuresSufficient: 'no' })
  await file.dpo.writes({
    summary: { text: 'Het volgsysteem is gegijzeld (waterviolier).' },
    people: { min: 400, max: 500 },
    groups: { chosen: ['pupils', 'staff'] },
  })
  await file.dpo.writes({ occurred: { unknown: true }, nature: { chosen: ['unknown'] }, data: { chosen: ['nameAddress', 'schoolPerformance'] } })
  await file.dpo.writes({ consequences: { chosen: ['stigma', 'fraud'] } })
}

async function decided(file: File, chair: Who) {
  const reason = 'Gijzelsoftware, dagen niet bereikbaar, en meenemen is niet uit te sluiten.'
  for (const [question, outcome] of [['breach', 'breach'] as const, ['authority', 'notify'] as const, ['subjects', 'communicate'] as const])
    expect(await file.decides(question, { votes: { dpo: outcome }, others: [[chair, outcome]], reason })).toMatchObject({
      outcome,
      deviates: false,
      inForce: true,
    })
}

/** Ransomware at a processor of two boards: a file at each from one notice, the clock from its arrival, one in time and one within the legal end with its reasons. One story: each chapter goes on where the one before it ended. */
let arrived: Instant
let here: File
let there: File
let told: Instant
let deadlineAt: Instant

it('opens a file at each board from one notice, and the clock runs from its arrival', async () => {
  const processors = [v7(), v7()]
  const agreed = { revision: 0, name: 'Leerling in Beeld bv', product: 'Volgsysteem', contact: '085 555 07 07', noticeHours: 24, documented: true }
  for (const [at, organisationId] of [board.organisationId, riet].entries())
    expect(
      (await h.knock('dpo', 'PUT', `/processors/${processors[at]}`, { ...agreed, organisationId, communicates: at === 0 ? 'processor' : 'board' })).status,
    ).toBe(200)

  // The notice lay in the mailbox since a quarter past eleven last night; it is read this morning.
  arrived = plus(h.now(), -hours(10))
  const items = [board.organisationId, riet].map((organisationId, at) => ({
    ...{ id: v7(), organisationId, processorId: processors[at], noticeReceivedAt: arrived, processorAwareAt: plus(arrived, -hours(30)) },
    ...{ kind: 'dataUnavailable', text: 'Losgeld gevraagd voor het volgsysteem waterviolier.' },
  }))
  const opened = ((await h.knock('dpo', 'POST', '/processors/incidents', { items })).body as { items: OpenedAt[] }).items
  expect(opened.map(({ status }) => status)).toEqual(['opened', 'opened'])
  ;[here, there] = [h.file(opened[0]!.incidentId!), h.file(opened[1]!.incidentId!)]
  for (const file of [here, there]) {
    expect(await file.clocks()).toEqual([{ anchorAt: arrived, dueAt: plus(arrived, hours(72)), outcome: null }])
    expect((await file.see.others()).processors).toMatchObject([{ name: 'Leerling in Beeld bv', took: { ms: hours(30), late: true } }])
  }
  // Neither chair sees anything of the other's file.
  expect((await h.knock(carla, 'GET', `/incidents/${here.incidentId}`)).status).toBe(404)
  expect((await h.knock('chair', 'GET', `/incidents/${there.incidentId}`)).status).toBe(404)
})

it('is decided at each board by its own chair with the officer of both', async () => {
  await h.advance(minutes(5))
  await known(here)
  await known(there)
  await here.dpo.calls('chair')
  await here.dpo.calls('headOfIct')
  await there.dpo.calls('chair')
  expect((await here.see.facts()).assessment.breach.rows).toContain('breachAway')
  await h.advance(hours(4))
  await decided(here, 'chair')
  await decided(there, carla)
})

it('is notified in time by one, and told by the processor as was agreed', async () => {
  // Het Riet files in time. At De Waterlelie the form cannot be reached on the last night.
  const said = { told: 'willBe' as const, willTellAt: plus(h.now(), hours(30)), complete: 'complete' as const }
  expect(await there.dpo.files('first', { ...said, processorInvolved: 'yes' }, { filedAt: h.now(), number: 'AP-2026-R1' })).toMatchObject({ inTime: 'onTime' })
  const { legalEndAt } = await here.see.incident()
  ;({ deadlineAt } = await here.see.incident())
  expect([deadlineAt, legalEndAt]).toEqual([plus(arrived, hours(72)), plus(arrived, hours(72) + minutes(45))])

  // The processor tells the people, as it was agreed; the board records it.
  for (const file of [here, there]) {
    const letter = await file.dpo.composes('letter', () => 'maandag', { template: 'atProcessor' })
    await file.dpo.sends(letter, { channel: 'mail', sentAt: h.now(), count: 450, note: 'Verstuurd door de leverancier.' })
  }
  told = h.now()
  expect((await there.terms()).map(({ kind }) => kind)).toEqual([])
})

it('cannot be filed by the other on the last night, rings on, and goes within the legal end with its reasons', async () => {
  await waits(plus(deadlineAt, -minutes(40)))
  await here.does('dpo', 'POST', '/filing-attempts', { at: h.now(), note: 'Storing bij de AP.' })
  expect((await here.terms()).map(({ kind }) => kind)).toContain('retryFiling')
  await waits(plus(deadlineAt, minutes(20)))
  await here.does('dpo', 'POST', '/filing-attempts', { at: h.now(), note: 'Nog steeds storing.' })
  await h.advance(minutes(10))
  // Overdue: it rings on, and says so.
  const rung = await h.deliveriesTo('dpo', here.incidentId)
  expect(rung.filter(({ stage }) => stage.startsWith('due-') || stage.startsWith('late')).length).toBeGreaterThan(2)
  const late = await here.dpo.files('first', { told: 'yes', toldAt: told, complete: 'complete' }, { filedAt: h.now(), number: 'AP-2026-W1' })
  expect(late.inTime).toBe('withinLegalEnd')
  const [version] = (await here.see.notices()).versions
  expect(version!.fields.delayReason).toContain('Storing bij de AP.')
  expect(await here.clocks()).toMatchObject([{ outcome: 'filed' }])
  expect(await here.terms()).toEqual([])
})

it('is entered and closed at both, and each board sees its own', async () => {
  // Somebody else was told, measures have an owner, both entries are complete, both files close.
  await here.dpo.plansOther('schoolCert', 'Gemeld.', { state: 'done', doneAt: h.now(), record: 'Zij delen het met anderen.' })
  await here.dpo.measures('repetition', 'Nieuwe afspraken met de leverancier.', { ownerId: personOf('dpo'), dueOn: '2026-06-01' })
  for (const file of [here, there]) {
    const entry = await file.dpo.enters({
      ...{ description: 'Een leverancier werd gegijzeld.', registerKind: 'malware', happened: ['unknown'] },
      ...{ harmMeasures: 'De leverancier zette een kopie terug.', repeatMeasures: 'Nieuwe afspraken.' },
    })
    expect(entry).toMatchObject({ classification: 'breach', authority: 'notify', inTime: file === here ? 'withinLegalEnd' : 'onTime', toldCount: 450 })
    await file.dpo.closes()
  }
  expect((await h.register()).map(({ organisationId }) => organisationId).toSorted()).toEqual([board.organisationId, riet].toSorted())
  expect((await h.register(carla)).map(({ incidentId }) => incidentId)).toEqual([there.incidentId])
  // A processor is a company and stands in clear in its own list, and nowhere else.
  expect(await h.tablesWith(words)).toEqual(['processor'])
  expect(await h.tablesWith(['AP-2026-W1', 'Storing', 'gijzel'])).toEqual([])
})

it('is held back at one and erased at the other, without touching each other', async () => {
  for (const file of [here, there]) {
    expect((await file.see.retention()).proposed).toMatchObject({ outcome: 'oneYearAfterLastMessage', keptUntil: yearsAfter(told, 1) })
    await file.dpo.keeps('oneYearAfterLastMessage')
  }
  await here.does('chair', 'POST', '/hold', { until: plus(h.now(), days(500)), reason: 'De verzekeraar onderzoekt het.' })
  await there.endsErased(words)
  expect(await here.refuses('dpo', 'POST', '/retention/executed', { reason: 'De termijn is om.' })).toBe('hold.active')
  // The file of one board goes without touching the other's.
  expect((await here.see.facts()).fields['summary']).toMatchObject({ answer: { text: expect.stringContaining('waterviolier') } })
})
