import { amsterdamDay, days, plus, type Instant } from '../../shared/instant.ts'
import { questionsFor, type TrainingRole } from '../../shared/training/module.ts'
import { ownQuestionId } from '../../shared/training/own-question.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import type { Title } from './titles.ts'

/** How a module stands for somebody; `renewFrom`: the day from which it may well be done again. */
export type ModuleState =
  | { is: 'new' }
  | { is: 'busy'; at: number; of: number }
  | { is: 'done'; validUntil: Instant; renewFrom: Instant }
  | { is: 'renew'; validUntil: Instant }
  | { is: 'expired'; validUntil: Instant }

/** Two months before it runs out there is time enough, and nobody does it twice for nothing. */
export const renewBefore = days(60)

const idsOf = (title: Title, role: TrainingRole, own: MyTraining['ownQuestions']): string[] => [
  ...questionsFor(title, role).map(({ id }) => id),
  ...own.filter((one) => one.moduleId === title.id && (one.content.roles === 'all' || one.content.roles.includes(role))).map(({ id }) => ownQuestionId(id)),
]

export const completionIn = (mine: Pick<MyTraining, 'completions'> | null, moduleId: string) =>
  mine?.completions.find((completion) => completion.moduleId === moduleId)

/** What was answered counts, whatever happened to it since: who is busy reads where he goes on. */
export function stateOf(title: Title, role: TrainingRole, mine: MyTraining, now: Instant): ModuleState {
  const answered = mine.progress.find(({ moduleId }) => moduleId === title.id)?.questionIds ?? []
  const ids = idsOf(title, role, mine.ownQuestions)
  const open = ids.findIndex((id) => !answered.includes(id))
  if (open >= 0 && ids.some((id) => answered.includes(id))) return { is: 'busy', at: open + 1, of: ids.length }
  const validUntil = completionIn(mine, title.id)?.validUntil
  if (validUntil === undefined) return { is: 'new' }
  if (validUntil <= now) return { is: 'expired', validUntil }
  const renewFrom = plus(validUntil, -renewBefore)
  return renewFrom <= now ? { is: 'renew', validUntil } : { is: 'done', validUntil, renewFrom }
}

/** What there is to do next: the first that is offered and not finished, but for this one. */
export function nextAfter(moduleId: string, all: readonly Title[], role: TrainingRole, mine: MyTraining, now: Instant): Title | undefined {
  const open = all.filter(({ id }) => id !== moduleId && !mine.hidden.includes(id))
  const toDo = open.filter((title) => !['done', 'renew'].includes(stateOf(title, role, mine, now).is))
  const later = all.findIndex(({ id }) => id === moduleId)
  return toDo.find((title) => all.indexOf(title) > later) ?? toDo[0]
}

/** Days on Amsterdam's calendar from the one moment to the other; never less than none. */
export function daysUntil(at: Instant, now: Instant): number {
  const day = (instant: Instant) => Date.parse(`${amsterdamDay(instant)}T00:00:00.000Z`)
  return Math.max(0, Math.round((day(at) - day(now)) / days(1)))
}

/** Ids of all that is asked of a role here: what is hidden does not come back. */
export const offeredIds = (all: readonly Title[], role: TrainingRole, mine: MyTraining): ReadonlySet<string> =>
  new Set(all.filter(({ id }) => !mine.hidden.includes(id)).flatMap((title) => idsOf(title, role, mine.ownQuestions)))
