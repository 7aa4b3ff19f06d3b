import * as v from 'valibot'
import type { Facts } from '../breach/facts.ts'
import { IncidentProcessor } from './processors.ts'
import { MeasureView } from './measures.ts'

/** Whom else an incident is told, beside the authority and the people concerned (handbook H14). */
export const parties = ['controller', 'police', 'inspectie', 'processor', 'insurer', 'schoolCert', 'staff', 'media', 'other'] as const
export type Party = (typeof parties)[number]

export const partyStates = ['planned', 'done', 'notNeeded'] as const
export type PartyState = (typeof partyStates)[number]

/** What the facts say and the dossier says besides, as far as somebody else may have to hear of it. */
export type Around = { facts: Facts; atProcessor: boolean; kind: string }

type Suggestion = { id: string; party: Party; law: string; handbook: string; urgent?: true; when: (around: Around) => boolean }

/** Whom to think of, and why; a table like the others, read by a person who decides. */
export const suggestionTable: readonly Suggestion[] = [
  // The one duty among them: without delay, at once once it is known that we only process for somebody else.
  { id: 'controller', party: 'controller', law: 'AVG 33(2)', handbook: 'H7.1.2', urgent: true, when: ({ facts }) => facts.controller === 'processor' },
  { id: 'jointController', party: 'controller', law: 'AVG 26', handbook: 'H7.1.2', when: ({ facts }) => facts.controller === 'jointly' },
  { id: 'trueController', party: 'controller', law: '', handbook: 'H7.1.2', when: ({ facts }) => facts.controller === 'none' },
  { id: 'illWill', party: 'police', law: 'Sv 161', handbook: 'H8.2, H14', when: ({ facts }) => facts.illWill === 'yes' },
  { id: 'attack', party: 'schoolCert', law: '', handbook: 'H14', when: ({ facts }) => facts.malware === 'yes' || facts.illWill === 'yes' },
  { id: 'atProcessor', party: 'processor', law: 'AVG 28(3)(f)', handbook: 'H14', when: ({ atProcessor }) => atProcessor },
  { id: 'chain', party: 'processor', law: '', handbook: 'H14', when: ({ facts }) => facts.chainSharing === 'yes' },
  { id: 'damage', party: 'insurer', law: '', handbook: 'H14', when: ({ facts }) => facts.illWill === 'yes' || facts.harmSeriousness === 'serious' },
  { id: 'public', party: 'media', law: '', handbook: 'H14', when: ({ facts }) => facts.spread === 'public' || facts.disproportionateEffort === 'yes' },
  { id: 'learning', party: 'staff', law: '', handbook: 'H14', when: ({ kind }) => kind === 'suspiciousMessage' || kind === 'accountCompromised' },
  // No fact says that an exam leaked: it is asked where what stands for results got out, and a person knows.
  { id: 'exam', party: 'inspectie', law: '', handbook: 'H14', when: ({ facts }) => facts.stigmatising === 'yes' && facts.spread !== 'nobody' },
]

/** Whom to think of here, in the order of the table; nothing is planned by it. */
export const suggestParties = (around: Around) =>
  suggestionTable.filter((row) => row.when(around)).map(({ id, party, law, handbook, urgent = false }) => ({ id, party, law, handbook, urgent }))

const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const instant = v.pipe(v.string(), v.isoTimestamp())
const words = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))

/** As many as one incident plans. */
export const othersAtMost = 40

/** `what`: what is said or done; `why`: where it is not needed, why not. `record`: how it went, once it is done. `revision`: the one it was read at, 0 for a new one. */
export const PlanOther = v.strictObject({
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  party: v.picklist(parties),
  what: words(4000),
  ownerId: v.optional(v.nullable(id)),
  dueAt: v.optional(v.nullable(instant)),
  state: v.picklist(partyStates),
  doneAt: v.optional(v.nullable(instant)),
  record: v.optional(v.nullable(words(4000))),
})
export type PlanOther = v.InferOutput<typeof PlanOther>

export const OtherPartyView = v.object({
  id,
  revision: v.number(),
  party: v.picklist(parties),
  what: v.string(),
  state: v.picklist(partyStates),
  ownerId: v.nullable(v.string()),
  owner: v.nullable(v.string()),
  dueAt: v.nullable(instant),
  doneAt: v.nullable(instant),
  doneBy: v.nullable(v.string()),
  notNeededAt: v.nullable(instant),
  record: v.nullable(v.string()),
})
export type OtherPartyView = v.InferOutput<typeof OtherPartyView>

const Member = v.object({ personId: id, name: v.string() })
export type Member = v.InferOutput<typeof Member>

/** Everything of the step "Anderen". */
export const OthersView = v.object({
  parties: v.array(OtherPartyView),
  suggestions: v.array(v.object({ id: v.string(), party: v.picklist(parties), law: v.string(), handbook: v.string(), urgent: v.boolean() })),
  processors: v.array(IncidentProcessor),
  /** those of the board that can be noted */
  known: v.array(v.object({ id, name: v.string(), product: v.string() })),
  measures: v.array(MeasureView),
  /** who may be named as the one who does it */
  team: v.array(Member),
  may: v.object({ plan: v.boolean(), measure: v.boolean(), processor: v.boolean() }),
})
export type OthersView = v.InferOutput<typeof OthersView>
