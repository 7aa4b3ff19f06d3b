import type { Choice } from '../breach/votes.ts'
import type { TermOutcome } from '../deadline/kinds.ts'

/** The three tracks of a case are independent; it may be closed once all three are final. */
export const authorityStates = ['undecided', 'notNeeded', 'toFile', 'toSupplement', 'filed', 'withdrawn'] as const
export const peopleStates = ['undecided', 'notNeeded', 'toTell', 'postponed', 'told', 'public'] as const
export type Tracks = {
  authority: { state: (typeof authorityStates)[number]; final: boolean }
  people: { state: (typeof peopleStates)[number]; final: boolean }
  /** how many measures have neither an owner and a date, nor are done */
  measures: { loose: number; final: boolean }
}

/** What others know of a case, as far as closing asks it. */
export type TrackFacts = {
  /** in force in the term that counts */
  breach: Choice | null
  authority: Choice | null
  subjects: Choice | null
  termOutcome: TermOutcome | null
  /** what was filed, oldest first; `complete`: no follow-up was promised */
  notices: readonly { kind: 'first' | 'followUp' | 'withdrawal'; complete: boolean }[]
  told: boolean
  /** the authority ordered to tell people: what was decided otherwise before is decided anew (GDPR 34(4)) */
  ordered: boolean
  measures: readonly { ownerId: string | null; dueOn: string | null; done: boolean; dropped: boolean }[]
}

const isBreach = ({ breach }: TrackFacts) => breach === 'breach'
const isNone = ({ breach }: TrackFacts) => breach === 'outOfScope' || breach === 'noIncident' || breach === 'incidentOnly'

/** How the three tracks stand. What is no breach asks nothing of authority and people, unless the team decided to do it all the same. */
export function tracksOf(facts: TrackFacts): Tracks {
  const [authority, people] = [authorityState(facts), peopleState(facts)]
  const loose = facts.measures.filter(({ ownerId, dueOn, done, dropped }) => !done && !dropped && (ownerId === null || dueOn === null)).length
  return {
    authority: { state: authority, final: authority === 'notNeeded' || authority === 'filed' || authority === 'withdrawn' },
    people: { state: people, final: people === 'notNeeded' || people === 'told' || people === 'public' },
    measures: { loose, final: loose === 0 },
  }
}

function authorityState(facts: TrackFacts): (typeof authorityStates)[number] {
  const last = facts.notices.at(-1)
  if (last?.kind === 'withdrawal') return 'withdrawn'
  if (last ?? (facts.termOutcome === 'filed' || facts.termOutcome === 'filedLate')) return last && !last.complete ? 'toSupplement' : 'filed'
  if (facts.authority === 'notify') return 'toFile'
  if (isNone(facts) || (isBreach(facts) && facts.authority === 'notRequired')) return 'notNeeded'
  return 'undecided'
}

function peopleState(facts: TrackFacts): (typeof peopleStates)[number] {
  if (facts.subjects === 'communicate') return facts.told ? 'told' : 'toTell'
  if (facts.ordered) return 'undecided'
  if (facts.subjects === 'publicNotice') return facts.told ? 'public' : 'toTell'
  if (facts.subjects === 'postpone') return 'postponed'
  if (isNone(facts) || (isBreach(facts) && facts.subjects === 'notRequired')) return 'notNeeded'
  return 'undecided'
}

/** What is still missing before a case may be closed, and at which step one finds it. */
export const missingSteps = {
  breach: 'judgement',
  authority: 'judgement',
  subjects: 'judgement',
  openDecision: 'judgement',
  filing: 'authority',
  supplement: 'authority',
  telling: 'people',
  postponed: 'people',
  measures: 'others',
  entry: 'register',
  terms: 'report',
} as const
export type Missing = keyof typeof missingSteps
export const missingCodes = Object.keys(missingSteps) as Missing[]

export type ClosingFacts = TrackFacts & { entryComplete: boolean; openTerms: number; openDecisions: number }

/** Empty: it may be closed. In the order of the path. */
export function missingToClose(facts: ClosingFacts): Missing[] {
  const { authority, people, measures } = tracksOf(facts)
  const is: Record<Missing, boolean> = {
    breach: facts.breach === null,
    authority: facts.breach !== null && authority.state === 'undecided',
    subjects: facts.breach !== null && people.state === 'undecided',
    openDecision: facts.openDecisions > 0,
    filing: authority.state === 'toFile',
    supplement: authority.state === 'toSupplement',
    telling: people.state === 'toTell',
    postponed: people.state === 'postponed',
    measures: !measures.final,
    entry: !facts.entryComplete,
    terms: facts.openTerms > 0,
  }
  return missingCodes.filter((code) => is[code])
}

/** All that follows from incident-or-breach was decided. */
export const isJudged = (facts: TrackFacts): boolean => {
  const { authority, people } = tracksOf(facts)
  return facts.breach !== null && authority.state !== 'undecided' && people.state !== 'undecided'
}
