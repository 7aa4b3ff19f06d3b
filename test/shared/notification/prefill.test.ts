import { expect, it } from 'vitest'
import * as v from 'valibot'
import { NoticeFieldsSchema } from '../../../shared/notification/notice.ts'
import { known, natureOf, prefill, type NoticeSource } from '../../../shared/notification/prefill.ts'
import { writeDutch } from '../../../shared/notification/written.ts'

const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`
const filer = { name: 'Frits Fictief', role: 'Functionaris gegevensbescherming', phone: '085 555 01 11', mail: null }
const bare: NoticeSource = {
  ...{ kind: 'first', organisation: 'Stichting De Waterlelie', filer, contact: filer, facts: {}, worksheet: {}, reports: [], awareAt: at(9) },
  ...{ subjects: null, told: null, willTellAt: null, processors: [], measures: [], last: null, delayReason: null },
  discoveredHow: 'Een medewerker ontdekte het en meldde het bij ons.',
}
const stick: NoticeSource = {
  ...bare,
  contact: { name: 'Vera Verzonnen', role: 'FG', phone: '085 555 01 12', mail: null },
  reports: [
    { kind: 'deviceLost', discoveredAt: at(8) },
    { kind: 'deviceLost', discoveredAt: at(7) },
  ],
  worksheet: {
    summary: { text: 'Een stick met zorggegevens is kwijt.' },
    people: { min: 20, max: 24 },
    groups: { chosen: ['pupils', 'parents'] },
    occurred: { from: at(5), until: at(7) },
    nature: { chosen: ['read', 'stolen'] },
    data: { chosen: ['nameAddress', 'specialCategory'], namely: 'Dyslexieverklaringen' },
    consequences: { chosen: ['stigma'] },
    measures: { text: 'De vervoerder zoekt.' },
    unintelligible: { choice: 'partly', namely: 'Alleen de map Zorg.' },
    protection: { text: 'AES-256, wachtwoord niet bekend bij anderen.' },
  },
  facts: { encryptedThen: 'partly', harmChance: 'large', harmSeriousness: 'serious' },
  subjects: { outcome: 'communicate', ground: null, reason: 'Hoog risico.' },
  willTellAt: at(20),
  processors: ['Leerlingplatform BV'],
  measures: [
    { aim: 'harm', text: 'Wachtwoorden vervangen.' },
    { aim: 'repetition', text: 'Geen losse sticks meer.' },
  ],
}

it('fills in the whole form from a lost stick', () => {
  expect(prefill(stick)).toEqual({
    ...{ law: 'gdpr', organisation: 'Stichting De Waterlelie', filerName: 'Frits Fictief', filerFunction: 'Functionaris gegevensbescherming' },
    ...{ filerPhone: '085 555 01 11', contactSame: 'no', contactName: 'Vera Verzonnen', contactPhone: '085 555 01 12' },
    ...{ processorInvolved: 'yes', processorName: 'Leerlingplatform BV' },
    ...{ startKnown: 'between', startedAt: at(5), endedAt: at(7), discoveredAt: at(7), discoveredHow: bare.discoveredHow, awareAt: at(9) },
    ...{ summary: 'Een stick met zorggegevens is kwijt.', registerKind: 'carrierLost', nature: ['confidentiality', 'availability'] },
    ...{
      dataKinds: ['nameAddress', 'specialCategory'],
      dataWhich: 'Dyslexieverklaringen',
      groups: ['pupils', 'parents'],
      people: { min: 20, max: 24 },
      vulnerable: 'yes',
    },
    ...{ unintelligible: 'partly', techniques: ['encrypted'], unintelligibleHow: 'Alleen de map Zorg.\nAES-256, wachtwoord niet bekend bij anderen.' },
    ...{ consequences: ['stigma'], severity: 'grave', told: 'willBe', willTellAt: at(20) },
    ...{ measuresTaken: 'De vervoerder zoekt.\nWachtwoorden vervangen.', measuresRepeat: 'Geen losse sticks meer.' },
  })
  expect(v.is(NoticeFieldsSchema, prefill(stick))).toBe(true)
})

it('makes nothing up where nothing is known', () => {
  expect(prefill(bare)).toEqual({
    ...{ law: 'gdpr', organisation: 'Stichting De Waterlelie', filerName: 'Frits Fictief', filerFunction: 'Functionaris gegevensbescherming' },
    ...{ filerPhone: '085 555 01 11', contactSame: 'yes', discoveredHow: bare.discoveredHow, awareAt: at(9), told: 'notYetKnown' },
  })
})

it('says what was told, and why people are not', () => {
  const told = { firstAt: at(10), lastAt: at(12), count: 23, channels: ['mail', 'phone', 'pigeon'] }
  expect(known({ ...stick, told })).toMatchObject({ told: 'yes', toldAt: at(10), toldCount: { min: 23, max: 23 }, toldMeans: ['mail', 'phone'] })
  const not = (ground: string) => known({ ...bare, subjects: { outcome: 'notRequired', ground, reason: 'Versleuteld.' } })
  expect(not('encryption')).toMatchObject({ told: 'no', notToldGround: 'technical', notToldWhy: 'Versleuteld.' })
  expect(['laterMeasures', 'notHighRisk', 'overriding', 'anything'].map((ground) => not(ground).notToldGround)).toEqual([
    'technical',
    'unlikelyAdverse',
    'overriding',
    'other',
  ])
  expect(known({ ...bare, subjects: { outcome: 'postpone', ground: 'investigation', reason: null } }).told).toBe('notYetKnown')
})

it('begins a follow-up with what was filed, and a withdrawal with who and which number only', () => {
  const last = { number: 'AP-1', fields: { summary: 'Zo gemeld.', filerName: 'Hanna', delayReason: 'Storing', organisation: 'Oud' } }
  const follow = prefill({ ...stick, kind: 'followUp', last })
  expect(follow).toMatchObject({ summary: 'Zo gemeld.', earlierNumber: 'AP-1', filerName: 'Frits Fictief', people: { min: 20, max: 24 } })
  expect(follow.delayReason).toBeUndefined()
  expect(prefill({ ...stick, kind: 'withdrawal', last })).toMatchObject({ earlierNumber: 'AP-1', organisation: 'Oud', filerName: 'Frits Fictief' })
})

it('reads what was affected from what happened to the data, and from the facts', () => {
  expect(natureOf(['copied', 'changed', 'destroyed'], {})).toEqual(['confidentiality', 'integrity', 'availability'])
  expect(natureOf([], { dataLost: 'yes', altered: 'recoverable', accessExcluded: 'no' })).toEqual(['confidentiality', 'integrity', 'availability'])
  expect([natureOf(['unknown'], {}), natureOf([], {}), natureOf([], { accessExcluded: 'unknown' })]).toEqual([['unknown'], undefined, undefined])
})

it('writes moments as the form wants them, on Amsterdam’s wall', () => {
  expect([writeDutch('2026-03-30T13:20:00.000Z'), writeDutch('2026-01-01T23:05:00.000Z')]).toEqual(['30 maart 2026 15:20', '2 januari 2026 00:05'])
})
