import { fsrs, Rating, type CardInput } from 'ts-fsrs'
import { amsterdamDay, amsterdamMidnight, hours, plus, type Instant } from '../instant.ts'
import { compare, inOrder } from './in-order.ts'

/** How well something is remembered and when it comes back, as FSRS keeps it; `due` and `lastReview` say the day (Amsterdam) and no hour, times are in days. */
export type CardState = Readonly<{
  due: Instant
  stability: number
  difficulty: number
  scheduledDays: number
  learningSteps: number
  reps: number
  lapses: number
  state: 0 | 1 | 2 | 3
  lastReview: Instant | null
}>

/** What counts of an answer for when its question comes back. `correct` null: nobody here can tell, so it counts for nothing. */
export type Answered = Readonly<{ id: string; correct: boolean | null; answeredAt: Instant }>
export type Card = { questionId: string; card: CardState }

/** Whole days and no dice, so that every device and the office come to the same day; within the year that a certificate is valid. */
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false, maximum_interval: 365 })

const toInput = (card: CardState | undefined, at: Instant): CardInput => ({
  due: card?.due ?? at,
  stability: card?.stability ?? 0,
  difficulty: card?.difficulty ?? 0,
  elapsed_days: 0,
  scheduled_days: card?.scheduledDays ?? 0,
  learning_steps: card?.learningSteps ?? 0,
  reps: card?.reps ?? 0,
  lapses: card?.lapses ?? 0,
  state: card?.state ?? 0,
  last_review: card?.lastReview ?? null,
})

/** The calendar day in Amsterdam, as the day that FSRS reckons with: it looks at no hour, and a card shall not tell at which somebody practised. */
const dayOf = (at: Instant): Instant => `${amsterdamDay(at)}T00:00:00.000Z`

/** The card after one more answer. An answer from before the last one counts as given together with it: time never runs backwards. */
export function afterAnswer(card: CardState | undefined, right: boolean, at: Instant): CardState {
  const day = dayOf(at)
  const given = card?.lastReview && card.lastReview > day ? card.lastReview : day
  const { card: next } = scheduler.next(toInput(card, given), given, right ? Rating.Good : Rating.Again)
  return {
    due: next.due.toISOString(),
    stability: next.stability,
    difficulty: next.difficulty,
    scheduledDays: next.scheduled_days,
    learningSteps: next.learning_steps,
    reps: next.reps,
    lapses: next.lapses,
    state: next.state,
    lastReview: given,
  }
}

/** The card of one question: what was kept of it and every answer since, each id once, in the order they were given. Undefined: never answered. */
export function fold(base: CardState | undefined, answers: readonly Answered[]): CardState | undefined {
  const once = [...new Map(answers.map((answer) => [answer.id, answer])).values()]
  return once
    .toSorted(inOrder)
    .reduce<CardState | undefined>((card, { correct, answeredAt }) => (correct === null ? card : afterAnswer(card, correct, answeredAt)), base)
}

/** The same for all questions of somebody together. */
export function foldCards(bases: readonly Card[], answers: readonly (Answered & { questionId: string })[]): Card[] {
  const base = new Map(bases.map(({ questionId, card }) => [questionId, card]))
  const given = grouped(answers, ({ questionId }) => questionId)
  return [...new Set([...base.keys(), ...given.keys()])].flatMap((questionId) => {
    const card = fold(base.get(questionId), given.get(questionId) ?? [])
    return card ? [{ questionId, card }] : []
  })
}

/** What comes back today (Amsterdam) or should have before, the longest overdue first: who practises on the bus does not wait for the minute. */
export function dueCards<T extends Card>(cards: readonly T[], now: Instant): T[] {
  // Two hours into tomorrow, also on the day that has 25.
  const tomorrow = amsterdamMidnight(amsterdamDay(plus(amsterdamMidnight(amsterdamDay(now)), hours(26))))
  return cards.filter(({ card }) => card.due < tomorrow).toSorted((a, b) => compare(a.card.due, b.card.due) || compare(a.questionId, b.questionId))
}

/** Two minutes of practice. */
export const mostPractice = 4

type Practice = Readonly<{
  /** what each module asks of somebody in this role, own questions among them (completion.ts) */
  asked: readonly Readonly<{ moduleId: string; questionIds: readonly string[] }>[]
  /** ids of modules this board does not offer */
  hidden: readonly string[]
  cards: readonly Card[]
  now: Instant
  most?: number
}>

/** What "practise two minutes" asks: what is due, the longest overdue first and taking turns between modules; then what was never asked. Each question once; empty when nothing comes back yet. */
export function practiceFor({ asked, hidden, cards, now, most = mostPractice }: Practice): { moduleId: string; questionId: string }[] {
  const offered = asked
    .filter(({ moduleId }) => !hidden.includes(moduleId))
    .flatMap(({ moduleId, questionIds }) => questionIds.map((questionId) => ({ moduleId, questionId })))
  const home = new Map(offered.map((one) => [one.questionId, one]))
  const known = new Set(cards.map(({ questionId }) => questionId))
  const due = new Set(dueCards(cards, now).flatMap(({ questionId }) => home.get(questionId) ?? []))
  const fresh = [...home.values()].filter(({ questionId }) => !known.has(questionId))
  return [...inTurns([...due]), ...inTurns(fresh)].slice(0, most)
}

/** One of each module at a time, the modules in the order in which they first come by. */
function inTurns<T extends { moduleId: string }>(list: readonly T[]): T[] {
  const groups = [...grouped(list, ({ moduleId }) => moduleId).values()]
  const rounds = Math.max(0, ...groups.map(({ length }) => length))
  return Array.from({ length: rounds }, (_, round) => groups.flatMap((group) => group[round] ?? [])).flat()
}

/** Older phones know no `Map.groupBy`. */
function grouped<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
