import * as v from 'valibot'
import type { ReportKind } from '../incident/report-lists.ts'
import { readDay } from '../instant.ts'
import { registerKinds, type RegisterKind } from './register-kinds.ts'

/** What happened to the data (VII-E). */
export const happenings = ['lost', 'seen', 'copied', 'changed', 'unknown'] as const
export type Happening = (typeof happenings)[number]

export const entryLimits = { text: 4_000, short: 200, people: 10_000_000 } as const

const text = v.pipe(v.string(), v.maxLength(entryLimits.text))
const short = v.pipe(v.string(), v.maxLength(entryLimits.short))
const Day = v.pipe(
  v.string(),
  v.check((day: string) => readDay(day) !== undefined),
)
const people = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(entryLimits.people))

/** When it happened; a day that nobody knows is an answer too. */
export const Occurred = v.variant('known', [
  v.strictObject({ known: v.literal('on'), from: Day }),
  v.pipe(
    v.strictObject({ known: v.literal('between'), from: Day, to: Day }),
    v.check(({ from, to }) => from <= to),
  ),
  v.strictObject({ known: v.literal('unknown') }),
])
export type Occurred = v.InferOutput<typeof Occurred>

export const People = v.variant('known', [
  v.pipe(
    v.strictObject({ known: v.literal('range'), min: people, max: people }),
    v.check(({ min, max }) => min <= max),
  ),
  v.strictObject({ known: v.literal('unknown') }),
])
export type People = v.InferOutput<typeof People>

/** An entry of the register as it is written down (VII-E): sealed under a key of its own, and without names, because it outlives its file. */
export const EntrySchema = v.strictObject({
  description: v.optional(text),
  registerKind: v.optional(v.picklist(registerKinds)),
  occurred: v.optional(Occurred),
  happened: v.optional(v.pipe(v.array(v.picklist(happenings)), v.maxLength(happenings.length))),
  groups: v.optional(text),
  people: v.optional(People),
  data: v.optional(text),
  consequences: v.optional(text),
  harmMeasures: v.optional(text),
  repeatMeasures: v.optional(text),
  /** why it was, or was not, a breach, and what was decided on it */
  reasons: v.optional(text),
  authorityNumber: v.optional(short),
  toldHow: v.optional(text),
  /** of the register that was kept before */
  oldNumber: v.optional(short),
})
export type Entry = v.InferOutput<typeof EntrySchema>

/** What an entry may not do without: every field of VII-E; the number of the authority and how people were told only exist where that happened. */
export const neededFields = [
  'description',
  'registerKind',
  'occurred',
  'happened',
  'groups',
  'people',
  'data',
  'consequences',
  'harmMeasures',
  'repeatMeasures',
  'reasons',
] as const satisfies readonly (keyof Entry)[]
export type NeededField = (typeof neededFields)[number]
export type Missing = NeededField | 'classification'

const isThere = (value: unknown): boolean => {
  if (typeof value === 'string') return value.trim() !== ''
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}

/** What is still missing, in the order of the form. `breach`: what was decided on it; without that no entry is complete. */
export function missingOf(entry: Entry, { breach }: { breach: string | null }): Missing[] {
  const fields: Missing[] = neededFields.filter((field) => !isThere(entry[field]))
  return breach === null || breach === 'undecided' ? [...fields, 'classification'] : fields
}

/** What the file says already, in codes and words; what is not known is not there. */
export type EntrySources = {
  kind: ReportKind
  summary?: string | undefined
  occurred?: Occurred | undefined
  happened?: readonly Happening[] | undefined
  groups?: string | undefined
  people?: People | undefined
  data?: string | undefined
  consequences?: string | undefined
  /** by aim, in the order they were written down */
  measures: readonly { aim: 'harm' | 'repetition'; text: string }[]
  /** of the decisions, in the order of the path */
  reasons: readonly string[]
  authorityNumber?: string | undefined
  toldHow?: string | undefined
}

/** Where the reporter's tile leaves no doubt; everywhere else somebody has to choose. */
const kindOf: Partial<Record<ReportKind, RegisterKind>> = {
  wrongRecipient: 'wrongRecipient',
  deviceLost: 'carrierLost',
  suspiciousMessage: 'phishing',
  accountCompromised: 'hacking',
}

/** The entry as the file would fill it in: a proposal, never more than what is there. */
export function entryFrom(sources: EntrySources): Entry {
  const lines = (parts: readonly string[]) =>
    parts
      .map((part) => part.trim())
      .filter(Boolean)
      .join('\n')
      .slice(0, entryLimits.text)
  const ofAim = (wanted: 'harm' | 'repetition') => lines(sources.measures.filter(({ aim }) => aim === wanted).map((one) => one.text))
  const all: Entry = {
    description: lines([sources.summary ?? '']),
    registerKind: kindOf[sources.kind],
    occurred: sources.occurred,
    happened: sources.happened ? [...sources.happened] : undefined,
    groups: lines([sources.groups ?? '']),
    people: sources.people,
    data: lines([sources.data ?? '']),
    consequences: lines([sources.consequences ?? '']),
    harmMeasures: ofAim('harm'),
    repeatMeasures: ofAim('repetition'),
    reasons: lines(sources.reasons),
    authorityNumber: sources.authorityNumber?.slice(0, entryLimits.short),
    toldHow: lines([sources.toldHow ?? '']),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isThere(value)))
}

/** What is in clear beside it for lists: the first day it may have happened. */
export const occurredOn = ({ occurred }: Entry): string | null => (occurred && occurred.known !== 'unknown' ? occurred.from : null)
