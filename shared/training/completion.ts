import { amsterdamDay, amsterdamMidnight, days, hours, plus, type Instant } from '../instant.ts'
import { inOrder } from './in-order.ts'
import { questionsFor, type Question, type TrainingRole } from './module.ts'
import { ownQuestionId } from './own-question.ts'

/** A question of the board's own that goes out now; `id` as the board knows it, without `own-`. */
export type OwnAsked = Readonly<{ id: string; moduleId: string; content: Readonly<{ roles: readonly TrainingRole[] | 'all' }> }>

/** A module, or what a list of modules knows of it. */
type Asking = Readonly<{ id: string; questions: readonly Pick<Question, 'id' | 'roles'>[] }>

/** What counts of an answer for finishing a module. */
export type Counted = Readonly<{ id: string; moduleId: string; questionId: string; role: TrainingRole; practice: boolean; answeredAt: Instant }>

/** That a question of a module was answered, and when: not what, and not whether it was right. */
export type Sat = Readonly<Pick<Counted, 'moduleId' | 'questionId' | 'role' | 'answeredAt'>>

export type Completed = Readonly<{ completedAt: Instant; validUntil: Instant }>

/** The ids of all that a module asks of a role in this version, in order: its own questions, then the board's. */
export const askedOf = (module: Asking, role: TrainingRole, own: readonly OwnAsked[]): string[] => [
  ...questionsFor(module, role).map(({ id }) => id),
  ...own.filter(({ moduleId, content: { roles } }) => moduleId === module.id && (roles === 'all' || roles.includes(role))).map(({ id }) => ownQuestionId(id)),
]

/** How long answers are kept, in milliseconds. */
export const answersLive = days(30)

/**
 * From when an answer still counts for a module that is finished at this moment: the beginning of the day (Amsterdam) sixty days before.
 * Twice as long as answers live, for a holiday lies in between; to the day, for that is all that is kept of an answer that is gone. Two hours
 * later, for a day may have 25.
 */
export const countsFrom = (at: Instant): Instant => startOfDay(plus(startOfDay(at), hours(2) - days(60)))

/** The day on which it was (Amsterdam), as its first moment. */
export const startOfDay = (at: Instant): Instant => amsterdamMidnight(amsterdamDay(at))

/** The answers to this module since it was last finished, in the order they were given, those of the last sixty days before the newest. */
function counting({ moduleId, answers, since }: Pick<Sitting, 'moduleId' | 'answers' | 'since'>): Counted[] {
  const given = answers.filter((answer) => answer.moduleId === moduleId && !answer.practice && (since === null || answer.answeredAt > since)).toSorted(inOrder)
  const newest = given.at(-1)
  const from = newest && countsFrom(newest.answeredAt)
  return from === undefined ? [] : given.filter(({ answeredAt }) => answeredAt >= from)
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
 * last finished and within sixty days. Practice does not count, nor what this version no longer asks.
 */
export function completionOf({ asked, ...sitting }: Sitting): Completed | undefined {
  const given = counting(sitting)
  const newest = given.at(-1)
  const needed = newest ? asked(newest.role) : []
  const first = needed.map((id) => given.find(({ questionId }) => questionId === id)?.answeredAt)
  const completedAt = first.reduce((latest, at) => (latest === undefined || at === undefined ? undefined : at > latest ? at : latest), first[0])
  return completedAt === undefined ? undefined : { completedAt, validUntil: validUntil(completedAt) }
}

/** The same for whoever was away for long and brings it home twice at once: each time it was finished, in order. */
export function completionsOf(sitting: Sitting): Completed[] {
  const done: Completed[] = []
  for (let next = completionOf(sitting); next; next = completionOf({ ...sitting, since: next.completedAt })) done.push(next)
  return done
}

/** Which questions of this module were answered since it was last finished, each once, in the order they were given: whatever role asked them. */
export const progressOf = (sitting: Omit<Sitting, 'asked'>): string[] => [...new Set(counting(sitting).map(({ questionId }) => questionId))]

/** Of each of those questions the last time, and as whom: what another device, and the office once the answer is gone, need to go on. */
export const satOf = (sitting: Omit<Sitting, 'asked'>): Sat[] => [
  ...new Map(counting(sitting).map(({ moduleId, questionId, role, answeredAt }) => [questionId, { moduleId, questionId, role, answeredAt }])).values(),
]

/** What was answered before, as an answer that counts. */
export const asCounted = (sat: Sat): Counted => ({ ...sat, id: sat.questionId, practice: false })

/** The first moment of the same day a year later (Amsterdam), from which it is no longer valid; of 29 February that is 1 March. */
export function validUntil(completedAt: Instant): Instant {
  const [year, ...rest] = amsterdamDay(completedAt).split('-')
  const day = [String(Number(year) + 1).padStart(4, '0'), ...rest].join('-')
  return amsterdamMidnight(day.endsWith('02-29') ? day.replace('02-29', '03-01') : day)
}
