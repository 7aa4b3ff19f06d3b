import * as v from 'valibot'
import { teamRoles } from '../access/fence.ts'
import { AssessmentView } from './assessment-views.ts'
import { factIds } from './facts.ts'
import { allChoices, choiceGrounds, decisionPaths, questions } from './votes.ts'

/** What the team sees of its decisions: who voted what and why, on which facts, what the engine said, and what it came to. */
const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const seat = v.picklist(teamRoles)
const outcome = v.picklist(allChoices)
const ground = v.nullable(v.picklist(choiceGrounds))
const factId = v.picklist(factIds)

export const VoteView = v.object({
  id,
  personId: id,
  name: v.nullable(v.string()),
  seat,
  deputy: v.boolean(),
  outcome,
  ground,
  reason: v.string(),
  at: instant,
  /** false: he voted again, is recused, or whoever he sits for voted himself */
  counts: v.boolean(),
})
export type VoteView = v.InferOutput<typeof VoteView>

/** What the votes come to so far; `missing`: the seats it may still wait for, with `outcome` null where it has to. */
export const CountedView = v.object({
  outcome: v.nullable(outcome),
  ground,
  why: v.nullable(v.picklist(['together', 'chair', 'majority', 'tie'])),
  missing: v.array(seat),
})
export type CountedView = v.InferOutput<typeof CountedView>

export const DecisionView = v.object({
  id,
  question: v.picklist(questions),
  path: v.picklist(decisionPaths),
  /** `lapsed`: a new fact opened another term before it was taken */
  status: v.picklist(['open', 'taken', 'withdrawn', 'lapsed']),
  /** it was taken and holds: no later one, and no new fact, came after it */
  inForce: v.boolean(),
  advised: v.string(),
  advisedGround: v.nullable(v.string()),
  outcome: v.nullable(outcome),
  ground,
  incomplete: v.boolean(),
  deviates: v.boolean(),
  rulesVersion: v.string(),
  openedBy: v.nullable(v.string()),
  openedAt: instant,
  endedBy: v.nullable(v.string()),
  endedAt: v.nullable(instant),
  reason: v.nullable(v.string()),
  deviation: v.nullable(v.string()),
  againstAdvice: v.nullable(v.string()),
  plannedAt: v.nullable(instant),
  askedBy: v.nullable(v.picklist(['police', 'om'])),
  votes: v.array(VoteView),
  counted: CountedView,
  /** the seats that vote on it */
  seats: v.array(seat),
  /** the facts as they were when it was put forward */
  facts: v.record(v.string(), v.string()),
  /** answered otherwise since then; null: not answered */
  changed: v.array(v.object({ fact: factId, was: v.nullable(v.string()), now: v.nullable(v.string()) })),
  /** may this reader vote on it, take it, take it back */
  may: v.object({ vote: v.boolean(), take: v.boolean(), withdraw: v.boolean() }),
})
export type DecisionView = v.InferOutput<typeof DecisionView>

export const AdviceBeside = v.object({ id, about: v.string(), text: v.string(), by: v.nullable(v.string()), at: instant })

export const DecisionsView = v.object({
  assessment: AssessmentView,
  /** what was answered so far */
  facts: v.record(v.string(), v.string()),
  /** the newest first */
  decisions: v.array(DecisionView),
  /** the officer's advice, whoever decides */
  advice: v.array(AdviceBeside),
  fgVotes: v.boolean(),
  /** the term ends within a day, or is over: deciding on incomplete facts is allowed */
  near: v.boolean(),
  may: v.object({ open: v.boolean() }),
})
export type DecisionsView = v.InferOutput<typeof DecisionsView>

export const PutForward = v.strictObject({ question: v.picklist(questions), path: v.optional(v.picklist(decisionPaths)) })
export const CastVote = v.strictObject({ outcome, ground: v.optional(v.picklist(choiceGrounds)), reason: text })
export const TakeDecision = v.strictObject({
  reason: text,
  /** why otherwise than the engine advises */
  deviation: v.optional(text),
  /** where the officer has no vote: whether this follows his advice, and if not, why */
  followsAdvice: v.optional(v.boolean()),
  againstAdvice: v.optional(text),
  /** on incomplete facts although the term does not end within a day */
  incomplete: v.optional(v.boolean()),
  /** when people are told */
  plannedAt: v.optional(instant),
  /** leave not to tell yet, for an investigation (UAVG 41): who asked, and until when */
  postponement: v.optional(v.strictObject({ askedBy: v.picklist(['police', 'om']), until: instant })),
})
export const WithdrawDecision = v.strictObject({ reason: text })
