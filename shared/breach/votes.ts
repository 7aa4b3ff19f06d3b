import type { TeamRole } from '../access/fence.ts'

/** Who decides what (protocol 5-8). The engine advises; these are the people, and how their votes become one outcome. */
export const questions = ['breach', 'authority', 'subjects'] as const
export type Question = (typeof questions)[number]

/** `pair`: chair and officer together, for incident-or-breach only; `team`: two of the three permanent members. */
export const decisionPaths = ['pair', 'team'] as const
export type DecisionPath = (typeof decisionPaths)[number]

/** What people may choose, the least protective first: a tie takes the last of what was voted. */
export const choices = {
  breach: ['outOfScope', 'noIncident', 'incidentOnly', 'breach'],
  authority: ['notRequired', 'notify'],
  subjects: ['notRequired', 'postpone', 'publicNotice', 'communicate'],
} as const satisfies Record<Question, readonly string[]>
export const allChoices = ['outOfScope', 'noIncident', 'incidentOnly', 'breach', 'notRequired', 'notify', 'postpone', 'publicNotice', 'communicate'] as const
export type Choice = (typeof allChoices)[number]

/** Why people are not told, or not each by himself; where votes differ on it the one further on counts: it asks more of the school. */
export const choiceGrounds = ['encryption', 'otherMeasures', 'laterMeasures', 'notHighRisk', 'overriding', 'disproportionate', 'investigation'] as const
export type ChoiceGround = (typeof choiceGrounds)[number]
const groundsOfSubjects: Partial<Record<Choice, readonly ChoiceGround[]>> = {
  notRequired: ['encryption', 'otherMeasures', 'laterMeasures', 'notHighRisk', 'overriding'],
  publicNotice: ['disproportionate'],
  postpone: ['investigation'],
}

/** The grounds one may give for this; none: it needs none. */
export const groundsFor = (question: Question, outcome: Choice): readonly ChoiceGround[] => (question === 'subjects' ? (groundsOfSubjects[outcome] ?? []) : [])

export const isChoice = (question: Question, outcome: string): outcome is Choice => (choices[question] as readonly string[]).includes(outcome)

/** The seats that vote; `fgVotes` is the board's: where the officer has no vote, the handler has the third. */
export const votingSeats = (path: DecisionPath, fgVotes: boolean): readonly TeamRole[] => {
  const third = fgVotes ? 'dpo' : 'handler'
  return path === 'pair' ? ['chair', third] : ['chair', third, 'headOfIct']
}

/** Only incident-or-breach can be decided by two. */
export const mayDecideBy = (question: Question, path: DecisionPath): boolean => path === 'team' || question === 'breach'

/** One person's last vote, in the one seat he voted in. */
export type Vote = {
  readonly personId: string
  readonly seat: TeamRole
  /** he sits for whoever holds it */
  readonly deputy?: boolean
  readonly outcome: Choice
  readonly ground: ChoiceGround | null
}
export type Ballot = { readonly question: Question; readonly path: DecisionPath; readonly fgVotes: boolean; readonly recused: readonly string[] }

/** `together`: the two agree; `chair`: they did not, and the chair decides; `majority`; `tie`: none had one, so the protective branch. */
export type Counted =
  | {
      readonly outcome: Choice
      readonly ground: ChoiceGround | null
      readonly why: 'together' | 'chair' | 'majority' | 'tie'
      readonly counting: readonly string[]
    }
  | { readonly missing: readonly TeamRole[]; readonly counting: readonly string[] }

/**
 * What the votes come to, or which seats it still waits for; the order in which they were cast plays no part. Who is recused never counts,
 * nobody counts twice, and of one seat there is one vote: that of whoever holds it before his deputy's. Source: protocol 5, 8.
 */
export function countVotes(votes: readonly Vote[], ballot: Ballot): Counted {
  const { question, path } = ballot
  const cast = votesBySeat(votes, ballot)
  const [present, counting] = [[...cast.values()], [...cast.values()].map(({ personId }) => personId).toSorted()]
  const missing = votingSeats(path, ballot.fgVotes).filter((seat) => !cast.has(seat))
  if (present.length < 2) return { missing, counting }
  const chair = cast.get('chair')
  if (path === 'pair') {
    const agree = present.every(({ outcome }) => outcome === chair?.outcome)
    if (chair) return { ...asOne(chair.outcome, agree ? present : [chair]), why: agree ? 'together' : 'chair', counting }
  }
  const order: readonly Choice[] = choices[question]
  const most = order.find((one) => present.filter(({ outcome }) => outcome === one).length * 2 > present.length)
  const outcome = most ?? order.findLast((one) => present.some((vote) => vote.outcome === one))!
  return { ...asOne(outcome, present), why: most ? 'majority' : 'tie', counting }
}

/** The vote that counts for each seat. Where two hold one seat, the more protective of theirs. */
function votesBySeat(votes: readonly Vote[], { question, path, fgVotes, recused }: Ballot): Map<TeamRole, Vote> {
  const cast = new Map<TeamRole, Vote>()
  const order: readonly Choice[] = choices[question]
  const weight = ({ deputy, outcome, ground, personId }: Vote) =>
    [deputy ? '0' : '1', order.indexOf(outcome), ground ? choiceGrounds.indexOf(ground) + 1 : 0, personId].join('/')
  const valid = votes.filter(({ personId, outcome }) => !recused.includes(personId) && order.includes(outcome))
  for (const seat of votingSeats(path, fgVotes)) {
    const taken = new Set([...cast.values()].map(({ personId }) => personId))
    const theirs = valid.filter((vote) => vote.seat === seat && !taken.has(vote.personId)).toSorted((a, b) => weight(b).localeCompare(weight(a)))
    if (theirs[0]) cast.set(seat, theirs[0])
  }
  return cast
}

/** The ground most of those who chose it gave; where they differ evenly, the one that asks more. */
function asOne(outcome: Choice, votes: readonly Vote[]): { outcome: Choice; ground: ChoiceGround | null } {
  const given = votes.flatMap((vote) => (vote.outcome === outcome && vote.ground ? [vote.ground] : []))
  const times = (ground: ChoiceGround) => given.filter((one) => one === ground).length
  const [ground = null] = [...choiceGrounds]
    .reverse()
    .filter((one) => times(one) > 0)
    .toSorted((a, b) => times(b) - times(a))
  return { outcome, ground }
}
