import { registerKinds } from '../register/register-kinds.ts'

/** A first notification, what is added to it later, or that it is taken back (forms.md "AP notification", 0). */
export const noticeKinds = ['first', 'followUp', 'withdrawal'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** The sections of the form in its order, 0 to 9. */
export const noticeSections = ['about', 'contact', 'timeline', 'breach', 'data', 'people', 'before', 'consequences', 'after', 'complete'] as const
export type NoticeSection = (typeof noticeSections)[number]

interface FieldRow {
  readonly section: NoticeSection
  readonly kind: 'line' | 'text' | 'choice' | 'choices' | 'moment' | 'range'
  readonly options?: readonly string[]
  /** characters; ours, so that what is copied fits a box of the form */
  readonly limit?: number
  /** asked only where each of these was answered so */
  readonly when?: Readonly<Record<string, readonly string[]>>
  /** the kinds of notice it is asked of; left out: a first one and a follow-up */
  readonly of?: readonly NoticeKind[]
  /** asked only where it is filed after the term (GDPR 33(1)) */
  readonly late?: true
  readonly optional?: true
}

const line = 250
const text = 2000
const yesNo = ['yes', 'no', 'unknown'] as const
const every = noticeKinds

/** Every field of the notification, in the order of the authority's form. What is left out is not answered yet. */
export const noticeFields = {
  law: { section: 'about', kind: 'choice', options: ['gdpr', 'policeData', 'judicialData', 'other'], of: every },
  earlierNumber: { section: 'about', kind: 'line', limit: 100, of: ['followUp', 'withdrawal'] },
  withdrawalReason: { section: 'about', kind: 'text', limit: text, of: ['withdrawal'] },

  organisation: { section: 'contact', kind: 'line', limit: line, of: every },
  filerName: { section: 'contact', kind: 'line', limit: line, of: every },
  filerFunction: { section: 'contact', kind: 'line', limit: line, of: every },
  filerPhone: { section: 'contact', kind: 'line', limit: 50, of: every },
  filerMail: { section: 'contact', kind: 'line', limit: line, of: every },
  contactSame: { section: 'contact', kind: 'choice', options: ['yes', 'no'], of: every },
  contactName: { section: 'contact', kind: 'line', limit: line, when: { contactSame: ['no'] }, of: every },
  contactPhone: { section: 'contact', kind: 'line', limit: 50, when: { contactSame: ['no'] }, of: every },
  contactMail: { section: 'contact', kind: 'line', limit: line, when: { contactSame: ['no'] }, of: every },
  processorInvolved: { section: 'contact', kind: 'choice', options: yesNo },
  processorName: { section: 'contact', kind: 'text', limit: 500, when: { processorInvolved: ['yes'] } },

  startKnown: { section: 'timeline', kind: 'choice', options: ['at', 'between', 'unknown'] },
  startedAt: { section: 'timeline', kind: 'moment', when: { startKnown: ['at', 'between'] } },
  endedAt: { section: 'timeline', kind: 'moment', when: { startKnown: ['between'] } },
  stillGoingOn: { section: 'timeline', kind: 'choice', options: yesNo },
  discoveredAt: { section: 'timeline', kind: 'moment' },
  discoveredHow: { section: 'timeline', kind: 'text', limit: 500 },
  awareAt: { section: 'timeline', kind: 'moment' },
  delayReason: { section: 'timeline', kind: 'text', limit: text, late: true },

  summary: { section: 'breach', kind: 'text', limit: 4000 },
  registerKind: { section: 'breach', kind: 'choice', options: registerKinds },
  registerKindOther: { section: 'breach', kind: 'line', limit: line, when: { registerKind: ['other'] } },
  nature: { section: 'breach', kind: 'choices', options: ['confidentiality', 'integrity', 'availability', 'unknown'] },

  dataKinds: {
    section: 'data',
    kind: 'choices',
    options: [
      ...(['nameAddress', 'phone', 'electronicAddress', 'login', 'financial', 'bsn', 'idCopy', 'sexBirthAge', 'specialCategory', 'schoolPerformance'] as const),
      ...(['other', 'unknown'] as const),
    ],
  },
  specialKinds: {
    section: 'data',
    kind: 'choices',
    options: ['health', 'origin', 'religion', 'politics', 'union', 'sexualLife', 'genetic', 'biometric', 'criminal', 'unknown'],
    when: { dataKinds: ['specialCategory'] },
  },
  dataWhich: { section: 'data', kind: 'line', limit: 500, when: { dataKinds: ['specialCategory', 'other'] } },
  records: { section: 'data', kind: 'range' },

  groups: { section: 'people', kind: 'choices', options: ['pupils', 'formerPupils', 'parents', 'staff', 'formerStaff', 'applicants', 'other', 'unknown'] },
  groupsOther: { section: 'people', kind: 'line', limit: 500, when: { groups: ['other'] } },
  people: { section: 'people', kind: 'range' },
  vulnerable: { section: 'people', kind: 'choice', options: yesNo },

  unintelligible: { section: 'before', kind: 'choice', options: ['yes', 'partly', 'no', 'unknown'] },
  techniques: { section: 'before', kind: 'choices', options: ['encrypted', 'hashed', 'pseudonymised'], when: { unintelligible: ['yes', 'partly'] } },
  unintelligibleHow: { section: 'before', kind: 'text', limit: 4000, when: { unintelligible: ['yes', 'partly'] } },

  effectConfidentiality: { section: 'consequences', kind: 'text', limit: 1000, when: { nature: ['confidentiality'] } },
  effectIntegrity: { section: 'consequences', kind: 'text', limit: 1000, when: { nature: ['integrity'] } },
  effectAvailability: { section: 'consequences', kind: 'text', limit: 1000, when: { nature: ['availability'] } },
  consequences: { section: 'consequences', kind: 'choices', options: ['stigma', 'health', 'fraud', 'spam', 'other', 'none', 'unknown'] },
  consequencesOther: { section: 'consequences', kind: 'line', limit: 500, when: { consequences: ['other'] } },
  severity: { section: 'consequences', kind: 'choice', options: ['negligible', 'limited', 'considerable', 'grave', 'unknown'] },

  told: { section: 'after', kind: 'choice', options: ['yes', 'willBe', 'no', 'notYetKnown'] },
  toldAt: { section: 'after', kind: 'moment', when: { told: ['yes'] } },
  willTellAt: { section: 'after', kind: 'moment', when: { told: ['willBe'] } },
  toldCount: { section: 'after', kind: 'range', when: { told: ['yes', 'willBe'] } },
  toldMeans: {
    section: 'after',
    kind: 'choices',
    options: ['mail', 'post', 'parentApp', 'phone', 'inPerson', 'website', 'newspaper'],
    when: { told: ['yes', 'willBe'] },
  },
  toldText: { section: 'after', kind: 'text', limit: 4000, when: { told: ['yes', 'willBe'] } },
  notToldGround: { section: 'after', kind: 'choice', options: ['technical', 'unlikelyAdverse', 'overriding', 'other'], when: { told: ['no'] } },
  notToldWhy: { section: 'after', kind: 'text', limit: text, when: { told: ['no'] } },
  measuresTaken: { section: 'after', kind: 'text', limit: 4000 },
  measuresRepeat: { section: 'after', kind: 'text', limit: text },
  otherCountries: { section: 'after', kind: 'choice', options: yesNo },
  otherCountriesWhich: { section: 'after', kind: 'line', limit: line, when: { otherCountries: ['yes'] } },
  otherAuthorities: { section: 'after', kind: 'choice', options: yesNo },
  otherAuthoritiesWhich: { section: 'after', kind: 'line', limit: line, when: { otherAuthorities: ['yes'] } },

  complete: { section: 'complete', kind: 'choice', options: ['complete', 'followUp'] },
  followUpAt: { section: 'complete', kind: 'moment', when: { complete: ['followUp'] } },
} as const satisfies Record<string, FieldRow>

type Rows = typeof noticeFields
export type NoticeFieldId = keyof Rows
export const noticeFieldIds = Object.keys(noticeFields) as NoticeFieldId[]

/** The row of a field, read without its exact type. */
export const noticeRow = (id: NoticeFieldId): FieldRow => noticeFields[id]

/** How many: exact where both are the same. */
export type Range = { min: number; max: number } | 'unknown'
type ValueOf<Row> = Row extends { kind: 'choice'; options: readonly (infer O)[] }
  ? O
  : Row extends { kind: 'choices'; options: readonly (infer O)[] }
    ? O[]
    : Row extends { kind: 'range' }
      ? Range
      : string
export type NoticeFields = { [Id in NoticeFieldId]?: ValueOf<Rows[Id]> | undefined }
export type NoticeAnswer = string | readonly string[] | Range
