import type { Ground } from '../breach/assessment-views.ts'
import type { Facts } from '../breach/facts.ts'
import type { NumberAnswer, SeveralAnswer, TextAnswer, Worksheet } from '../breach/worksheet.ts'
import type { ReportKind } from '../incident/report-lists.ts'
import { earliest, type Instant } from '../instant.ts'
import type { RegisterKind } from '../register/register-kinds.ts'
import { noticeFields, type NoticeFields, type NoticeKind, type Range } from './notice-fields.ts'

/** Somebody whom the authority may phone. */
export type Reachable = { name: string; role: string; phone: string | null; mail: string | null }

/** All that is known when a draft begins. The reporter is no part of it: the authority reads "een medewerker". */
export type NoticeSource = {
  kind: NoticeKind
  organisation: string
  filer: Reachable
  /** whom people and the authority phone about it: the officer; null where nobody is */
  contact: Reachable | null
  facts: Facts
  worksheet: Worksheet
  reports: readonly { kind: ReportKind; discoveredAt: Instant }[]
  awareAt: Instant
  /** what was decided about telling people; null: nothing yet */
  subjects: { outcome: string; ground: string | null; reason: string | null } | null
  told: { firstAt: Instant; lastAt: Instant; count: number; channels: readonly string[] } | null
  /** when it is planned that people hear of it */
  willTellAt: Instant | null
  processors: readonly string[]
  measures: readonly { aim: string; text: string }[]
  /** what was filed last, and the number the authority gave it */
  last: { fields: NoticeFields; number: string | null } | null
  /** why it is late, as the attempts tell it */
  delayReason: string | null
  /** "Een medewerker ontdekte het en meldde het." in the language of the form */
  discoveredHow: string
}

/**
 * The form as far as it can be filled in. A follow-up begins with what was filed last, so that nothing is said anew by mistake; what the
 * facts say now is offered beside it. Nothing that is not known is made up: it stays open and is listed as missing.
 */
export function prefill(source: NoticeSource): NoticeFields {
  const now = known(source)
  if (source.kind === 'first' || source.last === null) return now
  const { delayReason: _, ...before } = source.last.fields
  const anew = { earlierNumber: source.last.number ?? undefined, ...filerOf(source) }
  return only(source.kind === 'withdrawal' ? { ...now, ...contactOf(before), ...anew } : { ...now, ...before, ...anew })
}

/** What everything says now, without what was filed before: offered beside a draft where it says otherwise. */
export function known(source: NoticeSource): NoticeFields {
  return only({
    law: 'gdpr',
    earlierNumber: source.kind === 'first' ? undefined : (source.last?.number ?? undefined),
    organisation: source.organisation,
    ...filerOf(source),
    ...contactFields(source),
    ...timeline(source),
    ...breach(source),
    ...peopleAndData(source),
    ...beforehand(source),
    ...effects(source),
    ...after(source),
  })
}

/** Without what is not known, so that two of them compare. */
const only = (fields: NoticeFields): NoticeFields => Object.fromEntries(Object.entries(fields).filter(([, answer]) => answer !== undefined && answer !== ''))

const filerOf = ({ filer }: NoticeSource): NoticeFields => ({
  filerName: filer.name,
  filerFunction: filer.role,
  filerPhone: filer.phone ?? undefined,
  filerMail: filer.mail ?? undefined,
})

const contactOf = ({ organisation, contactSame, contactName, contactPhone, contactMail }: NoticeFields): NoticeFields =>
  only({ organisation, contactSame, contactName, contactPhone, contactMail })

function contactFields({ filer, contact, processors }: NoticeSource): NoticeFields {
  const same = contact === null || contact.name === filer.name
  return {
    contactSame: same ? 'yes' : 'no',
    ...(!same && { contactName: contact.name, contactPhone: contact.phone ?? undefined, contactMail: contact.mail ?? undefined }),
    ...(processors.length > 0 && { processorInvolved: 'yes', processorName: processors.join(', ') }),
  }
}

const textIn = (answer: TextAnswer | undefined) => (answer && 'text' in answer ? answer.text : undefined)
const rangeIn = (answer: NumberAnswer | undefined): Range | undefined =>
  answer === undefined
    ? undefined
    : 'exact' in answer
      ? { min: answer.exact, max: answer.exact }
      : 'min' in answer
        ? { min: answer.min, max: answer.max }
        : 'unknown'
/** What was chosen, as far as the form has it too. */
const chosenIn = <Option extends string>(options: readonly Option[], answer: SeveralAnswer | undefined): Option[] | undefined =>
  answer && options.filter((option) => answer.chosen.includes(option))

function timeline({ worksheet, reports, awareAt, delayReason, discoveredHow, facts }: NoticeSource): NoticeFields {
  const [first, ...others] = reports.map(({ discoveredAt }) => discoveredAt)
  return {
    ...occurred(worksheet.occurred),
    stillGoingOn: facts.restoredWithin === 'notYet' ? 'yes' : undefined,
    discoveredAt: first === undefined ? undefined : earliest(first, ...others),
    discoveredHow,
    awareAt,
    delayReason: delayReason ?? undefined,
  }
}

function occurred(answer: Worksheet['occurred']): NoticeFields {
  if (answer === undefined) return {}
  if ('at' in answer) return { startKnown: 'at', startedAt: answer.at }
  return 'from' in answer ? { startKnown: 'between', startedAt: answer.from, endedAt: answer.until } : { startKnown: 'unknown' }
}

/** By the reporter's tile; where a tile may be several kinds, the facts say which, or nothing does. */
const kindOfTile: Partial<Record<ReportKind, RegisterKind>> = {
  wrongRecipient: 'wrongRecipient',
  deviceLost: 'carrierLost',
  paperLost: 'carrierLost',
  unauthorisedView: 'wrongAuthorisation',
  suspiciousMessage: 'phishing',
  accountCompromised: 'hacking',
}

function breach({ worksheet, reports, facts }: NoticeSource): NoticeFields {
  const tile = reports.map(({ kind }) => kindOfTile[kind]).find((kind) => kind !== undefined)
  const nature = natureOf(worksheet.nature?.chosen ?? [], facts)
  return { summary: textIn(worksheet.summary), registerKind: facts.malware === 'yes' ? 'malware' : tile, nature }
}

/** Seen, copied or stolen: confidentiality; changed: integrity; gone: availability. Nothing known: nothing filled in. */
export function natureOf(nature: readonly string[], facts: Facts): NoticeFields['nature'] {
  const has = (...codes: string[]) => codes.some((code) => nature.includes(code))
  const found = [
    ...(has('read', 'copied', 'stolen') || facts.accessExcluded === 'no' || facts.exfiltrationExcluded === 'no' ? (['confidentiality'] as const) : []),
    ...(has('changed') || facts.altered === 'yes' || facts.altered === 'recoverable' ? (['integrity'] as const) : []),
    ...(has('destroyed', 'stolen') || facts.dataLost === 'yes' || facts.unavailable === 'long' ? (['availability'] as const) : []),
  ]
  if (found.length > 0) return found
  return has('unknown') ? ['unknown'] : undefined
}

function peopleAndData({ worksheet, facts }: NoticeSource): NoticeFields {
  const { data, groups } = worksheet
  const one = facts.peopleCount === 'one' ? { min: 1, max: 1 } : undefined
  const isVulnerable = groups?.chosen.includes('pupils') || facts.pupilsData === 'yes' || facts.vulnerableGroup === 'yes'
  return {
    ...{ dataKinds: chosenIn(noticeFields.dataKinds.options, data), dataWhich: data?.namely },
    ...{ groups: chosenIn(noticeFields.groups.options, groups), groupsOther: groups?.namely },
    people: rangeIn(worksheet.people) ?? one,
    vulnerable: isVulnerable ? 'yes' : facts.vulnerableGroup,
  }
}

function beforehand({ worksheet, facts }: NoticeSource): NoticeFields {
  const techniques = [
    ...(facts.encryptedThen === 'yes' || facts.encryptedThen === 'partly' ? (['encrypted'] as const) : []),
    ...(facts.hashing === 'salted' || facts.hashing === 'unsalted' ? (['hashed'] as const) : []),
    ...(facts.pseudonymised === 'holds' || facts.pseudonymised === 'weak' ? (['pseudonymised'] as const) : []),
  ]
  const choice = noticeFields.unintelligible.options.find((one) => one === worksheet.unintelligible?.choice)
  return {
    unintelligible: choice ?? facts.encryptedThen,
    techniques: techniques.length > 0 ? techniques : undefined,
    unintelligibleHow: [worksheet.unintelligible?.namely, textIn(worksheet.protection)].filter(Boolean).join('\n'),
  }
}

const severities = { 'small limited': 'negligible', 'small serious': 'considerable', 'large limited': 'limited', 'large serious': 'grave' } as const

function effects({ worksheet, facts }: NoticeSource): NoticeFields {
  const { harmChance, harmSeriousness } = facts
  const guess = severities[`${harmChance} ${harmSeriousness}` as keyof typeof severities]
  const consequences = chosenIn(noticeFields.consequences.options, worksheet.consequences)
  return { consequences, consequencesOther: worksheet.consequences?.namely, severity: guess }
}

/** Why people are not told, in the words of the form (protocol 8). */
const groundOf: Record<Ground, NonNullable<NoticeFields['notToldGround']>> = {
  encryption: 'technical',
  otherMeasures: 'technical',
  laterMeasures: 'technical',
  notHighRisk: 'unlikelyAdverse',
  disproportionate: 'other',
  overriding: 'overriding',
}
const means = ['mail', 'post', 'parentApp', 'phone', 'inPerson', 'website', 'newspaper'] as const

function after(source: NoticeSource): NoticeFields {
  const said = (aim: (one: string) => boolean) => source.measures.filter((one) => aim(one.aim)).map(({ text }) => text)
  const worked = textIn(source.worksheet.measures)
  const taken = [...(worked ? [worked] : []), ...said((aim) => aim !== 'repetition')]
  return { ...telling(source), measuresTaken: taken.join('\n'), measuresRepeat: said((aim) => aim === 'repetition').join('\n') }
}

function telling({ told, subjects, willTellAt }: NoticeSource): NoticeFields {
  if (told) {
    const toldMeans = means.filter((one) => told.channels.includes(one))
    return { told: 'yes', toldAt: told.firstAt, toldCount: { min: told.count, max: told.count }, toldMeans }
  }
  if (subjects?.outcome === 'notRequired') {
    const ground = groundOf[subjects.ground as Ground] ?? 'other'
    return { told: 'no', notToldGround: ground, notToldWhy: subjects.reason ?? undefined }
  }
  const isDecided = subjects !== null && ['communicate', 'publicNotice'].includes(subjects.outcome)
  if (isDecided || willTellAt !== null) return { told: 'willBe', willTellAt: willTellAt ?? undefined }
  return { told: 'notYetKnown' }
}
