import { amsterdamDay, amsterdamMidnight, days, plus, type Instant } from '../instant.ts'
import { inOrder } from './in-order.ts'
import { questionsFor, type Question, type TrainingRole } from './module.ts'
import { ownQuestionId } from './own-question.ts'

/** A question of the board's own that goes out now; `id` as the board knows it, without `own-`. */
export type OwnAsked = Readonly<{ id: string; moduleId: string; content: Readonly<{ roles: readonly TrainingRole[] | 'all' }> }>

/** A module, or what a list of modules knows of it. */
type Asking = Readonly<{ id: string; questions: readonly Pick<Question, 'id' | 'roles'>[] }>

/** What counts of an answer for finishing a module. */
export type Counted = Readonly<{ id: string; moduleId: string; questionId: string; role: TrainingRole; practice: boolean; answeredAt: Instant }>

export type Completed = Readonly<{ completedAt: Instant; validUntil: Instant }>

/** The ids of all that a module asks of a role in this version, in order: its own questions, then the board's. */
export const askedOf = (module: Asking, role: TrainingRole, own: readonly OwnAsked[]): string[] => [
  ...questionsFor(module, role).map(({ id }) => id),
  ...own.filter(({ moduleId, content: { roles } }) => moduleId === module.id && (roles === 'all' || roles.includes(role))).map(({ id }) => ownQuestionId(id)),
]

/** How long answers are kept, and so from how far apart they make one completion, in milliseconds. */
export const answersLive = days(30)

/** The answers to this module since it was last finished, in the order they were given, those of the last thirty days before the newest. */
function counting({ moduleId, answers, since }: Pick<Sitting, 'moduleId' | 'answers' | 'since'>): Counted[] {
  const given = answers.filter((answer) => answer.moduleId === moduleId && !answer.practice && (since === null || answer.answeredAt > since)).toSorted(inOrder)
  const newest = given.at(-1)
  return newest ? given.filter(({ answeredAt }) => answeredAt >= plus(newest.answeredAt, -answersLive)) : []
}

type Sitting = Readonly<{
  moduleId: string
  /** what this version asks of a role (`askedOf`) */
  asked: (role: TrainingRole) => readonly string[]
  answers: readonly Counted[]
  /** when it was last finished; null: never */
  since: Instant | null
}>

/**
 * Whether the module is finished: all that this version asks of the role of the newest answer was answered, right or wrong, since it was
 * last finished and within thirty days. Practice does not count, nor what this version no longer asks.
 */
export function completionOf({ asked, ...sitting }: Sitting): Completed | undefined {
  const given = counting(sitting)
  const newest = given.at(-1)
  const needed = newest ? asked(newest.role) : []
  const first = needed.map((id) => given.find(({ questionId }) => questionId === id)?.answeredAt)
  const completedAt = first.reduce((latest, at) => (latest === undefined || at === undefined ? undefined : at > latest ? at : latest), first[0])
  return completedAt === undefined ? undefined : { completedAt, validUntil: validUntil(completedAt) }
}

/** Which questions of this module were answered since it was last finished, each once, in the order they were given: whatever role asked them. */
export const progressOf = (sitting: Omit<Sitting, 'asked'>): string[] => [...new Set(counting(sitting).map(({ questionId }) => questionId))]

/** The first moment of the same day a year later (Amsterdam), from which it is no longer valid; of 29 February that is 1 March. */
export function validUntil(completedAt: Instant): Instant {
  const [year, ...rest] = amsterdamDay(completedAt).split('-')
  const day = [String(Number(year) + 1).padStart(4, '0'), ...rest].join('-')
  return amsterdamMidnight(day.endsWith('02-29') ? day.replace('02-29', '03-01') : day)
}
