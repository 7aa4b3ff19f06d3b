import * as v from 'valibot'
import { grounds, subjectsOutcomes } from '../breach/assessment-views.ts'
import { readDay } from '../instant.ts'
import { gates, gateStates } from './gates.ts'
import { channels, communicationKinds, letterFields, letterParts, letterTemplates, partLength, slipCodes, type LetterField } from './letter.ts'
import { letterAddressees, recipientLimits } from './recipients.ts'

/** What the dossier shows and takes of telling people. */
const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/),
  v.check((text) => readDay(text) !== undefined),
)
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000))
const revision = v.pipe(v.number(), v.integer(), v.minValue(1))

const part = v.pipe(v.string(), v.maxLength(partLength))
const textEntries = Object.fromEntries(letterFields.map((field) => [field, part])) as Record<LetterField, typeof part>
const LetterTextInput = v.strictObject(textEntries)

/** A letter begins with a draft; without `template` that of the kind of report. */
export const StartCommunication = v.strictObject({
  kind: v.picklist(communicationKinds),
  lang: v.picklist(['nl', 'en']),
  template: v.optional(v.picklist(letterTemplates)),
})
export const SaveCommunication = v.strictObject({ revision, text: LetterTextInput })
/** `anyway`: why it goes out though something is missing. */
export const FinishCommunication = v.strictObject({ revision, anyway: v.optional(reason) })

/** Of whom it was sent to: a number, or those on the list who were not told yet, all or by how they may be written to. */
export const NoteSending = v.strictObject({
  channel: v.picklist(channels),
  sentAt: instant,
  count: v.optional(count),
  recipients: v.optional(v.union([v.picklist(['all', 'shared', 'alone']), v.pipe(v.array(id), v.minLength(1), v.maxLength(1000))])),
  note: v.optional(reason),
  /** now everybody was told: what was planned for it is done */
  everyone: v.optional(v.boolean(), true),
})

export const RecipientInput = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(recipientLimits.name)),
  birthDate: v.optional(day),
  age: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(120))),
  addresses: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(recipientLimits.address))), v.maxLength(2)),
  protectedAddress: v.boolean(),
  addressee: v.optional(v.picklist(letterAddressees)),
})
export const recipientKinds = ['subject', 'wrongRecipient'] as const
export type RecipientKind = (typeof recipientKinds)[number]
export const AddRecipients = v.strictObject({
  kind: v.picklist(recipientKinds),
  rows: v.pipe(v.array(RecipientInput), v.minLength(1), v.maxLength(recipientLimits.rows)),
})

const SlipView = v.object({ code: v.picklist(slipCodes), part: v.picklist(letterFields), words: v.optional(v.string()), count: v.optional(v.number()) })
const TextView = v.object(Object.fromEntries(letterFields.map((field) => [field, v.string()])) as Record<LetterField, ReturnType<typeof v.string>>)

export const CommunicationView = v.object({
  id: v.string(),
  kind: v.picklist(communicationKinds),
  template: v.picklist(letterTemplates),
  lang: v.picklist(['nl', 'en']),
  revision: v.number(),
  text: TextView,
  /** the headings in its own language */
  headings: v.object(Object.fromEntries(letterParts.map((one) => [one, v.string()])) as Record<(typeof letterParts)[number], ReturnType<typeof v.string>>),
  slips: v.array(SlipView),
  setBy: v.nullable(v.string()),
  setAt: v.string(),
  finalBy: v.nullable(v.string()),
  finalAt: v.nullable(v.string()),
  /** why it was finished though something was missing */
  anyway: v.nullable(v.string()),
})
export type CommunicationView = v.InferOutput<typeof CommunicationView>

export const SendingView = v.object({
  id: v.string(),
  communicationId: v.string(),
  kind: v.picklist(communicationKinds),
  channel: v.picklist(channels),
  count: v.number(),
  sentAt: v.string(),
  note: v.nullable(v.string()),
  setBy: v.nullable(v.string()),
})
export type SendingView = v.InferOutput<typeof SendingView>

export const RecipientView = v.object({
  id: v.string(),
  kind: v.picklist(recipientKinds),
  name: v.string(),
  age: v.nullable(v.number()),
  addresses: v.array(v.string()),
  protectedAddress: v.boolean(),
  /** whom the letter goes to today */
  addressee: v.picklist(letterAddressees),
  toldAt: v.nullable(v.string()),
  deletionConfirmedAt: v.nullable(v.string()),
  deletionConfirmedBy: v.nullable(v.string()),
})
export type RecipientView = v.InferOutput<typeof RecipientView>
export const RecipientPage = v.object({ rows: v.array(RecipientView), total: v.number() })
export type RecipientPage = v.InferOutput<typeof RecipientPage>

const RecipientSummary = v.object({
  subjects: v.number(),
  told: v.number(),
  /** envelopes that may go out as one mailing, and those that go each by itself */
  shared: v.number(),
  alone: v.number(),
  withoutAddress: v.number(),
  byAddressee: v.object({ self: v.number(), representatives: v.number(), both: v.number() }),
  wrongRecipients: v.number(),
  deletionConfirmed: v.number(),
  /** when the list goes: three months after the last message; null while none went out */
  goesAt: v.nullable(v.string()),
})

const Told = v.object({ firstAt: v.string(), lastAt: v.string(), count: v.number(), channels: v.array(v.picklist(channels)) })
export type Told = v.InferOutput<typeof Told>

export const PeopleView = v.object({
  /** what the engine says, and the gates it went through */
  advised: v.object({ outcome: v.picklist(subjectsOutcomes), ground: v.nullable(v.picklist(grounds)) }),
  gates: v.array(v.object({ gate: v.picklist(gates), state: v.picklist(gateStates), row: v.nullable(v.string()) })),
  /** what people decided and holds now */
  decision: v.nullable(v.object({ outcome: v.string(), ground: v.nullable(v.string()), reason: v.string(), takenAt: v.string() })),
  /** when it is to be done, until when it may wait, and what was promised; null where nothing runs */
  plannedAt: v.nullable(v.string()),
  postponedUntil: v.nullable(v.string()),
  promisedAt: v.nullable(v.string()),
  /** it was notified to the authority: a promise in it that is missed asks for an amended notification first */
  notified: v.boolean(),
  contact: v.object({ name: v.nullable(v.string()), phone: v.nullable(v.string()), mail: v.nullable(v.string()) }),
  communications: v.array(CommunicationView),
  sendings: v.array(SendingView),
  told: v.nullable(Told),
  recipients: RecipientSummary,
  /** the first of them, for those who may see who they are */
  rows: v.array(RecipientView),
  wrongRecipients: v.array(RecipientView),
  /** the template that goes with this incident */
  template: v.picklist(letterTemplates),
  may: v.object({ write: v.boolean(), send: v.boolean(), seeRecipients: v.boolean() }),
})
export type PeopleView = v.InferOutput<typeof PeopleView>
